"""Notes that are lines of one block, with line breaks between them -> a paragraph each."""

from articles.importing.markup.anchors import LABEL, label_of, names_of
from articles.importing.markup.tree import HEADINGS, Element, Piece, is_block, is_empty

MOST_LOOKED_AT = 40
NO_LINES = frozenset(
    {"a", "dl", "ol", "pre", "table", "tbody", "tfoot", "thead", "tr", "ul", *HEADINGS}
)


def part_lines(root: Element) -> None:
    """Change the tree in place."""
    names = {
        anchor.get("href").rpartition("#")[2]
        for anchor in root.walk()
        if anchor.tag == "a" and "#" in anchor.get("href") and LABEL.fullmatch(label_of(anchor))
    }
    if not names:
        return
    for element in [*root.walk()]:
        if element.tag not in NO_LINES:
            starts = _starts(element, names)
            if starts and (len(starts) > 1 or starts[0] > 0):
                _part(element, starts)


def _starts(element: Element, names: set[str]) -> list[int]:
    """Where in it lines begin that may be notes."""
    found: list[int] = []
    is_line_start = True
    for index, piece in enumerate(element.children):
        if isinstance(piece, str):
            is_line_start = is_line_start and is_empty(piece)
            continue
        if is_block(piece) or piece.tag == "br":
            is_line_start = True
        else:
            if is_line_start and _is_target(piece, names) and _has_label(element, index):
                found.append(index)
            is_line_start = is_line_start and not piece.has_text()
    return found


def _is_target(piece: Element, names: set[str]) -> bool:
    for count, element in enumerate(piece.walk()):
        if any(name in names for name in names_of(element)):
            return True
        if count > 3 or any(isinstance(c, str) and not is_empty(c) for c in element.children):
            return False
    return False


def _has_label(element: Element, index: int) -> bool:
    """Whether a label follows, linked or not."""
    words = ""
    for piece in element.children[index : index + 4]:
        words += piece if isinstance(piece, str) else piece.beginning(MOST_LOOKED_AT)
        if isinstance(piece, Element) and piece.tag == "br":
            break
    first = words.split(maxsplit=1)[:1]
    return bool(first) and LABEL.match(first[0]) is not None


def _part(element: Element, starts: list[int]) -> None:
    children: list[Piece] = element.children[: starts[0]]
    for start, end in zip(starts, [*starts[1:], len(element.children)], strict=True):
        stop = _end(element.children, start, end)
        children.append(Element("p", {}, element.children[start:stop]))
        children += element.children[stop:end]
    element.children = children
    element.tag = "div" if element.tag == "p" else element.tag


def _end(pieces: list[Piece], start: int, end: int) -> int:
    """A note ends before a block and before an empty line."""
    breaks = 0
    for index in range(start, end):
        piece = pieces[index]
        if is_block(piece):
            return index
        if isinstance(piece, Element) and piece.tag == "br":
            breaks += 1
            if breaks > 1:
                return index
        elif not is_empty(piece):
            breaks = 0
    return end
