"""Authors, tags, sections and series that get another address at the desk."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Redirect, Tag
from tests.factories import (
    make_author,
    make_draft,
    make_issue,
    make_published,
    make_section,
    make_series,
)

from .forms import fields

pytestmark = pytest.mark.django_db


def move(client: Client, row: Any, slug: str) -> None:
    """Give the row another slug in its form."""
    name = row._meta.model_name
    url = reverse(f"admin:articles_{name}_change", args=[row.pk])
    data = fields(client.get(url), f"{name}_form") | {"slug": slug}
    assert client.post(url, data).status_code == 302
    row.refresh_from_db()


def published(name: str) -> Any:
    """One of them, with a public page at ``…/old/``."""
    if name == "tag":
        make_published(tags=["old"])
        return Tag.objects.get()
    if name == "author":
        row = make_author("Old")
        make_published(authors=[row])
        return row
    row = {"section": make_section, "series": make_series}[name]("Old")
    make_published(**{name: row})
    return row


@pytest.mark.parametrize("name", ["author", "tag", "section", "series"])
def test_an_address_that_worked_leads_to_the_new_one(
    name: str, as_superuser: Client, client: Client
) -> None:
    row = published(name)
    old = row.get_absolute_url()
    assert client.get(old).status_code == 200
    move(as_superuser, row, "new")
    answer = client.get(old)
    assert answer.status_code == 301
    assert answer["Location"] == row.get_absolute_url()
    assert client.get(answer["Location"]).status_code == 200


def test_addresses_in_other_scripts_are_kept_and_led_to(
    as_superuser: Client, client: Client
) -> None:
    row = published("tag")
    move(as_superuser, row, "إضراب")
    assert Redirect.objects.get().target == "/tags/إضراب/"
    assert client.get("/tags/old/")["Location"] == row.get_absolute_url()
    move(as_superuser, row, "strike")
    assert client.get("/tags/إضراب/")["Location"] == "/tags/strike/"


def test_every_old_address_leads_to_the_last_one_at_once(as_superuser: Client) -> None:
    row = published("author")
    for slug in ("b", "c"):
        move(as_superuser, row, slug)
    assert dict(Redirect.objects.values_list("path", "target")) == {
        "/authors/old/": "/authors/c/",
        "/authors/b/": "/authors/c/",
    }


def test_what_moves_back_stands_at_its_address_again(as_superuser: Client) -> None:
    row = published("section")
    for slug in ("new", "old"):
        move(as_superuser, row, slug)
    assert dict(Redirect.objects.values_list("path", "target")) == {
        "/sections/new/": "/sections/old/"
    }


def test_what_readers_never_saw_leaves_no_old_address(as_superuser: Client) -> None:
    make_draft(tags=["old"])
    move(as_superuser, Tag.objects.get(), "new")
    assert not Redirect.objects.exists()


def test_a_periodical_known_by_its_numbers_leaves_its_old_address(
    as_superuser: Client, client: Client
) -> None:
    issue = make_issue(make_series("Old", kind="periodical"))
    make_published(issue=issue)
    move(as_superuser, issue.series, "new")
    assert client.get("/series/old/")["Location"] == "/series/new/"


def test_a_number_stays_with_its_periodical_once_something_appeared_in_it(
    as_superuser: Client,
) -> None:
    empty, issue = make_issue(), make_issue()
    make_published(issue=issue)
    form = "admin:articles_issue_change"
    assert "series" in fields(as_superuser.get(reverse(form, args=[empty.pk])), "issue_form")
    assert "series" not in fields(as_superuser.get(reverse(form, args=[issue.pk])), "issue_form")
