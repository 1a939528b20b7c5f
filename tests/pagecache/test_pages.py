"""Which pages are kept, under which names, and how they are sent."""

import gzip
import socket
from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import Mock

import brotli
import pytest
import time_machine
from django.contrib.auth.models import AbstractUser
from django.db import DatabaseError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.pagecache.pages import encoding_for, matches, place_in
from tests.conftest import Archive
from tests.factories import make_published, make_series

from .conftest import Process

KEPT = [
    "/",
    "/articles/",
    "/articles/1974/",
    "/articles/1974/03/",
    "/articles/1974/the-rent-strike-of-harrow-row/",
    "/articles/1974/the-rent-strike-of-harrow-row/editions/",
    "/articles/1974/the-rent-strike-of-harrow-row/editions/1/",
    "/articles/1974/the-rent-strike-of-harrow-row.txt",
    "/articles/1974/the-rent-strike-of-harrow-row.bib",
    "/authors/",
    "/authors/ada-brandt/",
    "/tags/",
    "/tags/strike/",
    "/tags/strike/feed.json",
    "/sections/housing/",
    "/corrections/",
    "/feed.xml",
    "/sitemap.xml",
    "/robots.txt",
]


def test_a_kept_page_asks_neither_django_nor_the_database(
    process: Process, archive: Archive
) -> None:
    for address in KEPT:
        first = process.get(address)
        asked = len(process.asked)
        with CaptureQueriesContext(connection) as queries:
            again = process.get(address)
        assert (first.status, again.status) == (200, 200), address
        assert again == first, address
        assert len(queries) == 0, address
        assert len(process.asked) == asked, address


@pytest.fixture
def later(archive: Archive) -> Iterator[None]:
    """Some time after the archive has last changed."""
    with time_machine.travel(timezone.now() + timedelta(seconds=5), tick=False):
        yield


def test_a_page_says_what_caches_need(process: Process, archive: Archive, later: None) -> None:
    headers = process.get(archive.english.get_absolute_url()).headers
    assert headers["Cache-Control"].startswith("public, max-age=0")
    assert "stale-while-revalidate=" in headers["Cache-Control"]
    assert headers["Vary"] == "Accept-Encoding"
    assert f"article-{archive.english.article_id}" in headers["Surrogate-Key"].split()
    assert f"article-{archive.german.article_id}" in headers["Surrogate-Key"].split()
    assert headers["ETag"].startswith('"')
    assert headers["Last-Modified"].endswith("GMT")
    assert headers["No-Vary-Search"] == "params"
    assert "Set-Cookie" not in headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Frame-Options"] == "DENY"


def test_readers_get_the_headers_that_the_desk_gets(
    process: Process, archive: Archive, client: Client
) -> None:
    """The middlewares for readers are fewer; what they say is the same."""
    ours = process.get("/").headers
    whole = client.get("/").headers
    for name, value in whole.items():
        if name not in {"Cache-Control", "ETag", "Last-Modified", "Content-Length"}:
            assert set(ours[name].split("; ")) == set(value.split("; ")), name


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("gzip, deflate", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0", ""),
        ("GZIP", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("gzip;q=abc", ""),
        (",;,=", ""),
    ],
)
def test_the_encoding_is_one_that_the_reader_takes(accepted: str, encoding: str) -> None:
    assert encoding_for(accepted) == encoding


@given(st.text(max_size=60))
def test_no_header_breaks_the_choice_of_an_encoding(accepted: str) -> None:
    assert encoding_for(accepted) in {"", "gzip", "br"}


def test_every_encoding_has_the_same_page_and_a_tag_of_its_own(
    process: Process, archive: Archive
) -> None:
    address = archive.english.get_absolute_url()
    plain = process.warm(address)
    zipped = process.get(address, accept_encoding="gzip")
    brotlied = process.get(address, accept_encoding="br, gzip")
    assert "Content-Encoding" not in plain.headers
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert brotlied.headers["Content-Encoding"] == "br"
    assert plain.body == gzip.decompress(zipped.body) == brotli.decompress(brotlied.body)
    assert len({answer.headers["ETag"] for answer in (plain, zipped, brotlied)}) == 3
    for answer in (plain, zipped, brotlied):
        assert answer.headers["Content-Length"] == str(len(answer.body))


def test_what_the_reader_has_already_is_not_sent_again(
    process: Process, archive: Archive, later: None
) -> None:
    address = archive.english.get_absolute_url()
    for encoding in ("", "gzip"):
        page = process.get(address, accept_encoding=encoding)
        tag, modified = page.headers["ETag"], page.headers["Last-Modified"]
        for conditions in (
            {"if_none_match": tag},
            {"if_none_match": f'"other", W/{tag}'},
            {"if_none_match": "*"},
            {"if_modified_since": modified},
            {"if_none_match": tag, "if_modified_since": "Mon, 01 Jan 1990 00:00:00 GMT"},
        ):
            answer = process.get(address, accept_encoding=encoding, **conditions)
            assert (answer.status, answer.body) == (304, b"")
            assert answer.headers["ETag"] == tag
            assert "Content-Length" not in answer.headers
        for conditions in (
            {"if_none_match": '"other"'},
            {"if_none_match": '"other"', "if_modified_since": modified},
            {"if_modified_since": "Mon, 01 Jan 1990 00:00:00 GMT"},
            {"if_modified_since": "yesterday"},
        ):
            assert process.get(address, accept_encoding=encoding, **conditions).status == 200


def test_a_tag_of_one_encoding_is_not_taken_for_another(process: Process, archive: Archive) -> None:
    address = archive.english.get_absolute_url()
    tag = process.get(address, accept_encoding="gzip").headers["ETag"]
    assert process.get(address, if_none_match=tag).status == 200


def test_head_has_the_headers_and_nothing_else(process: Process, archive: Archive) -> None:
    for address in (*KEPT, "/nowhere/", f"/a/{archive.english.article_id}/"):
        head, page = process.get(address, "HEAD"), process.get(address)
        assert head.body == b"", address
        assert head.lasting[:2] == page.lasting[:2], address
        assert process.get(address, "HEAD").body == b"", address


def test_a_range_of_a_page_is_answered_with_all_of_it(process: Process, archive: Archive) -> None:
    """RFC 9110, section 14.2: a server may ignore it. What is kept must not be a part."""
    address = archive.english.get_absolute_url()
    part = process.get(address, range="bytes=0-99")
    assert part.status == 200
    assert process.get(address) == part
    assert len(part.body) > 1000


def test_unknown_parameters_make_no_new_page(process: Process, archive: Archive) -> None:
    address = archive.english.get_absolute_url()
    plain = process.warm(address)
    kept, asked = len(process.pages.kept), len(process.asked)
    for query in (
        "utm_source=x",
        "fbclid=1&gclid=2",
        "before=1974-03-09.1",
        "a=" * 20,
        "%00",
        "=",
        "&&",
    ):
        assert process.get(f"{address}?{query}") == plain
    assert (len(process.pages.kept), len(process.asked)) == (kept, asked)


def test_lists_keep_a_page_for_each_place(process: Process, transactional_db: None) -> None:
    for number in range(31):
        make_published(f"Article {number}")
    first = process.warm("/articles/")
    place = first.text.partition('rel="next" href="')[2].partition('"')[0]
    second = process.warm(place)
    assert second.body != first.body
    assert process.get("/articles/") == first
    kept = len(process.pages.kept)
    for query in ("x=1", "before=nonsense", "before=2021-02-31.1"):
        assert process.get(f"/articles/?{query}") == first
    assert process.get(f"{place}&utm_source=x") == second
    assert len(process.pages.kept) == kept


@given(st.text(max_size=80))
def test_no_query_breaks_the_reading_of_a_place(query: str) -> None:
    found = place_in(query)
    assert found is None or found == "" or found.startswith(("before=", "after="))


def test_a_query_without_end_goes_past_the_kept_pages(process: Process, archive: Archive) -> None:
    assert process.get("/articles/?" + "a=1&" * 5000).status in {200, 400}
    assert len(process.pages.kept) == 0


@given(st.text(max_size=40))
def test_no_condition_breaks_a_comparison(header: str) -> None:
    assert matches(header, '"tag"') in {True, False}


def test_the_room_for_pages_is_bounded(process: Process, archive: Archive) -> None:
    for number in range(40):
        edition = make_published(f"A long one, {number}", body="<p>" + "words " * 25_000 + "</p>")
        process.get(edition.get_absolute_url())
    assert process.pages.kept.currsize <= process.pages.kept.maxsize
    assert 5 < len(process.pages.kept) < 40


def test_a_page_larger_than_all_the_room_is_sent_all_the_same(
    process: Process, archive: Archive
) -> None:
    edition = make_published("Endless", body="<p>" + "words " * 800_000 + "</p>")
    assert process.get(edition.get_absolute_url()).status == 200
    assert len(process.pages.kept) == 0


def test_what_is_no_page_is_not_kept(process: Process, archive: Archive) -> None:
    address = archive.english.get_absolute_url()
    for other, status in (
        ("/nowhere/", 404),
        (f"/a/{archive.english.article_id}/", 302),
        (address.rstrip("/"), 301),
        (f"{address}comments/", 200),
        ("/healthz", 200),
        ("/admin/", 302),
    ):
        assert process.get(other).status == status, other
    assert len(process.pages.kept) == 0


def test_people_at_the_desk_go_past_the_kept_pages(
    process: Process, archive: Archive, client: Client, superuser: AbstractUser
) -> None:
    address = archive.english.get_absolute_url()
    plain = process.warm(address)
    client.force_login(superuser)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    mine = process.get(address, cookie=cookie)
    assert "superuser" in mine.text
    assert mine.headers["Cache-Control"] == "private, no-store"
    assert process.get(address) == plain
    assert process.get(address, cookie="sessionid=made-up").text == plain.text


def test_a_page_that_fails_is_not_kept(
    process: Process, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("articles.views.articles.opened", lambda *_: 1 / 0)
        assert process.get(archive.english.get_absolute_url()).status == 500
    assert process.get(archive.english.get_absolute_url()).status == 200


def test_no_page_is_made_for_a_reader_who_has_hung_up(process: Process, archive: Archive) -> None:
    address = archive.english.get_absolute_url()
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.send(b"GET")  # the next request, already on its way
        assert process.get(address, connection=ours).status == 200
        process.pages.kept.clear()
        ours.recv(3)
        assert process.get(address, connection=ours).status == 200
        process.pages.kept.clear()
        theirs.close()
        asked = len(process.asked)
        assert process.get(address, connection=ours).status == 503
        assert len(process.asked) == asked


@pytest.mark.parametrize("address", ["/articles/", "/tags/", "/authors/", "/series/letters/"])
def test_two_places_at_once_are_the_one_by_which_the_page_is_kept(
    address: str, process: Process, archive: Archive
) -> None:
    series = make_series("Letters")
    editions = [
        make_published(
            f"Letter {number}", series=series, series_position=number, authors=[f"A{number}"]
        )
        for number in range(4)
    ]
    keys = [f"{edition.sort_date.isoformat()}.{edition.article_id}" for edition in editions]
    keys += ["1", "2", str(editions[1].article_id), str(editions[2].article_id)]
    for before in keys:
        alone = process.get(f"{address}?before={before}").body
        process.pages.kept.clear()
        for after in keys:
            assert process.get(f"{address}?before={before}&after={after}").body == alone
        assert process.get(f"{address}?before={before}").body == alone


@pytest.mark.parametrize(
    "cookie", ["sessionid =x", " sessionid=x", "sessionid\t=x", "a=b; sessionid"]
)
def test_an_odd_cookie_changes_nothing(cookie: str, process: Process, archive: Archive) -> None:
    clean = process.get("/corrections/")
    process.pages.kept.clear()
    assert process.get("/corrections/", cookie=cookie).body == clean.body


def test_without_a_database_the_site_says_so_in_its_own_words(
    process: Process, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = archive.english.get_absolute_url()
    process.warm(address)
    with monkeypatch.context() as broken:
        process.pages.newest.trust = process.pages.newest.trust._replace(until=0)
        broken.setattr(connection, "cursor", Mock(side_effect=DatabaseError("gone")))
        health = process.get("/healthz")
        assert (health.status, health.body) == (503, b"no database\n")
        page = process.get(address)
        assert page.status == 500
        assert "Something went wrong here" in page.text
    assert process.get(address).status == 200
