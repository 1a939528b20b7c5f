"""The body as a tree, and the one way to write it down.

A footnote is an element of its own here (`footnote`, with paragraphs and quotations as `p` and
`blockquote`), and so is a further mark for it (`noteref`). Only writing turns them into spans.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import groupby

from articles.text.elements import ATTRIBUTE_ORDER, BLOCKS, VOID

RANK = {name: rank for rank, name in enumerate(ATTRIBUTE_ORDER)}
IN_A_NOTE = {"p": "paragraph", "blockquote": "quotation"}


@dataclass(slots=True, eq=False)
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list["Node | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        """This node and all below it, in the order of the text."""
        yield self
        yield from walk(self.children)

    def text(self) -> str:
        """The words, footnotes included."""
        return text_of(self.children)


Nodes = Iterable[Node | str]


def walk(nodes: Nodes) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Node):
            yield from node.walk()


def text_of(nodes: Nodes) -> str:
    return "".join(node if isinstance(node, str) else node.text() for node in nodes)


def has_blocks(node: Node) -> bool:
    """Whether it holds blocks (a list, a cell with paragraphs) or running text."""
    return any(is_block(child) for child in node.children)


def is_block(node: Node | str) -> bool:
    return isinstance(node, Node) and node.tag in BLOCKS


def pieces(nodes: Nodes) -> Iterator["Node | list[Node | str]"]:
    """Each block by itself, the running text between two blocks together."""
    for are_blocks, group in groupby(nodes, key=is_block):
        if are_blocks:
            yield from (node for node in group if isinstance(node, Node))
        else:
            yield list(group)


def text_blocks(nodes: Nodes) -> Iterator[Node]:
    """The blocks that hold running text: paragraphs, headings, items, cells, captions."""
    for node in nodes:
        if isinstance(node, Node) and has_blocks(node):
            yield from text_blocks(node.children)
        elif isinstance(node, Node) and node.tag != "hr":
            yield node


def text_without_notes(nodes: Nodes) -> str:
    """The words as they stand in the line, a space for a line break."""
    return "".join(node if isinstance(node, str) else _shown(node) for node in nodes)


def _shown(node: Node) -> str:
    if node.tag == "footnote":
        return ""
    return " " if node.tag == "br" else text_without_notes(node.children)


def escape_text(text: str) -> str:
    return escape(text, quote=False)


def start_tag(tag: str, attributes: Mapping[str, str]) -> str:
    names = sorted(attributes, key=lambda name: RANK.get(name, len(RANK)))
    written = "".join(f' {name}="{escape_attribute(attributes[name])}"' for name in names)
    return f"<{tag}{written}>"


def escape_attribute(value: str) -> str:
    return escape_text(value).replace('"', "&quot;")


def write(nodes: Nodes) -> str:
    """The canonical HTML of a canonical tree."""
    out: list[str] = []
    _write(nodes, out, in_note=False)
    return "".join(out)


def _write(nodes: Nodes, out: list[str], *, in_note: bool) -> None:
    for node in nodes:
        if isinstance(node, str):
            out.append(escape_text(node))
            continue
        tag, attributes = _spelling(node, in_note=in_note)
        out.append(start_tag(tag, attributes))
        if tag not in VOID:
            _write(node.children, out, in_note=in_note or node.tag == "footnote")
            out.append(f"</{tag}>")


def _spelling(node: Node, *, in_note: bool) -> tuple[str, dict[str, str]]:
    if node.tag == "footnote":
        return "span", {"class": "footnote"} | node.attributes
    if node.tag == "noteref":
        return "a", {"class": "noteref", "href": "#" + node.attributes["key"]}
    if in_note and node.tag in IN_A_NOTE:
        return "span", {"class": IN_A_NOTE[node.tag]} | node.attributes
    return node.tag, node.attributes
