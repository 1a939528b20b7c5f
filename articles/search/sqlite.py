"""The index in SQLite: FTS5. Terms come ready made, its tokenizer has only to find the spaces."""

from collections.abc import Iterable, Sequence

from django.db import connection

from .base import Clause, Entry, Row, Statement


def create(table: str) -> Sequence[str]:
    return [f"CREATE VIRTUAL TABLE {table} USING fts5(heading, text, tokenize = 'ascii')"]


def put(table: str, entries: Sequence[Entry]) -> None:
    remove(table, [entry.key for entry in entries])
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table}(rowid, heading, text) VALUES (%s, %s, %s)",  # noqa: S608
            [(entry.key, " ".join(entry.heading), " ".join(entry.text)) for entry in entries],
        )


def remove(table: str, keys: Iterable[int]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM {table} WHERE rowid = %s",  # noqa: S608  a name of ours
            [(key,) for key in keys],
        )


def keys(table: str) -> str:
    return f"SELECT rowid FROM {table}"  # noqa: S608


def matching(table: str, clauses: Sequence[Clause], *, in_heading: bool = False) -> Statement:
    wanted = " AND ".join(alternatives(clause) for clause in clauses if not clause.is_unwanted)
    query = f"{{heading}} : ({wanted})" if in_heading else f"({wanted})"
    for clause in clauses:
        if clause.is_unwanted:
            query = f"({query}) NOT {alternatives(clause)}"
    return f"SELECT rowid FROM {table} WHERE {table} MATCH %s", [query]  # noqa: S608


def alternatives(clause: Clause) -> str:
    return f"({' OR '.join(map(phrase, clause.rows))})"


def phrase(row: Row) -> str:
    """Terms are letters and digits only, so that nothing in them can be taken for syntax."""
    return f'"{" ".join(row.terms)}"{" *" if row.is_open else ""}'
