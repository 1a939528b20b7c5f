"""Atom and JSON feeds: full text with notes, addresses that work anywhere."""

import json
from xml.etree import ElementTree as ET

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Redirect
from tests.conftest import Archive
from tests.factories import (
    make_author,
    make_image,
    make_published,
    make_scheduled,
    make_withdrawn,
    republish,
)
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


def test_links_between_marks_and_notes_stay_within_the_entry(
    client: Client, archive: Archive
) -> None:
    for item in feed(client)["items"]:
        page = Page(item["content_html"])
        ids = {node.attributes["id"] for node in page.css("[id]")}
        inner = links(page, "[role~=doc-noteref], [role~=doc-backlink]")
        assert inner
        assert all(link.startswith("#a") and link[1:] in ids for link in inner)
        labelled = [node.attributes["aria-labelledby"] for node in page.css("[aria-labelledby]")]
        assert set(labelled) <= ids


def test_an_entry_names_translators_as_contributors(client: Client, db: None) -> None:
    edition = make_published(authors=["Ada Brandt", "Noor Haddad"])
    edition.contributions.filter(position=2).update(role="translator")
    (entry,) = atom(client).findall("a:entry", ATOM)
    assert [node.text for node in entry.findall("a:author/a:name", ATOM)] == ["Ada Brandt"]
    assert [node.text for node in entry.findall("a:contributor/a:name", ATOM)] == ["Noor Haddad"]
    (item,) = feed(client)["items"]
    assert item["authors"] == [
        {"name": "Ada Brandt", "url": "http://testserver/authors/ada-brandt/"}
    ]


def test_a_json_feed_has_what_the_format_has_a_word_for(client: Client, archive: Archive) -> None:
    channel = feed(client, "/authors/ada-brandt/feed.json")
    assert channel["version"] == "https://jsonfeed.org/version/1.1"
    assert channel["title"] == "Ada Brandt · Broadside"
    assert channel["home_page_url"] == "http://testserver/authors/ada-brandt/"
    assert channel["feed_url"] == "http://testserver/authors/ada-brandt/feed.json"
    assert channel["language"] == "en"
    item = channel["items"][-1]
    assert item["language"] == "en"
    assert item["tags"] == ["Housing", "Rent", "Strike"]
    assert item["date_published"].endswith("Z")
    assert not [word for word in (*channel, *item) if word.startswith("_")]


def test_a_lead_picture_goes_with_its_item(client: Client, db: None) -> None:
    image = make_image()
    make_published(image=image)
    assert feed(client)["items"][0]["image"] == "http://testserver" + image.src


def test_an_author_in_two_roles_is_told_of_once(client: Client, db: None) -> None:
    ada = make_author("Ada Brandt")
    edition = make_published(authors=[ada])
    edition.contributions.create(
        author=ada,
        role="translator",
        position=2,
        article_id=edition.article_id,
        sort_date=edition.sort_date,
    )
    assert len(feed(client, "/authors/ada-brandt/feed.json")["items"]) == 1


def test_a_feed_has_the_thirty_that_were_put_online_last(client: Client, db: None) -> None:
    for number in range(1, 33):
        with time_machine.travel(f"2020-01-01T12:{number:02}Z", tick=False):
            make_published(f"Number {number}", tags=["Strike"])
    expected = [f"Number {number}" for number in range(32, 2, -1)]
    for address in ("/feed.json", "/tags/strike/feed.json"):
        assert [item["title"] for item in feed(client, address)["items"]] == expected


def test_a_feed_of_what_was_withdrawn_is_none(client: Client, db: None) -> None:
    make_withdrawn(tags=["Strike"])
    assert client.get("/tags/strike/feed.xml").status_code == 404


@pytest.mark.parametrize("name", ["feed.xml", "feed.json"])
def test_feeds_move_with_their_page(client: Client, archive: Archive, name: str) -> None:
    Redirect.objects.create(path="/authors/ada/", target="/authors/ada-brandt/")
    Redirect.objects.create(path="/tags/huelgas/", target="/tags/huelga/")
    Redirect.objects.create(path="/tags/إضرابات/", target="/tags/إضراب/")
    Redirect.objects.create(path="/tags/evil/", target="//evil.example/")
    for old, new in {
        "/authors/ada/": "/authors/ada-brandt/",
        "/tags/huelgas/": "/tags/huelga/",
        "/tags/إضرابات/": "/tags/%D8%A5%D8%B6%D8%B1%D8%A7%D8%A8/",
        "/tags/evil/": "/evil.example/",
    }.items():
        response = client.get(old + name)
        assert (response.status_code, response["Location"]) == (301, new + name)


@pytest.mark.parametrize("name", ["feed.xml", "feed.json"])
def test_a_reader_that_has_it_already_gets_nothing(
    client: Client, archive: Archive, name: str
) -> None:
    etag = client.get("/tags/strike/" + name)["ETag"]
    known = {"if-none-match": etag}
    assert client.get("/tags/strike/" + name, headers=known).status_code == 304
    republish(archive.german, title="Der Mietstreik")
    assert client.get("/tags/strike/" + name, headers=known).status_code == 200


@pytest.mark.parametrize(
    "address", ["/feed.xml", "/tags/strike/feed.json", "/authors/ada/feed.xml"]
)
def test_a_feed_costs_few_queries(client: Client, db: None, address: str) -> None:
    ada = make_author("Ada", slug="ada")
    for _ in range(12):
        make_published(authors=[ada, make_author()], tags=["Strike", "Rent"])
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    # For the site the entries with all that belongs to them. Else first who or what it is about,
    # how many articles there are and whether something has to be counted.
    assert len(queries) == (1 if address == "/feed.xml" else 3)
