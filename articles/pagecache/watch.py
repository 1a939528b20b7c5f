"""Notices every write to what pages show, whoever makes it and by whatever means of Django's.

A list of tables can't be forgotten as a call in each act can. Not in the list are manuscripts
(``Article``) and comments, which are written all the time without concerning readers: what shows
something of these, as a moderator's decision does, calls ``Generation.advance`` itself. So does a
deletion of comments.
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
    models.Crop,
    models.Redirect,
)
DELETED = (models.Comment, models.Article)
WRITE = re.compile(r'(?P<act>INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(?P<table>\w+)"')


@cache
def tables() -> dict[str, frozenset[str]]:
    """The tables of which a write concerns readers, by what is done to them."""
    shown = frozenset(model._meta.db_table for model in SHOWN)
    deleted = frozenset(model._meta.db_table for model in DELETED)
    return {"INSERT": shown, "UPDATE": shown, "DELETE": shown | deleted}


def watch(*, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Receiver of ``connection_created``."""
    if notice not in connection.execute_wrappers:
        connection.execute_wrappers.append(notice)


def notice(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
    """Around every statement: a write to a watched table that changed a row is a new generation."""
    written = None if sql.startswith("SELECT") else WRITE.match(sql)
    if written is None or not concerns_readers(written):
        return execute(sql, *args)
    result = execute(sql, *args)
    # SQLite can't say how many rows an INSERT has made before they are read; it made some.
    if written["act"].startswith("INSERT") or args[-1]["cursor"].rowcount:
        Generation.advance()
    return result


def concerns_readers(written: re.Match[str]) -> bool:
    return written["table"] in tables()[written["act"].split()[0]]
