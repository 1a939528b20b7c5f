"""Cut a text into rows: one line as its author meant it, however it was broken for the screen."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from articles.importing.base import Finding, Level

LONGEST_WRAP = 120  # nobody breaks lines beyond; a longer line is a whole paragraph
SHORTEST_WRAP = 50
VERSE = 60
SENTENCE_END = (
    *".!?:…؟。！？",
    '."',
    '!"',
    '?"',
    ".”",
    "!”",
    "?”",
    "…”",
    ".“",
    "!“",
    "?“",
    ".»",
    "!»",
)
ITEM_START = re.compile(
    r"[-*•·▪◦‣]\s+\S|[\[(]?(?:\d{1,3}|[ivx]{1,5}|[a-z]|[*†‡]{1,4})[\]).:](?:\s|$)|[¹²³⁴-⁹⁰]+\s?\S|\[\w{1,4}\]"
)
BROKEN_WORD = re.compile(r"[^\W\d_]-\Z")


@dataclass(frozen=True)
class Row:
    text: str  # stripped, never empty
    number: int  # of its first line in the text, from 1
    opens: bool  # begins a paragraph; otherwise it continues the one before on a new line
    indented: bool = False
    follows: bool = False  # no blank line above it


@dataclass(frozen=True)
class _Line:
    text: str
    number: int
    indent: int


def split_rows(text: str) -> tuple[list[Row], list[Finding]]:
    """All the words of the text in rows, and what is doubtful about the joints."""
    blocks = list(_blocks(text))
    width = _wrap_width(blocks)
    rows: list[Row] = []
    broken: list[Row] = []
    for block in blocks:
        pieces = list(_join_wrapped(block, width))
        rows += _rows(pieces)
        broken += [
            Row(word, number, opens=False) for piece in pieces for number, word in piece.broken
        ]
    return rows, _broken_words(broken)


class _Piece:
    """A row in the making."""

    def __init__(self, line: _Line) -> None:
        self.first = line
        self.lines = [line.text]
        self.broken: list[tuple[int, str]] = []

    @property
    def text(self) -> str:
        return "".join(self.lines)

    def add(self, line: _Line) -> None:
        if BROKEN_WORD.search(self.lines[-1]) and line.text[0].islower():
            self.lines.append(line.text)  # the hyphen stays: nobody can tell whether it belongs
            self.broken.append((line.number, line.text.split()[0]))
        else:
            self.lines.append(f" {line.text}")


def _blocks(text: str) -> Iterator[list[_Line]]:
    """The groups of lines between blank lines."""
    block: list[_Line] = []
    for number, line in enumerate(text.split("\n"), 1):
        stripped = line.strip()
        if stripped:
            block.append(_Line(stripped, number, len(line) - len(line.lstrip())))
        elif block:
            yield block
            block = []
    if block:
        yield block


def _wrap_width(blocks: Iterable[list[_Line]]) -> int:
    """How wide lines were broken, 0 where they were not: then a line's end was meant."""
    pairs = [pair for block in blocks for pair in pairwise(block)]
    pairs = [pair for pair in pairs if SHORTEST_WRAP <= len(pair[0].text) <= LONGEST_WRAP]
    if len(pairs) < 3:
        return 0
    lengths = sorted(len(line.text) for line, _after in pairs)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    full = sum(_fills(line, after, width) for line, after in pairs)
    return width if full >= 0.6 * len(pairs) else 0


def _fills(line: _Line, after: _Line, width: int) -> bool:
    """The next word had no room on this line."""
    word = after.text.split(maxsplit=1)[0]
    return len(line.text) <= LONGEST_WRAP and len(line.text) + 1 + len(word) > 0.95 * width


def _join_wrapped(block: list[_Line], width: int) -> Iterator[_Piece]:
    piece = _Piece(block[0])
    in_items = bool(ITEM_START.match(block[0].text))
    for line, after in pairwise(block):
        is_item = bool(ITEM_START.match(after.text))
        hangs = in_items and after.indent > piece.first.indent
        wrapped = bool(width) and _fills(line, after, width) and after.indent <= line.indent
        if (hangs or wrapped) and not (in_items and is_item):
            piece.add(after)
            continue
        yield piece
        piece = _Piece(after)
        in_items = in_items or is_item
    yield piece


def _rows(pieces: list[_Piece]) -> Iterator[Row]:
    texts = [piece.text for piece in pieces]
    verse = _is_verse(texts)
    for index, (piece, text) in enumerate(zip(pieces, texts, strict=True)):
        opens = index == 0 or not verse
        indented = piece.first.indent > 0
        yield Row(text, piece.first.number, opens, indented=indented, follows=index > 0)


def _is_verse(lines: list[str]) -> bool:
    """Short lines that are no sentences: a poem, an address; slogans end in exclamation marks."""
    if any(len(line) > VERSE or ITEM_START.match(line) for line in lines):
        return False
    return 2 * sum(line.endswith(SENTENCE_END) for line in lines) <= len(lines)


def _broken_words(broken: list[Row]) -> list[Finding]:
    if not broken:
        return []
    message = (
        f"{len(broken)} words were broken with a hyphen at a line's end, the first in line "
        f"{broken[0].number - 1}; the hyphens were kept."
    )
    words = ", ".join(row.text for row in broken[:20])
    return [Finding(Level.UNSURE, "broken-words", message, broken[0].number - 1, words)]
