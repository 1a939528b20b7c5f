"""The index in PostgreSQL: vectors made of ready terms, past its own parsers and dictionaries."""

from collections.abc import Iterable, Sequence

from django.db import connection

from .base import Clause, Entry, Row, Statement

# The limits of a tsvector: what is behind them can't be found.
LAST_POSITION = 16_383
POSITIONS = 255  # of one term
MOST_BYTES = 900_000  # of 1,048,575


def create(table: str) -> Sequence[str]:
    return [
        f"CREATE TABLE {table} (key bigint PRIMARY KEY, heading tsvector, whole tsvector)",
        f"CREATE INDEX {table}_heading ON {table} USING gin (heading)",
        f"CREATE INDEX {table}_whole ON {table} USING gin (whole)",
    ]


def put(table: str, entries: Sequence[Entry]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table}(key, heading, whole)"  # noqa: S608  a name of ours
            " VALUES (%s, %s::tsvector, %s::tsvector) ON CONFLICT (key)"
            " DO UPDATE SET heading = excluded.heading, whole = excluded.whole",
            [
                # An empty place between the two, so that no row of terms begins in one of them
                # and ends in the other.
                (entry.key, vector(entry.heading), vector([*entry.heading, "", *entry.text]))
                for entry in entries
            ],
        )


def vector(terms: Iterable[str]) -> str:
    """A tsvector as text."""
    places: dict[str, list[int]] = {}
    size = 0
    for place, term in enumerate(terms, start=1):
        size += 4 if term in places else len(term.encode()) + 8
        if size > MOST_BYTES:
            break
        if term and len(found := places.setdefault(term, [])) < POSITIONS:
            found.append(min(place, LAST_POSITION))
    return " ".join(f"'{term}':{','.join(map(str, found))}" for term, found in places.items())


def remove(table: str, keys: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE key = ANY(%s)", [list(keys)])  # noqa: S608


def keys(table: str) -> str:
    return f"SELECT key FROM {table}"  # noqa: S608


def matching(table: str, clauses: Sequence[Clause], *, in_heading: bool = False) -> Statement:
    column = "heading" if in_heading else "whole"
    wanted = " & ".join(alternatives(clause) for clause in clauses if not clause.is_unwanted)
    conditions = [(column, wanted)]
    conditions += [("whole", f"!{alternatives(c)}") for c in clauses if c.is_unwanted]
    where = " AND ".join(f"{name} @@ %s::tsquery" for name, _query in conditions)
    return f"SELECT key FROM {table} WHERE {where}", [query for _name, query in conditions]  # noqa: S608


def alternatives(clause: Clause) -> str:
    return f"({' | '.join(map(phrase, clause.rows))})"


def phrase(row: Row) -> str:
    """Terms are letters and digits only, so that nothing in them can be taken for syntax."""
    following = " <-> ".join(f"'{term}'" for term in row.terms)
    return f"({following}{':*' if row.is_open else ''})"
