"""Saving while somebody writes, as the form's script does it; and a session that ran out."""

from typing import Any
from unittest.mock import patch

import pytest
import time_machine
from django.contrib.auth.models import AbstractUser
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import Article, Edition, FormSave, Revision
from articles.publishing import manuscript, workflow
from tests.conftest import Archive
from tests.factories import PASSWORD, make_author, make_draft, make_user, note

from .conftest import logged_in
from .forms import FormData, fields, open_form, text_of
from .test_articles import ADD, authors_of, byline, change_url

NEW = "admin:articles_article_autosave_new"
JSON = {"HTTP_ACCEPT": "application/json"}


def autosave(client: Client, article: Article | None, data: FormData) -> HttpResponse:
    url = reverse("admin:articles_article_autosave", args=[article.pk]) if article else reverse(NEW)
    return client.post(url, data, **JSON)


def going_on(data: FormData, answer: dict[str, Any]) -> FormData:
    """The form after it was told what its save has become."""
    opened = {"opened_version": answer["version"], "opened_revision": answer["revision"]}
    return data | opened


def test_what_is_typed_is_saved_and_folded_into_one_revision(as_editor: Client) -> None:
    article = make_draft(body="<p>One.</p>")
    data = open_form(as_editor, change_url(article))
    for text in ("<p>One. Two.</p>", "<p>One. Two. Three.</p>"):
        response = autosave(as_editor, article, data | {"body": text})
        assert response.status_code == 200, response.content
        data = going_on(data, response.json())
    article.refresh_from_db()
    assert article.body == "<p>One. Two. Three.</p>"
    kinds = [revision.kind for revision in article.revisions.order_by("number")]
    assert kinds == [Revision.Kind.SAVED, Revision.Kind.AUTOSAVED]


def test_an_autosave_changes_nothing_for_readers(as_editor: Client, archive: Archive) -> None:
    article = archive.english.article
    data = open_form(as_editor, change_url(article)) | {"title": "Another"}
    assert autosave(as_editor, article, data).status_code == 200
    article.refresh_from_db()
    assert article.title == "Another"
    assert article.has_unpublished_changes
    assert Edition.objects.public().get(article=article).title != "Another"


def test_saving_what_is_saved_already_writes_nothing(as_editor: Client) -> None:
    article = make_draft(tags=["Rent"], authors=["Ada"])
    data = open_form(as_editor, change_url(article))
    answer = autosave(as_editor, article, data).json()
    article.refresh_from_db()
    assert answer["version"] == article.version == int(data["opened_version"])
    assert article.revisions.count() == 1


def test_valid_fields_are_saved_beside_one_that_is_wrong(as_editor: Client) -> None:
    article = make_draft("As it was", body="<p>One.</p>")
    data = open_form(as_editor, change_url(article))
    data |= {"body": "<p>Two.</p>", "printed_date": "2021-02-31", "title": "x" * 10_000}
    response = autosave(as_editor, article, data)
    assert response.status_code == 200
    assert set(response.json()["errors"]) == {"printed_date", "title"}
    article.refresh_from_db()
    assert (article.body, article.title) == ("<p>Two.</p>", "As it was")
    assert article.printed_date == "2021-12-06"


def test_a_byline_that_is_wrong_is_named_and_stays_as_it_was(as_editor: Client) -> None:
    ada = make_author("Ada")
    article = make_draft(authors=[ada], body="<p>One.</p>")
    data = open_form(as_editor, change_url(article)) | byline((ada, "1"), (ada, "2"))
    response = autosave(as_editor, article, data | {"body": "<p>Two.</p>"})
    assert "contributions" in response.json()["errors"]
    article.refresh_from_db()
    assert article.body == "<p>Two.</p>"
    assert authors_of(article) == ["Ada"]


def test_authors_and_tags_are_saved_too(as_editor: Client) -> None:
    ada, ben = make_author("Ada"), make_author("Ben")
    article = make_draft(authors=[ada])
    data = open_form(as_editor, change_url(article)) | {"tags": ["Rent"]}
    answer = autosave(as_editor, article, data | byline((ada, "2"), (ben, "1")))
    assert answer.status_code == 200
    assert authors_of(article) == ["Ben", "Ada"]
    assert list(article.tags.names()) == ["Rent"]
    latest = article.revisions.order_by("-number")[0].content
    assert [entry["name"] for entry in latest["byline"]] == ["Ben", "Ada"]


def test_a_year_in_which_the_address_is_taken_does_not_keep_the_text_from_being_saved(
    as_editor: Client,
) -> None:
    make_draft("The strike", printed_date="1926")
    article = make_draft("The strike", printed_date="1927", body="<p>One.</p>")
    data = open_form(as_editor, change_url(article))
    response = autosave(as_editor, article, data | {"printed_date": "1926", "body": "<p>Two.</p>"})
    assert "slug" in response.json()["errors"]
    article.refresh_from_db()
    assert (article.body, article.printed_date) == ("<p>Two.</p>", "1927")


def test_ctrl_s_makes_the_revision_final(as_editor: Client) -> None:
    article = make_draft(body="<p>One.</p>")
    data = open_form(as_editor, change_url(article)) | {"body": "<p>Two.</p>"}
    data = going_on(data, autosave(as_editor, article, data).json())
    assert autosave(as_editor, article, data | {"explicit": "1"}).status_code == 200
    last = article.revisions.order_by("-number")[0]
    assert last.kind == Revision.Kind.SAVED
    assert article.revisions.count() == 2


def test_nothing_that_somebody_else_saved_is_written_over(as_editor: Client) -> None:
    article = make_draft(body="<p>One.</p>")
    yours = open_form(as_editor, change_url(article)) | {"body": "<p>Yours.</p>"}
    article.body = "<p>Theirs.</p>"
    manuscript.save(article)
    manuscript.record(article, by=make_user("mara"))
    response = autosave(as_editor, article, yours)
    assert response.status_code == 409
    assert response.json()["last"]["who"] == "mara"
    article.refresh_from_db()
    assert article.body == "<p>Theirs.</p>"


def test_a_save_whose_answer_got_lost_is_no_conflict_with_oneself(as_editor: Client) -> None:
    article = make_draft(body="<p>One.</p>")
    data = open_form(as_editor, change_url(article))
    assert autosave(as_editor, article, data | {"body": "<p>Two.</p>"}).status_code == 200
    assert autosave(as_editor, article, data | {"body": "<p>Three.</p>"}).status_code == 200
    assert as_editor.post(change_url(article), data | {"body": "<p>4.</p>"}).status_code == 302
    article.refresh_from_db()
    assert article.body == "<p>4.</p>"
    other = open_form(as_editor, change_url(article)) | {"body": "<p>5.</p>"}
    assert autosave(as_editor, article, other).status_code == 200
    # The first form is behind another one of the same person by now.
    assert autosave(as_editor, article, data | {"body": "<p>6.</p>"}).status_code == 409


def test_a_save_that_another_one_of_the_same_form_overtakes_is_made_again(
    as_editor: Client,
) -> None:
    article = make_draft(body="<p>One.</p>")
    data = open_form(as_editor, change_url(article))
    claim = manuscript.claim_version
    calls = []

    def overtaken_once(mine: Article, expected: int | None) -> None:
        """At the first call the same form's other request has just been answered."""
        calls.append(expected)
        if len(calls) == 1:
            raise manuscript.Overtaken("too late")
        claim(mine, expected)

    with patch.object(manuscript, "claim_version", overtaken_once):
        assert autosave(as_editor, article, data | {"body": "<p>Two.</p>"}).status_code == 200
    article.refresh_from_db()
    assert article.body == "<p>Two.</p>"


def test_the_first_words_of_a_new_text_make_a_draft(as_editor: Client) -> None:
    data = open_form(as_editor, reverse(ADD))
    text = f"<p>Bread was dear that winter{note('Report.')} in all of the harbour towns.</p>"
    answer = autosave(as_editor, None, data | {"body": text}).json()
    article = Article.objects.get()
    assert article.title == "Bread was dear that winter in all of…"
    assert article.created_by.username == "editor"
    assert answer["article"] == article.pk
    assert answer["addresses"]["change"] == change_url(article)


def test_without_any_words_it_is_untitled_and_the_next_such_draft_is_no_error(
    as_editor: Client,
) -> None:
    for _number in range(2):
        data = open_form(as_editor, reverse(ADD)) | {"standfirst": "A standfirst."}
        assert autosave(as_editor, None, data).status_code == 200
    assert sorted(Article.objects.values_list("slug", flat=True)) == ["untitled", "untitled-2"]


def test_title_and_address_of_a_draft_follow_what_is_written(as_editor: Client) -> None:
    data = open_form(as_editor, reverse(ADD)) | {"body": "<p>Bread was dear.</p>"}
    answer = autosave(as_editor, None, data).json()
    article = Article.objects.get()
    assert (article.title, article.slug) == ("Bread was dear.", "bread-was-dear")
    data = going_on(data, answer) | {"body": "<p>Bread was very dear.</p>"}
    data = going_on(data, autosave(as_editor, article, data).json())
    article.refresh_from_db()
    assert article.title == "Bread was very dear."
    autosave(as_editor, article, data | {"title": "The strike"})
    article.refresh_from_db()
    assert (article.title, article.slug) == ("The strike", "the-strike")


def test_an_address_that_somebody_chose_stays(as_editor: Client) -> None:
    article = make_draft("The strike", slug="of-bakers")
    data = open_form(as_editor, change_url(article)) | {"title": "Another title"}
    autosave(as_editor, article, data)
    article.refresh_from_db()
    assert article.slug == "of-bakers"


def test_an_address_that_readers_have_stays(as_editor: Client, archive: Archive) -> None:
    article = archive.english.article
    autosave(as_editor, article, open_form(as_editor, change_url(article)) | {"title": "Other"})
    article.refresh_from_db()
    assert article.slug == "the-rent-strike-of-harrow-row"


def test_two_requests_of_one_new_form_make_one_draft(as_editor: Client) -> None:
    data = open_form(as_editor, reverse(ADD)) | {"body": "<p>One.</p>"}
    first = autosave(as_editor, None, data).json()
    second = autosave(as_editor, None, data | {"body": "<p>One. Two.</p>"}).json()
    assert first["article"] == second["article"]
    assert Article.objects.get().body == "<p>One. Two.</p>"
    # Pressing Save on the page that doesn't know yet that it has become a draft.
    response = as_editor.post(
        reverse(ADD), data | {"title": "Three", "body": "<p>Three.</p>", "_continue": "1"}
    )
    assert response.url == change_url(Article.objects.get())
    assert Article.objects.get().body == "<p>Three.</p>"


def test_two_presses_of_save_on_a_new_article_make_one(as_editor: Client) -> None:
    data = open_form(as_editor, reverse(ADD)) | {"title": "The strike", "body": "<p>One.</p>"}
    for _press in range(2):
        assert as_editor.post(reverse(ADD), data).status_code == 302
    assert Article.objects.count() == 1


def test_a_token_says_nothing_to_another_person(as_editor: Client) -> None:
    data = open_form(as_editor, reverse(ADD)) | {"body": "<p>One.</p>"}
    autosave(as_editor, None, data)
    other = logged_in(make_user("wil", "write_own_article"))
    assert autosave(other, None, data | {"body": "<p>Other.</p>"}).status_code == 200
    bodies = Article.objects.values_list("body", flat=True)
    assert sorted(bodies) == ["<p>One.</p>", "<p>Other.</p>"]


def test_nonsense_for_a_token_is_no_token(as_editor: Client) -> None:
    data = open_form(as_editor, reverse(ADD)) | {"body": "<p>One.</p>", "token": "nonsense"}
    assert autosave(as_editor, None, data).status_code == 200
    assert not FormSave.objects.exists()


def test_whoever_may_not_write_is_told_why(as_stranger: Client, archive: Archive) -> None:
    reader = logged_in(make_user("reader", "view_article"))
    article = archive.english.article
    response = autosave(reader, article, {"title": "Changed"})
    assert response.status_code == 403
    assert "may not" in response.json()["reason"]
    assert autosave(as_stranger, article, {"title": "Changed"}).status_code == 403
    assert autosave(as_stranger, None, {"title": "Changed"}).status_code == 403
    assert not article.revisions.filter(kind=Revision.Kind.ASIDE).exists()


def test_a_writer_whose_text_went_to_review_is_told_and_keeps_their_words(db: None) -> None:
    user = make_user("wil", "write_own_article")
    wil = logged_in(user)
    article = make_draft(body="<p>One.</p>", created_by=user)
    data = open_form(wil, change_url(article)) | {"body": "<p>Two.</p>"}
    workflow.move(article, "submit")
    response = autosave(wil, article, data)
    assert response.status_code == 403
    assert "as revision 2" in response.json()["reason"]
    assert article.revisions.get(kind=Revision.Kind.ASIDE).content["body"] == "<p>Two.</p>"


def test_forms_are_forgotten_after_a_month(as_editor: Client) -> None:
    with time_machine.travel("2026-01-01T12:00Z", tick=False):
        as_editor.force_login(make_user("wil", "write_own_article"))
        data = open_form(as_editor, reverse(ADD)) | {"body": "<p>One.</p>"}
        autosave(as_editor, None, data)
    with time_machine.travel("2026-02-05T12:00Z", tick=False):
        FormSave.expire()
    assert not FormSave.objects.exists()


def test_the_difference_of_a_text_kept_elsewhere_is_shown(as_editor: Client) -> None:
    article = make_draft(body="<p>One word.</p>")
    url = reverse("admin:articles_article_difference", args=[article.pk])
    page = as_editor.post(url, {"body": "<p>Two words.</p><script>alert(1)</script>"})
    assert "<ins>Two words</ins>" in page.content.decode()
    assert "<script>" not in page.content.decode()


# A session that ran out


def test_a_script_is_told_that_nobody_is_logged_in(client: Client, db: None) -> None:
    article = make_draft()
    for response in (
        autosave(client, article, {}),
        client.get(reverse("admin:articles_article_token"), **JSON),
    ):
        assert response.status_code == 401
        assert response.json()["login"] == reverse("admin:login")


def test_a_form_that_is_sent_after_the_session_ended_goes_on_after_log_in(
    client: Client, editor: AbstractUser
) -> None:
    article = make_draft(body="<p>One.</p>")
    client.force_login(editor)
    data = open_form(client, change_url(article)) | {
        "title": "<b>A title</b>",
        "body": f"<p>Two{note('Report.')}.</p>",
        "tags": ["Rent", "Strike"],
        "_continue": "1",
    }
    client.logout()
    page = client.post(change_url(article), data)
    assert page.status_code == 200
    assert "Nothing is lost" in text_of(page)
    article.refresh_from_db()
    assert article.body == "<p>One.</p>"
    carried = fields(page, "login-form")
    wrong = client.post(
        change_url(article), carried | {"again-username": "editor", "again-password": "wrong"}
    )
    assert "correct username and password" in text_of(wrong)
    assert fields(wrong, "login-form")["title"].strip() == "<b>A title</b>"
    response = client.post(
        change_url(article), carried | {"again-username": "editor", "again-password": PASSWORD}
    )
    assert response.url == change_url(article)
    article.refresh_from_db()
    assert article.title == "<b>A title</b>"
    assert article.body == f"<p>Two{note('Report.')}.</p>"
    assert sorted(article.tags.names()) == ["Rent", "Strike"]
    assert client.get(change_url(article)).status_code == 200


def test_whoever_logs_in_again_may_do_no_more_than_they_may(
    client: Client, db: None, archive: Archive
) -> None:
    make_user("reader", "view_article")
    data = {"title": "Changed", "again-username": "reader", "again-password": PASSWORD}
    response = client.post(change_url(archive.english.article), data)
    assert response.status_code == 403


def test_a_form_from_elsewhere_logs_nobody_in(editor: AbstractUser) -> None:
    client = Client(enforce_csrf_checks=True)
    data = {"again-username": "editor", "again-password": PASSWORD}
    assert client.post(change_url(make_draft()), data).status_code == 403
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("method", ["get", "put"])
def test_only_a_post_saves(method: str, as_editor: Client) -> None:
    assert getattr(as_editor, method)(reverse(NEW)).status_code == 405
