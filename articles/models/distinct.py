"""The different values of a column, read from an index in as many steps as there are values."""

from typing import Any

from django.db import connection, models

# Neither database skips from one value of an index to the next by itself.
STEPS = """
WITH RECURSIVE step(value) AS (
    SELECT MIN({column}) FROM {table}
    UNION ALL
    SELECT (SELECT MIN({column}) FROM {table} WHERE {column} > step.value)
    FROM step WHERE step.value IS NOT NULL
)
SELECT value FROM step WHERE value IS NOT NULL
"""


def distinct(model: type[models.Model], column: str) -> list[Any]:
    """The values of a column that an index begins with, in order, without NULL."""
    sql = STEPS.format(column=f'"{column}"', table=f'"{model._meta.db_table}"')
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [value for (value,) in cursor.fetchall()]
