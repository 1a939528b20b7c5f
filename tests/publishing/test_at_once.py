"""Two people at the same moment. Needs a database that lets two connections write."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from articles.models import Article, Edition, Notice
from articles.publishing import manuscript
from articles.publishing.mail import deliver
from articles.publishing.publish import publish
from tests.factories import make_draft

from .post import member

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        connection.vendor == "sqlite", reason="SQLite's test database lives in one connection"
    ),
]


def at_once(*acts: Callable[[], object]) -> list[object]:
    """Run the acts in threads that start together; what each returned, or the error it raised."""
    start = Barrier(len(acts))

    def run(act: Callable[[], object]) -> object:
        start.wait(timeout=10)
        try:
            return act()
        except manuscript.Overtaken as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_two_who_publish_at_once_make_two_editions_of_which_readers_see_one() -> None:
    article = make_draft()
    at_once(*[lambda: publish(article)] * 4)
    assert sorted(article.editions.values_list("number", flat=True)) == [1, 2, 3, 4]
    assert Edition.objects.public().count() == 1


def test_of_two_who_save_at_once_one_is_told() -> None:
    pk = make_draft().pk
    mine, theirs = Article.objects.get(pk=pk), Article.objects.get(pk=pk)
    mine.title, theirs.title = "Mine", "Theirs"
    results = at_once(
        lambda: manuscript.save(mine, expected_version=0),
        lambda: manuscript.save(theirs, expected_version=0),
    )
    assert sum(isinstance(result, manuscript.Overtaken) for result in results) == 1
    (winner,) = [result for result in results if isinstance(result, Article)]
    assert Article.objects.get(pk=pk).title == winner.title


def test_what_several_programs_would_send_at_once_is_sent_once() -> None:
    reviewer, article = member("reviewer", "Editor"), make_draft(stage=Article.Stage.REVIEW)
    Notice.objects.create(user=reviewer, kind=Notice.Kind.REVIEW, article=article)
    at_once(*[lambda: deliver.func(reviewer.pk)] * 4)
    assert len(mail.outbox) == 1
