"""The names by which marks find their note: unique, and none of them lost."""

from collections.abc import Iterable

from articles.text.attributes import LONGEST_KEY
from articles.text.tree import Node, walk


def settle_keys(body: Iterable[Node]) -> None:
    """Give the second footnote of the same id one of its own; marks stay with the first."""
    keyed = [node for node in walk(body) if node.tag == "footnote" and "id" in node.attributes]
    taken = {note.attributes["id"] for note in keyed}
    seen: set[str] = set()
    next_number: dict[str, int] = {}
    for note in keyed:
        key = note.attributes["id"]
        if key in seen:
            note.attributes = note.attributes | {"id": _free(key, taken, next_number)}
        seen.add(note.attributes["id"])


def _free(key: str, taken: set[str], next_number: dict[str, int]) -> str:
    number = next_number.get(key, 2)
    while (free := _numbered(key, number)) in taken:
        number += 1
    next_number[key] = number + 1
    taken.add(free)
    return free


def _numbered(key: str, number: int) -> str:
    return f"{key[: LONGEST_KEY - len(str(number)) - 1]}-{number}"
