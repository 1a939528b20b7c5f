"""A reader who has been everywhere, so that all that can be kept of pages is kept."""

from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client

from articles.models import Crop, Edition, Fragment
from articles.reading import fragments
from tests.conftest import Archive
from tests.factories import (
    make_author,
    make_comment,
    make_image,
    make_issue,
    make_published,
    make_section,
    make_series,
    republish,
)

Pages = dict[str, tuple[int, str]]
PLACES = [
    "/",
    "/articles/",
    "/articles/1974/",
    "/authors/",
    "/authors/ada-brandt/",
    "/authors/a-brandt/",
    "/tags/",
    "/tags/strike/",
    "/tags/rent/",
    "/sections/housing/",
    "/sections/elsewhere/",
    "/series/letters/",
    "/series/gazette/",
    "/corrections/",
    "/feed.xml",
]


class Reader:
    """Looks at every page on which something of the archive may stand."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def look(self) -> Pages:
        """Status and text of each, also of articles that are gone or still to come."""
        articles = {row.get_absolute_url() for row in Edition.objects.all()}
        return {address: self.open(address) for address in [*PLACES, *sorted(articles)]}

    def open(self, address: str) -> tuple[int, str]:
        answer = self.client.get(address)
        return answer.status_code, answer.text

    def look_anew(self) -> Pages:
        """The same with nothing that is kept believed, and without touching it."""
        with patch.object(fragments, "settings", Forgetful()):
            return self.look()


class Forgetful:
    """The settings as the keeping of fragments sees them where it keeps and believes nothing."""

    DEBUG = True

    def __getattr__(self, name: str) -> object:
        return getattr(settings, name)


@pytest.fixture
def reader(transactional_db: None, client: Client, archive: Archive) -> Reader:
    series, ada = make_series("Letters", slug="letters"), archive.ada
    gazette = make_series("Gazette", slug="gazette", kind="periodical")
    first = make_published("Part one", series=series, series_position=1, authors=[ada])
    make_published("Part two", series=series, series_position=2, tags=["Strike"])
    republish(first, title="Part one, corrected", correction="A name was wrong.")
    make_published("Pictured", image=make_image(1300, 700), issue=make_issue(gazette, number="7"))
    Crop.objects.all().delete()  # as if the picture were being cut still
    for number in range(3):
        make_published(f"Of the strike {number}", tags=["Strike", "Rent"], printed_date="1974")
    make_published(
        "Elsewhere", section=make_section("Elsewhere"), authors=[make_author("A. Brandt")]
    )
    make_comment(archive.spanish.article, "Held.", approved=False)
    found = Reader(client)
    found.look()
    assert Fragment.objects.exists()
    return found


def edition(title: str) -> Edition:
    """The newest of an article whose title begins so."""
    return Edition.objects.filter(title__startswith=title).latest("number")
