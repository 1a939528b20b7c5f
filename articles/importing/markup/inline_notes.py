"""Notes that stand in the line already and are shown beside it: sidenotes, LaTeX on the web."""

from articles.importing.markup.tree import Element, Piece

SIDENOTES = frozenset({"sidenote", "side-note", "marginnote", "margin-note"})
LATEX = frozenset({"ltx_role_footnote", "ltx_role_endnote"})
NOTE_CLASSES = SIDENOTES | LATEX
TOGGLES = frozenset(
    {"margin-toggle", "sidenote-toggle", "marginnote-ind", "ltx_note_mark", "ltx_tag_note"}
)
"""Numbers of notes and switches for showing them."""
MAY_BE_NOTES = frozenset({"span", "small", "aside"})


def inline_notes(root: Element) -> None:
    """Make footnotes of them; their numbers and switches go."""
    if not any(_is_note(element) or _is_toggle(element) for element in root.walk()):
        return
    for element in [*root.walk()]:
        element.children = [piece for piece in element.children if not _is_toggle(piece)]
    for element in [*root.walk()]:
        if _is_note(element):
            element.tag, element.attributes = "footnote", {}


def _is_note(element: Element) -> bool:
    return element.tag in MAY_BE_NOTES and not NOTE_CLASSES.isdisjoint(element.classes)


def _is_toggle(piece: Piece) -> bool:
    if isinstance(piece, str):
        return False
    return not TOGGLES.isdisjoint(piece.classes) and not any(map(str.isalpha, piece.beginning(20)))
