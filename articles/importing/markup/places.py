"""Where in a body something stands: W3C text quote selectors for jumping there.

A quote lies within one line of running text (a paragraph, heading, item, cell or caption, up to a
line break), footnotes left out; so do `prefix` and `suffix`. `exact` is in one piece: no mark of a
note stands within it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from articles.text.tree import Node, Nodes, has_blocks, text_without_notes

AROUND = 32
LONGEST = 80


@dataclass(frozen=True)
class Quote:
    """A TextQuoteSelector. `exact` is never empty."""

    exact: str
    prefix: str = ""
    suffix: str = ""


@dataclass(frozen=True)
class Place:
    node: Node
    line: int
    offset: int
    in_note: bool = False
    """Then line and offset are those of the note's mark."""


class Places:
    """The elements of a canonical tree, in the order of the text, and its lines."""

    def __init__(self, tree: Nodes) -> None:
        self.found: list[Place] = []
        self.marks: dict[int, list[int]] = {}
        """Where in each line notes stand."""
        self._parts: list[list[str]] = []
        self._length = 0  # of the last line
        self._read_blocks(tree)
        self.lines = ["".join(parts) for parts in self._parts]

    def _read_blocks(self, nodes: Nodes) -> None:
        for node in nodes:
            if not isinstance(node, Node):
                continue
            self.found.append(Place(node, len(self._parts), 0))
            if has_blocks(node):
                self._read_blocks(node.children)
            elif node.tag != "hr":
                self._begin_line()
                self._read_text(node.children, in_note=False)

    def _begin_line(self) -> None:
        self._parts.append([])
        self._length = 0

    def _read_text(self, nodes: Nodes, *, in_note: bool) -> None:
        for node in nodes:
            if isinstance(node, str):
                if not in_note:
                    self._parts[-1].append(node)
                    self._length += len(node)
                continue
            self.found.append(Place(node, len(self._parts) - 1, self._length, in_note))
            if node.tag == "footnote":
                self.marks.setdefault(len(self._parts) - 1, []).append(self._length)
            if node.tag == "br" and not in_note:
                self._begin_line()
            self._read_text(node.children, in_note=in_note or node.tag == "footnote")

    def quote_of(self, place: Place) -> Quote | None:
        """Its own words where it has any in a line, else the words before its mark."""
        if place.in_note or place.node.tag in {"footnote", "noteref"}:
            return self.quote_before(place)
        words = text_without_notes([place.node]) if not has_blocks(place.node) else ""
        for line in range(place.line, len(self.lines)):
            text = self.lines[line]
            offset = place.offset if line == place.line else 0
            start = len(text) - len(text[offset:].lstrip())
            if start < len(text):
                length = len(words.strip()) if line == place.line and words.strip() else LONGEST
                return self._quote(line, start, start + length)
        return None

    def quote_before(self, place: Place) -> Quote | None:
        """The words right before that place, or else those right behind it."""
        if place.line >= len(self.lines):
            return self._nearby(len(self.lines) - 1)
        text = self.lines[place.line]
        end = len(text[: place.offset].rstrip())
        if end:
            start = text.rfind(" ", 0, max(0, end - LONGEST // 4)) + 1
            last = self._mark_before(place.line, end)
            return self._quote(place.line, max(start, end - LONGEST, last), end)
        start = len(text) - len(text[place.offset :].lstrip())
        if start < len(text):
            return self._quote(place.line, start, start + LONGEST)
        return self._nearby(place.line)

    def quote_at(self, place: Place, words: str) -> Quote | None:
        """These words, if they stand right behind that place."""
        if place.in_note or not words or place.line >= len(self.lines):
            return self.quote_before(place)
        start = self.lines[place.line].find(words, place.offset, place.offset + len(words) + 8)
        if start < 0:
            return self.quote_before(place)
        return self._quote(place.line, start, start + len(words))

    def quotes_of(self, words: Iterable[tuple[str, str]]) -> Iterator[Quote]:
        """Words and what stands before them, in the order of the text; what is not there is passed
        over."""
        line = offset = 0
        for wanted, before in words:
            found = self._find(before + wanted, line, offset) if wanted else None
            if found:
                line, start = found
                offset = start + len(before) + len(wanted)
                yield self._quote(line, start + len(before), offset)

    def _find(self, words: str, line: int, offset: int) -> tuple[int, int] | None:
        for place in range(line, len(self.lines)):
            start = self.lines[place].find(words, offset if place == line else 0)
            if start >= 0:
                return place, start
        return None

    def _mark_before(self, line: int, end: int) -> int:
        marks = self.marks.get(line, [])
        before = bisect_left(marks, end)
        return marks[before - 1] if before else 0

    def _nearby(self, line: int) -> Quote | None:
        """The end of the nearest line above with words in it, or the beginning of one below."""
        for index in chain(range(line, -1, -1), range(line + 1, len(self.lines))):
            if self.lines[index].strip():
                return self._quote(index, 0, LONGEST)
        return None

    def _quote(self, line: int, start: int, end: int) -> Quote:
        text = self.lines[line]
        while start < len(text) and text[start].isspace():
            start += 1
        marks = self.marks.get(line, [])
        following = bisect_right(marks, start)
        mark = marks[following] if following < len(marks) else end
        end = min(end, start + LONGEST, len(text.rstrip()), mark)
        return Quote(
            text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND]
        )
