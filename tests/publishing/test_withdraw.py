from unittest.mock import Mock

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError

from articles.models import Article, Edition, Event
from articles.publishing.publish import withdraw
from articles.publishing.signals import edition_withdrawn
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
