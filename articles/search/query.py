"""What somebody searches for, and the texts that have it.

All words must be there, in any of their forms; "words in quotation marks" must follow each other,
-words with a minus must be missing. Nothing that is typed is an error: it may only find nothing.
"""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models import BigIntegerField, Case, F, Func, IntegerField, QuerySet, Value, When
from django.db.models.expressions import RawSQL

from articles.models import Article
from articles.models.distinct import distinct
from articles.text.fold import fold
from articles.text.terms import alternatives, beginning, primary

from .base import MANUSCRIPTS, Clause, Row, index

LONGEST = 300  # characters of a search
MOST = 12  # things that it asks for
FEW = 500  # texts, as many as may be named one by one
CHUNK = re.compile(
    r"""
    (?P<minus> (?<!\S)[-\u2212] )?
    (?: ["“„”«»] (?P<phrase> [^"“„”«»]* ) ["“„”«»]? | (?P<word> [^\s"“„”«»]+ ) )
    """,
    re.VERBOSE,
)


def clauses(asked: str, languages: Collection[str], *, is_open: bool) -> list[Clause]:
    """The question in terms of texts in these languages; empty when nothing is asked for.

    ``is_open`` lets a word stand for its beginning too: “harr” for “Harrow”.
    """
    found = []
    for chunk in CHUNK.finditer(asked[:LONGEST]):
        text = chunk["phrase"] if chunk["word"] is None else chunk["word"]
        rows = [Row(row) for row in sorted(alternatives(text, languages))]
        if is_open and chunk["word"] is not None:
            rows += [Row(row, is_open=True) for row in [beginning(text)] if "".join(row)[1:]]
        if rows:
            found.append(Clause(rows, is_unwanted=bool(chunk["minus"])))
    found = found[:MOST]
    return found if any(not clause.is_unwanted for clause in found) else []


class Found(NamedTuple):
    """Where the texts are that a search has found."""

    keys: Sequence[int] | None
    """All of them, if they are few."""
    condition: RawSQL
    """A SELECT of all of them."""
    by_heading: Sequence[int]
    """Those with everything in title or names, if they are few."""


def find(table: str, asked: Sequence[Clause]) -> Found:
    """Look up a question of at least one clause."""
    statement = index().matching(table, asked)
    heading = index().matching(table, asked, in_heading=True)
    return Found(few(*statement), RawSQL(*statement), few(*heading) or ())  # noqa: S611  our SQL


def few(sql: str, params: Iterable[str]) -> list[int] | None:
    """The keys that a statement selects; None when they are too many."""
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT {FEW + 1}", list(params))
        keys = [key for (key,) in cursor.fetchall()]
    return keys if len(keys) <= FEW else None


def manuscripts(rows: QuerySet[Article], asked: str) -> QuerySet[Article]:
    """Those of the articles that have it; first those that are called so, else in their order."""
    wanted = clauses(asked, languages(), is_open=True)
    if not wanted:
        return rows.none() if fold(asked) else rows
    found = find(MANUSCRIPTS, wanted)
    rows = narrowed(rows, found)
    if not found.by_heading:
        return rows
    called_so = When(pk__in=found.by_heading, then=Value(0))
    first = Case(called_so, default=Value(1), output_field=IntegerField())
    return rows.order_by(first, *(rows.query.order_by or ()))


def narrowed(rows: QuerySet, found: Found) -> QuerySet:
    """Those of the rows that were found."""
    if found.keys is not None:
        return rows.filter(pk__in=found.keys)
    if connection.vendor != "sqlite":
        return rows.filter(pk__in=found.condition)
    # Of so many a page is full soon when the rows are read in their order; SQLite, which counts on
    # few, would fetch and sort them all. It takes no key for an expression.
    key = Func(F("pk"), template="+%(expressions)s", output_field=BigIntegerField())
    walked: QuerySet = rows.alias(key=key).filter(key__in=found.condition)
    return walked


def languages() -> set[str]:
    """The languages that the archive has texts in."""
    return {primary(tag) for tag in distinct(Article, "language")}
