"""Comments that come with an article: in the same threads, with the same state and date."""

from collections.abc import Sequence

from django.db import connection
from django.utils import timezone

from articles.models import Article, Comment, Generation

from .entries import Reply


def store_replies(replies_of: Sequence[tuple[Article, Sequence[Reply]]]) -> list[dict[str, int]]:
    """Write the comments of new articles; for each article by their old numbers the new ones."""
    return add_replies([(article, replies, {}) for article, replies in replies_of])


def add_replies(
    replies_of: Sequence[tuple[Article, Sequence[Reply], dict[str, int]]],
) -> list[dict[str, int]]:
    """The same for articles that have some already: these are named, and answered, but not made."""
    known = [dict(numbers) for _article, _replies, numbers in replies_of]
    waiting: list[tuple[int, Reply]] = [
        (place, reply)
        for place, (_article, replies, numbers) in enumerate(replies_of)
        for reply in replies
        if str(reply.key) not in numbers
    ]
    made: list[Comment] = []
    while waiting:
        keys = {(place, reply.key) for place, reply in waiting}
        ready = [
            (place, reply)
            for place, reply in waiting
            if (place, reply.parent) not in keys or reply.parent == reply.key
        ] or waiting[:1]  # they answer each other in a ring: one of them begins
        rows = Comment.objects.bulk_create(
            comment(replies_of[place][0], reply, known[place].get(str(reply.parent)))
            for place, reply in ready
        )
        for (place, reply), row in zip(ready, rows, strict=True):
            known[place].setdefault(str(reply.key), row.pk)
            row.created_at = reply.written_at or row.created_at
        made += rows
        done = set(map(id, (reply for _place, reply in ready)))
        waiting = [(place, reply) for place, reply in waiting if id(reply) not in done]
    backdate(made)
    if any(row.state == Comment.State.APPROVED for row in made):
        Generation.advance()
    return known


def comment(article: Article, reply: Reply, parent: int | None) -> Comment:
    is_decided = reply.state != Comment.State.HELD
    return Comment(
        article=article,
        parent_id=parent,
        name=reply.name,
        text=reply.text,
        state=reply.state,
        decided_at=(reply.written_at or timezone.now()) if is_decided else None,
    )


def backdate(rows: Sequence[Comment]) -> None:
    """Let each have been written when it was: a new row says now."""
    moment = Comment._meta.get_field("created_at")
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {connection.ops.quote_name(Comment._meta.db_table)}"  # noqa: S608  a name of ours
            " SET created_at = %s WHERE id = %s",
            [(moment.get_db_prep_value(row.created_at, connection), row.pk) for row in rows],
        )
