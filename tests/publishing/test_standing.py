"""What an article's own row keeps of its editions is what the editions say."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from articles.models import Article, Edition
from articles.publishing import manuscript, standing
from articles.publishing.publish import publish, withdraw
from articles.publishing.schedule import unschedule
from articles.publishing.trash import restore, trash
from tests.factories import make_draft, make_published, make_scheduled, make_withdrawn

pytestmark = pytest.mark.django_db

TOMORROW = timedelta(days=1, seconds=1)
State = Article.State


def state_by_editions(article: Article) -> str:
    """Where it stands, found out without what is kept."""
    if article.trashed_at:
        return State.TRASHED
    if article.withdrawn_at:
        return State.WITHDRAWN
    if Edition.objects.ever_visible().filter(article=article).exists():
        return State.PUBLISHED
    open_ones = article.editions.filter(visible_until__isnull=True)
    return State.SCHEDULED if open_ones.exists() else State(article.stage)


def save(article: Article, title: str) -> Article:
    article = Article.objects.get(pk=article.pk)
    article.title = title
    manuscript.save(article)
    manuscript.record(article)
    return article


def test_after_each_act_the_row_says_what_the_editions_say() -> None:
    article = make_draft("One")
    later = timezone.now() + timedelta(days=1)
    acts = [
        lambda: publish(article, at=later),
        lambda: unschedule(article),
        lambda: publish(article),
        lambda: save(article, "Two"),
        lambda: publish(article, at=later),
        lambda: unschedule(article),
        lambda: trash(article),
        lambda: restore(article),
        lambda: withdraw(article, reason="It was wrong."),
        lambda: publish(article),
        lambda: publish(article, at=later),
        lambda: withdraw(article, reason="It was wrong again."),
    ]
    for act in acts:
        act()
        article = Article.objects.get()
        assert article.state == state_by_editions(article)
        assert list(Article.objects.in_state(article.state)) == [article]
        with time_machine.travel(timezone.now() + TOMORROW):
            assert article.state == state_by_editions(article)
            assert list(Article.objects.in_state(article.state)) == [article]


def test_a_scheduled_text_that_is_withdrawn_is_a_draft_again() -> None:
    edition = make_scheduled()
    withdraw(edition.article, reason="Not now.")
    article = Article.objects.get()
    assert article.state == State.DRAFT
    assert article.public_from is None


def test_a_changed_manuscript_of_a_published_article_is_found() -> None:
    edition = make_published("Rents rose")
    make_draft("Another one")
    assert not edition.article.has_unpublished_changes
    article = save(edition.article, "Rents rose again")
    assert article.has_unpublished_changes
    assert list(Article.objects.with_unpublished_changes()) == [article]
    edition = publish(article)
    assert not edition.article.has_unpublished_changes
    assert not Article.objects.with_unpublished_changes().exists()


def test_a_change_that_was_taken_back_is_none() -> None:
    edition = make_published("Rents rose")
    save(edition.article, "Rents rose again")
    assert not save(edition.article, "Rents rose").has_unpublished_changes
    assert not Article.objects.with_unpublished_changes().exists()


def test_a_coming_edition_has_the_changes_already() -> None:
    edition = make_published("Rents rose")
    article = save(edition.article, "Rents rose again")
    publish(article, at=timezone.now() + timedelta(days=1))
    assert not Article.objects.with_unpublished_changes().exists()
    unschedule(article)
    assert Article.objects.with_unpublished_changes().exists()


def test_nothing_is_pending_for_what_readers_have_lost() -> None:
    edition = make_withdrawn()
    article = save(edition.article, "Something else")
    assert not article.has_unpublished_changes
    assert not Article.objects.with_unpublished_changes().exists()


def test_what_was_kept_wrongly_is_mended() -> None:
    make_published()
    make_scheduled()
    make_draft()
    right = list(Article.objects.order_by("pk").values("public_from", "published_checksum"))
    Article.objects.update(public_from=timezone.now(), published_checksum="wrong")
    standing.keep_all()
    kept = list(Article.objects.order_by("pk").values("public_from", "published_checksum"))
    assert kept == right
    states = [row.state for row in Article.objects.order_by("pk")]
    assert states == [State.PUBLISHED, State.SCHEDULED, State.DRAFT]
