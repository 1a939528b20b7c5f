"""The list of articles: what it shows, finds, filters, and what it costs."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article
from articles.publishing import workflow
from tests.conftest import Archive
from tests.factories import (
    make_author,
    make_draft,
    make_published,
    make_scheduled,
    make_trashed,
    make_withdrawn,
)

LIST = "admin:articles_article_changelist"


def titles(client: Client, **parameters: object) -> list[str]:
    response = client.get(reverse(LIST), parameters)
    assert response.status_code == 200
    return sorted(article.title for article in response.context["cl"].result_list)


@pytest.fixture
def one_of_each(db: None) -> None:
    make_draft("draft")
    for name, steps in {
        "review": ["submit"],
        "changes": ["submit", "ask_changes"],
        "approved": ["submit", "approve"],
    }.items():
        article = make_draft(name)
        for step in steps:
            article = workflow.move(article, step, note="Mind the sources.")
    make_scheduled("scheduled")
    make_published("published")
    make_withdrawn("withdrawn")
    make_trashed("trashed")


@pytest.mark.parametrize("state", Article.State.values)
def test_articles_are_found_by_state(state: str, as_editor: Client, one_of_each: None) -> None:
    assert titles(as_editor, state=state) == [state]
    [article] = as_editor.get(reverse(LIST), {"state": state}).context["cl"].result_list
    assert article.state == state


def test_the_trash_is_shown_only_when_asked_for(as_editor: Client, one_of_each: None) -> None:
    assert titles(as_editor) == [
        "approved",
        "changes",
        "draft",
        "published",
        "review",
        "scheduled",
        "withdrawn",
    ]


def test_articles_are_found_by_author_tag_language_section_and_year(
    as_editor: Client, archive: Archive
) -> None:
    strike = archive.english.tags.get(name="Strike")
    english, german = archive.english.title, archive.german.title
    assert titles(as_editor, author=archive.union.pk) == [archive.spanish.title, english]
    assert titles(as_editor, tag=strike.pk) == [german, english]
    assert titles(as_editor, tag=strike.pk, author=archive.union.pk) == [english]
    assert titles(as_editor, language="de") == [german]
    assert titles(as_editor, section__id__exact=archive.housing.pk) == [german, english]
    assert titles(as_editor, printed_from__year=1975) == [german]


@pytest.mark.parametrize("word", ["Harrow", "forty families", "Ada Brandt", "Rent", "harrow-row"])
def test_articles_are_searched_by_their_words(
    word: str, as_editor: Client, archive: Archive
) -> None:
    found = titles(as_editor, q=word)
    assert archive.english.title in found
    assert archive.hebrew.title not in found


@pytest.mark.parametrize("nonsense", ["x", "-1", "9" * 40, "٣", ""])
def test_nonsense_in_the_address_is_no_error(
    nonsense: str, as_editor: Client, archive: Archive
) -> None:
    for name in ("author", "tag", "state"):
        response = as_editor.get(reverse(LIST), {name: nonsense}, follow=True)
        assert response.status_code == 200


def queries(client: Client, url: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


@pytest.mark.parametrize("noun", ["article", "edition", "footnote", "author", "revision", "tag"])
def test_a_list_asks_as_many_queries_for_20_rows_as_for_10(noun: str, as_superuser: Client) -> None:
    url = reverse(f"admin:articles_{noun}_changelist")

    def make_ten() -> None:
        for number in range(10):
            make_published(authors=[make_author()], tags=[f"tag {noun} {number}"])

    make_ten()
    queries(as_superuser, url)  # the first look fills caches
    few = queries(as_superuser, url)
    make_ten()
    assert queries(as_superuser, url) == few
