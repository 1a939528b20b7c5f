"""The ids of footnotes in a merge: none means two notes, and no mark loses its note."""

from collections.abc import Iterable

from articles.text.attributes import LONGEST_KEY
from articles.text.tree import Node, write


def keys_apart(base: list[Node], theirs: list[Node], yours: list[Node]) -> list[Node]:
    """Your tree, with another id wherever both sides gave the same one to notes of their own."""
    known = _notes(base)
    their_notes, your_notes = _notes(theirs), _notes(yours)
    clashes = [
        key
        for key, note in your_notes.items()
        if key not in known and key in their_notes and write([note]) != write([their_notes[key]])
    ]
    if not clashes:
        return yours
    taken = known.keys() | their_notes.keys() | your_notes.keys()
    renamed: dict[str, str] = {}
    for key in clashes:
        renamed[key] = _free(key, taken | set(renamed.values()))
    return [_renamed(node, renamed) for node in yours if isinstance(node, Node)]


def with_lost_notes(
    merged: list[Node | str], theirs: list[Node], yours: list[Node]
) -> list[Node | str]:
    """Where one side deleted a note and the other cited it again, the first mark is the note."""
    here = _notes(merged)
    lost = {**_notes(theirs), **_notes(yours)}
    lost = {key: note for key, note in lost.items() if key not in here}
    return [_refilled(node, lost) for node in merged] if lost else merged


def _refilled(node: Node | str, lost: dict[str, Node]) -> Node | str:
    """The marks of lost notes, the first of each filled; ``lost`` shrinks."""
    if isinstance(node, str):
        return node
    if node.tag == "noteref":
        return lost.pop(node.attributes["key"], node)
    return Node(node.tag, node.attributes, [_refilled(child, lost) for child in node.children])


def _notes(nodes: Iterable[Node | str]) -> dict[str, Node]:
    return {
        below.attributes["id"]: below
        for node in nodes
        if isinstance(node, Node)
        for below in node.walk()
        if below.tag == "footnote" and "id" in below.attributes
    }


def _free(key: str, taken: set[str]) -> str:
    number = 2
    while (free := f"{key[: LONGEST_KEY - 6]}-{number}") in taken:
        number += 1
    return free


def _renamed(node: Node, names: dict[str, str]) -> Node:
    attributes = node.attributes
    for name in ("id", "key"):
        if attributes.get(name) in names:
            attributes = attributes | {name: names[attributes[name]]}
    children = [
        child if isinstance(child, str) else _renamed(child, names) for child in node.children
    ]
    return Node(node.tag, attributes, children)
