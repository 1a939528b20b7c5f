"""What an index of either database can do, and the shape of a question."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, Protocol

from django.db import connection

from articles.text.terms import Terms

MANUSCRIPTS = "articles_manuscript_terms"
EDITIONS = "articles_edition_terms"

Statement = tuple[str, list[str]]  # SQL and its parameters


class Entry(NamedTuple):
    """A text as it stands in an index."""

    key: int
    heading: Sequence[str]
    """The terms of the title, and of what it is filed under."""
    text: Sequence[str]


class Row(NamedTuple):
    """Terms that must follow each other."""

    terms: Terms
    is_open: bool = False
    """Whether the last of them may go on."""


class Clause(NamedTuple):
    """One of the things that were asked for, in all the ways in which it may stand in a text."""

    rows: Sequence[Row]
    is_unwanted: bool = False


class Index(Protocol):
    """The tables of terms in one database. Every function works inside the caller's transaction."""

    def create(self, table: str) -> Sequence[str]:
        """The statements that make a table."""

    def put(self, table: str, entries: Sequence[Entry]) -> None:
        """Write texts, in place of what stood there under their keys."""

    def remove(self, table: str, keys: Iterable[int]) -> None: ...

    def keys(self, table: str) -> str:
        """A SELECT of all keys."""

    def matching(
        self, table: str, clauses: Sequence[Clause], *, in_heading: bool = False
    ) -> Statement:
        """A SELECT of the keys of texts that have all of it; of those with all of it in the
        heading. At least one clause is a wanted one."""


def index() -> Index:
    from . import postgresql, sqlite  # noqa: PLC0415  they need what stands above

    return postgresql if connection.vendor == "postgresql" else sqlite
