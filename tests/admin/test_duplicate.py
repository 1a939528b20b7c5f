"""An article is copied with everything in it, and nothing of its fate."""

from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse

from articles.models import Article, Event, Remark
from articles.publishing.content import content
from tests.conftest import Archive
from tests.factories import make_draft, make_user

NOT_COPIED = {"title", "slug", "series_position"}


def copy(client: Client, article: Article) -> Article:
    response = client.post(reverse("admin:articles_article_duplicate", args=[article.pk]))
    new = Article.objects.latest("pk")
    assert response.headers["Location"] == reverse("admin:articles_article_change", args=[new.pk])
    return new


def test_a_copy_has_the_text_the_notes_the_byline_and_the_tags(
    as_editor: Client, archive: Archive
) -> None:
    article = archive.english.article
    new = copy(as_editor, article)
    before, after = content(article), content(new)
    assert {name: before[name] for name in before if name not in NOT_COPIED} == {
        name: after[name] for name in after if name not in NOT_COPIED
    }
    assert new.footnotes.count() == article.footnotes.count() == 4
    assert new.title == f"{article.title} (copy)"
    assert new.revisions.count() == 1


def test_a_copy_is_a_draft_of_whoever_made_it_with_an_address_of_its_own(
    as_editor: Client, editor: AbstractUser, archive: Archive
) -> None:
    article = archive.english.article
    first, second = copy(as_editor, article), copy(as_editor, article)
    assert {first.state, second.state} == {Article.State.DRAFT}
    assert first.created_by == editor
    assert len({article.slug, first.slug, second.slug}) == 3
    assert not first.editions.exists()
    kinds = [event.kind for event in (first.events.first(), article.events.first())]
    assert kinds == [Event.Kind.DUPLICATED, Event.Kind.DUPLICATED]


def test_remarks_stay_with_the_first(as_editor: Client, editor: AbstractUser) -> None:
    article = make_draft("The strike")
    Remark.objects.create(article=article, text="Is that so?", created_by=editor)
    assert not copy(as_editor, article).remarks.exists()


def test_a_title_that_fills_its_field_is_shortened(as_editor: Client) -> None:
    article = make_draft("x" * 500)
    assert copy(as_editor, article).title == "x" * 493 + " (copy)"


def test_who_may_only_read_copies_nothing(client: Client, archive: Archive) -> None:
    client.force_login(make_user("reader", "view_article"))
    url = reverse("admin:articles_article_duplicate", args=[archive.english.article_id])
    assert client.post(url).status_code == 403
    assert client.get(url).status_code == 405
    assert Article.objects.count() == 5
