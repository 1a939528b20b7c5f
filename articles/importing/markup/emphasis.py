"""Formatting that is said by styles -> strong, em, s, sup, sub; and none where styles take it back.

Google Docs writes bold as `font-weight:700` and wraps everything in a `b` that is not bold;
browsers copy the computed style of a page along.
"""

import re
from collections.abc import Iterator

from articles.importing.markup.styles import Style, declarations
from articles.importing.markup.tree import BLOCK, HEADINGS, Element, Piece, is_empty

ELEMENTS = {
    **dict.fromkeys(("b", "strong"), "strong"),
    **dict.fromkeys(("em", "i", "dfn", "var", "u", "ins"), "em"),
    **dict.fromkeys(("s", "strike", "del"), "s"),
    **{tag: tag for tag in ("sup", "sub", "a")},
}
MAY_BE_PLAIN = frozenset({"strong", "em"})
HEAVY = (*HEADINGS, "th")
"""They are bold by themselves."""
TELLS_NOTHING = frozenset({"blockquote", "body", "caption", "figcaption", "html", "root"})
"""Such an element looks as it does because of what it is."""
PLAIN_WEIGHT = re.compile(r"normal|lighter|[1-4]\d\d", re.IGNORECASE)
BOLD_WEIGHT = re.compile(r"bold|bolder|[6-9]\d\d|1000", re.IGNORECASE)
FONT = re.compile(
    r"\s*+((?:(?:normal|italic|oblique|bold|bolder|[1-9]00|small-caps)\s++)*+)", re.IGNORECASE
)

Formats = frozenset[str]
NONE: Formats = frozenset()


def emphasise(root: Element) -> None:
    _emphasise(root, NONE, _Plain())


class _Plain(dict[str, set[Element]]):
    """For each format the elements that take it back, and those that hold such an element."""

    def __missing__(self, key: str) -> set[Element]:
        return self.setdefault(key, set())


def _emphasise(element: Element, around: Formats, plain: _Plain) -> Formats:
    """Returns the formats that are taken back somewhere in the element."""
    if element.tag in {"pre", "code"}:
        return NONE
    says, own = _said(element), ELEMENTS.get(element.tag, "")
    refused = {name for name, is_on in says.items() if not is_on}
    if own in refused:
        element.tag, own = "span", ""
    wanted = {name for name, is_on in says.items() if is_on} - around - {own}
    inside = around | wanted | ({own} if own else set())
    inside |= {"strong"} if element.tag in HEAVY else NONE
    taken_back: Formats = NONE
    for child in element.elements():
        taken_back |= (found := _emphasise(child, inside, plain))
        for name in found:
            plain[f"in {name}"].add(child)
    for name in sorted(wanted):
        element.children = _formatted(name, element.children, plain)
    if own in taken_back:
        element.tag, element.children = "span", _formatted(own, element.children, plain)
    if element.tag in HEAVY:
        _lighten(element)
    for name in refused & around & MAY_BE_PLAIN:
        plain[name].add(element)
    return taken_back | (refused & around & MAY_BE_PLAIN)


def _formatted(name: str, pieces: list[Piece], plain: _Plain) -> list[Piece]:
    """All the pieces in an element of that name, but for those that take it back."""
    found: list[Piece] = []
    run: list[Piece] = []
    for piece in pieces:
        is_plain = isinstance(piece, Element) and piece in plain[name]
        if isinstance(piece, Element) and (is_plain or piece in plain[f"in {name}"]):
            if not is_plain:
                piece.children = _formatted(name, piece.children, plain)
            found += [Element(name, {}, run), piece] if run else [piece]
            run = []
        else:
            run.append(piece)
    if all(map(is_empty, run)):
        return [*found, *run]
    return [*found, Element(name, {}, run)]


def _lighten(heading: Element) -> None:
    """A heading that is bold throughout is no bolder than others."""
    bold = [element for element in heading.walk() if element.tag in {"b", "strong"}]
    if bold and not "".join(_outside(heading)).strip():
        for element in bold:
            element.tag = "span"


def _outside(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        elif child.tag not in {"b", "strong"}:
            yield from _outside(child)


def _said(element: Element) -> dict[str, bool]:
    """Formats and whether its style puts them on or takes them back."""
    tag, style = element.tag, element.style
    if not style or tag in TELLS_NOTHING:
        return {}
    if tag in BLOCK:  # what a style sheet says of paragraphs is the look of a page
        style = declarations(element.get("style")) if tag not in HEAVY else {}
    says: dict[str, bool] = {}
    weight, slant = _weight(style), style.get("font-style", _font(style)).lower()
    if BOLD_WEIGHT.fullmatch(weight):
        says["strong"] = True
    elif PLAIN_WEIGHT.fullmatch(weight):
        says["strong"] = False
    if slant:
        says["em"] = "italic" in slant or "oblique" in slant
    if tag not in BLOCK:
        says |= _lines(element, style)
    return says


def _lines(element: Element, style: Style) -> dict[str, bool]:
    """Lines through and under the text, and text that is raised or lowered."""
    says: dict[str, bool] = {}
    line = f"{style.get('text-decoration', '')} {style.get('text-decoration-line', '')}".lower()
    if "line-through" in line:
        says["s"] = True
    is_link = element.tag == "a" or any(child.tag == "a" for child in element.elements())
    if "underline" in line and not is_link:
        says["underline"] = True
    align = style.get("vertical-align", "").lower()
    if align in {"super", "sub"}:
        says["sup" if align == "super" else "sub"] = True
    return says


def _weight(style: Style) -> str:
    if "font-weight" in style:
        return style["font-weight"]
    return next((word for word in _font(style).split() if BOLD_WEIGHT.fullmatch(word)), "")


def _font(style: Style) -> str:
    """The words before the size in `font: italic bold 12px Helvetica`."""
    match = FONT.match(style.get("font", ""))
    return match[1].lower() if match else ""
