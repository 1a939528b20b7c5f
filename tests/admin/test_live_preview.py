"""The page beside the text: what readers would get of what stands in the form, and nothing kept."""

import time
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Contribution, Edition, Event, Revision, Tag
from articles.models.generation import Generation
from articles.publishing.publish import publish
from tests.factories import (
    make_author,
    make_body,
    make_draft,
    make_published,
    make_section,
    make_user,
    note,
)

from .conftest import logged_in
from .forms import open_form, text_of

pytestmark = pytest.mark.django_db


def url(article: Article) -> str:
    return reverse("admin:articles_article_preview", args=[article.pk])


def form_of(client: Client, article: Article) -> dict[str, Any]:
    return open_form(client, reverse("admin:articles_article_change", args=[article.pk]))


def state() -> tuple[Any, ...]:
    """All that a preview could have written."""
    counted = [model.objects.count() for model in (Edition, Revision, Event, Tag, Contribution)]
    articles = list(Article.objects.values_list("title", "body", "version", "slug", "stage"))
    return (*counted, articles, list(Generation.objects.values_list("number")))


def test_what_stands_in_the_form_is_shown_and_nothing_is_written(as_editor: Client) -> None:
    article = make_draft("Before", authors=["Ada"], tags=["Rent"])
    data = form_of(as_editor, article) | {
        "title": "After <b>",
        "standfirst": "How it went.",
        "body": f"<p>New words{note('A new note.')}</p>",
        "tags": ["Quite new"],
        "section": make_section("Housing").pk,
        "contributions-0-author": make_author("Berta").pk,
    }
    before = state()
    answer = as_editor.post(url(article), data)
    shown = text_of(answer)
    for words in ("After <b>", "How it went.", "New words", "A new note.", "Quite new", "Berta",
                  "Housing"):  # fmt: skip
        assert words in shown
    assert "Before" not in shown
    assert "Ada" not in shown
    assert state() == before


def test_it_is_the_page_that_publishing_then_makes(as_publisher: Client, client: Client) -> None:
    article = make_draft("One", authors=["Ada"], tags=["Rent"], body=make_body(notes=3))
    with time_machine.travel(timezone.now(), tick=False):  # a page says when it was put online
        shown = as_publisher.post(url(article), form_of(as_publisher, article)).content.decode()
        page = client.get(publish(article).get_absolute_url()).content.decode()

    def main(html: str) -> str:
        return html[html.index('<article class="article"') : html.index("</article>")]

    assert main(shown) == main(page)


def test_readers_have_no_bar_and_no_notice_so_the_preview_has_none(as_editor: Client) -> None:
    article = make_draft()
    shown = as_editor.post(url(article), form_of(as_editor, article)).content.decode()
    assert 'class="bar"' not in shown
    assert 'class="banner"' not in shown


def test_only_the_desk_may_show_it_in_a_frame(as_editor: Client) -> None:
    article = make_draft()
    answer = as_editor.post(url(article), form_of(as_editor, article))
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "no-store" in answer["Cache-Control"]
    assert "frame-ancestors 'none'" in as_editor.get(url(article))["Content-Security-Policy"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 10_000},
        {"language": "no language"},
        {"printed_date": "2021-1"},
        {"printed_date": "2021-99-99"},
        {"section": "999999"},
        {"image": "nonsense"},
        {"slug": "??"},
        {"tags": ["x" * 300]},
        {"series_position": "-1"},
        {"contributions-0-author": "999999"},
        {"contributions-TOTAL_FORMS": "99999999999999"},
        {"contributions-TOTAL_FORMS": "many"},
    ],
)
def test_what_is_half_written_leaves_the_rest_of_the_page_as_it_is(
    wrong: dict[str, Any], as_editor: Client
) -> None:
    article = make_draft("A title", authors=["Ada"])
    data = form_of(as_editor, article) | {"body": "<p>New words</p>"} | wrong
    answer = as_editor.post(url(article), data)
    assert answer.status_code == 200
    assert "New words" in text_of(answer)
    assert "A title" in text_of(answer)


def test_an_address_that_another_article_has_does_not_matter(as_editor: Client) -> None:
    taken = make_published(slug="taken")
    article = make_draft()
    data = form_of(as_editor, article) | {"slug": taken.slug, "title": "Here it is"}
    assert "Here it is" in text_of(as_editor.post(url(article), data))


def test_a_version_that_somebody_else_has_overtaken_is_previewed_all_the_same(
    as_editor: Client,
) -> None:
    article = make_draft()
    data = form_of(as_editor, article) | {"title": "Mine"}
    Article.objects.update(version=77)
    assert "Mine" in text_of(as_editor.post(url(article), data))


def test_a_published_article_is_previewed_as_its_next_edition(
    as_editor: Client, client: Client
) -> None:
    edition = make_published("Old")
    data = form_of(as_editor, edition.article) | {"title": "New"}
    assert "New" in text_of(as_editor.post(url(edition.article), data))
    assert "Old" in text_of(client.get(edition.get_absolute_url()))


def test_who_may_only_look_sees_what_is_saved() -> None:
    article = make_draft("As saved")
    client = logged_in(make_user("reader", "view_article"))
    shown = text_of(client.post(url(article), {"title": "Invented", "body": "<p>x</p>"}))
    assert "As saved" in shown
    assert "Invented" not in shown


def test_who_may_not_see_the_article_gets_no_preview(as_stranger: Client, client: Client) -> None:
    article = make_draft("A secret")
    assert as_stranger.post(url(article), {"title": "x"}).status_code == 403
    asked = client.post(url(article), {"title": "x"})
    assert "Log in again" in text_of(asked)
    assert "A secret" not in text_of(asked)
    assert asked["X-Frame-Options"] == "DENY"
    writer = logged_in(make_user("writer", "write_own_article"))
    assert writer.post(url(article), {"title": "x"}).status_code == 404


def test_a_text_of_five_thousand_words_is_shown_at_once(as_editor: Client) -> None:
    body = "".join(f"<p>{'word after word ' * 33}{note(f'Note {n}.')}</p>" for n in range(50))
    article = make_draft(body=body)
    data = form_of(as_editor, article)
    as_editor.post(url(article), data)
    begun = time.perf_counter()
    as_editor.post(url(article), data | {"body": body + "<p>more</p>"})
    assert time.perf_counter() - begun < 1.5  # ten times what it takes on a quiet machine
