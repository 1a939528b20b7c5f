"""Keeps the index in step, in the transaction of what changes a text.

Each works behind a savepoint: an index that fails spoils no save, and ``tick`` makes good for it.
"""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from articles.models import Article, Author, Edition, Tag
from articles.publishing.signals import (
    edition_made,
    editions_made,
    manuscript_recorded,
    manuscripts_recorded,
)

from . import index, tasks


def connect() -> None:
    manuscript_recorded.connect(manuscript_changed, dispatch_uid="search")
    edition_made.connect(edition_added, dispatch_uid="search")
    manuscripts_recorded.connect(manuscripts_added, dispatch_uid="search")
    editions_made.connect(editions_added, dispatch_uid="search")
    post_delete.connect(article_deleted, sender=Article, dispatch_uid="search")
    for name in (Author, Tag):
        post_save.connect(name_changed, sender=name, dispatch_uid="search")


@transaction.atomic
def manuscript_changed(*, article: Article, **_signal: Any) -> None:
    index.put_manuscripts(index.articles().filter(pk=article.pk))


@transaction.atomic
def edition_added(*, edition: Edition, **_signal: Any) -> None:
    index.put_editions(index.open_editions().filter(pk=edition.pk))


@transaction.atomic
def manuscripts_added(*, articles: Sequence[Article], **_signal: Any) -> None:
    index.put_manuscripts(articles)


@transaction.atomic
def editions_added(*, editions: Sequence[Edition], **_signal: Any) -> None:
    index.put_editions(editions)


def article_deleted(*, instance: Article, **_signal: Any) -> None:
    index.forget_manuscript(instance.pk)


def name_changed(*, instance: Author | Tag, created: bool, raw: bool, **_signal: Any) -> None:
    """Merging saves the one that stays, too."""
    if not (created or raw):
        kind = "author" if isinstance(instance, Author) else "tag"
        transaction.on_commit(lambda: tasks.index_filed_under.enqueue(kind, instance.pk))
