"""Saved views of the list: kept by name, one's own only, dropped again."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.admin.saved_filters import MOST, essence
from articles.models import SavedFilter
from tests.admin.forms import text_of
from tests.factories import make_draft

LIST = reverse("admin:articles_article_changelist")
SAVE = reverse("admin:articles_article_filter_save")


def kept() -> list[tuple[str, str, str]]:
    rows = SavedFilter.objects.order_by("user__username", "name")
    return list(rows.values_list("user__username", "name", "query"))


def delete(client: Client, row: SavedFilter) -> None:
    client.post(reverse("admin:articles_article_filter_delete", args=[row.pk]))


def test_a_view_is_kept_under_a_name_and_shown_above_the_filters(as_editor: Client) -> None:
    answer = as_editor.post(SAVE, {"name": "To check", "query": "state=review&language=de&p=3"})
    assert answer["Location"] == f"{LIST}?language=de&state=review"
    assert kept() == [("editor", "To check", "language=de&state=review")]
    page = as_editor.get(LIST).content.decode()
    assert '<a href="?language=de&amp;state=review" dir="auto">To check</a>' in page


def test_the_view_that_is_shown_is_marked(as_editor: Client) -> None:
    as_editor.post(SAVE, {"name": "To check", "query": "state=review"})
    shown = as_editor.get(LIST, {"state": "review", "p": 1}).context["saved_filters"]
    assert [row.is_current for row in shown] == [True]
    assert not as_editor.get(LIST).context["saved_filters"][0].is_current


def test_the_same_name_again_is_the_new_view(as_editor: Client) -> None:
    for query in ("state=review", "state=draft"):
        as_editor.post(SAVE, {"name": "Mine", "query": query})
    assert kept() == [("editor", "Mine", "state=draft")]


def test_everybody_sees_and_deletes_only_their_own(as_editor: Client, as_publisher: Client) -> None:
    as_editor.post(SAVE, {"name": "Mine", "query": "state=review"})
    as_publisher.post(SAVE, {"name": "Mine", "query": "state=draft"})
    assert len(as_editor.get(LIST).context["saved_filters"]) == 1
    theirs = SavedFilter.objects.get(user__username="publisher")
    delete(as_editor, theirs)
    assert len(kept()) == 2
    delete(as_publisher, theirs)
    delete(as_publisher, theirs)  # a second press
    assert kept() == [("editor", "Mine", "state=review")]


@pytest.mark.parametrize(
    ("name", "query"),
    [("", "state=draft"), (" ", "x=1"), ("n" * 81, ""), ("long", "q=" + "x" * 3000)],
)
def test_what_cannot_be_kept_is_refused_in_words(name: str, query: str, as_editor: Client) -> None:
    answer = as_editor.post(SAVE, {"name": name, "query": query}, follow=True)
    assert "The view was not saved" in text_of(answer)
    assert kept() == []


def test_nobody_keeps_more_than_can_be_looked_through(as_editor: Client) -> None:
    for number in range(MOST + 1):
        answer = as_editor.post(SAVE, {"name": f"View {number}", "query": ""}, follow=True)
    assert len(kept()) == MOST
    assert "Delete one first" in text_of(answer)
    as_editor.post(SAVE, {"name": "View 3", "query": "state=draft"})  # a known name is no new one
    assert ("editor", "View 3", "state=draft") in kept()


def test_who_sees_no_articles_keeps_no_views(as_stranger: Client, db: None) -> None:
    assert as_stranger.post(SAVE, {"name": "Mine", "query": ""}).status_code == 403


def test_looking_changes_nothing(as_editor: Client) -> None:
    assert as_editor.get(SAVE).status_code == 405


def test_a_saved_view_shows_what_it_showed(as_editor: Client) -> None:
    make_draft("Eins", language="de")
    make_draft("One")
    as_editor.post(SAVE, {"name": "German", "query": "language=de"})
    [row] = as_editor.get(LIST).context["saved_filters"]
    found = as_editor.get(LIST + row.address).context["cl"].result_list
    assert [article.title for article in found] == ["Eins"]


def test_the_name_is_escaped(as_editor: Client) -> None:
    as_editor.post(SAVE, {"name": "<script>alert(1)</script>", "query": "state=draft"})
    assert "<script>alert(1)" not in as_editor.get(LIST).content.decode()


def test_an_address_has_one_spelling() -> None:
    assert essence("?b=2&a=1&p=7&e=1") == essence("a=1&b=2") == "a=1&b=2"
