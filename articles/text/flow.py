"""The flow of a text: how running text and blocks that stand together are told apart.

Where a block stands in running text, the text is divided; where formatting or a link encloses
blocks, each block gets its own. Nothing here drops a word. Which blocks hold which is shape.py's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from articles.text.characters import is_blank
from articles.text.elements import EVERYWHERE, INLINE
from articles.text.inline import Format, Run, running_text
from articles.text.tree import Node

LEVELS = 12
NESTED_FORMATS = 8
"""How deep blocks stand in blocks and formatting in formatting, counted in the result, so that
the same bound holds when the result comes in again."""

MARKS = frozenset({"footnote", "noteref"})
NOT_AROUND_A_MARK = frozenset({"a", "sup", "sub"})
PARENTS = {"li": "ul", "dt": "dl", "dd": "dl"} | dict.fromkeys(
    ("tr", "td", "th", "thead", "tbody", "tfoot"), "table"
)

Nodes = Sequence[Node | str]
Container = Callable[[Node, "Place"], list[Node]]


@dataclass(frozen=True)
class Dialect:
    """What a place can hold: which blocks of text, and which blocks of blocks."""

    texts: frozenset[str] = frozenset()  # and p
    containers: Mapping[str, Container] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where in the body we are."""

    dialect: Dialect
    leaf: Node = field(default_factory=lambda: Node("p"))
    """What text that stands here by itself is wrapped in."""
    formats: tuple[Format, ...] = ()
    level: int = 0
    lifted: list[Node] | None = None
    """In a footnote: where those footnotes go that stand in it."""

    def within(self, node: Node) -> "Place":
        """Inside an inline element."""
        form = Format(node.tag, node.attributes)
        around = self.formats
        if form.tag == "a":  # a link in a link ends the outer one
            around = tuple(outer for outer in around if outer.tag != "a")
        if any(outer.is_like(form) for outer in around) or len(around) >= NESTED_FORMATS:
            return self
        return replace(self, formats=(*around, form))

    def text_block(self, node: Node) -> "Place":
        """Inside a paragraph, a heading or an unwrapped division."""
        tag = node.tag if node.tag in self.dialect.texts else self.leaf.tag
        passage = {name: node.attributes[name] for name in EVERYWHERE if name in node.attributes}
        return replace(self, leaf=Node(tag, self.leaf.attributes | passage))

    def inner(self, dialect: Dialect) -> "Place":
        """Inside a block of blocks."""
        return replace(self, dialect=dialect, leaf=Node("p"), level=self.level + 1)

    def container(self, tag: str) -> Container | None:
        return self.dialect.containers.get(tag) if self.level < LEVELS else None


def blocks(nodes: Nodes, place: Place) -> list[Node]:
    return _Flow().read(nodes, place)


def content(nodes: Nodes, place: Place) -> list[Node | str]:
    """For an item, a cell, a note: running text where that is all, else blocks."""
    found = blocks(nodes, place)
    if len(found) == 1 and found[0].tag == "p" and not found[0].attributes:
        return found[0].children
    return [*found]


def line(nodes: Nodes, place: Place) -> list[Node | str]:
    """For a caption, a term: running text, with a line break where a block ended."""
    lines: list[Node | str] = []
    for block in blocks(nodes, place.inner(Dialect())):
        lines += [Node("br")] if lines else []
        lines += block.children
    return lines


def footnotes(node: Node, place: Place) -> list[Node]:
    """The footnote, followed by those that stood in it. None of its words: no footnote."""
    lifted = [] if place.lifted is None else place.lifted
    slot = len(lifted)
    children = content(node.children, Place(NOTE, lifted=lifted))
    if children:
        lifted.insert(slot, Node("footnote", node.attributes, children))
    return lifted if place.lifted is None else []


def _quotation(node: Node, place: Place) -> list[Node]:
    children = content(node.children, place.inner(Dialect()))
    passage = place.text_block(node).leaf.attributes
    return [Node("blockquote", passage, children)] if children else []


NOTE = Dialect(containers={"blockquote": _quotation})


class _Flow:
    """Reads text and blocks, gathering the text between two blocks into one."""

    def __init__(self) -> None:
        self.blocks: list[Node] = []
        self.runs: list[Run] = []

    def read(self, nodes: Nodes, place: Place) -> list[Node]:
        self.take(nodes, place)
        self.end_text(place)
        return self.blocks

    def end_text(self, place: Place) -> None:
        leaf = place.leaf
        text = running_text(self.runs, preformatted=leaf.tag == "pre")
        if text:
            self.blocks.append(Node(leaf.tag, dict(leaf.attributes), text))
        self.runs.clear()

    def take(self, nodes: Nodes, place: Place) -> None:
        for node in _with_parents(nodes, place):
            if isinstance(node, str) or node.tag in {"br", "img"}:
                self.runs.append(Run(node, place.formats))
            elif node.tag in MARKS:
                self.take_mark(node, place)
            elif node.tag == "media":
                self.take_media(node, place)
            elif container := place.container(node.tag):
                self.end_text(place)
                self.blocks += container(node, place)
            elif node.tag in INLINE:
                self.take(node.children, place.within(node))
            else:
                self.take_text_block(node, place)

    def take_text_block(self, node: Node, place: Place) -> None:
        self.end_text(place)
        inside = place.text_block(node)
        self.take(node.children, inside)
        self.end_text(inside)

    def take_mark(self, node: Node, place: Place) -> None:
        formats = tuple(form for form in place.formats if form.tag not in NOT_AROUND_A_MARK)
        if node.tag == "footnote":
            self.runs += [Run(note, formats) for note in footnotes(node, place)]
        else:
            self.runs.append(Run(Node("noteref", node.attributes), formats))
            self.take(node.children, place)

    def take_media(self, node: Node, place: Place) -> None:
        is_linked = any(form.tag == "a" for form in place.formats) or not node.attributes
        link = Node("a", node.attributes)
        self.take(node.children, place if is_linked else place.within(link))


def _with_parents(nodes: Nodes, place: Place) -> list[Node | str]:
    """Items, terms and cells that have lost their list or table get a new one."""
    if not any(isinstance(node, Node) and node.tag in PARENTS for node in nodes):
        return [*nodes]
    found: list[Node | str] = []
    for parent, group in groupby(_attached(nodes), key=_parent):
        orphans = [*group]
        has_parent = parent and place.container(parent)
        found += [Node(parent, {}, orphans)] if has_parent else orphans
    return found


def _attached(nodes: Nodes) -> list[Node | str]:
    """Without the blank text between items, which would part them."""
    return [node for node in nodes if not isinstance(node, str) or not is_blank(node)]


def _parent(node: Node | str) -> str:
    return PARENTS.get(node.tag, "") if isinstance(node, Node) else ""
