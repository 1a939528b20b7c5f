"""Queries that the ORM writes once: composing their SQL takes it ten times as long as the database
takes to run it.

A prepared query is a queryset of ``values_list`` in which ``Param`` stands where a value will be
given, so that the words of the querysets (``public``, ``newest_first``) are used here too.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import DateTimeField, Expression, Field, IntegerField, QuerySet
from django.utils import timezone

Row = tuple[Any, ...]

# A part of a union that says which one it is, and which row of it.
PART = "SELECT {place}, ROW_NUMBER() OVER (), part.* FROM ({sql}) AS part"
MOST_PARTS = 100  # of one statement; SQLite takes 500
PLACE = itemgetter(0, 1)


class Param(Expression):
    """A value that is given when the query is run."""

    def __init__(self, name: str, output_field: Field | None = None) -> None:
        super().__init__(output_field=output_field or IntegerField())
        self.name = name

    def as_sql(self, *_compiler_and_connection: Any) -> tuple[str, tuple[Any, ...]]:
        return "%s", (self,)


NOW = Param("now", DateTimeField())


class Compiled(NamedTuple):
    sql: str
    params: Sequence[Any]
    kinds: dict[str, str]
    """The kinds of the values that have to be given."""
    converters: list[tuple[int, Callable[..., Any], Expression]]
    """Place of a column, and what makes a value of Python of it."""


class Prepared:
    """A queryset to be run again and again. ``build`` is called at the first run."""

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self.build = build
        self.compiled: dict[str, Compiled] = {}

    def __call__(self, **values: Any) -> list[Row]:
        """The rows, as tuples in the order of ``values_list``. ``now`` is given by itself."""
        query = self.compiled.get(connection.vendor) or self.compile()
        rows = fetched(query.sql, bound(query, {"now": timezone.now()} | values))
        return converted(rows, query) if query.converters else rows

    def for_each(self, name: str, keys: Sequence[Any]) -> list[list[Row]]:
        """The rows for each of several values of one ``Param``, in one statement for many of them.

        The ORM can't limit the parts of a union; in each the query's own order and limit hold.
        """
        query = self.compiled.get(connection.vendor) or self.compile()
        found: list[list[Row]] = [[] for _key in keys]
        now = timezone.now()
        for start in range(0, len(keys), MOST_PARTS):
            some = keys[start : start + MOST_PARTS]
            params = [value for key in some for value in bound(query, {"now": now, name: key})]
            for row in sorted(fetched(union(query.sql, len(some)), params), key=PLACE):
                found[start + row[0]].append(row[2:])
        return [converted(rows, query) for rows in found]

    def compile(self) -> Compiled:
        compiler = self.build().query.get_compiler(connection=connection)
        sql, params = with_constants(*compiler.as_sql())
        found = compiler.get_converters([column for column, *_ in compiler.select])
        converters = [
            (place, convert, expression)
            for place, (several, expression) in found.items()
            if not is_whole_number(expression)
            for convert in several
        ]
        kinds = {
            param.name: param.output_field.get_internal_type()
            for param in params
            if isinstance(param, Param)
        }
        query = self.compiled[connection.vendor] = Compiled(sql, params, kinds, converters)
        return query


def is_whole_number(expression: Expression) -> bool:
    """These come as they are from every database."""
    return expression.output_field.get_internal_type().endswith("IntegerField")


@lru_cache(maxsize=64)
def union(sql: str, number: int) -> str:
    return " UNION ALL ".join(PART.format(place=place, sql=sql) for place in range(number))


def with_constants(sql: str, params: Sequence[Any]) -> tuple[str, list[Any]]:
    """The statement with what is always the same written into it, and what is left to be given.

    SQLite prepares a statement anew with each value that might decide whether an index over some of
    the rows can be used.
    """
    parts, left = sql.split("%s"), []
    quote = connection.schema_editor().quote_value
    written = [parts[0]]
    for param, part in zip(params, parts[1:], strict=True):
        if isinstance(param, str | int):
            written += [quote(param).replace("%", "%%"), part]
        else:
            left.append(param)
            written += ["%s", part]
    return "".join(written), left


def bound(query: Compiled, values: Mapping[str, Any]) -> list[Any]:
    """The parameters of the statement, those that were left open with their values."""
    given = {name: adapted(values[name], kind) for name, kind in query.kinds.items()}
    return [given[param.name] if isinstance(param, Param) else param for param in query.params]


def fetched(sql: str, params: Sequence[Any]) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[Row] = cursor.fetchall()
    return rows


def adapted(value: Any, kind: str) -> Any:
    """A value as the database's driver takes it."""
    if kind == "DateTimeField":
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if kind == "DateField" else value


def converted(rows: list[Row], query: Compiled) -> list[Row]:
    """The rows with values of Python, as a queryset would give them."""
    done = []
    for row in rows:
        values = list(row)
        for position, convert, expression in query.converters:
            values[position] = convert(values[position], expression, connection)
        done.append(tuple(values))
    return done
