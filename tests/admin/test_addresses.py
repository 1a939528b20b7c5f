"""Before an address changes, the desk says what becomes of the old one."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Tag
from tests.factories import (
    make_author,
    make_draft,
    make_published,
    make_scheduled,
    make_section,
    make_series,
)

from .forms import fields, text_of

pytestmark = pytest.mark.django_db


def form(client: Client, row: Any) -> str:
    url = reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])
    return client.get(url).content.decode()


def test_the_form_of_a_published_article_knows_its_address(as_editor: Client) -> None:
    edition = make_published("The rent strike")
    page = form(as_editor, edition.article)
    assert 'data-old="/articles/2021/the-rent-strike/"' in page
    assert 'data-pattern="/articles/{year}/{slug}/"' in page
    assert "If you change that, the old address will lead to the new one." in page


def test_what_readers_do_not_have_has_no_address_to_keep(as_editor: Client) -> None:
    for article in (make_draft(), make_scheduled().article):
        assert "data-slug-notice" not in form(as_editor, article)
    add = as_editor.get(reverse("admin:articles_article_add")).content.decode()
    assert "data-slug-notice" not in add


def named(name: str) -> Any:
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
def test_so_do_the_forms_of_names_and_a_save_says_what_it_did(
    name: str, as_superuser: Client, client: Client
) -> None:
    row = named(name)
    old = row.get_absolute_url()
    assert f'data-old="{old}"' in form(as_superuser, row)
    url = reverse(f"admin:articles_{name}_change", args=[row.pk])
    data = fields(as_superuser.get(url), f"{name}_form") | {"slug": "neu-ü"}
    said = text_of(as_superuser.post(url, data, follow=True))
    assert f"{old} leads to" in said
    assert "neu-ü/ from now on" in said
    assert client.get(old).status_code == 301
    for feed in ("feed.xml", "feed.json") if name != "series" else ():
        answer = client.get(old + feed)
        row.refresh_from_db()
        assert (answer.status_code, answer["Location"]) == (301, row.get_absolute_url() + feed)
        assert client.get(answer["Location"]).status_code == 200


def test_a_name_that_readers_do_not_find_has_no_address_to_keep(as_superuser: Client) -> None:
    assert "data-slug-notice" not in form(as_superuser, make_author())
