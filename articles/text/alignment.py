"""Two sequences side by side: which stretches are the same.

Python's difflib takes quadratic time and more on long texts. Here what begins and ends alike is
set aside first, then what occurs once on each side holds the rest in place ("patience"), and
difflib sees the short stretches in between only. So the time grows with the length of the texts.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

SMALL = 40_000
"""So many pairs are compared one by one; a larger stretch without any anchor counts as replaced."""


class Stretch(NamedTuple):
    """`old[a:b]` stands where `new[c:d]` stands; `same` says that they are equal."""

    same: bool
    a: int
    b: int
    c: int
    d: int


def align(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Stretch]:
    """All of both, in order; neighbouring stretches differ in `same`, and none is empty."""
    stretches: list[Stretch] = []
    done_old = done_new = 0
    for a, c, length in [*_merged(_matches(old, new)), (len(old), len(new), 0)]:
        if a > done_old or c > done_new:
            stretches.append(Stretch(False, done_old, a, done_new, c))
        if length:
            stretches.append(Stretch(True, a, a + length, c, c + length))
        done_old, done_new = a + length, c + length
    return stretches


def _merged(matches: Iterator[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    found: list[tuple[int, int, int]] = []
    for a, c, length in matches:
        if found and found[-1][0] + found[-1][2] == a and found[-1][1] + found[-1][2] == c:
            found[-1] = (*found[-1][:2], found[-1][2] + length)
        elif length:
            found.append((a, c, length))
    return found


def _matches(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int, int]]:
    """(start in old, start in new, length), in order. Gaps have gaps, so there is a stack."""
    gaps = [(0, len(old), 0, len(new), True)]
    while gaps:
        a, b, c, d, may_split = gaps.pop()
        start = 0
        while a + start < b and c + start < d and old[a + start] == new[c + start]:
            start += 1
        if start:
            yield a, c, start
        a, c = a + start, c + start
        end = 0
        while a < b - end and c < d - end and old[b - end - 1] == new[d - end - 1]:
            end += 1
        if end:  # waits until what is before it has been yielded
            gaps.append((b - end, b, d - end, d, False))
        b, d = b - end, d - end
        if a == b or c == d:
            continue
        anchors = _anchors(old, new, a, b, c, d) if may_split else []
        if anchors:
            corners = [(a, c), *anchors, (b, d)]
            inner = [
                (corners[i][0], corners[i + 1][0], corners[i][1], corners[i + 1][1], True)
                for i in range(len(corners) - 1)
            ]
            gaps += reversed(inner)
        elif (b - a) * (d - c) <= SMALL:
            matcher = SequenceMatcher(None, old[a:b], new[c:d], autojunk=False)
            found = [(a + i, c + j, n) for i, j, n in matcher.get_matching_blocks() if n]
            yield from found


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], a: int, b: int, c: int, d: int
) -> list[tuple[int, int]]:
    """The longest row of elements that occur once on each side and stand in the same order."""
    in_old, in_new = Counter(old[a:b]), Counter(new[c:d])
    place = {new[j]: j for j in range(c, d) if in_new[new[j]] == 1}
    pairs = [(i, place[old[i]]) for i in range(a, b) if old[i] in place and in_old[old[i]] == 1]
    return _rising(pairs)


def _rising(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest subsequence whose second members rise (patience sorting)."""
    tops: list[int] = []
    top_pairs: list[int] = []
    before: list[int] = []
    for index, (_, second) in enumerate(pairs):
        pile = bisect_left(tops, second)
        before.append(top_pairs[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [second]
        top_pairs[pile : pile + 1] = [index]
    row: list[tuple[int, int]] = []
    index = top_pairs[-1] if top_pairs else -1
    while index >= 0:
        row.append(pairs[index])
        index = before[index]
    return row[::-1]
