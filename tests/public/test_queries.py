"""Lists of twenty articles ask the database as often as lists of ten."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Author, Section, Series
from tests.factories import make_author, make_comment, make_published, make_section, make_series

LISTS = [
    "/",
    "/articles/",
    "/articles/2021/",
    "/articles/2021/12/",
    "/authors/",
    "/authors/ada/",
    "/tags/",
    "/tags/strike/",
    "/sections/housing/",
    "/series/letters/",
    "/feed.xml",
    "/feed.json",
    "/sitemap.xml",
]


@pytest.fixture
def rows(db: None) -> tuple[Author, Section, Series]:
    return make_author("Ada"), make_section("Housing"), make_series("Letters")


def add_ten(rows: tuple[Author, Section, Series]) -> None:
    ada, section, series = rows
    for _ in range(10):
        make_published(
            authors=[ada, make_author()],
            tags=["Strike", "Rent"],
            section=section,
            series=series,
        )


def count(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


def test_lists_and_feeds_ask_as_often_for_twenty_as_for_ten(
    client: Client, rows: tuple[Author, Section, Series]
) -> None:
    add_ten(rows)
    ten = {address: count(client, address) for address in LISTS}
    add_ten(rows)
    assert {address: count(client, address) for address in LISTS} == ten
    assert max(ten.values()) <= 12


def test_an_article_page_asks_as_often_with_twenty_of_everything(
    client: Client, rows: tuple[Author, Section, Series]
) -> None:
    edition = make_published(authors=["A"], tags=["One"], section=rows[1], series=rows[2])
    make_published(translation_of=edition.article, language="de")
    make_comment(edition.article)
    few = count(client, edition.get_absolute_url())
    many = make_published(
        authors=[f"Author {n} of many" for n in range(20)],
        tags=[f"Tag {n}" for n in range(20)],
        section=rows[1],
        series=rows[2],
    )
    for language in ("de", "fr", "es", "it", "ar"):
        make_published(translation_of=many.article, language=language)
    for _ in range(20):
        make_comment(many.article)
    # edition, byline (2), tags, translations, their bylines (2), corrections, comments, menu …
    assert count(client, many.get_absolute_url()) == few <= 14
