"""Long lists, a page at a time, by key: the last page costs what the first one costs.

A page begins behind the key of the row that the page before it ended with, so the database reads an
index from there on, and rows that come or go meanwhile move nothing.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.db.models import F, Field, QuerySet

from .prepared import Param, Prepared, Row
from .sql import Compared

Key = Mapping[str, Any]  # the column of each part of a key -> its value


class Slice(NamedTuple):
    """The rows of one page in the order of the list, and whether there are any on either side."""

    rows: list[Row]
    has_earlier: bool
    has_later: bool


class Keyset:
    """The queries of one list.

    ``rows`` gives its rows in no order; ``parts`` are the columns that make a row's key, with their
    fields; ``select`` says which values are wanted. The queries may hold further ``Param``.
    """

    def __init__(
        self,
        rows: Callable[[], QuerySet],
        parts: Mapping[str, Field],
        select: Callable[[QuerySet], QuerySet],
        *,
        length: int,
        descending: bool,
    ) -> None:
        self.length = length
        here: list[Any] = [F(name) for name in parts]
        given: list[Any] = [Param(f"key_{name}", field) for name, field in parts.items()]
        later, earlier = ("<", ">") if descending else (">", "<")

        def ordered(found: QuerySet, *, down: bool) -> QuerySet:
            order = [F(name).desc() if down else F(name).asc() for name in parts]
            return select(found.order_by(*order)[: length + 1])

        self.first = Prepared(lambda: ordered(rows(), down=descending))
        self.later = Prepared(
            lambda: ordered(rows().filter(Compared(here, later, given)), down=descending)
        )
        self.earlier = Prepared(
            lambda: ordered(rows().filter(Compared(here, earlier, given)), down=not descending)
        )

    def from_beginning(self, **which: Any) -> Slice:
        found = self.first(**which)
        return Slice(found[: self.length], False, len(found) > self.length)

    def later_than(self, key: Key, **which: Any) -> Slice:
        """The page behind a key, further down the list."""
        found = self.later(**which, **named(key))
        return Slice(found[: self.length], True, len(found) > self.length)

    def earlier_than(self, key: Key, **which: Any) -> Slice:
        """The page that ends before a key."""
        found = self.earlier(**which, **named(key))
        return Slice(found[: self.length][::-1], len(found) > self.length, True)


def named(key: Key) -> dict[str, Any]:
    return {f"key_{name}": value for name, value in key.items()}
