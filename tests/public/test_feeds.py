"""Atom and JSON feeds: full text with notes, addresses that work anywhere."""

import json
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.test import Client

from tests.conftest import Archive
from tests.factories import make_image, make_published, make_scheduled, republish
from tests.pages import Page, assert_footnotes_pair, links

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def atom(client: Client, address: str = "/feed.xml") -> ET.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)


def feed(client: Client, address: str = "/feed.json") -> dict:
    response = client.get(address)
    assert response["Content-Type"].startswith("application/feed+json")
    return json.loads(response.content)


def test_both_feeds_have_what_was_put_online_last_first(client: Client, archive: Archive) -> None:
    expected = [edition.title for edition in reversed(archive.editions)]
    assert [e.findtext("a:title", "", ATOM) for e in atom(client).findall("a:entry", ATOM)] == (
        expected
    )
    assert [item["title"] for item in feed(client)["items"]] == expected


def test_an_entry_has_authors_dates_terms_and_a_permanent_id(
    client: Client, archive: Archive
) -> None:
    entry = atom(client, "/sections/housing/feed.xml").findall("a:entry", ATOM)[-1]
    names = [node.text for node in entry.findall("a:author/a:name", ATOM)]
    assert names == ["Ada Brandt", "Tenants’ Union of Harrow Row"]
    assert entry.findtext("a:id", "", ATOM) == f"http://testserver/a/{archive.english.article_id}/"
    assert {node.attrib["term"] for node in entry.findall("a:category", ATOM)} == {
        "Housing",
        "Rent",
        "Strike",
    }
    item = feed(client, "/sections/housing/feed.json")["items"][-1]
    assert [author["name"] for author in item["authors"]] == names
    assert item["id"] == f"http://testserver/a/{archive.english.article_id}/"


def test_several_articles_share_a_page_without_sharing_ids(
    client: Client, archive: Archive
) -> None:
    contents = [item["content_html"] for item in feed(client)["items"]]
    page = Page("".join(contents))
    ids = [node.attributes["id"] for node in page.css("[id]")]
    assert len(ids) == len(set(ids))
    for link in links(page, "[role~=doc-noteref], [role~=doc-backlink]"):
        assert link[1:] in ids


def test_the_text_of_both_feeds_is_the_same(client: Client, archive: Archive) -> None:
    entries = atom(client).findall("a:entry/a:content", ATOM)
    assert [entry.text for entry in entries] == [
        item["content_html"] for item in feed(client)["items"]
    ]


def test_pictures_and_links_of_the_site_have_whole_addresses(client: Client, db: None) -> None:
    image = make_image()
    make_published(
        body=f'<p><a href="/about/">us</a></p><figure><img src="{image.src}" alt="x"></figure>'
    )
    html = feed(client)["items"][0]["content_html"]
    assert 'href="http://testserver/about/"' in html
    assert 'src="http://testserver/media/' in html
    assert '"/media' not in html
    assert " /media" not in html


def test_a_text_has_its_language_and_direction(client: Client, archive: Archive) -> None:
    page = Page(feed(client)["items"][1]["content_html"])
    wrapper = page.css_first("div")
    assert (wrapper.attributes["lang"], wrapper.attributes["dir"]) == ("ar", "rtl")


@pytest.mark.parametrize("name", ["feed.xml", "feed.json"])
def test_authors_tags_and_sections_have_feeds_of_their_own(
    client: Client, archive: Archive, name: str
) -> None:
    for address in (archive.ada.get_absolute_url(), "/tags/strike/", "/sections/housing/"):
        content = client.get(address + name).content.decode()
        assert archive.english.title in content
        assert archive.spanish.title not in content
    assert client.get("/authors/nobody/" + name).status_code == 404


def test_an_empty_feed_is_a_feed(client: Client, db: None) -> None:
    assert atom(client).findtext("a:updated", "", ATOM) == "1970-01-01T00:00:00+00:00"
    assert feed(client)["items"] == []


def test_a_new_edition_is_updated_and_not_published_again(client: Client, db: None) -> None:
    with time_machine.travel("2020-01-01T12:00Z", tick=False):
        edition = make_published("First")
    with time_machine.travel("2021-01-01T12:00Z", tick=False):
        republish(edition, title="Second")
        (entry,) = atom(client).findall("a:entry", ATOM)
    assert entry.findtext("a:published", "", ATOM) == "2020-01-01T12:00:00+00:00"
    assert entry.findtext("a:updated", "", ATOM) == "2021-01-01T12:00:00+00:00"


def test_a_scheduled_article_is_not_in_a_feed(client: Client, archive: Archive) -> None:
    before = client.get("/feed.xml").content
    make_scheduled("Later")
    assert client.get("/feed.xml").content == before


def test_controls_in_a_title_do_not_break_the_feed(client: Client, db: None) -> None:
    make_published("A\x0bB\x01C", slug="abc", body="<p>Words.</p>")
    assert atom(client).findtext("a:entry/a:title", "", ATOM) == "A BC"


def test_notes_in_a_feed_pair_with_their_marks(client: Client, archive: Archive) -> None:
    html = feed(client)["items"][-1]["content_html"].replace(f"a{archive.english.article_id}-", "")
    assert_footnotes_pair(Page(html))
