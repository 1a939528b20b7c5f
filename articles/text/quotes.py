"""A passage pointed to by its own words and those around it, found again in a changed text.

The Web Annotation Data Model calls this a TextQuoteSelector. Nothing of it stands in the text, so a
text carries nobody's marks to its readers, and a passage survives whatever happens elsewhere.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from articles.text.alignment import Stretch, align
from articles.text.clean import read
from articles.text.diff import WORD
from articles.text.footnotes import plain_line
from articles.text.tree import Nodes, is_block

SPACE_BEFORE_SIGN = re.compile(r" (?=[.,;:!?…)\]])")  # where a note was taken out
AROUND = 40
"""So many characters before and after a passage tell it from the same words elsewhere."""
FEW = 4  # words; so short a passage is the same one only among some of the same words
MANY = 8  # words; so many are the same passage wherever they stand
MOST = 0.6  # of the words of a passage; when they stayed, it did
COMMON = 60  # a word that occurs more often says nothing about where a passage stands
BAND = 16  # words by which a passage may have been shifted within itself
NEIGHBOURS = 3  # words on each side that hold the place of a passage that is written anew


class Quote(NamedTuple):
    """A passage: its words, with single spaces, and a few before and after."""

    exact: str
    prefix: str = ""
    suffix: str = ""


class Place(NamedTuple):
    """Where a passage stands now."""

    start: int
    """In characters of the plain text, for the order of several."""
    quote: Quote
    """With the words as they are now."""
    is_changed: bool
    shown: str
    """Its words for people: without the notes that stand in it."""


class Passages:
    """The words of a body, ready to find passages in.

    Notes are read where they stand, as in the editor. Space counts for nothing.
    """

    def __init__(self, body: str) -> None:
        self.text = ""
        self.notes: list[tuple[int, int]] = []
        """Where the notes are in it."""
        parts: list[str] = []
        at = 0
        for words, is_note in _runs(read(body)):
            line = " ".join(words.split())
            if line:
                start = at + bool(at)
                at = start + len(line)
                parts.append(line)
                self.notes += [(start, at)] if is_note else []
        self.text = " ".join(parts)

    def quote(self, start: int, end: int) -> Quote:
        return quote_at(self.text, start, end)

    def find(self, wanted: Quote) -> Place | None:
        """Where the passage is, also if its words have changed; None when it is gone."""
        wanted = Quote(*(" ".join(part.split()) for part in wanted))
        if not wanted.exact:
            return None
        place = self._literally(wanted)
        return place or self._by_words(wanted)

    @cached_property
    def _letters(self) -> tuple[str, list[int]]:
        """All but the space, and where in the text each character of that stands."""
        places = [at for at, char in enumerate(self.text) if char != " "]
        return self.text.replace(" ", ""), places

    def _literally(self, wanted: Quote) -> Place | None:
        letters, places = self._letters
        exact, prefix, suffix = (part.replace(" ", "") for part in wanted)
        best, best_score = -1, -1
        for start in _occurrences(exact, letters):
            end = start + len(exact)
            before, after = letters[max(0, start - len(prefix)) : start], letters[end:]
            score = _same(before[::-1], prefix[::-1]) + _same(after[: len(suffix)], suffix)
            if score > best_score:
                best, best_score = start, score
        has_context = bool(prefix or suffix)
        if best < 0 or (has_context and not best_score and len(wanted.exact.split()) < FEW):
            return None
        last = places[best + len(exact) - 1] + 1
        return self._found(places[best], last, is_changed=False)

    def _found(self, start: int, end: int, *, is_changed: bool) -> Place:
        return Place(start, self.quote(start, end), is_changed, self._without_notes(start, end))

    def _without_notes(self, start: int, end: int) -> str:
        """The words of the text itself; where there are none, those of the note."""
        parts, at = [], start
        for first, last in self.notes:
            if start < last and first < end:
                parts.append(self.text[at : max(at, first)].strip())
                at = last
        parts.append(self.text[at:end].strip())
        shown = SPACE_BEFORE_SIGN.sub("", " ".join(part for part in parts if part))
        return shown if parts[1:] and shown else self.text[start:end]

    @cached_property
    def _words(self) -> list[re.Match[str]]:
        return list(WORD.finditer(self.text))

    @cached_property
    def _folded(self) -> list[str]:
        return [match[1].casefold() for match in self._words]

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, word in enumerate(self._folded):
            places.setdefault(word, []).append(place)
        return places

    def _by_words(self, wanted: Quote) -> Place | None:
        """Compare the passage and its surroundings with the stretch that shares most words."""
        prefix, exact, suffix = (
            _fold(part) for part in (wanted.prefix, wanted.exact, wanted.suffix)
        )
        pattern = prefix + exact + suffix
        first, last = len(prefix), len(prefix) + len(exact)
        for likely in self._likely(pattern):
            # With room on both sides: what came into the passage has shifted a part of it.
            start = max(0, likely - len(pattern) // 2)
            window = self._folded[start : start + 2 * len(pattern) + 4 * BAND]
            stretches = align(pattern, window)
            begin, end = _mapped(stretches, first, last)
            if begin < end and _holds(stretches, first, last, end - begin):
                return self._place(start + begin, start + end, exact)
        return None

    def _place(self, begin: int, end: int, exact: list[str]) -> Place:
        start, stop = self._words[begin].start(1), self._words[end - 1].end(1)
        return self._found(start, stop, is_changed=self._folded[begin:end] != exact)

    def _likely(self, pattern: list[str]) -> list[int]:
        """Where windows on the text should begin, the likeliest first: rare words vote."""
        votes: Counter[int] = Counter()
        for offset, word in enumerate(pattern):
            places = self._places.get(word, [])
            if len(places) <= COMMON:
                for place in places:
                    band = (place - offset) // BAND
                    # A passage at the edge of a band must not lose half of its votes.
                    votes.update((band, band - 1))
        best = sorted(votes, key=lambda band: (-votes[band], band))[:3]
        return [max(0, band * BAND) for band in best]


def quote_at(text: str, start: int, end: int) -> Quote:
    """A stretch of a text with single spaces, as a quotation."""
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Quote(text[start:end], before, after)


def _runs(nodes: Nodes) -> Iterator[tuple[str, bool]]:
    """The words in order, those between two notes or blocks together, and whether they are a note.

    Only what stands between two runs is parted by space.
    """
    words = ""
    for node in nodes:
        if isinstance(node, str):
            words += node
            continue
        below = [(" ", False)] if node.tag == "br" else list(_runs(node.children))
        if node.tag == "footnote":
            below = [(plain_line(node.children), True)]
        elif not is_block(node) and len(below) == 1:
            words += below[0][0]
            continue
        yield words, False
        words = ""
        yield from below
    yield words, False


def _occurrences(wanted: str, text: str) -> Iterator[int]:
    at = text.find(wanted)
    while at >= 0:
        yield at
        at = text.find(wanted, at + 1)


def _same(one: str, other: str) -> int:
    """How many characters both begin with."""
    other = other.lstrip()
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count


def _fold(text: str) -> list[str]:
    return [match[1].casefold() for match in WORD.finditer(text)]


def _mapped(stretches: list[Stretch], first: int, last: int) -> tuple[int, int]:
    """Where `old[first:last]` begins and ends on the new side.

    A boundary among words that changed is as far from the nearest word that stayed as it was.
    """
    begin = end = 0
    length = stretches[-1].b if stretches else 0
    for same, a, b, c, d in stretches:
        if a <= first < b:
            begin = c + first - a if same or 0 < a == first else max(c, d - (b - first))
        if a < last <= b:
            end = d if not same and b == last < length else min(d, c + last - a)
    return begin, end


def _holds(stretches: list[Stretch], first: int, last: int, length: int) -> bool:
    """Whether enough stayed: most of the passage, or the words on both sides of a new one."""
    kept = sum(max(0, min(b, last) - max(a, first)) for same, a, b, _, _ in stretches if same)
    before = any(same and a <= first - NEIGHBOURS and b >= first for same, a, b, _, _ in stretches)
    after = any(same and a <= last and b >= last + NEIGHBOURS for same, a, b, _, _ in stretches)
    if kept >= MOST * (last - first):
        is_alone = last - first == stretches[-1].b  # typed by hand, say
        return before or after or is_alone or last - first >= MANY
    return before and after and length <= 3 * (last - first) + NEIGHBOURS
