"""Headings: their addresses, and the table of contents."""

import re
from dataclasses import dataclass

from articles.text.tree import Node, Nodes, text_without_notes, walk

HEADINGS = {"h2": 2, "h3": 3, "h4": 4}
LONGEST = 60


@dataclass(frozen=True)
class Heading:
    level: int
    id: str
    text: str


def headings(body: Nodes) -> dict[int, Heading]:
    """Every heading by the `id()` of its node, in the order of the text.

    Ids begin with `h-`, so they meet neither those of notes and paragraphs nor those of a page.
    """
    found: dict[int, Heading] = {}
    numbers: dict[str, int] = {}
    for node in walk(body):
        if node.tag in HEADINGS:
            text = " ".join(text_without_notes(node.children).split())
            found[id(node)] = Heading(HEADINGS[node.tag], _unique(_slug(text), numbers), text)
    return found


def outline(body: list[Node]) -> tuple[Heading, ...]:
    """The headings of the text itself, without those in quotations, lists and tables."""
    of_all = headings(body)
    return tuple(of_all[id(node)] for node in body if node.tag in HEADINGS)


def _slug(text: str) -> str:
    return "h-" + re.sub(r"[\W_]+", "-", text.lower()).strip("-")[:LONGEST].strip("-")


def _unique(slug: str, numbers: dict[str, int]) -> str:
    """`h-aims`, `h-aims-2` …, also where a heading is called "Aims 2"."""
    name = slug
    while name in numbers:
        numbers[slug] += 1
        name = f"{slug}-{numbers[slug]}"
    numbers[name] = 1
    return name
