"""What every answer carries, and what no anonymous reader is given."""

import pytest
from django.test import Client

from tests.conftest import Archive

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/", "/healthz", "/robots.txt", "/nowhere/", "/admin/login/", "/static/nothing.css"]
)
def test_every_answer_is_guarded(client: Client, address: str) -> None:
    headers = client.get(address).headers
    directives = dict(
        part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";")
    )
    assert directives.items() >= POLICY.items()
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in headers["Permissions-Policy"]


def test_an_anonymous_reader_gets_no_cookie(client: Client, archive: Archive) -> None:
    for address in ("/", "/articles/", archive.english.get_absolute_url(), "/feed.xml", "/nowhere"):
        assert not client.get(address).cookies, address


@pytest.mark.django_db
def test_a_foreign_host_is_turned_away(client: Client) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


def test_a_page_that_the_reader_has_is_not_sent_again(client: Client, archive: Archive) -> None:
    address = archive.english.get_absolute_url()
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"if-none-match": tag})
    assert again.status_code == 304
    assert not again.content
