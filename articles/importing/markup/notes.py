"""Notes by anchors: marks that link to notes elsewhere in the HTML -> footnotes in their place.

Word, LibreOffice, Google Docs as a web page, Wikipedia, WordPress, Markdown and hand-made pages all
do the same: a link in the text leads to a paragraph, an item or a division with the note, which
mostly links back. What leads where decides; names, classes and roles only help.
"""

import re
from collections import deque
from hashlib import blake2b

from articles.importing.markup.anchors import LABEL, Link, Page, label_of
from articles.importing.markup.definitions import Content, Definition, begins_with_label
from articles.importing.markup.inline_notes import inline_notes
from articles.importing.markup.note_lines import part_lines
from articles.importing.markup.pairing import Pairing
from articles.importing.markup.remarks import Kind, Remarks
from articles.importing.markup.tree import HEADINGS, Element, Piece, is_empty
from articles.importing.plaintext.lists import is_notes_heading

BETWEEN_MARKS = re.compile(r"[\s\[\](),;،\u00a0–-]*+")
GROUPED = frozenset({"sup", "span", "font", "b", "i", "em", "strong"})
SPACE = " \t\r\n\f"
AFTER_A_MARK = re.compile(r"[\s.,;:!?)\]”»’]")


def notes_by_anchors(root: Element, remarks: Remarks) -> None:
    """Put every note at its mark. Marks without a note become superscript text, notes without a
    mark stay where they are; of both there is a remark."""
    inline_notes(root)
    part_lines(root)
    pairing = Pairing(Page(root))
    if pairing.marks or pairing.lost or pairing.unmarked or pairing.ways_back:
        _Rewriter(pairing, remarks).run()


class _Rewriter:
    def __init__(self, pairing: Pairing, remarks: Remarks) -> None:
        self.pairing = pairing
        self.remarks = remarks
        self.reached: set[Definition] = set()
        self.taken: set[Element] = set()
        self.nested: list[Definition] = []
        self.in_note = False

    def run(self) -> None:
        self.strip_notes()
        self.drop_empty()
        self.reached = self.reachable()
        self.taken = {element for found in self.reached for element in found.elements}
        for block in self.pairing.unmarked:
            block.children.insert(0, self.remarks.add(Kind.UNMARKED_NOTES, ""))
        self.rewrite(self.pairing.page.root)
        for definition in self.reached:
            if definition.footnote is not None and definition.citations > 1:
                definition.footnote.attributes["id"] = _key(definition)

    def strip_notes(self) -> None:
        definitions = self.pairing.definitions
        content = Content(self.pairing.ways_back)
        for definition in definitions:
            content.strip(definition)
        labelled = sum(begins_with_label(definition) for definition in definitions)
        if labelled > 1 and labelled >= 0.8 * len(definitions):
            for definition in definitions:
                content.remove_label(definition, expected=True)

    def drop_empty(self) -> None:
        """A mark whose note has no words is a mark without a note."""
        pairing = self.pairing
        kept: list[Definition] = []
        for definition in pairing.definitions:
            if any(element.has_text() for element in definition.elements):
                kept.append(definition)
                continue
            for mark in definition.marks:
                pairing.marks.pop(mark.anchor, None)
                pairing.lost[mark.anchor] = mark
        pairing.definitions = kept

    def reachable(self) -> set[Definition]:
        """The notes that a mark in the text leads to, or a mark in such a note. Notes that only
        cite each other stay where they are."""
        inside: dict[Element, Definition] = {}
        for definition in self.pairing.definitions:
            for top in definition.elements:
                for element in top.walk():
                    inside.setdefault(element, definition)
        cites: dict[Definition, list[Definition]] = {}
        queue: deque[Definition] = deque()
        for anchor, definition in self.pairing.marks.items():
            if anchor in inside:
                cites.setdefault(inside[anchor], []).append(definition)
            else:
                queue.append(definition)
        reached: set[Definition] = set()
        while queue:
            definition = queue.popleft()
            if definition not in reached:
                reached.add(definition)
                queue += cites.get(definition, [])
        return reached

    def rewrite(self, element: Element) -> None:
        children: list[Piece] = []
        for child in element.children:
            if isinstance(child, str):
                children.append(child)
            elif child in self.taken:
                _drop_heading(children, element)
            elif child in self.pairing.marks:
                children += self.cited(child)
            elif child in self.pairing.lost:
                children += self.lost(self.pairing.lost[child])
            elif child not in self.pairing.ways_back:
                children += self.rewritten(child, children, element)
        element.children = _without_brackets(children)

    def rewritten(self, child: Element, before: list[Piece], parent: Element) -> list[Piece]:
        had_text = child.has_text()
        self.rewrite(child)
        if child.tag in GROUPED and (marks := _marks_only(child)):
            return [*marks]
        if had_text and not any(map(_shows, child.children)) and child.tag not in {"td", "th"}:
            _drop_heading(before, parent)
            return []
        return [child]

    def cited(self, anchor: Element) -> list[Piece]:
        definition = self.pairing.marks[anchor]
        if definition not in self.reached:
            return [*anchor.children]
        definition.citations += 1
        words: list[Piece] = [] if _is_label(anchor) else [*anchor.children]
        if definition.is_placed:
            return [*words, _reference(definition)]
        definition.is_placed = True
        if self.in_note:
            self.nested.append(definition)
            definition.citations += 1
            return [*words, _reference(definition)]
        return [*words, *self.placed(definition)]

    def placed(self, first: Definition) -> list[Piece]:
        """The footnote, and behind it those that are cited in it only."""
        found: list[Piece] = []
        queue = deque([first])
        while queue:
            definition = queue.popleft()
            self.in_note, self.nested = True, []
            for element in definition.elements:
                self.rewrite(element)
                element.tag = "p" if element.tag in {"p", "dt"} else "div"
            self.in_note = False
            content: list[Piece] = [*definition.elements]
            attributes = {"data-kind": definition.kind} if definition.kind else {}
            definition.footnote = Element("footnote", attributes, content)
            found.append(definition.footnote)
            queue.extendleft(reversed(self.nested))
        return found

    def lost(self, link: Link) -> list[Piece]:
        label = link.anchor.text().strip()
        mark = self.remarks.add(Kind.UNSURE_MARKS, label)
        return [mark, Element("sup", {}, [label])] if label else []


def _is_label(anchor: Element) -> bool:
    """Whether there is nothing in a mark but its number or sign."""
    label = label_of(anchor)
    return LABEL.fullmatch(label) is not None or not any(map(str.isalpha, label))


def _reference(definition: Definition) -> Element:
    return Element("noteref", {"key": _key(definition)})


def _key(definition: Definition) -> str:
    """A name that no other note has, in this article or in the one that it is pasted into."""
    if not definition.key:
        words = "".join(element.text() for element in definition.elements)
        digest = blake2b(words.encode("utf-8", "replace"), digest_size=5).hexdigest()
        definition.key = f"n{definition.label if definition.label.isalnum() else ''}-{digest}"
    return definition.key


def _drop_heading(children: list[Piece], parent: Element) -> None:
    """Above notes that were taken, a rule and the word “Notes” have nothing to head any more."""
    of_notes = "doc-endnotes" in parent.get("role")
    while True:
        last = len(children) - 1
        while last >= 0 and (is_empty(children[last]) or _is_break(children[last])):
            last -= 1
        heads = last >= 0 and _heads_notes(children[last], of_notes=of_notes)
        between = children[last + 1 :]
        del children[last if heads else last + 1 :]
        if not heads:  # what is left of the space between two notes is looked through once
            children += [Element("br")] if any(map(_is_break, between)) else [" "] * bool(between)
            return


def _heads_notes(piece: Piece, *, of_notes: bool) -> bool:
    if isinstance(piece, str):
        return False
    if of_notes and piece.tag in HEADINGS:
        return True
    if piece.tag == "hr":
        return True
    may_head = piece.tag in {*HEADINGS, "p", "div", "b", "strong", "header"}
    return may_head and len(piece.children) < 8 and is_notes_heading(piece.text())


def _is_break(piece: Piece) -> bool:
    return isinstance(piece, Element) and piece.tag == "br"


def _shows(piece: Piece) -> bool:
    if isinstance(piece, str):
        return not is_empty(piece)
    return piece.tag in {"img", "footnote", "noteref"} or any(map(_shows, piece.children))


def _is_mark(piece: Piece) -> bool:
    return isinstance(piece, Element) and piece.tag in {"footnote", "noteref"}


def _marks_only(wrapper: Element) -> list[Element]:
    """The marks, if there is nothing but marks in it, with brackets and commas between them."""
    marks = [child for child in wrapper.elements() if _is_mark(child)]
    others = [child for child in wrapper.children if not _is_mark(child)]
    plain = all(isinstance(other, str) and BETWEEN_MARKS.fullmatch(other) for other in others)
    return marks if plain else []


def _without_brackets(children: list[Piece]) -> list[Piece]:
    """Marks without the brackets around them, and without the space before them."""
    for index, child in enumerate(children):
        if not _is_mark(child) or index == 0 or not isinstance(before := children[index - 1], str):
            continue
        after = children[index + 1] if index + 1 < len(children) else ""
        if isinstance(after, str) and before.endswith(("[", "(")) and after[:1] in {"]", ")"}:
            before, after = before[:-1], after[1:]
            children[index + 1] = after
        if isinstance(after, str) and (not after or AFTER_A_MARK.match(after)):
            before = before.rstrip(SPACE) if before.strip(SPACE) else before
        children[index - 1] = before
    return children
