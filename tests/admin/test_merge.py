"""Two people at one article: whoever saves second sees both texts, and nothing is lost."""

from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.admin import ModelAdmin
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import Article, Event, Revision
from articles.publishing import manuscript, workflow
from tests.factories import make_author, make_draft, make_section, make_user, note

from .conftest import logged_in
from .forms import FormData, fields, open_form, text_of
from .test_articles import authors_of, byline, change_url

PARTS = "<p>The first paragraph.</p><p>The second paragraph.</p>"


@pytest.fixture
def mara(db: None) -> Client:
    user = make_user("mara", "view_article", "change_article", "add_tag")
    user.first_name, user.last_name = "Mara", "Lind"
    user.save()
    return logged_in(user)


def changed(data: FormData, old: str, new: str) -> FormData:
    return data | {"body": data["body"].replace(old, new)}


def body_in(response: HttpResponse) -> str:
    return "".join(line.strip() for line in fields(response)["body"].splitlines())


def test_changes_of_two_people_are_put_together_and_stored_when_saved(
    as_editor: Client, mara: Client
) -> None:
    article = make_draft(body=PARTS)
    url = change_url(article)
    yours, theirs = open_form(as_editor, url), open_form(mara, url)
    assert mara.post(url, changed(theirs, "first", "1st")).status_code == 302
    response = as_editor.post(url, changed(yours, "second", "2nd"))
    assert response.status_code == 200
    assert body_in(response) == "<p>The 1st paragraph.</p><p>The 2nd paragraph.</p>"
    words = text_of(response)
    assert "mara has saved this article while you had it open" in words
    assert "Nothing is stored until you save" in words
    article.refresh_from_db()
    assert article.body == "<p>The 1st paragraph.</p><p>The second paragraph.</p>"
    assert as_editor.post(url, fields(response)).status_code == 302
    article.refresh_from_db()
    assert article.body == "<p>The 1st paragraph.</p><p>The 2nd paragraph.</p>"
    event = article.events.get(kind=Event.Kind.MERGED)
    aside = article.revisions.get(kind=Revision.Kind.ASIDE)
    assert (event.by.username, str(aside.number) in event.note) == ("editor", True)


def test_what_was_written_second_is_in_the_history_whatever_happens_to_the_page(
    as_editor: Client, mara: Client
) -> None:
    article = make_draft(body=PARTS)
    url = change_url(article)
    yours = changed(open_form(as_editor, url), "second", f"2nd{note('Report.')}")
    mara.post(url, changed(open_form(mara, url), "second", "other"))
    as_editor.post(url, yours)
    as_editor.post(url, yours)  # reloaded: the same text is not set aside again
    aside = article.revisions.get(kind=Revision.Kind.ASIDE)
    assert f"2nd{note('Report.')}" in aside.content["body"]
    assert aside.created_by.username == "editor"
    page = as_editor.get(
        reverse("admin:articles_article_revision", args=[article.pk, aside.number])
    )
    assert "2nd" in text_of(page)
    article.refresh_from_db()
    assert article.body == PARTS.replace("second", "other")


def test_where_both_changed_the_same_words_both_stand_there(
    as_editor: Client, mara: Client
) -> None:
    article = make_draft(body=PARTS)
    url = change_url(article)
    yours = changed(open_form(as_editor, url), "second", "yours")
    mara.post(url, changed(open_form(mara, url), "second", "theirs"))
    response = as_editor.post(url, yours)
    assert "<mark>⚠ mara: theirs</mark> <mark>⚠ you: yours</mark>" in body_in(response)
    assert "At one place you both wrote something else" in text_of(response)


def test_fields_that_one_side_changed_are_as_that_side_has_them(
    as_editor: Client, mara: Client
) -> None:
    ada, ben = make_author("Ada"), make_author("Ben")
    article = make_draft("As it was", body=PARTS, tags=["Rent", "Strike"], authors=[ada])
    section = make_section("Housing")
    url = change_url(article)
    yours = open_form(as_editor, url) | {"title": "My title", "tags": ["Rent", "Strike", "1926"]}
    yours |= byline((ada, "1"), (ben, "2"))
    theirs = open_form(mara, url) | {"section": str(section.pk), "tags": ["Rent", "Women"]}
    assert mara.post(url, theirs).status_code == 302
    response = as_editor.post(url, yours)
    assert as_editor.post(url, fields(response)).status_code == 302
    article.refresh_from_db()
    assert (article.title, article.section) == ("My title", section)
    assert sorted(article.tags.names()) == ["1926", "Rent", "Women"]
    assert authors_of(article) == ["Ada", "Ben"]


def test_authors_that_both_added_are_both_there(as_editor: Client, mara: Client) -> None:
    ada, ben, eve = make_author("Ada"), make_author("Ben"), make_author("Eve")
    article = make_draft(body=PARTS, authors=[ada])
    url = change_url(article)
    yours = open_form(as_editor, url) | byline((ada, "1"), (ben, "2"))
    mara.post(url, open_form(mara, url) | byline((ada, "1"), (eve, "2")))
    response = as_editor.post(url, yours)
    as_editor.post(url, fields(response))
    assert authors_of(article) == ["Ada", "Eve", "Ben"]


def test_a_title_that_both_changed_is_yours_and_theirs_is_shown(
    as_editor: Client, mara: Client
) -> None:
    article = make_draft("As it was", body=PARTS)
    url = change_url(article)
    yours = open_form(as_editor, url) | {"title": "My title"}
    mara.post(url, open_form(mara, url) | {"title": "Their title"})
    response = as_editor.post(url, yours)
    assert fields(response)["title"].strip() == "My title"
    assert "Their title" in text_of(response)


def test_whoever_opened_it_between_two_autosaves_of_another_loses_nothing_either(
    as_editor: Client, mara: Client
) -> None:
    """The revision that they opened has been written over by then."""
    article = make_draft(body=PARTS)
    user = make_user("typist", "change_article")
    for word in ("first A", "first A B"):
        article.body = PARTS.replace("first", word)
        manuscript.save(article)
        manuscript.record(article, by=user, autosaved=True)
        if word == "first A":
            yours = open_form(as_editor, change_url(article))
    response = as_editor.post(change_url(article), changed(yours, "second", "2nd"))
    found = body_in(response)
    assert " B" in found
    assert "2nd" in found


def test_two_presses_of_save_are_one(as_editor: Client) -> None:
    article = make_draft(body=PARTS)
    url = change_url(article)
    data = changed(open_form(as_editor, url), "second", "2nd")
    assert as_editor.post(url, data).status_code == 302
    assert as_editor.post(url, data).status_code == 302
    assert not article.revisions.filter(kind=Revision.Kind.ASIDE).exists()
    assert article.revisions.count() == 2


def test_a_form_without_its_version_overwrites_nothing(as_editor: Client) -> None:
    article = make_draft(body="<p>As it was.</p>")
    data = open_form(as_editor, change_url(article)) | {"body": "<p>New.</p>"}
    for version in ("", "nonsense", "99999999999999999999", "7"):
        for revision in ("", "x.y", "1.", "99999999999999999999.abc"):
            opened = {"opened_version": version, "opened_revision": revision}
            assert as_editor.post(change_url(article), data | opened).status_code == 200
    assert Article.objects.get(pk=article.pk).body == "<p>As it was.</p>"


def test_who_loses_the_race_between_check_and_save_is_told_too(as_editor: Client) -> None:
    article = make_draft(body="<p>As it was.</p>")
    data = open_form(as_editor, change_url(article)) | {"body": "<p>New.</p>"}
    calls = []

    def overtaken_once(*arguments: Any) -> HttpResponse:
        """At the first call somebody else's save comes in between."""
        calls.append(arguments)
        if len(calls) == 1:
            mine = Article.objects.get(pk=article.pk)
            mine.body = "<p>Theirs.</p>"
            manuscript.save(mine)
            manuscript.record(mine)
            raise manuscript.Overtaken("too late")
        return as_django_does(*arguments)

    as_django_does = ModelAdmin.changeform_view
    with patch.object(ModelAdmin, "changeform_view", overtaken_once):
        response = as_editor.post(change_url(article), data)
    assert "has saved this article while you had it open" in text_of(response)
    assert Article.objects.get(pk=article.pk).body == "<p>Theirs.</p>"


def test_a_field_that_is_wrong_stays_as_it_was_written_while_the_rest_is_merged(
    as_editor: Client, mara: Client
) -> None:
    article = make_draft(body=PARTS)
    url = change_url(article)
    yours = changed(open_form(as_editor, url), "second", "2nd") | {"printed_date": "2021-02-31"}
    mara.post(url, changed(open_form(mara, url), "first", "1st"))
    response = as_editor.post(url, yours)
    assert body_in(response) == "<p>The 1st paragraph.</p><p>The 2nd paragraph.</p>"
    assert fields(response)["printed_date"] == "2021-02-31"
    assert "printed_date" in response.context["adminform"].form.errors


def test_a_writer_whose_text_went_to_review_meanwhile_keeps_what_they_wrote(db: None) -> None:
    user = make_user("wil", "write_own_article")
    wil = logged_in(user)
    article = make_draft(body=PARTS, created_by=user)
    url = change_url(article)
    yours = changed(open_form(wil, url), "second", "2nd")
    workflow.move(article, "submit")
    response = wil.post(url, yours, follow=True)
    assert "What you wrote is kept in the history, as revision 2" in text_of(response)
    assert "2nd" in article.revisions.get(kind=Revision.Kind.ASIDE).content["body"]
    article.refresh_from_db()
    assert article.body == PARTS


def test_a_save_that_fails_half_way_stores_nothing_and_shows_the_text_again(
    as_editor: Client,
) -> None:
    article = make_draft("As it was", body="<p>One.</p>", tags=["Rent"])
    url = change_url(article)
    data = open_form(as_editor, url)
    data |= {"title": "Another", "body": f"<p>Two{note('Report.')}.</p>", "tags": ["Strike"]}
    with patch.object(manuscript, "record", side_effect=OperationalError("disk full")):
        response = as_editor.post(url, data)
    assert response.status_code == 200
    assert "nothing of it is stored" in text_of(response)
    assert body_in(response) == f"<p>Two{note('Report.')}.</p>"
    article.refresh_from_db()
    assert (article.title, article.body) == ("As it was", "<p>One.</p>")
    assert list(article.tags.names()) == ["Rent"]
    assert as_editor.post(url, fields(response)).status_code == 302
    article.refresh_from_db()
    assert article.title == "Another"
