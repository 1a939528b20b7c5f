"""Publishing, withdrawing and the trash at the desk, by those who may."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

from articles.models import Article, Edition
from tests.conftest import Archive
from tests.factories import make_draft, make_published, make_trashed, make_withdrawn

from .forms import open_form, text_of


def url(act: str, article: Article) -> str:
    return reverse(f"admin:articles_article_{act}", args=[article.pk])


def promise(client: Client, article: Article) -> dict[str, str]:
    """What the question before deleting would send."""
    page = html.fromstring(client.get(url("delete", article)).content.decode())
    [form] = [form for form in page.forms if "post" in form.fields]
    return dict(form.form_values())


def press_delete(client: Client, article: Article) -> HttpResponse:
    return client.post(url("delete", article), promise(client, article), follow=True)


@pytest.mark.parametrize("act", ["publish", "withdraw", "restore"])
def test_an_editor_without_the_right_may_not(act: str, as_editor: Client) -> None:
    article = make_draft()
    assert as_editor.post(url(act, article), {"reason": "no"}).status_code == 403
    assert as_editor.get(url(act, article)).status_code in {403, 405}
    assert not article.editions.exists()


def test_an_editor_is_not_offered_what_they_may_not_do(as_editor: Client, archive: Archive) -> None:
    words = text_of(as_editor.get(url("change", archive.english.article)))
    assert "Preview" in words
    assert "Publish…" not in words
    assert "Withdraw…" not in words
    assert "Move to the trash" not in words


def test_looking_at_the_pages_changes_nothing(as_publisher: Client, archive: Archive) -> None:
    article = archive.english.article
    for act in ("publish", "withdraw", "preview", "history", "compare", "delete", "change"):
        assert as_publisher.get(url(act, article)).status_code == 200
    assert as_publisher.get(url("restore", article)).status_code == 405
    assert Edition.objects.public().filter(article=article).count() == 1
    assert article.editions.count() == 1


def test_withdrawing_asks_for_a_reason(as_publisher: Client, archive: Archive) -> None:
    article = archive.english.article
    response = as_publisher.post(url("withdraw", article), {"reason": "  "})
    assert "reason" in response.context["form"].errors
    as_publisher.post(url("withdraw", article), {"reason": "It was not ours."})
    article.refresh_from_db()
    assert article.withdrawal_reason == "It was not ours."
    assert article.state == Article.State.WITHDRAWN


def test_a_draft_cannot_be_withdrawn(as_publisher: Client) -> None:
    response = as_publisher.post(url("withdraw", make_draft()), {"reason": "Why not."})
    assert "Only a published article can be withdrawn." in text_of(response)


def test_deleting_means_the_trash_and_the_way_back_is_whole(
    as_publisher: Client, archive: Archive
) -> None:
    article = archive.english.article
    response = as_publisher.post(url("delete", article), {"post": "yes"}, follow=True)
    assert "is in the trash" in text_of(response)
    article.refresh_from_db()
    assert article.state == Article.State.TRASHED
    assert not Edition.objects.public().filter(article=article).exists()
    as_publisher.post(url("restore", article))
    article.refresh_from_db()
    assert article.state == Article.State.PUBLISHED


def test_what_was_published_is_never_deleted(as_superuser: Client) -> None:
    article = make_trashed().article
    assert as_superuser.post(url("delete", article), {"post": "yes"}).status_code == 403
    article.refresh_from_db()


def test_a_draft_in_the_trash_can_be_deleted_for_good(as_publisher: Client) -> None:
    article = make_draft("A trial")
    as_publisher.post(url("delete", article), {"post": "yes"})
    assert "Delete for good" in text_of(as_publisher.get(url("delete", article)))
    response = press_delete(as_publisher, article)
    assert "deleted for good" in text_of(response)
    assert not Article.objects.exists()


def test_what_stands_in_the_way_of_deleting_for_good_is_said(as_publisher: Client) -> None:
    article = make_draft("Der Streik")
    make_draft("The strike", translation_of=article)
    press_delete(as_publisher, article)
    words = text_of(press_delete(as_publisher, article))
    assert "“The strike”" in words
    assert "is deleted for good" not in words
    assert Article.objects.count() == 2


def test_what_left_the_trash_meanwhile_is_not_deleted(as_publisher: Client) -> None:
    article = make_draft("A trial")
    press_delete(as_publisher, article)
    promised = promise(as_publisher, article)
    as_publisher.post(url("restore", article))
    response = as_publisher.post(url("delete", article), promised, follow=True)
    assert "Only an article in the trash" in text_of(response)
    assert Article.objects.get().state == Article.State.DRAFT


def test_a_second_press_on_the_way_to_the_trash_deletes_nothing(as_publisher: Client) -> None:
    article = make_draft("A trial")
    promised = promise(as_publisher, article)
    for _press in range(2):
        response = as_publisher.post(url("delete", article), promised, follow=True)
        assert "is in the trash" in text_of(response)
    assert Article.objects.get().state == Article.State.TRASHED


def test_the_preview_is_the_page_that_publication_makes(as_editor: Client) -> None:
    article = make_draft("The strike", authors=["Ada Brandt"], tags=["Strike"])
    page = as_editor.get(url("preview", article))
    words = text_of(page)
    assert "This is a preview" in words
    assert "The strike" in words
    assert "Ada Brandt" in words
    assert 'role="doc-endnotes"' in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    assert not Edition.objects.exists()


def test_the_preview_of_the_next_edition_leaves_the_last_one_alone(
    as_editor: Client, archive: Archive
) -> None:
    article = archive.english.article
    change = url("change", article)
    as_editor.post(change, open_form(as_editor, change) | {"title": "A better title"})
    assert "A better title" in text_of(as_editor.get(url("preview", article)))
    assert Edition.objects.public().get(article=article).title == archive.english.title


def test_a_withdrawn_article_stays_withdrawn_when_it_is_previewed(as_editor: Client) -> None:
    article = make_withdrawn().article
    assert as_editor.get(url("preview", article)).status_code == 200
    article.refresh_from_db()
    assert article.state == Article.State.WITHDRAWN
    assert not Edition.objects.public().exists()


def test_an_address_taken_by_a_published_article_has_no_preview(as_editor: Client) -> None:
    other = make_published("The strike")
    article = make_draft("Another")
    change = url("change", other.article)
    as_editor.post(change, open_form(as_editor, change) | {"slug": "moved-away"})
    change = url("change", article)
    as_editor.post(change, open_form(as_editor, change) | {"slug": "the-strike"})
    page = as_editor.get(url("preview", article))
    assert page.status_code == 409
    assert "Choose another slug" in text_of(page)


def test_a_stranger_previews_nothing(as_stranger: Client) -> None:
    assert as_stranger.get(url("preview", make_draft())).status_code == 403


def test_who_is_not_logged_in_previews_nothing(client: Client, db: None) -> None:
    response = client.get(url("preview", make_draft("Secret")))
    assert response.status_code == 302
    assert b"Secret" not in response.content
