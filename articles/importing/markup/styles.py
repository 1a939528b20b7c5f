"""What style attributes and style sheets say, as far as it means something.

Only what a word processor or a browser writes on a clipboard is understood: declarations, and rules
for a tag, a class, or a tag with a class.
"""

import re
from functools import lru_cache

from articles.importing.markup.tree import Element

DECLARATION = re.compile(
    r"""(?<![-\w])([-\w]++)\s*+:\s*+((?:[^;"'()]++|"[^"]*+"|'[^']*+'|\([^()]*+\)|["'()])*+)""",
    re.ASCII,
)
COMMENT = re.compile(r"/\*[^*]*+(?:\*(?!/)[^*]*+)*+(?:\*/|\Z)|<!--|-->")
SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:\.([-\w]+))?", re.IGNORECASE)
LIST_LEVEL = re.compile(r"@list\s+(l\d+:level\d+)", re.IGNORECASE)
LENGTH = re.compile(r"(-?[0-9]*\.?[0-9]+)\s*(pt|px|in|cm|mm|pc|r?em|%)?", re.ASCII)
POINTS = {
    "pt": 1, "px": 0.75, "in": 72, "cm": 28.35, "mm": 2.835, "pc": 12, "em": 12, "rem": 12,
}  # fmt: skip

LONGEST_OFTEN = 500

Style = dict[str, str]


class Sheet:
    """The rules of the style sheets of one clipboard."""

    def __init__(self, text: str) -> None:
        self.rules: dict[tuple[str, str], Style] = {}
        self.list_levels: dict[str, Style] = {}
        """How Word numbers: `l0:level1` and what is said of it."""
        for rule in COMMENT.sub(" ", text).split("}"):
            before, _, body = rule.rpartition("{")
            self.add(before.rpartition("{")[2], body)

    def add(self, selectors: str, body: str) -> None:
        said = declarations(body)
        for selector in map(str.strip, selectors.split(",")):
            if level := LIST_LEVEL.fullmatch(selector):
                self.list_levels.setdefault(level[1].lower(), {}).update(said)
            elif selector and (match := SELECTOR.fullmatch(selector)):
                key = ((match[1] or "").lower(), match[2] or "")
                self.rules.setdefault(key, {}).update(said)

    def of(self, element: Element) -> Style:
        found: Style = {}
        for name in element.classes:
            found |= self.rules.get(("", name), {}) | self.rules.get((element.tag, name), {})
        return found


def declarations(text: str) -> Style:
    """`font-weight:700; color:red` -> what is said, names in lower case. Not to be changed."""
    return _often(text) if len(text) <= LONGEST_OFTEN else _declarations(text)


@lru_cache(maxsize=2000)
def _often(text: str) -> Style:
    """A program writes the same style on every other element."""
    return _declarations(text)


def _declarations(text: str) -> Style:
    return {
        name.lower(): value.removesuffix("!important").strip()
        for name, value in DECLARATION.findall(text)
    }


def read_styles(root: Element) -> Sheet:
    """Give every element its style; returns the sheet."""
    sheets = [element.text() for element in root.walk() if element.tag == "style"]
    sheet = Sheet("\n".join(sheets))
    for element in root.walk():
        if element.classes and sheet.rules:
            element.style = sheet.of(element)
        if "style" in element.attributes:
            said = declarations(element.attributes["style"])
            element.style = element.style | said if element.style else said
    return sheet


def points(value: str) -> float:
    """A length in points; 0 for what is none."""
    match = LENGTH.fullmatch(value.strip().lower())
    return float(match[1]) * POINTS.get(match[2] or "px", 0) if match else 0


def side(style: Style, name: str) -> float:
    """How wide the margin is on that side."""
    if f"margin-{name}" in style:
        return points(style[f"margin-{name}"])
    parts = style.get("margin", "").split()
    if not parts:
        return 0
    index = {"right": 1, "left": 3}[name]
    return points(parts[index] if index < len(parts) else parts[len(parts) > 1])
