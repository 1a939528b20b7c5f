import pytest
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError

from articles.models import Article, Edition, Event, Footnote
from articles.publishing.publish import withdraw
from articles.publishing.trash import delete_for_good, restore, trash
from tests.factories import make_comment, make_draft, make_published, make_trashed

pytestmark = pytest.mark.django_db


def test_an_article_in_the_trash_is_gone_for_readers_and_for_the_desks_lists() -> None:
    make_trashed()
    assert not Edition.objects.public().exists()
    assert not Article.objects.kept().exists()
    assert Article.objects.trashed().exists()


def test_an_article_comes_back_whole() -> None:
    edition = make_published(tags=["Strike"], authors=["Ada"])
    make_comment(edition.article)
    trash(edition.article)
    restore(edition.article)
    assert list(Edition.objects.public()) == [edition]
    article = Article.objects.kept().get()
    assert [tag.name for tag in article.tags.all()] == ["Strike"]
    assert [str(author) for author in article.authors.all()] == ["Ada"]
    assert article.footnotes.count() == 2
    assert article.comments.approved().count() == 1


def test_an_article_that_was_withdrawn_comes_back_withdrawn() -> None:
    edition = make_published()
    withdraw(edition.article, reason="Wrong.")
    trash(edition.article)
    restore(edition.article)
    assert Article.objects.get().state == Article.State.WITHDRAWN
    assert not Edition.objects.public().exists()


def test_the_trash_leaves_who_and_why(publisher: AbstractUser) -> None:
    article = make_draft()
    trash(article, by=publisher, note="A duplicate.")
    restore(article, by=publisher, note="It was none.")
    said = Event.objects.order_by("id").values_list("kind", "by", "note")
    assert list(said) == [
        ("trashed", publisher.pk, "A duplicate."),
        ("restored", publisher.pk, "It was none."),
    ]


def test_twice_into_the_trash_is_once() -> None:
    article = make_draft()
    trash(article)
    trash(article)
    assert Event.objects.count() == 1


@pytest.mark.parametrize("who", ["editor", "moderator", "stranger"])
@pytest.mark.parametrize("act", [trash, restore, delete_for_good])
def test_the_trash_asks_for_permission(
    act: object, who: str, request: pytest.FixtureRequest
) -> None:
    article = make_draft()
    with pytest.raises(PermissionDenied):
        act(article, by=request.getfixturevalue(who))


def test_a_draft_in_the_trash_can_be_deleted_for_good() -> None:
    article = make_draft()
    trash(article)
    delete_for_good(article)
    assert not Article.objects.exists()
    assert not Footnote.objects.exists()


def test_a_draft_is_not_deleted_past_the_trash() -> None:
    with pytest.raises(ValidationError, match="trash"):
        delete_for_good(make_draft())


def test_what_others_translate_is_not_deleted_and_they_are_named() -> None:
    article = make_draft("Der Streik")
    make_draft("The strike", translation_of=article)
    trash(article)
    with pytest.raises(ValidationError, match="“The strike”"):
        delete_for_good(article)
    assert Article.objects.count() == 2


def test_what_was_published_is_never_deleted() -> None:
    edition = make_trashed()
    with pytest.raises(ValidationError, match="stays in the archive"):
        delete_for_good(edition.article)
    assert Article.objects.exists()
