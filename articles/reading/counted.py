"""What readers browse by, with the numbers that are kept: years, months, authors, tags."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from time import monotonic

from django.db import DatabaseError
from django.db.models import (
    CharField,
    Exists,
    Expression,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Lower

from articles import addresses
from articles.models import Author, Edition, Tag, Tally
from articles.publishing import counts

from .keyset import Keyset, Slice
from .patience import unwilling_to_wait
from .prepared import NOW, Param, Prepared, Row
from .rows import undated
from .shelves import NUMBER

LENGTH = 200  # authors or tags on a page
PAUSE = 1.0  # seconds between two tries to count


@dataclass(frozen=True, slots=True)
class Count:
    """Something with articles of its own, and how many."""

    name: str
    address: str
    count: int
    year: int | None = None
    month: date | None = None
    dates: str = ""


def is_due() -> Exists:
    """Whether something has appeared that no tally counts yet, as a column of any query."""
    return Exists(Edition.objects.due(NOW))


_due = Prepared(lambda: Edition.objects.due(NOW).values_list("pk")[:1])
_tallies = Prepared(
    lambda: (
        Tally.objects.filter(
            kind=Param("kind", CharField()),
            ref__gte=Param("low"),
            ref__lte=Param("high"),
            count__gt=0,
        )
        .order_by("ref")
        .values_list("ref", "count", is_due())
    )
)


_tried_at = -PAUSE


def up_to_date() -> bool:
    """Have counted what has appeared by itself: see articles.publishing.counts. Whether that has
    changed anything.

    No reader waits for somebody who is writing: then it is done a little later.
    """
    global _tried_at  # noqa: PLW0603  of this process, whoever asks
    if not _due() or monotonic() - _tried_at < PAUSE:
        return False
    _tried_at = monotonic()
    try:
        with unwilling_to_wait():
            counts.settle_due()
        _tried_at = -PAUSE
    except DatabaseError:
        return False
    return True


def counted(query: Callable[[], list[Row]]) -> list[Row]:
    """The rows of a query whose last column is ``is_due``, when everything is counted."""
    rows = query()
    if rows and not rows[0][-1]:
        return rows
    has_counted = up_to_date()
    return query() if rows or has_counted else rows


def tallies(kind: str, low: int = 0, high: int = 2**31) -> list[tuple[int, int]]:
    """Ref and count of every place of a kind that has articles, between two refs."""
    rows = counted(partial(_tallies, kind=kind, low=low, high=high))
    return [(ref, count) for ref, count, _is_due in rows]


def total(kind: str, ref: int = 0) -> int:
    """How many articles readers find in one place."""
    rows = tallies(kind, ref, ref)
    return rows[0][1] if rows else 0


def years() -> list[Count]:
    """The years of the archive, newest first, undated last."""
    rows = reversed(tallies(Tally.Kind.YEAR))
    return [
        Count(str(year or undated()), addresses.archive_year(year or None), count, year or None)
        for year, count in rows
    ]


def months(year: int | None) -> list[Count]:
    """The months of a year, the first one first."""
    if year is None:
        return []
    rows = tallies(Tally.Kind.MONTH, year * 100, year * 100 + 99)
    return [
        Count("", addresses.archive_month(year, ref % 100), count, year, date(year, ref % 100, 1))
        for ref, count in rows
    ]


@dataclass(frozen=True)
class Index:
    """One page of authors or tags, and the addresses of the pages beside it."""

    entries: list[Count]
    older: str = ""
    newer: str = ""


class Names:
    """Authors or tags that have articles, in alphabetical order; a page is addressed by an id."""

    def __init__(
        self, model: type[Author | Tag], kind: str, order: Expression, *extra: str
    ) -> None:
        tally = Tally.objects.filter(kind=kind, ref=OuterRef("pk")).values("count")[:1]

        def rows() -> QuerySet:
            named = model._default_manager.annotate(
                counted=Subquery(tally, output_field=IntegerField()), order=order
            )
            return named.filter(counted__gt=0)

        self.keyset = Keyset(
            rows,
            {"order": CharField(), "pk": IntegerField()},
            lambda found: found.values_list("name", "slug", "counted", "pk", *extra),
            length=LENGTH,
            descending=False,
        )
        self.key = Prepared(
            lambda: model._default_manager.filter(pk=Param("pk")).values_list(order, "pk")
        )
        self.address = addresses.author if model is Author else addresses.tag

    def index(self, path: str, before: str = "", after: str = "") -> Index:
        """The names that follow, or lead up to, the one with a given id."""
        up_to_date()
        given = after or before
        keys = self.key(pk=int(given)) if NUMBER.fullmatch(given) else []
        if not keys:
            return self.index_of(path, self.keyset.from_beginning())
        key = dict(zip(("order", "pk"), keys[0], strict=True))
        turn = self.keyset.later_than if after else self.keyset.earlier_than
        return self.index_of(path, turn(key))

    def index_of(self, path: str, found: Slice) -> Index:
        entries = [
            Count(name, self.address(slug), count, dates="".join(dates))
            for name, slug, count, _pk, *dates in found.rows
        ]
        if not entries:
            return Index(entries)
        newer = f"{path}?before={found.rows[0][3]}" if found.has_earlier else ""
        older = f"{path}?after={found.rows[-1][3]}" if found.has_later else ""
        return Index(entries, older, newer)


authors = Names(Author, Tally.Kind.AUTHOR, Lower("sort_name"), "dates")
tags = Names(Tag, Tally.Kind.TAG, Lower("name"))
