"""Notices every write to what pages show, whoever makes it and by whatever means of Django's.

A list of tables can't be forgotten as a call in each act can. Not in the list are the manuscript
(``Article``), which readers never see, and new comments, which are held: the acts that show some of
these to readers call ``Generation.advance`` themselves.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from articles import models
from articles.models import Generation

SHOWN = (
    models.Edition,
    models.EditionContribution,
    models.EditionTag,
    models.Author,
    models.Tag,
    models.Section,
    models.Series,
    models.Issue,
    models.Image,
    models.Rendition,
    models.Redirect,
)
WRITE = re.compile(r'(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(\w+)"')


@cache
def tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in SHOWN)


def watch(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Receiver of ``connection_created``."""
    if notice not in connection.execute_wrappers:
        connection.execute_wrappers.append(notice)


def notice(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    """Around every statement: a write to a watched table that changed a row is a new generation."""
    result = execute(sql, params, many, context)
    written = None if sql.startswith("SELECT") else WRITE.match(sql)
    if written and written[1] in tables() and context["cursor"].rowcount:
        Generation.advance()
    return result
