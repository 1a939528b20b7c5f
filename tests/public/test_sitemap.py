"""What search engines find: every public article in every language, however many there are."""

from unittest.mock import patch
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import sitemaps
from articles.models import Edition
from tests.conftest import Archive
from tests.factories import (
    make_draft,
    make_issue,
    make_published,
    make_scheduled,
    make_series,
    make_withdrawn,
    republish,
)

SITE = "http://testserver"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def parsed(client: Client, address: str = "/sitemap.xml") -> ET.Element:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"] == "application/xml"
    return ET.fromstring(response.content)


def files(client: Client) -> list[ET.Element]:
    """The files that the index lists, none of them empty."""
    index = parsed(client)
    assert index.tag == f"{MAP}sitemapindex"
    found = [parsed(client, address.removeprefix(SITE)) for address in addresses_in(index)]
    assert all(file.tag == f"{MAP}urlset" and len(file) for file in found)
    return found


def addresses_in(file: ET.Element) -> list[str]:
    return [node.text or "" for node in file.iter(f"{MAP}loc")]


def listed(client: Client) -> list[str]:
    return [address for file in files(client) for address in addresses_in(file)]


def languages(client: Client, edition: Edition) -> dict[str, str]:
    for file in files(client):
        for url in file:
            if url.findtext(f"{MAP}loc") == address(edition):
                return {link.attrib["hreflang"]: link.attrib["href"] for link in url.iter(LINK)}
    raise AssertionError(f"{edition} is not listed")


def address(edition: Edition) -> str:
    return SITE + edition.get_absolute_url()


def test_every_public_page_is_listed_once_and_nothing_else(
    client: Client, archive: Archive
) -> None:
    make_draft("Hidden", authors=["Nobody Else"], tags=["Hush"])
    make_scheduled("Later", authors=["Nobody Yet"], tags=["Soon"])
    make_withdrawn("Gone", authors=["Nobody More"])
    addresses = listed(client)
    assert len(addresses) == len(set(addresses))
    articles = {found for found in addresses if found.startswith(f"{SITE}/articles/")}
    assert articles == {f"{SITE}/articles/", *map(address, archive.editions)}
    others = {found.removeprefix(SITE) for found in addresses} - {
        found.removeprefix(SITE) for found in articles
    }
    assert {"/", "/authors/", "/tags/", "/tags/strike/", "/sections/housing/"} <= others
    assert {archive.ada.get_absolute_url(), archive.union.get_absolute_url()} <= others
    assert not any("nobody" in found or "hush" in found or "soon" in found for found in others)


def test_a_periodical_is_listed_for_what_stands_in_its_numbers(client: Client, db: None) -> None:
    paper, empty = make_series("The Tenant", kind="periodical"), make_series("Nothing yet")
    make_published(issue=make_issue(paper))
    addresses = listed(client)
    assert SITE + paper.get_absolute_url() in addresses
    assert SITE + empty.get_absolute_url() not in addresses


def test_addresses_do_not_depend_on_the_host_that_was_asked(
    client: Client, archive: Archive
) -> None:
    for path in ("/sitemap.xml", "/sitemap-articles-1.xml"):
        response = client.get(path, headers={"x-forwarded-host": "evil.example"})
        assert b"http://testserver/" in response.content
        assert b"evil.example" not in response.content


def test_an_empty_archive_has_a_sitemap(client: Client, db: None) -> None:
    assert f"{SITE}/" in listed(client)


def test_it_says_when_an_article_was_changed(client: Client, db: None) -> None:
    with time_machine.travel("2020-01-01T12:00Z", tick=False):
        first = make_published()
    with time_machine.travel("2021-02-03T12:00Z", tick=False):
        republish(first, title="Another")
        shown = [parsed(client), *files(client)]
    days = [node.text for file in shown for node in file.iter(f"{MAP}lastmod")]
    assert days == ["2021-02-03", "2021-02-03"]  # in the index and beside the article


def test_a_scheduled_article_is_listed_when_its_minute_has_come(client: Client, db: None) -> None:
    edition = make_scheduled(days=1, tags=["Soon"])
    assert address(edition) not in listed(client)
    with time_machine.travel(edition.visible_from):
        assert {address(edition), f"{SITE}/tags/soon/"} <= set(listed(client))


# Languages


def test_every_language_of_a_work_names_all_of_them_and_the_original(
    client: Client, archive: Archive
) -> None:
    expected = {
        "de": address(archive.german),
        "en": address(archive.english),
        "x-default": address(archive.english),
    }
    assert languages(client, archive.english) == languages(client, archive.german) == expected
    assert languages(client, archive.spanish) == {}


def test_of_two_translations_into_one_language_one_has_the_place(
    client: Client, archive: Archive
) -> None:
    second = make_published(language="de", translation_of=archive.english.article)
    assert languages(client, archive.english)["de"] == address(archive.german)
    assert languages(client, second) == {}


def test_what_readers_do_not_have_is_no_language(client: Client, db: None) -> None:
    edition = make_published()
    make_scheduled(language="de", translation_of=edition.article)
    make_withdrawn(language="fr", translation_of=edition.article)
    assert languages(client, edition) == {}


def test_page_and_sitemap_name_the_same_languages(client: Client, archive: Archive) -> None:
    make_published(language="pt-BR", translation_of=archive.english.article)
    for edition in archive.editions:
        html = client.get(edition.get_absolute_url()).content.decode()
        for language, link in languages(client, edition).items():
            if language != "x-default":
                assert f'hreflang="{language}" href="{link}"' in html


# More than fits into one file


@pytest.fixture
def small_files() -> object:
    with patch.object(sitemaps, "MOST", 4):
        yield


def test_what_does_not_fit_into_one_file_is_listed_in_several(
    client: Client, archive: Archive, small_files: object
) -> None:
    for number in range(7):
        make_published(authors=["Noor Haddad"] if number == 0 else [])
    found = listed(client)
    assert max(len(file) for file in files(client)[1:]) <= 4
    assert len(found) == len(set(found))
    with patch.object(sitemaps, "MOST", 10_000):
        assert sorted(found) == sorted(listed(client))
    assert {address(edition) for edition in Edition.objects.public()} <= set(found)


def test_each_file_says_when_something_in_it_was_changed(
    client: Client, archive: Archive, small_files: object
) -> None:
    index = parsed(client)
    days = {node.findtext(f"{MAP}loc"): node.findtext(f"{MAP}lastmod") for node in index}
    articles = {day for file, day in days.items() if "sitemap-articles-" in (file or "")}
    assert articles == {archive.english.visible_from.date().isoformat()}


def test_languages_are_named_across_files(client: Client, db: None, small_files: object) -> None:
    original = make_published()
    for _ in range(5):
        make_published()
    translation = make_published(language="de", translation_of=original.article)
    found: dict[str, set[str]] = {}
    for file in files(client):
        for url in file:
            links = {link.attrib["href"] for link in url.iter(LINK)}
            found[url.findtext(f"{MAP}loc") or ""] = links
    both = {address(original), address(translation)}
    assert found[address(original)] == found[address(translation)] == both


@pytest.mark.parametrize(
    "name", ["articles-999999", "articles-0", "pages-2", "comments-1", "articles", "articles-x"]
)
def test_there_is_no_other_file(client: Client, archive: Archive, name: str) -> None:
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_it_costs_as_many_queries_for_twenty_articles_as_for_ten(client: Client, db: None) -> None:
    def count() -> int:
        original = make_published(tags=["Strike"], authors=[])
        for _ in range(9):
            make_published(translation_of=original.article, language="de")
        with CaptureQueriesContext(connection) as queries:
            listed(client)
        return len(queries)

    assert count() == count() <= 12
