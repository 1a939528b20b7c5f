"""The blocks of other programs -> headings, quotations, paragraphs, tables as we have them."""

import re
from collections import Counter
from collections.abc import Iterator

from articles.importing.markup.program import WORD_PROCESSORS, Program
from articles.importing.markup.remarks import Kind, Remarks
from articles.importing.markup.styles import Style, points, side
from articles.importing.markup.tree import BLOCK, HEADINGS, Element, Piece, is_empty

LONGEST_HEADING = 300
TITLE_TAGS = frozenset({*HEADINGS, "p", "li", "td"})
TITLE_CLASSES = frozenset({"MsoTitle", "title", "Title"})
QUOTATION_CLASS = re.compile(
    r"quot|zitat|citat|\bcitas?\b|citaz|цитат|اقتباس|ציטוט|MsoBlockText", re.IGNORECASE
)
NO_NORMAL_CLASS = re.compile(r"MsoNormal|MsoBodyText|MsoPlainText|Standard$")
INDENTED = 18.0
FARTHEST = 144.0  # a place and a date, a signature, stand further in
SHORTEST_QUOTATION = 40


def settle_blocks(root: Element, remarks: Remarks, program: Program) -> None:
    """Change the tree in place."""
    _name_headings(root, remarks)
    quoted = _quotations(root, program)
    for element in [*root.walk()]:
        if element.tag in {"td", "th", "tr"}:
            continue
        if not quoted.isdisjoint(child for child in element.elements()):
            element.children = [*_in_quotations(element.children, quoted)]
    for element in [*root.walk()]:
        if element.tag == "table" and _is_layout(element):
            _flatten(element)
    _break_paragraphs(root)


def _name_headings(root: Element, remarks: Remarks) -> None:
    for element in root.walk():
        if element.tag in {"p", "div"} and (level := _outline_level(element)):
            is_short = len(element.beginning(LONGEST_HEADING + 1)) <= LONGEST_HEADING
            element.tag = f"h{level}" if is_short else element.tag
    title = _title(root)
    if title is not None:
        title.tag = "h2"
        words = title.beginning(LONGEST_HEADING)
        title.children = remarks.before(Kind.TITLE, words, title.children)
    _level_headings(root, title)


def _title(root: Element) -> Element | None:
    """What is the title by its class; or the one h1, if the text begins with it."""
    blocks = [e for e in root.walk() if e.tag in TITLE_TAGS and e.has_text()]
    for block in blocks:
        is_title = not TITLE_CLASSES.isdisjoint(block.classes)
        if is_title and len(block.beginning(LONGEST_HEADING + 1)) <= LONGEST_HEADING:
            return block
    highest = [block for block in blocks if block.tag == "h1"]
    return highest[0] if len(highest) == 1 and blocks[0] is highest[0] else None


def _outline_level(element: Element) -> int:
    """The level of the heading that a paragraph is, 0 where it is none."""
    said = element.style.get("mso-outline-level", "")
    if (
        element.tag == "p"
        and said.isdecimal()
        and not any(map(NO_NORMAL_CLASS.match, element.classes))
    ):
        return min(6, max(1, int(said[:2])))
    if element.get("role") == "heading":
        said = element.get("aria-level")
        return min(6, max(1, int(said[:2]))) if said.isdecimal() else 2
    return 0


def _level_headings(root: Element, title: Element | None) -> None:
    """Where the highest headings are h1, all go down by one: h1 is the title of the page."""
    headings = [e for e in root.walk() if e.tag in HEADINGS and e is not title]
    if any(heading.tag == "h1" for heading in headings):
        for heading in headings:
            heading.tag = f"h{min(4, int(heading.tag[1]) + 1)}"


def _quotations(root: Element, program: Program) -> set[Element]:
    """Paragraphs that are quotations by their class, or set in from both sides or from one."""
    paragraphs = [element for element in root.walk() if element.tag == "p"]
    quoted = {p for p in paragraphs if any(map(QUOTATION_CLASS.search, p.classes))}
    if program in WORD_PROCESSORS:
        notes = [element for element in root.walk() if element.tag == "footnote"]
        in_notes = {below for note in notes for below in note.walk()}
        usual = _usual_margins(paragraphs)
        quoted |= {p for p in paragraphs if p not in in_notes and _is_set_in(p, usual)}
    return quoted


def _usual_margins(paragraphs: list[Element]) -> tuple[float, float]:
    margins = Counter((side(p.style, "left"), side(p.style, "right")) for p in paragraphs)
    return margins.most_common(1)[0][0] if margins else (0, 0)


def _is_set_in(paragraph: Element, usual: tuple[float, float]) -> bool:
    style: Style = paragraph.style
    left, right = side(style, "left") - usual[0], side(style, "right") - usual[1]
    deepest = max(left, right)
    if not INDENTED <= deepest <= FARTHEST or "mso-list" in style:
        return False
    if any(name.startswith("MsoList") for name in paragraph.classes):
        return False
    hangs = points(style.get("text-indent", "0")) < 0
    centred = style.get("text-align", paragraph.get("align")).lower() == "center"
    return not hangs and not centred and len(paragraph.beginning(80).strip()) >= SHORTEST_QUOTATION


def _in_quotations(pieces: list[Piece], quoted: set[Element]) -> Iterator[Piece]:
    """Quoted paragraphs that follow each other are one quotation."""
    run: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Element) and piece in quoted:
            run.append(piece)
        elif not (is_empty(piece) and run):
            if run:
                yield Element("blockquote", {}, run)
                run = []
            yield piece
    if run:
        yield Element("blockquote", {}, run)


def _is_layout(table: Element) -> bool:
    """A table for the looks: it says so, or it has one cell."""
    if table.get("role") in {"none", "presentation"}:
        return True
    cells = 0
    for element in table.walk():
        if element.tag in {"th", "caption"} or (element.tag == "table" and element is not table):
            return False
        cells += element.tag == "td"
        if cells > 1:
            return False
    return cells == 1


def _flatten(table: Element) -> None:
    """Its cells as divisions one after the other."""
    table.tag = "div"
    stack = [*table.elements()]
    while stack:
        element = stack.pop()
        if element.tag in {"caption", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"}:
            stack += element.elements() if element.tag not in {"td", "th", "caption"} else []
            element.tag = "div"


def name_head_cells(root: Element) -> None:
    """The cells of a table's head are headings, whatever a word processor calls them."""
    for head in root.walk():
        if head.tag == "thead":
            for row in head.elements():
                for cell in row.elements():
                    cell.tag = "th" if cell.tag == "td" else cell.tag


def _break_paragraphs(element: Element) -> bool:
    """Two line breaks are the end of a paragraph; so is the end of a page. Returns whether the
    running text of the element was divided."""
    if element.tag == "pre" or element.tag in HEADINGS:
        return False
    divided = _divide(element)
    for child in element.elements():
        inside = _break_paragraphs(child)
        divided |= inside and child.tag not in BLOCK
    if divided and element.tag == "p":
        element.tag = "div"
    return divided


def _divide(element: Element) -> bool:
    """Put the edge of a division where running text ends."""
    found: list[Piece] = []
    breaks: list[Piece] = []  # line breaks that follow each other, and the blanks between them
    divided = False
    for piece in [*element.children, Element("end")]:
        if _is_break(piece) or (breaks and is_empty(piece)):
            breaks.append(piece)
            continue
        ends = sum(map(_is_break, breaks)) > 1 or any(map(_ends_page, breaks))
        found += [Element("div")] if ends else breaks
        divided |= ends
        breaks = []
        found.append(piece)
    element.children = found[:-1]
    return divided


def _is_break(piece: Piece) -> bool:
    return isinstance(piece, Element) and piece.tag == "br"


def _ends_page(piece: Piece) -> bool:
    return isinstance(piece, Element) and "always" in piece.style.get("page-break-before", "")
