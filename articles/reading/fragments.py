"""Parts of pages that are made once: read with the edition, believed by their stamp, kept by
whoever had to make one.

A stamp says what a part was made of: with which program and settings, under which generation of
the names, of which other editions. It is compared with what the same query has found there now, so
a part is either true or made anew. The number of the names is read before the names are: what is
made while somebody changes them is newer than its stamp says, and is made once more.
"""

import hashlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.db import DatabaseError, InternalError, OperationalError, connection
from django.db.models import FilteredRelation, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.template import engines
from django.template.loader import render_to_string
from django.utils import timezone, translation

from articles.models import Fragment, Generation

from .patience import unwilling_to_wait

# All that finished HTML depends on and that stays as it is while the program runs.
SETTINGS = ("SITE_NAME", "SITE_URL", "LANGUAGE_CODE", "TIME_ZONE", "SITE_MARK", "SITE_COLOURS")
SOURCES = (
    "requirements*.txt",
    "articles/**/*.py",
    "templates/public/**/*.html",
    "static/**/*.*",
    "locale/**/*.mo",
)


log = logging.getLogger(__name__)

BETWEEN = "\x1f"  # what ASCII has for this; it stands in no HTML


class Made(NamedTuple):
    """A part that was just made."""

    article: int
    edition: int
    stamp: str
    made_at: datetime
    parts: Sequence[str]


def joined(rows: QuerySet, kind: Fragment.Kind, of: str = "") -> QuerySet:
    """The rows with the fragment of their edition, if there is one, as ``<kind>__parts`` and so on.

    ``of`` is the way from the rows to the edition (``edition__``).
    """
    relation = f"{of}fragments"
    of_kind = FilteredRelation(relation, condition=Q(**{f"{relation}__kind": kind}))
    found: QuerySet = rows.annotate(**{kind.value: of_kind})
    return found


def generation(concern: Generation.Of) -> Coalesce:
    """The number of a concern, as a column of any query."""
    row = Generation.objects.filter(pk=concern).order_by()
    return Coalesce(Subquery(row.values("number")[:1]), 0)


def stamp(*made_of: object) -> str:
    """What a part is true for, beside the edition that it belongs to. In DEBUG, where templates
    change while the program runs, no two are the same."""
    if settings.DEBUG:
        return f"{timezone.now().timestamp()}"
    told = signature(*(getattr(settings, name) for name in SETTINGS))
    return hashlib.blake2b(f"{told}{made_of}".encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=8)
def signature(*values: object) -> str:
    """Program and settings."""
    return f"{program()}{values}"


@cache
def program() -> str:
    """A checksum of all that makes pages: another one with every version, and with every change
    that somebody makes to a template."""
    digest = hashlib.blake2b(settings.VERSION.encode(), digest_size=16)
    for pattern in SOURCES:
        for path in sorted(Path(settings.BASE_DIR).glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def written(template: str, **values: object) -> str:
    """A public template as text, in the site's language whoever asks."""
    with translation.override(settings.LANGUAGE_CODE):
        return render_to_string(template, values, using="public").strip()


@contextmanager
def macros(template: str) -> Iterator[Any]:
    """The macros of a public template, to be called in the site's language."""
    with translation.override(settings.LANGUAGE_CODE):
        engine: Any = engines["public"]
        yield engine.env.get_template(template).module


def parts_in(text: str) -> list[str]:
    """The parts of a fragment. Reading JSON would take longer than reading the row."""
    return text.split(BETWEEN)


def keep(kind: Fragment.Kind, made: Iterable[Made]) -> None:
    """Keep parts for those who come next. A reader never waits for somebody who is writing: then
    the next one makes them again.

    Nothing is kept in a transaction: what it has changed may never come to be, and a number grows
    only once in it.
    """
    rows = [
        Fragment(
            article_id=part.article,
            edition_id=part.edition,
            kind=kind,
            stamp=part.stamp,
            made_at=part.made_at,
            parts=BETWEEN.join(part.parts),
        )
        for part in sorted(made)  # in one order for all, so that two never wait for each other
        if not any(BETWEEN in text for text in part.parts)
    ]
    if not rows or settings.DEBUG or connection.in_atomic_block:
        return
    try:
        with unwilling_to_wait():
            store(rows)
    except (OperationalError, InternalError):  # somebody is writing, or nobody may
        return
    except DatabaseError:  # the page is there all the same
        log.exception("Fragments could not be kept.")


def store(rows: Sequence[Fragment]) -> None:
    Fragment.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["article", "kind"],
        update_fields=["edition", "stamp", "made_at", "parts"],
    )
