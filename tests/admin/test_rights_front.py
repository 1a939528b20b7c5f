"""The front, the public pages and the queue of comments offer and name what one may see."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import (
    Article,
    Edition,
)
from articles.publishing import manuscript
from tests.factories import (
    make_comment,
    make_draft,
    make_published,
)
from tests.people import desk_of, desk_of_new, make_member

from .forms import text_of

pytestmark = pytest.mark.django_db

SECRET = "Unspoken"


def test_the_front_names_what_one_may_see(arabs: Client) -> None:
    make_draft("Open", language="ar")
    make_draft(SECRET, language="de")
    words = text_of(arabs.get(reverse("admin:index")))
    assert "Open" in words
    assert SECRET not in words


def rename(edition: Edition) -> None:
    """Give the manuscript a title that readers don't have."""
    article = Article.objects.get(pk=edition.article_id)
    article.title = SECRET
    manuscript.save(article)
    manuscript.record(article)


@pytest.mark.parametrize(
    ("role", "links"),
    [("Editor", "Edit Preview"), ("Translator", "At the desk Preview"), ("Writer", ""),
     ("Moderator", ""), ("", "")],
)  # fmt: skip
def test_the_bar_on_a_public_page_offers_what_one_may_do(role: str, links: str) -> None:
    edition = make_published("The strike")
    rename(edition)
    page = desk_of_new(*([role] if role else [])).get(edition.get_absolute_url())
    words = page.content.decode()
    assert ("changes that are not published" in words) == bool(links)
    for link in ("Edit", "At the desk", "Preview"):
        assert (f">{link}</a>" in words) == (link in links), link
    assert SECRET not in words


def test_the_bar_of_a_page_outside_of_the_remit_is_silent(arabs: Client) -> None:
    edition = make_published("The strike", language="de")
    rename(edition)
    words = arabs.get(edition.get_absolute_url()).content.decode()
    assert "changes that are not published" not in words
    assert f"/admin/articles/article/{edition.article_id}/" not in words


def test_a_draft_at_its_address_is_for_those_who_may_see_it(arabs: Client, client: Client) -> None:
    secret = make_draft(SECRET, language="de")
    address = f"/articles/{secret.filed_year}/{secret.slug}/"
    for ending in ("", "editions/", "editions/1/"):
        for one in (arabs, desk_of_new("Writer"), desk_of_new(), client):
            assert one.get(address + ending).status_code == 404
    for suffix in ("txt", "md", "json", "bib", "ris", "csl.json"):
        export = address.rstrip("/") + f".{suffix}"
        for one in (arabs, desk_of_new("Administrator"), client):
            assert one.get(export).status_code == 404
    assert desk_of_new("Editor").get(address).status_code == 200


def comment_page(comment: Any, page: str) -> str:
    return reverse(f"admin:articles_comment_{page}", args=[comment.pk])


def test_a_moderator_decides_on_comments_within_the_remit() -> None:
    german = make_comment(make_published("Auf Deutsch", language="de").article, approved=False)
    english = make_comment(make_published("In English").article, approved=False)
    client = desk_of(make_member("mo", "Moderator", languages="de"))
    page = client.get(reverse("admin:articles_comment_changelist"))
    assert list(page.context["cl"].result_list) == [german]
    assert "1 comment waits" in text_of(client.get(reverse("admin:index")))
    for act in ("approve", "reject"):
        assert client.post(comment_page(english, act)).status_code == 404
    many = {"action": "approve_selected", "_selected_action": [english.pk, german.pk]}
    client.post(reverse("admin:articles_comment_changelist"), many)
    assert client.get(comment_page(english, "change")).status_code == 302
    states = []
    for comment in (german, english):
        comment.refresh_from_db()
        states.append(comment.state)
    assert states == ["approved", "held"]


@pytest.mark.parametrize("role", ["", "Writer", "Translator", "Editor", "Publisher", "Archivist"])
def test_nobody_else_decides_on_comments(role: str) -> None:
    comment = make_comment(make_published().article, approved=False)
    client = desk_of_new(*([role] if role else []))
    for page in ("approve", "reject"):
        assert client.post(comment_page(comment, page)).status_code == 403
    assert client.get(reverse("admin:articles_comment_changelist")).status_code == 403
    assert client.get(comment_page(comment, "change")).status_code == 403
    comment.refresh_from_db()
    assert comment.state == "held"


def test_the_queue_of_comments_tells_no_title_that_readers_do_not_have() -> None:
    edition = make_published("As printed")
    make_comment(edition.article, "I was there.", approved=False)
    rename(edition)
    client = desk_of_new("Moderator")
    url = reverse("admin:articles_comment_changelist")
    words = text_of(client.get(url))
    assert "As printed" in words
    assert SECRET not in words
    assert len(client.get(url, {"q": "printed"}).context["cl"].result_list) == 1
    assert not client.get(url, {"q": SECRET}).context["cl"].result_list
