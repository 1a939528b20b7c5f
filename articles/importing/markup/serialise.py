"""A tree back into HTML, as it was: with classes, ids and styles."""

from articles.importing.markup.tree import VOID, Element
from articles.text.tree import escape_attribute, escape_text

RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"})
"""Their text is not escaped."""


def serialise(root: Element) -> str:
    out: list[str] = []
    stack: list[Element | str] = [*reversed(root.children)]
    while stack:
        piece = stack.pop()
        if isinstance(piece, str):
            out.append(piece)
            continue
        out.append(_start(piece))
        if piece.tag in VOID:
            continue
        stack.append(f"</{piece.tag}>")
        is_raw = piece.tag in RAW
        stack += [
            child if is_raw or isinstance(child, Element) else escape_text(child)
            for child in reversed(piece.children)
        ]
    return "".join(out)


def _start(element: Element) -> str:
    attributes = "".join(
        f' {name}="{escape_attribute(value)}"' for name, value in element.attributes.items()
    )
    return f"<{element.tag}{attributes}>"
