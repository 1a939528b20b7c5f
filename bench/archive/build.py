"""Rows by the thousand, in the tables that publication and readers fill.

What stands on an edition comes from the functions that publication itself uses. Left out is what
only the desk reads: revisions, notes as rows of their own, events.
"""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from articles.models import (
    Article,
    Comment,
    Contribution,
    Edition,
    EditionContribution,
    EditionTag,
    Role,
    TaggedArticle,
)
from articles.publishing import counts, standing
from articles.publishing.content import checksum, content
from articles.publishing.freeze import catalogued

from .bodies import bodies
from .catalogue import fill
from .draw import Draw, Work

BATCH = 500
COMMENTS, REPLIES = 4, 2  # on each article


def build(count: int) -> None:
    """Fill an empty archive with published articles; the same ones for the same number."""
    chance = random.Random(count)
    hurry()
    draw = Draw(chance, fill(chance), list(bodies(chance)))
    begun = datetime.now(UTC) - timedelta(minutes=count)
    for first in range(0, count, BATCH):
        works = [draw.work(number) for number in range(first, min(first + BATCH, count))]
        with transaction.atomic():
            write(works)
            publish(works, begun + timedelta(minutes=first))
            discuss(works, draw)
        draw.originals = [work.article for work in works if not work.article.translation_of_id]
    counts.recount()
    standing.keep_all()


def hurry() -> None:
    """Wait for no disk: should the machine stop now, a half-built archive is nothing to miss."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA synchronous = OFF")


def write(works: Sequence[Work]) -> None:
    """The manuscripts, with those who made them and their tags."""
    Article.objects.bulk_create([work.article for work in works])
    Contribution.objects.bulk_create(
        Contribution(article=work.article, author_id=author, role=Role.AUTHOR, position=position)
        for work in works
        for position, author in enumerate(work.authors, start=1)
    )
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=work.article, tag_id=tag)
        for work in works
        for tag in work.tags
    )


def publish(works: Sequence[Work], begun: datetime) -> None:
    """The first edition of each, one a minute."""
    editions = [
        edition_of(work, begun + timedelta(minutes=minute)) for minute, work in enumerate(works)
    ]
    Edition.objects.bulk_create(editions)
    for work, edition in zip(works, editions, strict=True):
        work.article.checksum = edition.checksum
    Article.objects.bulk_update([work.article for work in works], ["checksum"])
    placed = [(work, place(edition)) for work, edition in zip(works, editions, strict=True)]
    EditionContribution.objects.bulk_create(
        EditionContribution(**where, author_id=author, role=Role.AUTHOR, position=position)
        for work, where in placed
        for position, author in enumerate(work.authors, start=1)
    )
    EditionTag.objects.bulk_create(
        EditionTag(**where, tag_id=tag) for work, where in placed for tag in work.tags
    )


def edition_of(work: Work, moment: datetime) -> Edition:
    frozen = content(work.article)
    return Edition(
        article=work.article,
        number=1,
        content=frozen,
        checksum=checksum(frozen),
        online_at=moment,
        visible_from=moment,
        **{**work.body.written, "title": work.article.title},
        **catalogued(work.article),
    )


def place(edition: Edition) -> dict[str, Any]:
    return {"edition": edition, "article_id": edition.article_id, "sort_date": edition.sort_date}


def discuss(works: Sequence[Work], draw: Draw) -> None:
    """Comments that a moderator has approved, and replies to the first of them."""
    first = [comment(work, draw) for work in works for _ in range(COMMENTS)]
    Comment.objects.bulk_create(first)
    Comment.objects.bulk_create(
        comment(work, draw, parent)
        for work, parent in zip(works, first[::COMMENTS], strict=True)
        for _ in range(REPLIES)
    )


def comment(work: Work, draw: Draw, parent: Comment | None = None) -> Comment:
    return Comment(
        article=work.article,
        parent=parent,
        name=draw.words[work.article.language].phrase(1),
        text=draw.remark(work.article.language),
        state=Comment.State.APPROVED,
        decided_at=datetime.now(UTC),
    )
