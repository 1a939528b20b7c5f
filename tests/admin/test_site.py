"""The desk as a whole: everything is there, under headings, for those whom it concerns."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from articles.admin.site import HEADINGS, Desk
from articles.models import Tag
from tests.conftest import Archive
from tests.factories import (
    make_comment,
    make_draft,
    make_image,
    make_issue,
    make_published,
    make_series,
)

from .forms import text_of

# Rows that are edited with what they belong to, and secrets that nobody needs to see.
WITHOUT_A_LIST = {
    "Contribution",
    "TaggedArticle",
    "EditionContribution",
    "EditionTag",
    "Fragment",
    "Generation",
    "Tally",
    "Crop",
    "ImageUse",
    "Rendition",
    "DailyKey",
    "TokenBucket",
    # Shown with the article, the tag, the person or the import that they belong to
    "BulkRun",
    "ImportLine",
    "ImportRun",
    "MailChoice",
    "FormSave",
    "Notice",
    "Presence",
    "PreviewLink",
    "Remark",
    "Remit",
    "RemitSection",
    "SavedFilter",
    "TagSynonym",
}
LISTED = sorted(
    model._meta.model_name
    for model in apps.get_app_config("articles").get_models()
    if model.__name__ not in WITHOUT_A_LIST
)


def test_the_admin_is_the_desk() -> None:
    assert isinstance(admin.site._wrapped if hasattr(admin.site, "_wrapped") else admin.site, Desk)


def test_every_model_is_at_the_desk_or_knowingly_not() -> None:
    models = apps.get_app_config("articles").get_models()
    missing = {model.__name__ for model in models if not admin.site.is_registered(model)}
    assert missing == WITHOUT_A_LIST


def test_every_model_stands_under_one_heading() -> None:
    under = [name for names in HEADINGS.values() for name in names]
    assert sorted(name.lower() for name in under) == LISTED


def test_a_superuser_can_list_search_and_open_everything(
    as_superuser: Client, archive: Archive
) -> None:
    make_image()
    make_issue(make_series(kind="periodical"))
    for name in LISTED:
        url = reverse(f"admin:articles_{name}_changelist")
        assert as_superuser.get(url).status_code == 200, name
        assert as_superuser.get(url, {"q": "rent"}).status_code == 200, name
        row = apps.get_model("articles", name).objects.first()
        if row:
            change = reverse(f"admin:articles_{name}_change", args=[row.pk])
            assert as_superuser.get(change).status_code == 200, name


def test_every_list_can_be_searched() -> None:
    for name in LISTED:
        assert admin.site.get_model_admin(apps.get_model("articles", name)).search_fields, name


def test_a_stranger_finds_nothing(as_stranger: Client) -> None:
    for name in LISTED:
        url = reverse(f"admin:articles_{name}_changelist")
        assert as_stranger.get(url).status_code == 403, name


def test_who_is_not_logged_in_is_asked_to(client: Client, db: None) -> None:
    for name in LISTED:
        response = client.get(reverse(f"admin:articles_{name}_changelist"))
        assert response.status_code == 302, name
        assert reverse("admin:login") in response["Location"], name


def test_the_front_shows_headings_and_what_waits(as_superuser: Client, archive: Archive) -> None:
    make_comment(archive.english.article, "Held back.", approved=False)
    make_draft("Not yet ready")
    words = text_of(as_superuser.get(reverse("admin:index")))
    assert "Texts" in words
    assert "People and tags" in words
    assert "1 comment waits" in words
    assert "Not yet ready" in words


def test_the_front_tells_a_moderator_nothing_of_drafts(as_moderator: Client) -> None:
    make_draft("Not yet ready")
    words = text_of(as_moderator.get(reverse("admin:index")))
    assert "Not yet ready" not in words
    assert "0 comments wait" in words


def test_the_front_tells_a_stranger_nothing(as_stranger: Client) -> None:
    draft = make_draft("Not yet ready")
    make_comment(draft, "Held back.", approved=False)
    words = text_of(as_stranger.get(reverse("admin:index")))
    assert "Not yet ready" not in words
    assert "comment" not in words


def test_a_list_of_the_apps_models_has_a_title(as_superuser: Client) -> None:
    page = as_superuser.get(reverse("admin:app_list", args=["articles"]))
    assert "Archive" in text_of(page)


def test_counts_lead_to_the_articles(as_superuser: Client, archive: Archive) -> None:
    articles = reverse("admin:articles_article_changelist")
    ways = {
        "author": f"author={archive.ada.pk}",
        "section": f"section__id__exact={archive.housing.pk}",
    }
    for name, query in ways.items():
        page = as_superuser.get(reverse(f"admin:articles_{name}_changelist"))
        assert f'<a href="{articles}?{query}">2</a>' in page.content.decode()
        shown = as_superuser.get(f"{articles}?{query}").context["cl"].result_list
        assert len(shown) == 2


def test_a_tags_count_counts_its_articles(as_superuser: Client, archive: Archive) -> None:
    page = as_superuser.get(reverse("admin:articles_tag_changelist"), {"q": "Strike"})
    [row] = page.context["cl"].result_list
    assert row.number_of_articles == 2


def test_an_author_with_articles_stays_and_a_sentence_says_why(
    as_superuser: Client, archive: Archive
) -> None:
    url = reverse("admin:articles_author_delete", args=[archive.ada.pk])
    words = text_of(as_superuser.get(url))
    assert "can’t be deleted" in words
    assert archive.english.title in words
    as_superuser.post(url, {"post": "yes"})
    archive.ada.refresh_from_db()


def test_several_authors_with_articles_stay_too(as_superuser: Client, archive: Archive) -> None:
    response = as_superuser.post(
        reverse("admin:articles_author_changelist"),
        {"action": "delete_selected", "_selected_action": [archive.ada.pk, archive.union.pk]},
    )
    assert "can’t be deleted" in text_of(response)


def test_a_tag_that_a_published_edition_carries_stays_and_a_sentence_says_why(
    as_superuser: Client,
) -> None:
    edition = make_published("The strike", tags=["Strike"])
    edition.article.tags.clear()  # the manuscript moves on, the edition keeps it
    strike = Tag.objects.get()
    url = reverse("admin:articles_tag_delete", args=[strike.pk])
    words = text_of(as_superuser.get(url))
    assert "can’t be deleted" in words
    assert "The strike" in words
    as_superuser.post(url, {"post": "yes"})
    many = {"action": "delete_selected", "_selected_action": [strike.pk], "post": "yes"}
    response = as_superuser.post(reverse("admin:articles_tag_changelist"), many)
    assert "can’t be deleted" in text_of(response)
    assert list(edition.tags.all()) == [strike]


def test_a_tag_that_only_drafts_carry_can_be_deleted(as_superuser: Client) -> None:
    make_draft(tags=["Strike"])
    strike = Tag.objects.get()
    url = reverse("admin:articles_tag_delete", args=[strike.pk])
    assert as_superuser.post(url, {"post": "yes"}).status_code == 302
    assert not Tag.objects.exists()


@pytest.mark.parametrize("name", ["edition", "revision", "footnote", "event", "original"])
def test_what_the_archive_keeps_by_itself_is_changed_by_nobody(
    name: str, as_superuser: Client, archive: Archive
) -> None:
    assert as_superuser.get(reverse(f"admin:articles_{name}_add")).status_code == 403
    row = apps.get_model("articles", name).objects.first()
    if row:
        change = reverse(f"admin:articles_{name}_change", args=[row.pk])
        assert as_superuser.post(change, {}).status_code == 403
        delete = reverse(f"admin:articles_{name}_delete", args=[row.pk])
        assert as_superuser.post(delete, {"post": "yes"}).status_code == 403


def test_a_redirect_without_target_is_refused_in_words(as_superuser: Client) -> None:
    page = as_superuser.post(reverse("admin:articles_redirect_add"), {"path": "/old/"})
    assert "Give either an article or a new path" in text_of(page)


def test_tags_are_suggested_by_name(as_editor: Client, archive: Archive) -> None:
    answer = as_editor.get(reverse("admin:articles_tag_names"), {"term": "str"}).json()
    assert answer == {
        "results": [{"id": "Strike", "text": "Strike"}],
        "pagination": {"more": False},
    }


def test_tags_are_suggested_to_those_who_may_see_them(as_stranger: Client) -> None:
    assert as_stranger.get(reverse("admin:articles_tag_names")).status_code == 403


def test_no_page_of_the_desk_has_inline_script_or_style(
    as_superuser: Client, archive: Archive
) -> None:
    article = archive.english.article.pk
    pages = [
        reverse("admin:index"),
        reverse("admin:articles_article_changelist"),
        reverse("admin:articles_article_change", args=[article]),
        reverse("admin:articles_article_history", args=[article]),
        reverse("admin:articles_article_publish", args=[article]),
        reverse("admin:articles_article_import"),
        reverse("admin:articles_comment_changelist"),
        reverse("admin:articles_image_changelist"),
    ]
    for url in pages:
        page = as_superuser.get(url).content.decode()
        assert "<style" not in page, url
        assert " style=" not in page, url
        assert "<script>" not in page, url
        assert " onclick=" not in page, url
