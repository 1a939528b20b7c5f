"""Foreign HTML as a tree that still has its classes, styles and anchors.

Built on the tokeniser of the text engine, which takes linear time whatever comes in. The tree need
not be exact: articles.text.clean has the last word on what may stand where.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Union

from articles.text.characters import is_blank, without_controls
from articles.text.elements import BLOCKS, DIVISIONS
from articles.text.tokens import EndTag, StartTag, Text, tokens

DEEPEST = 100
"""Elements nested deeper are left out, not their content."""

VOID = frozenset(
    {"area", "base", "br", "col", "embed", "frame", "hr", "image", "img", "input", "link", "meta"}
    | {"param", "source", "track", "wbr"}
)
BLOCK = frozenset({*BLOCKS, *DIVISIONS, "h1", "h5", "h6", "dir", "menu"})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
CELLS = frozenset({"caption", "td", "th"})
LISTS = frozenset({"", "ul", "ol", "dl"})
SCOPES = frozenset({"table", *LISTS, *CELLS})
FARTHEST = 50  # lists in lists that an end tag looks through
TABLE_SECTIONS = frozenset({"tbody", "tfoot", "thead"})
PARTS_OF_TABLES = frozenset({"tr", *CELLS, *TABLE_SECTIONS})
CLOSES_PARAGRAPH = frozenset({"p"})
ENDS: dict[str, frozenset[str]] = {
    "a": frozenset({"a"}),
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "td": frozenset({"td", "th"}),
    "th": frozenset({"td", "th"}),
    "caption": frozenset({"caption"}),
    "tr": frozenset({"td", "th", "tr"}),
    **dict.fromkeys(TABLE_SECTIONS, frozenset({"caption", "td", "th", "tr"}) | TABLE_SECTIONS),
}

Piece = Union["Element", str]


@dataclass(slots=True, eq=False)
class Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Piece] = field(default_factory=list)
    style: dict[str, str] = field(default_factory=dict)
    """What its style attribute says, over what a style sheet says of its classes (styles.py)."""

    def get(self, name: str) -> str:
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        given = self.attributes.get("class")
        return given.split() if given else []

    def elements(self) -> Iterator["Element"]:
        """The children that are elements."""
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator["Element"]:
        """This element and all below it, in the order of the text."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack += [child for child in reversed(element.children) if type(child) is Element]

    def text(self) -> str:
        return text_of(self.children)

    def beginning(self, length: int) -> str:
        """Its text up to about that many characters."""
        found: list[str] = []
        stack: list[Piece] = [self]
        while stack and length > 0:
            piece = stack.pop()
            if isinstance(piece, str):
                found.append(piece[:length])
                length -= len(piece)
            else:
                stack += reversed(piece.children)
        return "".join(found)

    def has_text(self) -> bool:
        return any(
            isinstance(child, str) and not is_blank(child)
            for element in self.walk()
            for child in element.children
        )


def text_of(pieces: Iterable[Piece]) -> str:
    return "".join(piece if isinstance(piece, str) else piece.text() for piece in pieces)


def lines_of(element: Element) -> str:
    """Its text, a line for each line break and each block."""
    parts: list[str] = []
    for child in element.children:
        if isinstance(child, str):
            parts.append(child.replace("\n", " "))
        elif child.tag == "br":
            parts.append("\n")
        elif child.tag not in {"script", "style", "title"}:
            edge = "\n" if child.tag in BLOCK else ""
            parts.append(f"{edge}{lines_of(child)}{edge}")
    return "".join(parts)


def is_block(piece: Piece) -> bool:
    return isinstance(piece, Element) and piece.tag in BLOCK


def is_empty(piece: Piece) -> bool:
    """Blank text, and nothing else."""
    return isinstance(piece, str) and is_blank(piece)


def build(html: str) -> Element:
    """The tree of any HTML, below one root."""
    builder = _Builder()
    for token in tokens(without_controls(html)):
        match token:
            case Text(words):
                builder.nodes[-1].children.append(words)
            case StartTag(tag, attributes):
                builder.start(tag, attributes)
            case EndTag(tag):
                builder.end(tag)
    return builder.root


@dataclass
class _Scope:
    """A list, a table or a cell: what is open in it is counted, so that an end tag that ends
    nothing costs no search."""

    tag: str
    open: Counter[str] = field(default_factory=Counter)


class _Builder:
    def __init__(self) -> None:
        self.root = Element("root")
        self.nodes = [self.root]
        self.stack: list[tuple[str, bool]] = []  # what is open, and whether it is in the tree
        self.scopes = [_Scope("")]
        self.tables = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in PARTS_OF_TABLES:
            while self.tables and self.scopes[-1].tag != "table":
                self.pop()
        ended = ENDS.get(tag, CLOSES_PARAGRAPH if tag in BLOCK else frozenset())
        while any(self.scopes[-1].open[name] for name in ended):
            self.pop_through(ended)
        element = Element(tag, attributes)
        is_kept = len(self.nodes) < DEEPEST
        if is_kept or tag in VOID:
            self.nodes[-1].children.append(element)
        if tag not in VOID:
            self.push(element, is_kept=is_kept)

    def push(self, element: Element, *, is_kept: bool) -> None:
        if is_kept:
            self.nodes.append(element)
        self.stack.append((element.tag, is_kept))
        self.scopes[-1].open[element.tag] += 1
        if element.tag in SCOPES:
            self.scopes.append(_Scope(element.tag))
        self.tables += element.tag == "table"

    def end(self, tag: str) -> None:
        for scope in reversed(self.scopes[-FARTHEST:]):
            if scope.open[tag]:
                while self.pop() != tag or self.scopes[-1] is not scope:
                    pass
                return
            if scope.tag not in LISTS and tag not in PARTS_OF_TABLES | {"table"}:
                return

    def pop_through(self, tags: frozenset[str]) -> None:
        while self.pop() not in tags:
            pass

    def pop(self) -> str:
        """Close the innermost open element."""
        tag, is_kept = self.stack.pop()
        if tag in SCOPES:
            self.scopes.pop()
        self.scopes[-1].open[tag] -= 1
        self.tables -= tag == "table"
        if is_kept:
            self.nodes.pop()
        return tag
