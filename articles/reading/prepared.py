"""Queries that the ORM writes once: composing their SQL takes it ten times as long as the database
takes to run it.

A prepared query is a queryset of ``values_list`` in which ``Param`` stands where a value will be
given, so that the words of the querysets (``public``, ``newest_first``) are used here too.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import DateTimeField, Expression, Field, IntegerField, QuerySet
from django.utils import timezone

Row = tuple[Any, ...]


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
    converters: dict[int, tuple[list[Callable[..., Any]], Expression]]


class Prepared:
    """A queryset to be run again and again. ``build`` is called at the first run."""

    def __init__(self, build: Callable[[], QuerySet]) -> None:
        self.build = build
        self.compiled: dict[str, Compiled] = {}

    def __call__(self, **values: Any) -> list[Row]:
        """The rows, as tuples in the order of ``values_list``. ``now`` is given by itself."""
        query = self.compiled.get(connection.vendor) or self.compile()
        values.setdefault("now", timezone.now())
        given = {name: adapted(values[name], kind) for name, kind in query.kinds.items()}
        params = [
            given[param.name] if isinstance(param, Param) else param for param in query.params
        ]
        with connection.cursor() as cursor:
            cursor.execute(query.sql, params)
            rows = cursor.fetchall()
        return converted(rows, query) if query.converters else rows

    def compile(self) -> Compiled:
        compiler = self.build().query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        kinds = {
            param.name: param.output_field.get_internal_type()
            for param in params
            if isinstance(param, Param)
        }
        query = self.compiled[connection.vendor] = Compiled(sql, params, kinds, converters)
        return query


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
        for position, (converters, expression) in query.converters.items():
            for convert in converters:
                values[position] = convert(values[position], expression, connection)
        done.append(tuple(values))
    return done
