"""What a later edition changed, as readers are shown it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Edition
from articles.publishing.publish import publish, withdraw
from tests.factories import make_body, make_published, make_section, note, republish
from tests.pages import links, open_page, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def corrected() -> Edition:
    """The second edition, in which a word, a note, the title and the section are others."""
    first = make_published(
        "Bread",
        body=f"<h2>One</h2><p>Bread was dear{note('Report 1924, p. 7.')} that year.</p>",
        section=make_section("Economy"),
    )
    return republish(
        first,
        correction="It was cheap.",
        title="Bread and wages",
        body=f"<h2>One</h2><p>Bread was cheap{note('Report 1925, p. 7.')} that year.</p>",
        section=None,
    )


def changes(edition: Edition, number: int) -> str:
    return f"{edition.get_absolute_url()}editions/{number}/changes/"


def test_words_notes_and_fields_are_marked_under_the_public_note(
    client: Client, corrected: Edition
) -> None:
    page = open_page(client, changes(corrected, 2))
    assert [words.strip() for words in texts(page, ".correction")] == ["It was cheap."]
    html = page.html
    assert "Bread was <del>dear</del><ins>cheap</ins>" in html
    assert "Report <del>1924</del><ins>1925</ins>, p. 7." in html
    assert "Bread <ins>and wages</ins>" in html
    assert "<del>Economy</del>" in html
    assert texts(page, ".text h2") == ["One"]
    assert links(page, ".description a")[-1] == f"{corrected.get_absolute_url()}editions/"


def test_the_desk_shows_the_same_before_it_is_published(
    client: Client, corrected: Edition, admin_client: Client
) -> None:
    article = corrected.article
    article.body = article.body.replace("cheap", "free")
    article.save()
    address = reverse("admin:articles_article_publish", args=[article.pk])
    foreseen = admin_client.get(address).context["differences"]
    publish(article, correction="It was free.")
    shown = client.get(changes(corrected, 3)).content.decode()
    assert foreseen.text.html in shown
    assert "<del>cheap</del><ins>free</ins>" in shown


def test_it_is_linked_from_the_article_its_history_and_the_corrections(
    client: Client, corrected: Edition
) -> None:
    address = corrected.get_absolute_url()
    for page in (address, f"{address}editions/", "/corrections/"):
        assert changes(corrected, 2) in client.get(page).content.decode(), page
    assert changes(corrected, 1) not in client.get(f"{address}editions/").content.decode()


def test_the_first_edition_has_changed_nothing_and_none_that_never_was_is_found(
    client: Client, corrected: Edition
) -> None:
    answer = client.get(changes(corrected, 1))
    assert answer["Location"] == f"{corrected.get_absolute_url()}editions/1/"
    assert client.get(changes(corrected, 3)).status_code == 404


def test_what_is_scheduled_is_not_told_beforehand(client: Client, corrected: Edition) -> None:
    article = corrected.article
    article.body = "<p>Secret until tomorrow.</p>"
    article.save()
    later = timezone.now() + timedelta(days=1)
    publish(article, at=later, correction="Soon.")
    assert client.get(changes(corrected, 3)).status_code == 404
    assert "changes/" in client.get(f"{corrected.get_absolute_url()}editions/").content.decode()
    with time_machine.travel(later + timedelta(seconds=1)):
        assert "Secret until tomorrow" in client.get(changes(corrected, 3)).content.decode()


def test_of_a_withdrawn_article_nothing_is_shown(client: Client, corrected: Edition) -> None:
    withdraw(corrected.article, reason="It was not ours.")
    assert client.get(changes(corrected, 2)).status_code == 410
    publish(corrected.article, correction="Back.")
    answer = client.get(changes(corrected, 3))
    assert answer["Location"] == f"{corrected.get_absolute_url()}editions/3/"
    assert client.get(changes(corrected, 2)).status_code == 404


def test_an_edition_that_was_called_off_is_passed_over(client: Client, corrected: Edition) -> None:
    article = corrected.article
    article.body = "<p>Never seen.</p>"
    article.save()
    publish(article, at=timezone.now() + timedelta(days=1))
    article.body = "<p>Bread was cheap, and good.</p>"
    article.save()
    publish(article, correction="Good, too.")
    html = client.get(changes(corrected, 4)).content.decode()
    assert "Never seen" not in html
    assert "good" in html


def test_the_page_is_the_same_for_everyone_and_costs_the_same(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    edition = make_published(body=make_body(notes=50), tags=["a", "b"], authors=["Ada"])
    edition = republish(edition, body=make_body(notes=51), correction="One more.")
    with django_assert_max_num_queries(8):
        answer = client.get(changes(edition, 2))
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"].startswith("public")
    assert b'name="robots" content="noindex"' in answer.content
