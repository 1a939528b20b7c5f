"""What a reader is offered to read on: articles of other works that share tags, nearest in time."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Edition
from articles.publishing.publish import withdraw
from tests.factories import make_published, make_scheduled, republish
from tests.pages import open_page, texts

pytestmark = pytest.mark.django_db


def offered(client: Client, edition: Edition) -> list[str]:
    return texts(open_page(client, edition.get_absolute_url()), ".related :is(h2, h3) a")


def test_those_come_first_that_share_most_tags(client: Client) -> None:
    make_published("None", tags=["Weather"])
    make_published("One", tags=["Rent"])
    make_published("Two", tags=["Rent", "Strike"])
    here = make_published("Here", tags=["Rent", "Strike", "Harbour"])
    assert offered(client, here) == ["Two", "One"]


def test_the_nearest_in_time_are_offered_of_a_tag_with_many(client: Client) -> None:
    for year in range(1900, 1990):
        make_published(f"Of {year}", tags=["Rent"], printed_date=str(year))
    here = make_published("Here", tags=["Rent"], printed_date="1945")
    years = [int(title.removeprefix("Of ")) for title in offered(client, here)]
    assert len(years) == 4
    assert all(abs(year - 1945) <= 13 for year in years)


def test_nothing_is_offered_that_readers_do_not_have(client: Client) -> None:
    here = make_published("Here", tags=["Rent"])
    make_published("A translation", tags=["Rent"], language="de", translation_of=here.article)
    make_scheduled("Tomorrow", tags=["Rent"])
    withdraw(make_published("Withdrawn", tags=["Rent"]).article, reason="Wrong.")
    corrected = make_published("Once", tags=["Rent"])
    republish(corrected, title="Corrected")
    untagged = make_published("Untagged", tags=["Rent"])
    untagged.article.tags.clear()
    republish(untagged)
    assert offered(client, here) == ["Corrected"]


def test_an_article_without_tags_is_offered_nothing(client: Client) -> None:
    make_published("Another")
    assert offered(client, make_published("Here")) == []


def test_many_tags_cost_as_many_queries_as_one(client: Client) -> None:
    few = make_published("Few", tags=["Rent"])
    many = make_published("Many", tags=["Rent", *(f"Tag {number}" for number in range(40))])
    counted = []
    for edition in (few, many):
        client.get(edition.get_absolute_url())
        with CaptureQueriesContext(connection) as queries:
            client.get(edition.get_absolute_url())
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 8
