from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone

from articles.models import Article, Edition, Event
from articles.publishing.publish import NotPublishable, publish, withdraw
from articles.publishing.signals import edition_withdrawn
from articles.publishing.trash import restore, trash
from tests.factories import make_draft, make_published, make_withdrawn, republish

pytestmark = pytest.mark.django_db


def test_readers_see_nothing_of_a_withdrawn_article_but_the_reason() -> None:
    first = make_published()
    republish(first)
    withdraw(first.article, reason=" It was wrong. ")
    article = Article.objects.get(pk=first.article_id)
    assert article.withdrawal_reason == "It was wrong."
    assert article.withdrawn_at
    assert not Edition.objects.public().exists()
    assert not Edition.objects.history().exists()


def test_the_editions_of_a_withdrawn_article_are_kept() -> None:
    edition = make_withdrawn()
    assert Edition.objects.get() == edition


def test_a_withdrawal_leaves_who_and_why(publisher: AbstractUser) -> None:
    edition = make_published()
    withdraw(edition.article, by=publisher, reason="Two sources, both wrong.")
    event = Event.objects.get(kind=Event.Kind.WITHDRAWN)
    assert (event.by, event.note) == (publisher, "Two sources, both wrong.")


@pytest.mark.parametrize("who", ["editor", "moderator", "stranger"])
def test_who_may_not_publish_may_not_withdraw(who: str, request: pytest.FixtureRequest) -> None:
    edition = make_published()
    with pytest.raises(PermissionDenied):
        withdraw(edition.article, by=request.getfixturevalue(who), reason="No.")
    assert Edition.objects.public().exists()


def test_a_reason_is_asked_for() -> None:
    edition = make_published()
    with pytest.raises(ValidationError, match="why"):
        withdraw(edition.article, reason="  ")
    assert Edition.objects.public().exists()


def test_what_readers_never_had_is_not_withdrawn() -> None:
    with pytest.raises(ValidationError, match="published"):
        withdraw(make_draft(), reason="No.")


def test_an_article_is_withdrawn_once() -> None:
    edition = make_withdrawn(reason="First.")
    with pytest.raises(ValidationError):
        withdraw(edition.article, reason="Second.")
    assert Article.objects.get().withdrawal_reason == "First."


def test_who_needs_to_know_is_told(django_capture_on_commit_callbacks: object) -> None:
    edition, receiver = make_published(), Mock()
    edition_withdrawn.connect(receiver)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            withdraw(edition.article, reason="Wrong.")
    finally:
        edition_withdrawn.disconnect(receiver)
    assert receiver.call_args.kwargs["article"] == edition.article


def test_what_was_withdrawn_stays_away_when_the_article_is_published_anew(client: Client) -> None:
    edition = make_published("Gasworks", body="<p>The wrong figure is 51.</p>")
    address = edition.get_absolute_url()
    withdraw(edition.article, reason="The figure was wrong.")
    republish(edition, body="<p>The right figure is 15.</p>")
    assert "right figure" in client.get(address).content.decode()
    assert client.get(f"{address}editions/1/").status_code == 404
    assert "wrong figure" not in client.get(f"{address}editions/").content.decode()
    trash(edition.article)
    restore(edition.article)
    assert client.get(f"{address}editions/1/").status_code == 404
    assert client.get(f"{address}editions/2/").status_code == 200


def test_a_withdrawn_article_can_not_be_scheduled(client: Client) -> None:
    edition = make_published("Gasworks")
    withdraw(edition.article, reason="It was wrong.")
    with pytest.raises(NotPublishable, match="not scheduled"):
        publish(edition.article, at=timezone.now() + timedelta(days=7))
    assert client.get(edition.get_absolute_url()).status_code == 410


def test_the_old_address_of_a_withdrawn_edition_leads_to_the_new_one(client: Client) -> None:
    edition = make_published("Gasworks")
    withdraw(edition.article, reason="It was wrong.")
    newer = republish(edition, slug="gasworks-sold")
    response = client.get(edition.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, newer.get_absolute_url())
