"""Merging at the desk: two rows are ticked or searched for, one of them is chosen, and stays."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Author, Tag
from tests.factories import make_author, make_published, make_section, make_series, make_user

from .conftest import logged_in
from .forms import text_of

pytestmark = pytest.mark.django_db

MERGE = reverse("admin:articles_author_merge")


def make_tag(name: str) -> Tag:
    return Tag.objects.create(name=name)


@pytest.mark.parametrize("make", [make_author, make_tag, make_section, make_series])
def test_two_rows_are_ticked_in_the_list_and_become_one(
    make: Callable[[str], Any], as_superuser: Client
) -> None:
    one, two = make("One"), make("Two")
    name = one._meta.model_name
    ticked = {"action": "merge_selected", "_selected_action": [one.pk, two.pk]}
    answer = as_superuser.post(reverse(f"admin:articles_{name}_changelist"), ticked)
    assert answer.status_code == 302
    shown = text_of(as_superuser.get(answer["Location"]))
    assert "Which one stays?" in shown
    assert "This can’t be undone." in shown
    done = as_superuser.post(
        reverse(f"admin:articles_{name}_merge"), {"id": [one.pk, two.pk], "kept": two.pk}
    )
    assert done["Location"] == reverse(f"admin:articles_{name}_change", args=[two.pk])
    assert list(type(one).objects.all()) == [two]


def test_the_page_says_what_each_has_and_proposes_the_one_with_most(as_superuser: Client) -> None:
    few, many = make_author("Few", dates="1871–1919"), make_author("Many")
    make_published(authors=[few])
    make_published(authors=[many])
    make_published(authors=[many])
    answer = as_superuser.get(MERGE, {"id": [few.pk, many.pk]})
    shown = text_of(answer)
    assert "Few person, 1871–1919 1 article, 1 edition /authors/few/" in shown
    assert "2 articles, 2 editions" in shown
    assert answer.context_data["kept"] == many


def test_one_row_has_a_way_to_search_for_the_other(as_superuser: Client) -> None:
    author = make_author("One")
    form = as_superuser.get(reverse("admin:articles_author_change", args=[author.pk]))
    assert f"{MERGE}?id={author.pk}" in form.content.decode()
    assert "Search for what is the same as “One”." in text_of(
        as_superuser.get(MERGE, {"id": author.pk})
    )


def test_a_single_tick_is_not_enough(as_superuser: Client) -> None:
    ticked = {"action": "merge_selected", "_selected_action": [make_author().pk]}
    answer = as_superuser.post(reverse("admin:articles_author_changelist"), ticked, follow=True)
    assert "Tick at least two" in text_of(answer)


def test_a_second_press_finds_it_done(as_superuser: Client) -> None:
    one, two = make_author("One"), make_author("Two")
    data = {"id": [one.pk, two.pk], "kept": one.pk}
    as_superuser.post(MERGE, data)
    assert "it is done" in text_of(as_superuser.post(MERGE, data, follow=True))
    assert Author.objects.count() == 1


@pytest.mark.parametrize("kept", ["", "nonsense", "999999999999999999999"])
def test_without_a_choice_nothing_happens(kept: str, as_superuser: Client) -> None:
    one, two = make_author("One"), make_author("Two")
    answer = as_superuser.post(MERGE, {"id": [one.pk, two.pk, "x", "9" * 40], "kept": kept})
    assert "Choose the one that stays." in text_of(answer)
    assert Author.objects.count() == 2


@pytest.mark.parametrize("lacking", ["change_author", "delete_author"])
def test_who_may_not_change_and_delete_finds_neither_page_nor_action(lacking: str) -> None:
    rights = {"view_author", "change_author", "delete_author"} - {lacking}
    client = logged_in(make_user("somebody", *rights))
    one, two = make_author("One"), make_author("Two")
    assert client.get(MERGE, {"id": one.pk}).status_code == 403
    assert client.post(MERGE, {"id": [one.pk, two.pk], "kept": one.pk}).status_code == 403
    assert (
        "merge_selected"
        not in client.get(reverse("admin:articles_author_changelist")).content.decode()
    )
    form = client.get(reverse("admin:articles_author_change", args=[one.pk])).content.decode()
    assert MERGE not in form
    assert Author.objects.count() == 2


def test_looking_changes_nothing(as_superuser: Client) -> None:
    one, two = make_author("One"), make_author("Two")
    as_superuser.get(MERGE, {"id": [one.pk, two.pk], "kept": one.pk})
    assert Author.objects.count() == 2
