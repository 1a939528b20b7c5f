"""What the ORM has no word for, on both databases."""

from typing import Any

from django.db.models import Aggregate, BooleanField, Func, JSONField
from django.db.models.sql.compiler import SQLCompiler

SQLParts = tuple[str, tuple[Any, ...]]


class JSONRows(Aggregate):
    """The given columns of all rows as one JSON array of arrays, in no order."""

    function = "JSONB_AGG"
    template = "%(function)s(JSONB_BUILD_ARRAY(%(expressions)s))"
    allow_distinct = False
    output_field = JSONField()

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> SQLParts:
        return super().as_sql(
            compiler,
            connection,
            function="JSON_GROUP_ARRAY",
            template="%(function)s(JSON_ARRAY(%(expressions)s))",
            **context,
        )


class Compared(Func):
    """Two keys compared as wholes, ``(a, b) < (c, d)``: the form for which an index is read from a
    place on, and not from its beginning."""

    output_field = BooleanField()
    conditional = True

    def __init__(self, key: list[Any], sign: str, with_key: list[Any]) -> None:
        super().__init__(*key, *with_key)
        self.sign, self.length = sign, len(key)

    def as_sql(  # type: ignore[override]  # the template that Func offers is of no use here
        self, compiler: SQLCompiler, _connection: Any, **_context: Any
    ) -> SQLParts:
        parts: list[str] = []
        params: tuple[Any, ...] = ()
        for expression in self.source_expressions:
            sql, values = compiler.compile(expression)
            parts.append(sql)
            params += tuple(values)
        left, right = ", ".join(parts[: self.length]), ", ".join(parts[self.length :])
        return f"({left}) {self.sign} ({right})", params
