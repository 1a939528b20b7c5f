"""Who changed what, when: for everything that is edited at the desk, with old and new values."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from articles.admin.base import DeskAdmin
from articles.comments import moderation
from articles.models import Author, Redirect, Section, Source, Tag
from articles.publishing.log import AROUND, LONGEST, Change, log_change, shortened, word
from tests.factories import (
    PASSWORD,
    make_author,
    make_comment,
    make_draft,
    make_image,
    make_issue,
    make_published,
    make_section,
    make_series,
)
from tests.people import desk_of, make_member, role

from .forms import open_form, text_of

pytestmark = pytest.mark.django_db


def url(row: Any, page: str) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=[row.pk])


def edit(client: Client, row: Any, **fields: Any) -> None:
    """Change some fields of a row in its form."""
    form_id = f"{row._meta.model_name}_form"
    data = open_form(client, url(row, "change"), form_id) | fields
    response = client.post(url(row, "change"), data)
    assert response.status_code == 302, response.context["adminform"].form.errors


def history(client: Client, row: Any) -> list[tuple[str, str | None, str | None]]:
    """The lines of its history page, the newest first."""
    response = client.get(url(row, "history"))
    assert response.status_code == 200
    return [tuple(line) for _entry, lines in response.context["entries"] for line in lines]


def author() -> Author:
    return make_author("Ada Brandt", kind=Author.Kind.PERSON)


CASES = {
    "author": (author, {"name": "Ada B.", "kind": "pseudonym"},
               {("Name", "Ada Brandt", "Ada B."), ("Kind", "person", "pseudonym")}),
    "tag": (lambda: Tag.objects.create(name="Strike"), {"name": "Strikes"},
            {("Name", "Strike", "Strikes")}),
    "section": (lambda: make_section("Housing"), {"position": "3"}, {("Position", "0", "3")}),
    "series": (lambda: make_series("Letters"), {"description": "By hand."},
               {("Description", "", "By hand.")}),
    "issue": (lambda: make_issue(number="12"), {"printed_date": "1926"},
              {("Printed date", "", "1926")}),
    "image": (lambda: make_image(alt="A poster"), {"alt": "A red poster of 1926"},
              {("Alternative text", "A poster", "A red poster of 1926")}),
    "redirect": (lambda: Redirect.objects.create(path="/old/", target="/new/"),
                 {"target": "/newer/"}, {("Or new path", "/new/", "/newer/")}),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_the_history_of_a_row_has_old_and_new_values(name: str, as_superuser: Client) -> None:
    make, fields, expected = CASES[name]
    row = make()
    edit(as_superuser, row, **fields)
    found = history(as_superuser, row)
    assert expected <= set(found)
    words = text_of(as_superuser.get(url(row, "history")))
    assert "superuser" in words
    assert all(value in words for _what, _old, value in expected)


def test_the_title_of_a_source_too(as_superuser: Client) -> None:
    make_draft()
    source = Source.objects.first()
    edit(as_superuser, source, title="Annual report")
    assert history(as_superuser, source) == [("Title", "", "Annual report")]


def test_a_chosen_row_is_named(as_superuser: Client) -> None:
    ada, portrait = author(), make_image(name="ada.png")
    edit(as_superuser, ada, portrait=portrait.pk)
    assert ("Portrait", "", str(portrait)) in history(as_superuser, ada)
    edit(as_superuser, ada, portrait="")
    assert history(as_superuser, ada)[0] == ("Portrait", str(portrait), "")


def test_rows_within_a_row_are_told_too(as_superuser: Client) -> None:
    strike = Tag.objects.create(name="Strike")
    edit(as_superuser, strike, **{"synonyms-0-name": "Walkout"})
    assert history(as_superuser, strike)[0] == ("Added: synonym “Walkout”", None, None)
    edit(as_superuser, strike, **{"synonyms-0-name": "Walk-out"})
    assert history(as_superuser, strike)[0][1:] == ("Walkout", "Walk-out")
    edit(as_superuser, strike, **{"synonyms-0-DELETE": "on"})
    assert history(as_superuser, strike)[0] == ("Deleted: synonym “Walk-out”", None, None)


def test_what_was_made_and_left_alone_says_so(as_superuser: Client) -> None:
    as_superuser.post(
        reverse("admin:articles_section_add"), {"name": "Work", "slug": "work", "position": "0"}
    )
    work = Section.objects.get()
    assert history(as_superuser, work) == [("Added", None, None)]
    edit(as_superuser, work)
    assert history(as_superuser, work) == [("Added", None, None)]
    assert "Saved without a change" in text_of(as_superuser.get(url(work, "history")))


def test_what_nobody_changed_at_the_desk_says_so(as_superuser: Client) -> None:
    page = as_superuser.get(url(author(), "history"))
    assert "Nobody has changed this at the desk yet" in text_of(page)


def test_the_list_that_is_edited_in_place_is_told(as_superuser: Client) -> None:
    work = make_section("Work")
    data = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": work.pk,
            "form-0-position": "7", "_save": "Save"}  # fmt: skip
    as_superuser.post(reverse("admin:articles_section_changelist"), data)
    assert history(as_superuser, work) == [("Position", "0", "7")]


# People


def test_what_changed_about_a_person_is_told(as_superuser: Client) -> None:
    anna = make_member("anna", "Writer")
    here = make_section("Housing")
    data = {"groups": [role("Editor").pk, role("Writer").pk], "remit-0-sections": [here.pk],
            "remit-0-languages": "de", "email": "anna@example.org"}  # fmt: skip
    response = as_superuser.post(
        url(anna, "change"), open_form(as_superuser, url(anna, "change"), "user_form") | data
    )
    assert response.status_code == 302
    found = history(as_superuser, anna)
    assert ("Email address", "", "anna@example.org") in found
    assert any(line[1:] == ("Writer", "Editor, Writer") for line in found)
    assert ("Added: remit “anna”", None, None) in found
    form = open_form(as_superuser, url(anna, "change"), "user_form")
    as_superuser.post(url(anna, "change"), form | {"remit-0-languages": "de fr"})
    assert history(as_superuser, anna)[0][1:] == ("de", "de fr")


def test_of_a_password_only_that_it_was_changed(as_superuser: Client) -> None:
    anna = make_member("anna", "Writer")
    password = reverse("admin:auth_user_password_change", args=[anna.pk])
    new = "something new 123"
    data = {"password1": new, "password2": new, "usable_password": "true", "set-password": "yes"}
    assert as_superuser.post(password, data).status_code == 302
    words = text_of(as_superuser.get(url(anna, "history")))
    assert "password" in words.lower()
    kept = " ".join(LogEntry.objects.values_list("change_message", flat=True))
    anna.refresh_from_db()
    for secret in (new, PASSWORD, anna.password):
        assert secret not in kept
        assert secret not in words


def test_what_a_role_may_do_now_is_told(as_superuser: Client) -> None:
    moderator = role("Moderator")
    form = open_form(as_superuser, url(moderator, "change"), "group_form")
    publish = role("Publisher").permissions.get(codename="publish_article")
    form["permissions"] = [*form["permissions"], str(publish.pk)]
    as_superuser.post(url(moderator, "change"), form)
    [(_what, old, new)] = history(as_superuser, moderator)
    assert "publish, schedule and withdraw" in str(new)
    assert "publish, schedule and withdraw" not in str(old)


# Comments, acts, articles


def test_a_decision_on_a_comment_is_told_without_the_comment(as_superuser: Client) -> None:
    """A reader's words and name don't outlive their comment in the log."""
    comment = make_comment(make_published().article, "I was there.", approved=False, name="Reader")
    mo = make_member("mo", "Moderator")
    moderation.approve(comment, by=mo)
    moderation.approve(comment, by=mo)
    assert history(as_superuser, comment) == [("state", "held", "approved")]
    as_superuser.post(url(comment, "delete"), {"post": "yes"})
    for entry in LogEntry.objects.all():
        assert "Reader" not in entry.object_repr + entry.change_message
        assert "I was there" not in entry.object_repr + entry.change_message


def test_an_act_leaves_its_values_and_a_note(superuser: User, as_superuser: Client) -> None:
    ada = author()
    log_change(ada, by=superuser, changes=[Change("name", "Ada", "Ada Brandt")], note="as printed")
    log_change(ada, by=None, changes=[Change("name", "Ada", "Nobody")])
    assert history(as_superuser, ada) == [
        ("name", "Ada", "Ada Brandt"),
        ("as printed", None, None),
    ]


def test_what_no_revision_keeps_of_an_article_stands_in_its_history(as_superuser: Client) -> None:
    article = make_draft("The strike")
    form = open_form(as_superuser, url(article, "change"))
    form.pop("comments_open")
    as_superuser.post(url(article, "change"), form | {"title": "The rent strike"})
    page = as_superuser.get(url(article, "history"))
    [(entry, line)] = page.context["settings"]
    assert (entry.user.username, *line) == ("superuser", "Open for comments", "yes", "no")
    kept = " ".join(LogEntry.objects.values_list("change_message", flat=True))
    assert "The rent strike" not in kept  # the revisions keep it, once
    assert "What else was changed" in text_of(page)


def test_the_words_of_the_program_are_translated_when_they_are_read(superuser: User) -> None:
    ada = author()
    log_change(ada, by=superuser, changes=[Change("state", word("held"), word("yes"))])
    with translation.override("de"):
        client = desk_of(superuser)
        client.cookies.load({"django_language": "de"})
        [line] = history(client, ada)
    assert line[1] == "zurückgehalten"


# Long values


def test_of_a_long_text_the_place_is_shown_that_changed() -> None:
    before = "word " * 500
    after = before[:1000] + "NEW " + before[1000:]
    found = shortened(before, after)
    assert "NEW" in found["new"]
    assert str(found["new"]).startswith("…")
    assert str(found["new"]).endswith("…")
    assert len(str(found["new"])) <= LONGEST + 2


@given(old=st.text(max_size=900), new=st.text(max_size=900), same=st.text(max_size=900))
def test_values_are_short_and_differ_where_they_differed(old: str, new: str, same: str) -> None:
    found = shortened(same + old, same + new)
    assert all(len(str(value)) <= LONGEST + 2 for value in found.values())
    if old != new and old[:1] != new[:1]:
        assert found["old"] != found["new"]
    assert AROUND < LONGEST


# Everywhere


def test_every_page_of_the_desk_keeps_what_was_changed() -> None:
    """A model that comes later inherits it, or this fails."""
    others = {
        model.__name__
        for model, desk in admin.site._registry.items()
        if not isinstance(desk, DeskAdmin)
    }
    assert others == {"DBTaskResult"}


def test_everything_that_was_done_is_listed_for_superusers_only(as_superuser: Client) -> None:
    ada = author()
    edit(as_superuser, ada, name="Ada B.")
    as_superuser.post(url(ada, "delete"), {"post": "yes"})
    log = reverse("admin:admin_logentry_changelist")
    assert "Ada B." in text_of(as_superuser.get(log))
    chief = desk_of(make_member("chief", "Administrator"))
    assert chief.get(log).status_code == 403
    assert chief.get(url(LogEntry.objects.first(), "change")).status_code == 403
    assert as_superuser.post(url(LogEntry.objects.first(), "delete")).status_code == 403


def test_who_may_not_see_a_row_reads_no_history_of_it(as_moderator: Client) -> None:
    assert as_moderator.get(url(author(), "history")).status_code == 403


def test_a_history_of_any_length_takes_the_same_queries(
    as_superuser: Client, superuser: User, django_assert_max_num_queries: Any
) -> None:
    ada = author()
    for number in range(70):
        log_change(ada, by=superuser, changes=[Change("dates", str(number), str(number + 1))])
    with django_assert_max_num_queries(9):
        page = as_superuser.get(url(ada, "history"))
    assert "?p=2" in page.content.decode()
    assert len(page.context["entries"]) == 50


def test_the_log_is_filtered_by_kinds_of_things_that_it_names(as_superuser: Client) -> None:
    log = reverse("admin:admin_logentry_changelist")
    edit(as_superuser, author(), name="Ada B.")
    assert as_superuser.get(log).text.count("content_type__id__exact=") == 1
    edit(as_superuser, make_section("Housing"), position="3")
    assert as_superuser.get(log).text.count("content_type__id__exact=") == 2
