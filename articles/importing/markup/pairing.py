"""Which links are the marks of notes, which notes they are of, and which lead back."""

from articles.importing.markup.anchors import (
    ARROWS,
    Link,
    Page,
    begins,
    is_label_of_a_way,
    is_mark_like,
    is_way_back,
    label_of,
)
from articles.importing.markup.definitions import (
    Definition,
    begins_with,
    kind_of,
    own_block,
    widened,
    with_rest,
)
from articles.importing.markup.tree import HEADINGS, Element

MOST_BETWEEN = 12
MOST_LINKS = 20
LONGEST_LABEL = 8


class Pairing:
    def __init__(self, page: Page) -> None:
        self.page = page
        self.definitions: list[Definition] = []
        self.marks: dict[Element, Definition] = {}
        self.lost: dict[Element, Link] = {}
        """Marks whose note is not there."""
        self.ways_back: set[Element] = set()
        self.unmarked: list[Element] = []
        """Blocks with a note that no mark leads to."""
        self.links_in: dict[Element, list[Link]] = {}
        for link in page.links:
            self.links_in.setdefault(page.block_of(link.anchor), []).append(link)
        self.define(self.found())
        self.absorb()
        self.take_ways_back()
        for link in page.links:
            if link.anchor not in self.marks and link.anchor not in self.ways_back:
                self.take_lost(link)

    def found(self) -> list[tuple[Link, Element]]:
        """Marks, and the blocks with their notes."""
        found: list[tuple[Link, Element]] = []
        for link in self.page.links:
            for mark in (link, self.reversed(link)):
                block = self.note_of(mark) if mark else None
                if mark and block is not None:
                    found.append((mark, block))
        return found

    def reversed(self, link: Link) -> Link | None:
        """What a link back leads to, where that is a mark that is no link itself."""
        mark = link.target
        if mark is None or not is_way_back(link) or mark.tag not in {"sup", "span", "a"}:
            return None
        if mark.get("href") or any(below.get("href") for below in mark.walk()):
            return None
        named = link.name if is_mark_like(Link(mark, "", "", None)) else "fn1"
        found = Link(mark, named, label_of(mark), link.anchor)
        return found if found.value else None

    def note_of(self, link: Link) -> Element | None:
        """The block with the note that this link is a mark of."""
        page, target = self.page, link.target
        if target is None or is_way_back(link):
            return None
        strong = is_mark_like(link)
        if not (link.value or strong):
            return None
        block = own_block(page, target)
        if block is None or block in page.above(link.anchor) or not self.begins_line(target):
            return None
        back = self.link_back(link, block)
        if back is not None and not self.is_first_of_pair(link, back):
            return None
        raised = link.is_bracketed or page.is_raised(link.anchor)
        return block if strong or raised or back is not None else None

    def begins_line(self, target: Element) -> bool:
        block = self.page.block_of(target)
        return block is target or begins(block, target)

    def link_back(self, link: Link, block: Element) -> Link | None:
        """A link in that block to where `link` stands."""
        here = self.page.block_of(link.anchor)
        for back in self.links_in.get(block, ())[:MOST_LINKS]:
            if back.target is None or back.anchor is link.anchor:
                continue
            if back.target is here or self.page.block_of(back.target) is here:
                return back
        return None

    def is_first_of_pair(self, link: Link, back: Link) -> bool:
        """Of two links to each other one is the mark: the one that begins no line, or the first."""
        if is_way_back(back):
            return True
        link_begins = self.page.begins_block(link.anchor)
        back_begins = self.page.begins_block(back.anchor)
        if link_begins != back_begins:
            return back_begins
        return self.page.order[link.anchor] < self.page.order[back.anchor]

    def define(self, found: list[tuple[Link, Element]]) -> None:
        blocks = {block for _link, block in found}
        defined: dict[Element, Definition] = {}
        for link, block in found:
            own = self.outermost(block, blocks)
            if own not in defined:
                element = widened(self.page, own, blocks)
                kind = kind_of(self.page, own)
                defined[own] = Definition(with_rest(self.page, element), kind=kind)
                self.definitions.append(defined[own])
            defined[own].marks.append(link)
            self.marks[link.anchor] = defined[own]

    def outermost(self, block: Element, blocks: set[Element]) -> Element:
        """Two names at the beginning of one note are one note."""
        outermost = inner = block
        for outer in self.page.above(block):
            if not begins_with(outer, inner):
                break
            inner = outer
            outermost = outer if outer in blocks else outermost
        return outermost

    def absorb(self) -> None:
        """What stands between two notes of one list, with no mark in it, belongs to the first."""
        last: dict[Element, tuple[Definition, int]] = {}
        ordered = sorted(self.definitions, key=lambda found: self.page.order[found.elements[0]])
        for definition in ordered:
            first = definition.elements[0]
            parent = self.page.parent.get(first, self.page.root)
            siblings, place = self.page.siblings(first)
            if parent in last and first.tag in {"p", "div"}:
                before, end = last[parent]
                between = siblings[end:place]
                if len(between) <= MOST_BETWEEN and all(map(self.continues, between)):
                    before.elements += between
            last[parent] = definition, place + len(definition.elements)

    def continues(self, piece: Element) -> bool:
        return piece.tag in {"p", "blockquote", "div", "ul", "ol", "br"} and not any(
            element in self.marks or element.tag in HEADINGS for element in piece.walk()
        )

    def take_ways_back(self) -> None:
        in_notes = {
            element
            for definition in self.definitions
            for top in definition.elements
            for element in top.walk()
        }
        places: set[Element] = set()
        for anchor in self.marks:
            places |= {*anchor.walk(), *self.around(anchor)}
        for link in self.page.links:
            if link.anchor in self.marks or not is_label_of_a_way(link.label):
                continue
            leads_to_mark = link.target is not None and link.target in places
            is_arrow = bool(link.label) and set(link.label) <= ARROWS
            if link.anchor in in_notes:
                is_label = bool(link.value) and self.page.begins_block(link.anchor)
                if is_way_back(link) or is_label or leads_to_mark:
                    self.ways_back.add(link.anchor)
            elif is_arrow:
                self.ways_back.add(link.anchor)
            is_stray = link.anchor not in in_notes and is_way_back(link) and link.target is None
            if is_stray and (is_arrow or link.value):
                self.unmarked.append(self.page.block_of(link.anchor))

    def around(self, anchor: Element) -> list[Element]:
        """The formatting around a mark, and an empty anchor right before it."""
        wrapper = self.page.wrapper_of(anchor)
        siblings, place = self.page.siblings(wrapper)
        found = [
            element for element in siblings[max(0, place - 1) : place] if not element.has_text()
        ]
        outer = anchor
        while outer is not wrapper:
            outer = self.page.parent[outer]
            found.append(outer)
        return found

    def take_lost(self, link: Link) -> None:
        strong = is_mark_like(link)
        if is_way_back(link) or (link.target is not None and not strong):
            return
        raised = link.is_bracketed or self.page.is_raised(link.anchor)
        short = len(link.label) <= LONGEST_LABEL
        if (strong and (link.value or short)) or (raised and link.value):
            self.lost[link.anchor] = link
