"""The lists of articles that readers page through.

A page is addressed by the article that the page before it ended with: its printed day and its
number, as in ``?before=1974-03-09.12``.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from django.db.models import DateField, IntegerField, QuerySet

from articles.models import Edition, EditionContribution, EditionTag
from articles.models.edition import is_public

from .cards import first_of_author
from .keyset import Keyset, Slice
from .lines import line_query, lines
from .prepared import NOW, Param
from .rows import Line

LENGTH = 30
NUMBER = re.compile(r"[1-9][0-9]{0,17}")
KEY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})\.([1-9][0-9]{0,17})")


class Key(NamedTuple):
    """A place in the order of the archive."""

    sort_date: date
    article_id: int

    def __str__(self) -> str:
        return f"{self.sort_date.isoformat()}.{self.article_id}"


@dataclass
class Shelf:
    """One page of a list, and the addresses of the pages beside it ("" where there is none)."""

    lines: list[Line]
    older: str = ""
    newer: str = ""
    total: int | None = None
    groups: list[tuple[str, list[Line]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.groups = self.groups or [("", self.lines)]


def parsed(value: str) -> Key | None:
    """The key that an address names; None for anything else, which is as if nothing stood there."""
    match = KEY.fullmatch(value)
    try:
        return Key(date.fromisoformat(match[1]), int(match[2])) if match else None
    except ValueError:  # the 31st of February
        return None


def place(before: str, after: str) -> tuple[str, str] | None:
    """Where in a list an address begins: ("before", key) or ("after", key); None: at its start.

    A key is that of an article, or the number of what else is listed.
    """
    for name, key in (("before", before), ("after", after)):
        if parsed(key) or NUMBER.fullmatch(key):
            return name, key
    return None


class Listing:
    """One kind of list, newest first; ``of`` is the way from its rows to the edition."""

    def __init__(self, rows: Callable[[], QuerySet], of: str = "") -> None:
        self.keyset = Keyset(
            rows,
            {"sort_date": DateField(), "article_id": IntegerField()},
            lambda found: line_query(found, of),
            length=LENGTH,
            descending=True,
        )

    def shelf(self, path: str, before: str = "", after: str = "", **which: Any) -> Shelf:
        """The page of the list at ``path`` that is ``before`` or ``after`` a key in time."""
        if key := parsed(before):
            return shelf_of(path, self.keyset.later_than(key._asdict(), **which))
        if key := parsed(after):
            return shelf_of(path, self.keyset.earlier_than(key._asdict(), **which))
        return shelf_of(path, self.keyset.from_beginning(**which))


def shelf_of(path: str, found: Slice) -> Shelf:
    shown = lines(found.rows)
    if not shown:
        return Shelf(shown)
    older = f"{path}?before={key_of(shown[-1])}" if found.has_later else ""
    newer = f"{path}?after={key_of(shown[0])}" if found.has_earlier else ""
    return Shelf(shown, older, newer)


def key_of(shown: Line) -> Key:
    return Key(shown.sort_date, shown.article_id)


def public() -> QuerySet:
    return Edition.objects.public(NOW)


archive = Listing(public)
year = Listing(lambda: public().filter(filed_year=Param("year")))
undated = Listing(lambda: public().filter(filed_year__isnull=True))
month = Listing(lambda: public().filter(filed_year=Param("year"), filed_month=Param("month")))
section = Listing(lambda: public().filter(section=Param("section")))
tag = Listing(
    lambda: EditionTag.objects.filter(is_public(NOW, "edition__"), tag=Param("tag")), "edition__"
)
author = Listing(
    lambda: first_of_author(
        EditionContribution.objects.filter(is_public(NOW, "edition__"), author=Param("author"))
    ),
    "edition__",
)
