"""Lists that are none in the HTML: paragraphs with a bullet (Word), lists whose levels are said by
a class or an attribute (Word Online, Google Docs as a web page) -> lists in lists.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.importing.markup.styles import Sheet
from articles.importing.markup.tree import Element, Piece, is_empty
from articles.importing.plaintext.forms import ROMAN, ordinal

LIST_STYLE = re.compile(r"(l\d+)\s+level(\d+)\s+(lfo\d+)", re.IGNORECASE)
GOOGLE_LIST = re.compile(r"lst-(kix_\w+)-(\d+)")
CONTINUES_CLASS = re.compile(r"MsoList(?:Paragraph|Continue)")
NUMBER = re.compile(r"\(?(?P<number>\d{1,5}|[a-z]{1,8})[.):]?\)?", re.IGNORECASE)
BARE_LABEL = re.compile(
    r"\s*(?:([·•▪◦‣§Øüvo*–-])|(\(?(?:\d{1,3}|[a-zA-Z]|[ivx]{1,5})[.)]))(?:\u00a0|[ ]){2,}\s*"
)
FORMATS = {"alpha-lower": "a", "alpha-upper": "A", "roman-lower": "i", "roman-upper": "I"}
DEEPEST = 9
BLANK = " \t\r\n\u00a0"


@dataclass
class Item:
    level: int
    list_id: str
    tag: str  # ul or ol
    kind: str  # the `type` of an ol, "" where it counts 1, 2, 3
    number: int | None
    element: Element


def make_lists(root: Element, sheet: Sheet) -> None:
    for element in [*root.walk()]:
        if element.children and element.tag not in {"ul", "ol"}:
            element.children = [*_Maker(sheet).made(element.children)]


class _Maker:
    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.open: list[tuple[Item, Element]] = []  # first item and list of each level
        self.last: Element | None = None  # the last item
        self.next: dict[Element, int] = {}  # list -> the number that its next item has

    def made(self, pieces: list[Piece]) -> Iterator[Piece]:
        for piece in _without_wrappers(pieces):
            if is_empty(piece) and self.open:
                continue
            items = self.items(piece) if isinstance(piece, Element) else []
            if items:
                for item in items:
                    yield from self.add(item)
            elif isinstance(piece, Element) and self.last is not None and _continues(piece):
                self.last.children.append(Element("p", piece.attributes, piece.children))
            else:
                self.open, self.last = [], None
                yield piece

    def items(self, element: Element) -> list[Item]:
        if element.tag in {"ul", "ol"}:
            return list(_levelled(element))
        if element.tag == "p" and (item := self.paragraph(element)):
            return [item]
        return []

    def add(self, item: Item) -> Iterator[Piece]:
        """Put it where it belongs; yields a list that begins with it at the top."""
        while self.open and self.open[-1][0].level > item.level:
            self.open.pop()
        if self.open and self.open[-1][0].level == item.level and not self.goes_on(item):
            self.open.pop()
        if not self.open or self.open[-1][0].level < item.level:
            new = Element(item.tag, _list_attributes(item))
            self.next[new] = item.number or 1
            if self.open and self.open[-1][1].children:
                parent = self.open[-1][1].children[-1]
                if isinstance(parent, Element):
                    parent.children.append(new)
            else:
                yield new
            self.open.append((item, new))
        holder = self.open[-1][1]
        if item.tag == "ol" and item.number not in {None, self.next[holder]}:
            item.element.attributes["value"] = str(item.number)
        self.next[holder] = (item.number or self.next[holder]) + 1
        holder.children.append(item.element)
        self.last = item.element

    def goes_on(self, item: Item) -> bool:
        """Whether it is one more item of the list that is open at its level."""
        first, holder = self.open[-1]
        if (first.tag, first.kind) != (item.tag, item.kind):
            return False
        restarts = item.number == 1 and self.next[holder] > 1
        return first.list_id == item.list_id or not restarts

    def paragraph(self, element: Element) -> Item | None:
        """What a paragraph of Word is an item of."""
        match = LIST_STYLE.match(element.style.get("mso-list", ""))
        sign = _sign(element)
        if match is None:
            return self.bare(element)
        if sign is None:
            return None
        label = sign.text().strip(BLANK)
        said = self.sheet.list_levels.get(f"{match[1]}:level{match[2]}".lower(), {})
        form = said.get("mso-level-number-format", "")
        tag, kind, number = ("ul", "", None) if form == "bullet" else read_label(label, form)
        if tag == "":
            _keep_label(sign, label)
            return None
        sign.children = []
        level = min(int(match[2][:2]), DEEPEST)
        return Item(level, match[3].lower(), tag, kind, number, _item_of(element))

    def bare(self, element: Element) -> Item | None:
        """Where a browser has taken Word's own styles away, the bullet is text."""
        if not any(name.startswith("MsoListParagraph") for name in element.classes):
            return None
        match = BARE_LABEL.match(element.beginning(40))
        if match is None:
            return None
        tag, kind, number = ("ul", "", None) if match[1] else read_label(match[2], "")
        if not tag:
            return None
        _cut(element, match.end())
        return Item(1, "", tag, kind, number, _item_of(element))


def read_label(label: str, form: str) -> tuple[str, str, int | None]:
    """Tag, type and number of the list that a label belongs to: `2.` of an ol, `·` of a ul. The
    tag is "" where a list can't say it (`1.2`, `§ 3`)."""
    match = NUMBER.fullmatch(label)
    is_number = match is not None and (label != match["number"] or match["number"].isdecimal())
    if match is None or not is_number:
        has_digit = any(char.isdecimal() for char in label)
        return ("", "", None) if has_digit or len(label) > 3 else ("ul", "", None)
    printed = match["number"]
    if printed.isdecimal():
        return "ol", "", int(printed)
    kind = FORMATS.get(form, "")
    lower = printed.lower()
    if kind in {"i", "I"} or (
        not kind and lower in {"i", "ii", "iii", "iv", "vi", "vii", "viii", "ix"}
    ):
        if ROMAN.fullmatch(lower):
            return "ol", "I" if printed.isupper() else "i", ordinal(lower)
        return "", "", None
    if len(lower) == 1 and lower.isascii():
        return "ol", "A" if printed.isupper() else "a", ord(lower) - ord("a") + 1
    return "", "", None


def _levelled(element: Element) -> Iterator[Item]:
    """The items of a list that says of itself, or of its items, what level they have."""
    match = next(filter(None, map(GOOGLE_LIST.search, element.classes)), None)
    if match is None and not any(
        "data-aria-level" in child.attributes for child in element.elements()
    ):
        return
    if any(not is_empty(child) and not _is_item(child) for child in element.children):
        return
    start = element.get("start")
    number = int(start) if start.isdecimal() and len(start) < 6 else None
    for child in element.elements():
        said = child.get("data-aria-level") or child.get("aria-level")
        level = int(match[2]) + 1 if match else int(said) if said.isdecimal() else 1
        list_id = match[1] if match else child.get("data-listid")
        kind = element.get("type") if element.tag == "ol" else ""
        yield Item(min(level, DEEPEST), list_id, element.tag, kind, number, child)
        number = None


def _is_item(piece: Piece) -> bool:
    return isinstance(piece, Element) and piece.tag == "li"


def _without_wrappers(pieces: list[Piece]) -> Iterator[Piece]:
    """Word Online puts every item into a list and a division of its own."""
    for piece in pieces:
        if isinstance(piece, Element) and "ListContainerWrapper" in piece.classes:
            yield from piece.children
        else:
            yield piece


def _sign(element: Element) -> Element | None:
    """The bullet or number that Word writes for programs without lists."""
    return next(
        (e for e in element.walk() if e.style.get("mso-list", "").lower() == "ignore"), None
    )


def keep_signs(root: Element) -> None:
    """The numbers of headings, and of paragraphs that became no items, are text."""
    for element in root.walk():
        if element.style.get("mso-list", "").lower() == "ignore" and element.children:
            _keep_label(element, element.text().strip(BLANK))


def _keep_label(sign: Element, label: str) -> None:
    sign.children = [f"{label} "] if label else []
    sign.style = {}


def _item_of(paragraph: Element) -> Element:
    kept = {n: v for n, v in paragraph.attributes.items() if n in {"lang", "dir"}}
    return Element("li", kept, paragraph.children)


def _list_attributes(item: Item) -> dict[str, str]:
    found = {"type": item.kind} if item.kind else {}
    return found | ({"start": str(item.number)} if item.number not in {None, 1} else {})


def _continues(piece: Element) -> bool:
    """A further paragraph of the item before it."""
    return piece.tag == "p" and any(map(CONTINUES_CLASS.match, piece.classes))


def _cut(element: Element, length: int) -> int:
    """Take so many characters off its beginning; returns how many are still to be taken."""
    for index, child in enumerate(element.children):
        if length <= 0:
            break
        if isinstance(child, str):
            element.children[index] = child[length:]
            length -= len(child)
        else:
            length = _cut(child, length)
    return length
