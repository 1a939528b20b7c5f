"""The notes themselves, as they stand at the end of a page or below a passage: where one begins and
ends, and its text without label and links back."""

import re
from dataclasses import dataclass, field

from articles.importing.markup.anchors import (
    AROUND_A_MARK,
    LABEL,
    Link,
    Page,
    label_value,
)
from articles.importing.markup.tree import HEADINGS, Element, Piece, is_empty
from articles.text.characters import is_blank
from articles.text.elements import NOTE_KINDS

MAY_BE_A_NOTE = frozenset(
    {"aside", "blockquote", "dd", "details", "div", "dt", "li", "p", "section"}
)
MAY_BE_A_NOTE_WITH_ANCHOR = MAY_BE_A_NOTE | {"td", "tr"}
LARGE = frozenset({"section", "details", "blockquote"})
HOLDS_NO_NOTE = frozenset({*HEADINGS, "article", "main", "nav", "header", "table"})
ROLES = ("doc-footnote", "doc-endnote", "footnote", "endnote", "rearnote")
OF_A_NOTE = re.compile(
    r"^_?(?:ftn|edn|fn|sdfootnote|sdendnote|footnote|endnote|note)[-_:]?\d+$", re.IGNORECASE
)
OWN_ELEMENT = {"footnote", "endnote"}  # mso-element
LONGEST = 20_000
"""Characters; what is longer is a chapter that some link leads to, and no note."""
MOST_ELEMENTS = 5000
LEADING_LABEL = re.compile(
    r"\s*+(?:[\[(]\s*+(?P<bracketed>[^\s\[\]()]{1,8})\s*+[\])]|(?P<plain>[^\s\[\]().:]{1,8}))"
    r"(?P<dot>[.:)]?)\s*+"
)
LEFT_OF_LINKS = re.compile(r"[\s\u00a0\[\]().,;^↑|*-]*")
"""What stands between links back, as in “^ a b”."""
BLANK = " \t\n\r\f\u00a0"


@dataclass(eq=False)
class Definition:
    elements: list[Element]
    marks: list[Link] = field(default_factory=list)
    kind: str = ""
    """`editor` or `translator` where the page says so."""
    # What becomes of it (notes.py):
    is_placed: bool = False
    footnote: Element | None = None
    citations: int = 0
    key: str = ""

    @property
    def label(self) -> str:
        return next((mark.value for mark in self.marks if mark.value), "")


def own_block(page: Page, target: Element) -> Element | None:
    """The block that a note begins with, None where the target can be no note."""
    block = page.block_of(target)
    if block.tag in {"td", "th"}:
        block = page.parent.get(block, page.root)
    allowed = MAY_BE_A_NOTE if block is target else MAY_BE_A_NOTE_WITH_ANCHOR
    if block.tag not in allowed or _is_too_much(block):
        return None
    return block


def _is_too_much(block: Element) -> bool:
    length = 0
    for count, element in enumerate(block.walk()):
        if (element.tag in HOLDS_NO_NOTE and element is not block) or count > MOST_ELEMENTS:
            return True
        length += sum(len(child) for child in element.children if isinstance(child, str))
        if length > LONGEST:
            return True
    return False


def widened(page: Page, block: Element, blocks: set[Element]) -> Element:
    """The element that holds the whole note: the item or the division made for it alone.

    `blocks` are those that notes begin with.
    """
    widest = block
    for outer in page.above(block):
        if outer.tag not in {"aside", "dd", "div", "li", "section"}:
            break
        if not begins_with(outer, widest) or (outer.tag == "section" and not _says_note(outer)):
            break
        if not (outer.tag == "li" or _says_note(outer) or _is_one_of_several(page, outer, blocks)):
            break
        if any(element in blocks and element is not block for element in outer.walk()):
            break
        if _is_too_much(outer):
            break
        widest = outer
    return widest


def begins_with(outer: Element, inner: Element) -> bool:
    first = next((child for child in outer.children if not is_empty(child)), None)
    return first is inner


def _says_note(element: Element) -> bool:
    if element.style.get("mso-element") in OWN_ELEMENT or OF_A_NOTE.match(element.get("id")):
        return True
    return any(role in element.get("role").split() for role in ROLES)


def _is_one_of_several(page: Page, division: Element, blocks: set[Element]) -> bool:
    """Like divisions beside it hold a note each, or a rule stands above it (Google Docs)."""
    siblings, index = page.siblings(division)
    near = siblings[max(0, index - 1) : index + 2]
    return any(
        sibling.tag == "hr"
        or (sibling is not division and sibling.tag == "div"
            and any(begins_with(sibling, block) for block in sibling.elements() if block in blocks))
        for sibling in near
    )  # fmt: skip


def kind_of(page: Page, block: Element) -> str:
    """On a page of ours, the notes of editors and translators stand in lists of their own."""
    classes = {name for outer in page.above(block) for name in outer.classes}
    return next((kind for kind in NOTE_KINDS[1:] if f"{kind}-notes" in classes), "")


def with_rest(page: Page, element: Element) -> list[Element]:
    """A term and its definitions go together."""
    if element.tag != "dt":
        return [element]
    siblings, index = page.siblings(element)
    end = index + 1
    while end < len(siblings) and siblings[end].tag == "dd":
        end += 1
    return siblings[index:end]


class Content:
    """Takes label and links back out of a definition."""

    def __init__(self, ways_back: set[Element]) -> None:
        self.ways_back = ways_back
        self.removed: list[Element] = []

    def strip(self, definition: Definition) -> None:
        for element in definition.elements:
            self.remove_ways_back(element)
        self.remove_label(definition)

    def remove_ways_back(self, element: Element) -> None:
        kept: list[Piece] = []
        for child in element.children:
            if isinstance(child, str):
                kept.append(child)
            elif child in self.ways_back:
                self.removed.append(child)
            else:
                before = len(self.removed)
                self.remove_ways_back(child)
                if len(self.removed) == before or not LEFT_OF_LINKS.fullmatch(child.beginning(40)):
                    kept.append(child)
        element.children = kept

    def remove_label(self, definition: Definition, *, expected: bool = False) -> None:
        """`expected`: the notes of this page begin with their labels, so that one goes even where
        it could be a word of the note."""
        label = definition.label
        found = _first_words(definition.elements)
        if not label or found is None:
            return
        holder, index, depth = found
        words = str(holder.children[index])
        if (
            holder.tag in AROUND_A_MARK | {"a", "td", "dt"}
            and depth
            and _is_label(holder.text(), label)
        ):
            holder.children = []
            after = _first_words(definition.elements)
            if after:
                holder, index, _ = after
                holder.children[index] = str(holder.children[index]).lstrip(BLANK + ".:")
            return
        match = LEADING_LABEL.match(words)
        if match is None or label_value(match["bracketed"] or match["plain"]) != label:
            return
        is_certain = bool(match["bracketed"]) or (bool(match["dot"]) and holder.tag != "li")
        if is_certain or (expected and match.end() > match.end("plain")):
            holder.children[index] = words[match.end() :]


def begins_with_label(definition: Definition) -> bool:
    found = _first_words(definition.elements)
    if found is None or not definition.label:
        return False
    match = LEADING_LABEL.match(str(found[0].children[found[1]]))
    if match is None:
        return False
    return label_value(match["bracketed"] or match["plain"]) == definition.label


def _is_label(text: str, label: str) -> bool:
    match = LABEL.fullmatch(text.strip(BLANK))
    return match is not None and label_value(match["value"]) == label


def _first_words(elements: list[Element]) -> tuple[Element, int, int] | None:
    """Where the first text stands that is not blank: its element, its index there, its depth."""
    stack = [(element, 0) for element in reversed(elements)]
    while stack:
        element, depth = stack.pop()
        for index, child in enumerate(element.children):
            if isinstance(child, str):
                if not is_blank(child):
                    return element, index, depth
            elif child.has_text():
                stack.append((child, depth + 1))
                break
    return None
