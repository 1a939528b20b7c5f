"""The content model: a rough tree -> a canonical one. Which blocks hold which, and what becomes of
the rest.

A body holds blocks only; paragraphs and headings hold running text; list items, cells and notes
hold either running text or blocks. Text that stands where none may (between two rows) gets the
element it lacks. The result is what an HTML parser reads back to the very same tree, and shaping it
again changes nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from articles.text.characters import is_blank
from articles.text.flow import Dialect, Nodes, Place, blocks, content, line
from articles.text.tree import Node, walk

SECTIONS = frozenset({"thead", "tbody", "tfoot"})
HAS_CONTENT = frozenset({"img", "footnote", "noteref"})


def shape(nodes: Nodes) -> list[Node]:
    """The canonical tree of a rough one (parse.py)."""
    return blocks(nodes, Place(BODY))


def new(node: Node, place: Place, children: Iterable[Node | str]) -> list[Node]:
    """The block with these children, if there are any; a language around it stays with it."""
    children = list(children)
    return [Node(node.tag, place.leaf.attributes | node.attributes, children)] if children else []


def members(nodes: Nodes, tags: frozenset[str], stray: str, *, joins: bool = False) -> list[Node]:
    """The children that belong here; what stands between them in a new `stray`, or, where it
    `joins`, at the end of the member before it."""
    found: list[Node] = []
    is_open = False
    for node in nodes:
        if isinstance(node, Node) and node.tag in tags:
            found.append(node)
            is_open = False
        elif is_open or not _shows_nothing(node):
            if not is_open:
                found += [] if joins and found else [Node(stray)]
                found[-1].children.append(Node("div"))
                is_open = True
            found[-1].children.append(node)
    return found


def _shows_nothing(node: Node | str) -> bool:
    if isinstance(node, str):
        return is_blank(node)
    return node.tag == "div" and not node.children


def quotation(node: Node, place: Place) -> list[Node]:
    return new(node, place, blocks(node.children, place.inner(BODY)))


def rule(node: Node, place: Place) -> list[Node]:
    return [node]


def item_list(node: Node, place: Place) -> list[Node]:
    items: list[Node] = []
    for item in members(node.children, frozenset({"li"}), "li", joins=True):
        if node.tag == "ul":
            item.attributes.pop("value", None)
        children = content(item.children, place.inner(BODY))
        items += [Node("li", item.attributes, children)] if children else []
    return new(node, place, items)


def definition_list(node: Node, place: Place) -> list[Node]:
    """Terms without a definition after them and definitions without a term are paragraphs."""
    before: list[Node] = []
    entries: list[Node] = []
    for entry in members(node.children, frozenset({"dt", "dd"}), "dd"):
        if entry.tag == "dd" and not entries:
            before += blocks(entry.children, place)
            continue
        read = line if entry.tag == "dt" else content
        children = read(entry.children, place.inner(BODY))
        entries += [Node(entry.tag, entry.attributes, children)] if children else []
    after: list[Node] = []
    while entries and entries[-1].tag == "dt":
        after.insert(
            0, Node("p", place.leaf.attributes | entries[-1].attributes, entries.pop().children)
        )
    return before + new(node, place, entries) + after


def figure(node: Node, place: Place) -> list[Node]:
    """Pictures, or what else is shown, and one caption before or after them."""
    shown: list[Node | str] = []
    captions: list[Node] = []
    captions_first = False
    inner = place.inner(BODY)
    for part in members(node.children, frozenset({"figcaption"}), "div"):
        if part.tag == "figcaption":
            captions_first = captions_first or not shown
            captions.append(part)
        else:
            shown += _pictures_bare(blocks(part.children, inner))
    caption = _caption("figcaption", captions, inner)
    if not shown:
        return [Node("p", place.leaf.attributes, part.children) for part in caption]
    return new(node, place, [*caption, *shown] if captions_first else [*shown, *caption])


def _pictures_bare(shown: Iterable[Node]) -> list[Node | str]:
    found: list[Node | str] = []
    for block in shown:
        is_picture = block.tag == "p" and not block.attributes and is_blank(block.text())
        found += block.children if is_picture else [block]
    return found


def _caption(tag: str, captions: list[Node], place: Place) -> list[Node]:
    """All captions as one, line by line."""
    lines = line([child for part in captions for child in (part, Node("div"))], place)
    attributes = captions[0].attributes if captions else {}
    return [Node(tag, attributes, lines)] if lines else []


@dataclass
class _Table:
    """The parts of a table in the order that HTML wants."""

    captions: list[Node] = field(default_factory=list)
    head: list[Node] = field(default_factory=list)
    bodies: list[Node] = field(default_factory=list)
    foot: list[Node] = field(default_factory=list)
    takes_rows: bool = False  # the last body was opened by a row that stood by itself

    def add(self, part: Node) -> None:
        if part.tag == "tr" and self.takes_rows:
            self.bodies[-1].children.append(part)
            return
        self.takes_rows = part.tag == "tr"
        if part.tag == "caption":
            self.captions.append(part)
        elif part.tag == "thead" and not self.head and not self.bodies:
            self.head.append(part)
        elif part.tag == "tfoot" and not self.foot:
            self.foot.append(part)
        elif part.tag == "tr":
            self.bodies.append(Node("tbody", {}, [part]))
        else:
            self.bodies.append(Node("tbody", part.attributes, part.children))


def table(node: Node, place: Place) -> list[Node]:
    inner = place.inner(BODY)
    parts = _Table()
    for part in members(node.children, SECTIONS | {"caption", "tr"}, "tr"):
        parts.add(part)
    caption = _caption("caption", parts.captions, inner)
    sections: list[Node] = []
    for section in (*parts.head, *parts.bodies, *parts.foot):
        rows = [
            row
            for part in members(section.children, frozenset({"tr"}), "tr")
            for row in _row(part, inner)
        ]
        sections += [Node(section.tag, section.attributes, [*rows])] if rows else []
    shows = any(not is_blank(part.text()) for part in caption + sections) or any(
        below.tag in HAS_CONTENT for below in walk([*caption, *sections])
    )
    return new(node, place, caption + sections) if shows else []


def _row(node: Node, place: Place) -> list[Node]:
    cells: list[Node] = []
    for cell in members(node.children, frozenset({"td", "th"}), "td"):
        dialect = BODY if cell.tag == "td" else HEADER_CELL
        children = content(cell.children, place.inner(dialect))
        cells.append(Node(cell.tag, cell.attributes, children))
    return [Node("tr", node.attributes, [*cells])] if cells else []


CONTAINERS = {
    "blockquote": quotation,
    "dl": definition_list,
    "figure": figure,
    "hr": rule,
    "ol": item_list,
    "table": table,
    "ul": item_list,
}
BODY = Dialect(frozenset({"h2", "h3", "h4", "pre"}), CONTAINERS)
HEADER_CELL = Dialect(frozenset({"pre"}), CONTAINERS)
