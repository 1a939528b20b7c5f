"""Two sequences that grew from one: which stretches only one side changed, and which both did.

This is diff3 on top of ``alignment``, which stays quick on long texts. (The library merge3 does the
same on top of difflib, and is under a licence that a program under another can't take in.)
"""

from collections.abc import Hashable, Iterator, Sequence
from typing import Literal, NamedTuple

from articles.text.alignment import align

Outcome = Literal["same", "theirs", "yours", "conflict"]


class Region(NamedTuple):
    """Stretches of the three sequences that stand for one another.

    ``same``: neither side changed it, or both alike. ``theirs`` and ``yours``: only that side did.
    """

    outcome: Outcome
    base: slice
    theirs: slice
    yours: slice


class _Anchor(NamedTuple):
    """What all three have alike."""

    base: int
    theirs: int
    yours: int
    length: int


def regions(
    base: Sequence[Hashable], theirs: Sequence[Hashable], yours: Sequence[Hashable]
) -> Iterator[Region]:
    """All of the three sequences, in order."""
    b = t = y = 0
    for anchor in [*_anchors(base, theirs, yours), _Anchor(len(base), len(theirs), len(yours), 0)]:
        between = slice(b, anchor.base), slice(t, anchor.theirs), slice(y, anchor.yours)
        if any(part.start < part.stop for part in between):
            yield Region(
                _outcome(base[between[0]], theirs[between[1]], yours[between[2]]), *between
            )
        b, t, y = (start + anchor.length for start in anchor[:3])
        if anchor.length:
            starts = zip(anchor[:3], (b, t, y), strict=True)
            yield Region("same", *(slice(start, end) for start, end in starts))


def _outcome(
    base: Sequence[Hashable], theirs: Sequence[Hashable], yours: Sequence[Hashable]
) -> Outcome:
    if theirs == yours:
        return "same"
    if theirs == base:
        return "yours"
    return "theirs" if yours == base else "conflict"


def _anchors(
    base: Sequence[Hashable], theirs: Sequence[Hashable], yours: Sequence[Hashable]
) -> Iterator[_Anchor]:
    """The stretches of the base that both sides have kept."""
    kept_by_them = [stretch for stretch in align(base, theirs) if stretch.same]
    kept_by_you = [stretch for stretch in align(base, yours) if stretch.same]
    kept_by_them.reverse()
    kept_by_you.reverse()
    while kept_by_them and kept_by_you:
        them, you = kept_by_them[-1], kept_by_you[-1]
        start, end = max(them.a, you.a), min(them.b, you.b)
        if start < end:
            yield _Anchor(start, them.c + start - them.a, you.c + start - you.a, end - start)
        done = kept_by_them if them.b < you.b else kept_by_you
        done.pop()
