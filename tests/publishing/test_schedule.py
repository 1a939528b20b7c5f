from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from articles.models import Article, Edition
from articles.publishing import manuscript
from articles.publishing.publish import publish, withdraw
from articles.publishing.trash import trash
from tests.factories import make_draft, make_published, make_scheduled, republish

pytestmark = pytest.mark.django_db

TOMORROW = timedelta(days=1, seconds=1)


def seen() -> list[Edition]:
    return list(Edition.objects.public())


def test_readers_see_a_scheduled_article_when_its_time_comes_and_not_before() -> None:
    edition = make_scheduled()
    assert seen() == []
    assert edition.article.state == Article.State.SCHEDULED
    with time_machine.travel(timezone.now() + TOMORROW):
        assert seen() == [edition]
        assert edition.article.state == Article.State.PUBLISHED


def test_the_edition_before_is_seen_until_the_next_one_takes_over() -> None:
    first = make_published()
    second = publish(first.article, at=timezone.now() + timedelta(days=1))
    assert seen() == [first]
    with time_machine.travel(timezone.now() + TOMORROW):
        assert seen() == [second]


def test_there_is_no_moment_without_and_none_with_two_editions() -> None:
    first = make_published()
    change = timezone.now() + timedelta(days=1)
    second = publish(first.article, at=change)
    for moment, edition in (
        (change - timedelta(microseconds=1), first),
        (change, second),
        (change + timedelta(microseconds=1), second),
    ):
        assert list(Edition.objects.public(at=moment)) == [edition]


def test_a_time_in_the_past_means_now() -> None:
    edition = publish(make_draft(), at=timezone.now() - timedelta(days=400))
    assert timezone.now() - edition.visible_from < timedelta(minutes=1)


def test_a_scheduled_edition_that_is_replaced_is_never_seen() -> None:
    first = make_scheduled("Too early")
    second = republish(first, title="In time")
    assert seen() == [second]
    with time_machine.travel(timezone.now() + 2 * TOMORROW):
        assert seen() == [second]
        assert list(Edition.objects.history()) == [second]
    assert second.online_at == second.visible_from


def test_a_scheduled_article_can_be_called_off() -> None:
    edition = make_scheduled()
    withdraw(edition.article, reason="The meeting is off.")
    with time_machine.travel(timezone.now() + TOMORROW):
        assert seen() == []


def test_a_change_of_the_manuscript_does_not_reach_a_scheduled_edition() -> None:
    edition = make_scheduled("As scheduled")
    article = edition.article
    article.title = "As edited"
    manuscript.save(article)
    with time_machine.travel(timezone.now() + TOMORROW):
        assert [edition.title for edition in seen()] == ["As scheduled"]


def test_an_address_moves_when_the_edition_does() -> None:
    first = make_published(slug="old")
    article = first.article
    article.slug = "new"
    manuscript.save(article)
    publish(article, at=timezone.now() + timedelta(days=1))
    assert Edition.objects.public().at_address(2021, "old").exists()
    assert not Edition.objects.public().at_address(2021, "new").exists()
    with time_machine.travel(timezone.now() + TOMORROW):
        assert not Edition.objects.public().at_address(2021, "old").exists()
        assert Edition.objects.public().at_address(2021, "new").exists()


def test_a_publication_can_be_put_off(client: Client) -> None:
    edition = make_scheduled("Embargo", days=1)
    publish(edition.article, at=timezone.now() + timedelta(days=10))
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        assert client.get(edition.get_absolute_url()).status_code == 404
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        assert client.get(edition.get_absolute_url()).status_code == 200


def test_readers_keep_what_they_have_when_a_revision_is_put_off(client: Client) -> None:
    first = make_published("Rents", body="<p>As it was.</p>")
    for days in (1, 10):
        publish(first.article, at=timezone.now() + timedelta(days=days))
    with time_machine.travel(timezone.now() + timedelta(days=5)):
        assert Edition.objects.public().get().number == 1
    with time_machine.travel(timezone.now() + timedelta(days=11)):
        assert Edition.objects.public().get().number == 3


def test_what_was_called_off_is_never_seen_and_leaves_no_trace(client: Client) -> None:
    edition = make_scheduled("Called off", days=1)
    withdraw(edition.article, reason="Not now.")
    article = Article.objects.get()
    assert article.state == Article.State.DRAFT
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert client.get(edition.get_absolute_url()).status_code == 404
        assert client.get(f"/a/{article.pk}/").status_code == 404
        newer = publish(article)
        assert client.get(f"{newer.get_absolute_url()}editions/1/").status_code == 404
        assert newer.online_at == newer.visible_from


def test_what_was_due_in_the_trash_was_never_there(client: Client) -> None:
    edition = make_scheduled("Thrown away", days=1)
    trash(edition.article)
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert client.get(edition.get_absolute_url()).status_code == 404
