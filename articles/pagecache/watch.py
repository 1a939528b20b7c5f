"""Notices every write to what pages show, whoever makes it and by whatever means of Django's.

A list of tables can't be forgotten as a call in each act can. Not in the list are manuscripts
(``Article``) and comments, which are written all the time without concerning readers: what shows
something of these, as a moderator's decision does, calls ``Generation.advance`` itself. So does a
deletion of comments.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from articles import models
from articles.models import Generation
from articles.models.edition import MUTABLE

# What an edition is shown with beside its own words. A new row of these concerns no edition that
# is there already: it was made with its authors, its tags and its picture.
NAMED = (
    models.Author,
    models.Tag,
    models.Section,
    models.Series,
    models.Issue,
    models.Image,
    models.Rendition,
    models.Crop,
)
FILED = (models.EditionContribution, models.EditionTag)
SHOWN = (*NAMED, *FILED, models.Edition, models.Redirect)
DELETED = (models.Comment, models.Article)
WRITE = re.compile(r'(?P<act>INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) "(?P<table>\w+)"')
SET = re.compile(r'"(\w+)" = ')
UPSERT = " DO UPDATE SET "


def names(*kinds: Iterable[type[Model]]) -> frozenset[str]:
    return frozenset(model._meta.db_table for models in kinds for model in models)


@cache
def tables() -> dict[str, frozenset[str]]:
    """The tables of which a write concerns readers, by what is done to them."""
    return {
        "INSERT": names(SHOWN),
        "UPDATE": names(SHOWN),
        "DELETE": names(SHOWN, DELETED),
        "named": names(NAMED, FILED),
        "filed": names(FILED, [models.Edition]),
    }


def watch(*, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """Receiver of ``connection_created``."""
    if notice not in connection.execute_wrappers:
        connection.execute_wrappers.append(notice)


def notice(execute: Callable[..., Any], sql: str, *args: Any) -> Any:
    """Around every statement: a write to a watched table that changed a row is a new generation."""
    written = None if sql.startswith("SELECT") else WRITE.match(sql)
    if written is None or not concerns_readers(written):
        return execute(sql, *args)
    # SQLite can't say how many rows an INSERT has made before they are read; it made some. Nor can
    # it commit before that.
    if written["act"].startswith("INSERT"):
        result = execute(sql, *args)
        Generation.advance(*concerns(written, sql))
        return result
    with at_once():
        result = execute(sql, *args)
        if args[-1]["cursor"].rowcount:
            Generation.advance(*concerns(written, sql))
    return result


def at_once() -> AbstractContextManager[None]:
    """Where there is no transaction, one for the write and the number: nobody sees the one
    without the other, though the program dies between them."""
    return nullcontext() if connection.in_atomic_block else transaction.atomic()


def concerns_readers(written: re.Match[str]) -> bool:
    return written["table"] in tables()[written["act"].split()[0]]


def concerns(written: re.Match[str], sql: str) -> list[Generation.Of]:
    """What of readers' concerns a write touches beside the archive as a whole."""
    found = []
    if changes_names(written, sql):
        found.append(Generation.Of.NAMES)
    if written["table"] in tables()["filed"]:
        found.append(Generation.Of.EDITIONS)
    return found


def changes_names(written: re.Match[str], sql: str) -> bool:
    """Whether an edition that is there already may be shown with something else from now on."""
    if written["act"].startswith("INSERT") and UPSERT not in sql:
        return False
    if written["table"] in tables()["named"]:
        return True
    # Of an edition itself nothing is ever changed but when readers see it, and, when two names
    # become one, where it is filed.
    changed = sql.partition(" WHERE ")[0]
    return written["table"] in names([models.Edition]) and not (
        MUTABLE.issuperset(SET.findall(changed)) and "SELECT" not in changed
    )
