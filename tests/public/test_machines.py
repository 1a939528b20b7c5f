"""What programs ask for."""

import re
from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

from articles.models import Image
from tests.factories import make_image


def test_robots_are_kept_from_the_desk_and_shown_the_sitemap(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_security_txt_says_whom_to_write_to_and_has_not_expired(client: Client) -> None:
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"].startswith("text/plain")
    assert "Contact: mailto:" in response.content.decode()
    assert "Expires: 2" in response.content.decode()


def test_the_site_is_healthy_with_a_database_and_all_migrations(client: Client, db: None) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


def test_a_missing_migration_is_not_healthy(client: Client, db: None) -> None:
    newest = MigrationLoader(connection).graph.leaf_nodes("articles")[0]
    MigrationRecorder(connection).record_unapplied(*newest)
    assert client.get("/healthz").status_code == 503


def test_a_missing_database_is_not_healthy(client: Client, db: None) -> None:
    with patch.object(connection, "cursor", side_effect=DatabaseError):
        assert client.get("/healthz").status_code == 503


def test_a_picture_is_served_for_ever_under_its_name(client: Client, db: None) -> None:
    image = make_image()
    response = client.get(image.src)
    assert response.status_code == 200
    assert b"".join(response.streaming_content).startswith((b"\xff\xd8\xff", b"\x89PNG"))
    assert response["Content-Type"] in ("image/jpeg", "image/png")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in response["Cache-Control"]
    response.close()
    again = client.get(image.src, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize(
    "name",
    [
        "images/../secret_key",
        "images/..%2f..%2fsecret_key",
        "images/%2e%2e/%2e%2e/secret_key",
        "secret_key",
        "private/secret.png",
        "images/page.html",
        "images/picture.svg",
        "images/.png",
        "images//etc/passwd.png",
        "images/missing.png",
        "images/",
        "",
    ],
)
def test_nothing_but_pictures_is_served(client: Client, db: None, name: str) -> None:
    for kept in ("private/secret.png", "images/page.html", "images/picture.svg"):
        if not default_storage.exists(kept):
            default_storage.save(kept, ContentFile(b"secret"))
    assert client.get("/media/" + name).status_code == 404


def bytes_of(image: Image) -> bytes:
    with image.file.open() as file:
        return file.read()


@pytest.mark.parametrize(
    ("asked", "first", "stop"),
    [
        ("bytes=0-9", 0, 10),
        ("bytes=10-", 10, None),
        ("bytes=-7", -7, None),
        ("bytes=0-0", 0, 1),
        ("bytes=5-999999999", 5, None),
        ("bytes=-999999999", 0, None),
    ],
)
def test_a_part_of_a_picture_is_sent_to_who_asks_for_it(
    client: Client, db: None, asked: str, first: int, stop: int | None
) -> None:
    image = make_image()
    whole = bytes_of(image)
    response = client.get(image.src, headers={"range": asked})
    assert response.status_code == 206
    assert response.content == whole[first:stop]
    begin, end, size = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", response["Content-Range"]).groups()
    assert whole[int(begin) : int(end) + 1] == response.content
    assert int(size) == len(whole)
    assert response["Content-Type"] in {"image/jpeg", "image/png"}
    assert "immutable" in response["Cache-Control"]


@pytest.mark.parametrize(
    "asked", ["bytes=0-1,4-5", "bytes=9-2", "bytes=-", "lines=1-2", "bytes=a-b", "bytes 0-1"]
)
def test_a_range_that_means_nothing_gets_the_whole_picture(
    client: Client, db: None, asked: str
) -> None:
    image = make_image()
    response = client.get(image.src, headers={"range": asked})
    assert response.status_code == 200
    assert b"".join(response.streaming_content) == bytes_of(image)
    assert response["Accept-Ranges"] == "bytes"
    response.close()


def test_a_range_beyond_the_end_is_refused_and_one_of_another_file_gets_all(
    client: Client, db: None
) -> None:
    image = make_image()
    beyond = client.get(image.src, headers={"range": "bytes=99999999-"})
    assert beyond.status_code == 416
    assert beyond["Content-Range"] == f"bytes */{image.file.size}"
    other = client.get(image.src, headers={"range": "bytes=0-1", "if-range": '"another"'})
    assert other.status_code == 200
    other.close()
    same = client.get(image.src)
    again = client.get(image.src, headers={"range": "bytes=0-1", "if-range": same["ETag"]})
    same.close()
    assert again.status_code == 206
