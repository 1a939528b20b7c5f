"""The addresses of copies: what is sent with them, and where they lead once an article moved."""

from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.exporting.base import FORMATS, copies
from articles.reading.citation import REFERENCES
from tests.conftest import Archive
from tests.factories import (
    make_draft,
    make_published,
    make_scheduled,
    make_trashed,
    make_withdrawn,
    republish,
)

ALL = pytest.mark.parametrize("suffix", FORMATS)


def address(page: str, suffix: str) -> str:
    return f"{page.removesuffix('/')}.{suffix}"


def test_every_format_is_offered_once(archive: Archive) -> None:
    page = archive.english.get_absolute_url()
    offered = [link.address for link in copies(page)]
    offered += [address(page, suffix) for _name, suffix in REFERENCES]
    assert sorted(offered) == sorted(address(page, suffix) for suffix in FORMATS)


@ALL
def test_every_format_is_in_the_reference(suffix: str) -> None:
    page = Path(settings.BASE_DIR, "docs", "reference", "formats.md").read_text("utf-8")
    assert f" | `{suffix}` | " in page


@ALL
def test_a_copy_has_its_type_and_says_where_the_page_is(
    client: Client, archive: Archive, suffix: str
) -> None:
    for edition in archive.editions:
        page = edition.get_absolute_url()
        response = client.get(address(page, suffix))
        assert response.status_code == 200
        assert response["Content-Type"] == f"{FORMATS[suffix].media_type}; charset=utf-8"
        assert response["Link"] == f'<http://testserver{page}>; rel="canonical"'
        text = response.content.decode()
        assert edition.title in text
        assert f"http://testserver/a/{edition.article_id}/" in text


def test_files_for_reference_managers_are_saved_under_the_name_of_the_article(
    client: Client, archive: Archive
) -> None:
    english, arabic = (
        client.get(address(edition.get_absolute_url(), "ris"))["Content-Disposition"]
        for edition in (archive.english, archive.arabic)
    )
    assert english == f'attachment; filename="{archive.english.slug}.ris"'
    assert arabic == f"attachment; filename*=utf-8''{quote(archive.arabic.slug)}.ris"


def test_copies_of_the_text_are_shown(client: Client, archive: Archive) -> None:
    for link in copies(archive.english.get_absolute_url()):
        assert client.get(link.address)["Content-Disposition"].startswith("inline")


@ALL
def test_any_cache_may_keep_a_copy_and_ask_whether_it_still_stands(
    client: Client, archive: Archive, suffix: str
) -> None:
    link = address(archive.english.get_absolute_url(), suffix)
    response = client.get(link)
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert client.get(link, headers={"if-none-match": response["ETag"]}).status_code == 304
    republish(archive.english, title="Another title")
    assert client.get(link, headers={"if-none-match": response["ETag"]}).status_code == 200
    assert client.post(link).status_code == 405


@ALL
def test_copies_move_with_the_article(client: Client, db: None, suffix: str) -> None:
    old = make_published("First", slug="first")
    new = republish(old, slug="second", printed_date="1999")
    response = client.get(address(old.get_absolute_url(), suffix))
    assert response.status_code == 301
    assert response["Location"] == address(new.get_absolute_url(), suffix)
    assert client.get(response["Location"]).status_code == 200


@ALL
def test_of_what_readers_may_not_see_there_is_no_copy(
    client: Client, db: None, suffix: str
) -> None:
    scheduled = make_scheduled("Marker", slug="later").get_absolute_url()
    draft = make_draft("Marker", slug="draft", printed_date="2021")
    hidden = {
        scheduled: 404,
        f"/articles/{draft.filed_year}/{draft.slug}/": 404,
        make_withdrawn("Marker", slug="withdrawn").get_absolute_url(): 410,
        make_trashed("Marker", slug="trashed").get_absolute_url(): 410,
    }
    for page, status in hidden.items():
        response = client.get(address(page, suffix))
        assert response.status_code == status
        assert "Marker" not in response.content.decode()


@pytest.mark.parametrize("suffix", ["exe", "txt.php", "TXT", "csl", "json.", "xml"])
def test_there_is_no_other_format(client: Client, archive: Archive, suffix: str) -> None:
    assert client.get(address(archive.english.get_absolute_url(), suffix)).status_code == 404


def test_an_old_edition_is_not_what_is_copied(client: Client, db: None) -> None:
    old = make_published("Old title", slug="same")
    republish(old, title="New title")
    text = client.get(address(old.get_absolute_url(), "txt")).content.decode()
    assert text.startswith("New title")


def test_a_copy_costs_as_many_queries_with_twenty_of_everything(client: Client, db: None) -> None:
    def count(number: int, of: str) -> int:
        edition = make_published(
            authors=[f"Author {n} of {of}" for n in range(number)],
            tags=[f"Tag {n} of {of}" for n in range(number)],
        )
        with CaptureQueriesContext(connection) as queries:
            client.get(address(edition.get_absolute_url(), "json"))
        return len(queries)

    assert count(1, "one") == count(20, "many") <= 6
