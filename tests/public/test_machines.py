"""What programs ask for."""

from unittest.mock import patch

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client

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
