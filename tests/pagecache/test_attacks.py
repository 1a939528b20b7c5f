"""Nobody makes the cache keep a page that others should not get, nor one of theirs for others."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from articles.pagecache.bell import Bell
from tests.conftest import Archive

from .conftest import Process

pytestmark = pytest.mark.django_db(transaction=True)

EVIL = "evil.example"
HEADERS = [
    {"x_forwarded_host": EVIL},
    {"x_forwarded_server": EVIL},
    {"x_forwarded_port": "1337"},
    {"x_forwarded_proto": "https"},
    {"x_forwarded_scheme": "https"},
    {"x_forwarded_prefix": f"//{EVIL}"},
    {"x_forwarded_for": EVIL},
    {"forwarded": f"host={EVIL};proto=https"},
    {"x_host": EVIL},
    {"x_original_url": "/admin/"},
    {"x_rewrite_url": "/admin/"},
    {"x_http_method_override": "DELETE"},
    {"x_method_override": "POST"},
    {"accept_language": "ar"},
    {"accept": "application/json"},
    {"user_agent": "<script>alert(1)</script>"},
    {"referer": f"https://{EVIL}/"},
    {"origin": f"https://{EVIL}"},
    {"cookie": "csrftoken=x; theme=dark; django_language=ar"},
    {"authorization": "Bearer x"},
    {"purpose": "prefetch"},
    {"range": "bytes=0-10"},
    {"if_none_match": '"x"'},
    {"if_match": '"x"'},
    {"if_unmodified_since": "Mon, 01 Jan 1990 00:00:00 GMT"},
    {"te": "trailers"},
    {"upgrade": "h2c"},
    {"accept_encoding": "gzip;q=0, br;q=0"},
]
HOSTS = [EVIL, f"testserver.{EVIL}", f"{EVIL}:80", "testserver@evil.example", "", "[", "a b", "."]
METHODS = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "X"]
TAILS = [
    "x.css", "/x.css", "..;/x.css", "%2e%2e/x.css", ";x.css", "%3bx.css", "%23x.css", "%3Fx.css",
    "x.js?y", "%00.css", "%0a.css", "%2fx.png", ".css", "%5cx.css", "favicon.ico",
]  # fmt: skip
ODD_PATHS = [
    "//", "//evil.example/", "/./", "/%2e/", "/articles//", "/ARTICLES/", "/articles/%20/",
    "/\\evil.example", "/%5cevil.example/", "/%ff/", "/articles/1974/%d9/", "/%E2%80%AE/",
]  # fmt: skip


@pytest.mark.parametrize("address", ["/", "/feed.xml", "/nowhere/"])
def test_no_header_of_one_reader_shows_on_the_page_of_another(
    address: str, bell: Bell, archive: Archive
) -> None:
    clean = Process(bell).get(address)
    for headers in HEADERS:
        process = Process(bell)  # which has kept nothing yet
        poisoned = process.get(address, **headers)
        assert EVIL not in poisoned.text + str(poisoned.headers), headers
        assert process.get(address) == clean, headers


def test_a_host_that_is_not_ours_gets_nothing_not_even_what_is_kept(
    process: Process, archive: Archive
) -> None:
    process.warm("/")
    for host in HOSTS:
        assert process.get("/", host=host).status == 400, host
        assert EVIL not in process.get("/").text, host


def test_our_host_with_a_port_gets_the_same_page(process: Process, archive: Archive) -> None:
    assert process.get("/", host="testserver:8000").body == process.get("/").body


def test_another_method_gets_no_kept_page_and_makes_none(bell: Bell, archive: Archive) -> None:
    address = archive.english.get_absolute_url()
    for method in METHODS:
        process = Process(bell)
        assert process.get(address, method).status in {403, 405}, method
        assert len(process.pages.kept) == 0, method
        kept = process.warm(address)
        assert process.get(address, method).status in {403, 405}, method
        assert process.get(address) == kept, method


def test_a_tail_makes_no_page_of_another_kind(
    process: Process, archive: Archive, client: Client, superuser: AbstractUser
) -> None:
    """Cache deception: a page of the desk, asked for as if it were a file that everyone may get."""
    client.force_login(superuser)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    places = ("/admin/", "/", archive.english.get_absolute_url())
    for address in (f"{place}{tail}" for place in places for tail in TAILS):
        answer = process.get(address, cookie=cookie)
        is_public = "public" in answer.headers.get("Cache-Control", "")
        assert not is_public or answer.status != 200, address
        assert "superuser" not in process.get(address).text, address
    assert all(
        "superuser" not in kept.body.decode(errors="replace")
        for kept in process.pages.kept.values()
    )


def test_an_odd_path_is_not_found_and_leads_nowhere(process: Process, archive: Archive) -> None:
    for path in ODD_PATHS:
        answer = process.get(path)
        assert answer.status in {301, 400, 404}, path
        location = answer.headers.get("Location", "/")
        assert location.startswith("/"), path
        assert not location.startswith(("//", "/\\")), path
        assert len(process.pages.kept) == 0, path


def test_a_comment_form_with_its_stamp_is_kept_by_nobody(
    process: Process, archive: Archive
) -> None:
    address = f"{archive.english.get_absolute_url()}comments/"
    first, second = process.get(address), process.get(address)
    assert "no-store" in first.headers["Cache-Control"]
    assert len(process.pages.kept) == 0
    assert 'name="stamp" value=""' not in first.text + second.text
