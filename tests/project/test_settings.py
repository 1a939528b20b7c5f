"""What the environment makes of the settings, in a process of its own each time."""

from pathlib import Path

import pytest

from tests.project.started import python, refusal_under, settings_under


def test_the_defaults_are_safe() -> None:
    settings = settings_under()
    assert settings["DEBUG"] is False
    assert settings["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert settings["SITE_URL"] == "http://127.0.0.1:8000"
    assert settings["DATABASES"]["default"]["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert settings["SECURE_PROXY_SSL_HEADER"] is None


def test_the_port_is_part_of_the_default_address() -> None:
    assert settings_under(PORT="9001")["SITE_URL"] == "http://127.0.0.1:9001"


def test_https_brings_secure_cookies_and_strict_transport() -> None:
    settings = settings_under(SITE_URL="https://archive.example", TRUST_PROXY="on")
    assert settings["ALLOWED_HOSTS"] == ["archive.example"]
    assert settings["CSRF_TRUSTED_ORIGINS"] == ["https://archive.example"]
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_HSTS_SECONDS"] == 31_536_000
    assert settings["SECURE_SSL_REDIRECT"]


def test_without_a_trusted_proxy_nobody_is_redirected_in_a_circle() -> None:
    assert not settings_under(SITE_URL="https://archive.example")["SECURE_SSL_REDIRECT"]


def test_postgresql_and_redis_take_over_by_their_addresses() -> None:
    settings = settings_under(
        DATABASE_URL="postgres://broadside:p%40ss@db.example:5433/archive",
        CACHE_URL="redis://cache.example:6379/1",
    )
    database = settings["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"], database["PASSWORD"]) == (
        "db.example",
        5433,
        "archive",
        "p@ss",
    )
    assert settings["CACHES"]["default"]["LOCATION"] == "redis://cache.example:6379/1"


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("", "/data/here/broadside.sqlite3"),
        ("sqlite:///other.sqlite3", "/data/here/other.sqlite3"),
        ("sqlite:////srv/a%20b.sqlite3", "/srv/a b.sqlite3"),
    ],
)
def test_sqlite_lives_in_the_data_folder_or_where_it_is_told(address: str, file: str) -> None:
    settings = settings_under(DATA_DIR="/data/here", DATABASE_URL=address)
    assert settings["DATABASES"]["default"]["NAME"] == file


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}),
        (
            "smtp://me%40a.example:secret@mail.example",
            {
                "EMAIL_HOST": "mail.example",
                "EMAIL_PORT": 587,
                "EMAIL_HOST_USER": "me@a.example",
                "EMAIL_HOST_PASSWORD": "secret",
                "EMAIL_USE_TLS": True,
                "EMAIL_USE_SSL": False,
            },
        ),
        ("smtp://localhost:25?tls=off", {"EMAIL_PORT": 25, "EMAIL_USE_TLS": False}),
        (
            "smtps://mail.example",
            {"EMAIL_PORT": 465, "EMAIL_USE_SSL": True, "EMAIL_USE_TLS": False},
        ),
    ],
)
def test_the_address_of_a_mail_server_is_taken_apart(
    address: str, expected: dict[str, object]
) -> None:
    settings = settings_under(EMAIL_URL=address)
    assert {name: settings[name] for name in expected} == expected


def test_the_secret_key_may_stand_in_the_data_folder(tmp_path: Path) -> None:
    (tmp_path / "secret_key").write_text("f" * 60 + "\n")
    settings = settings_under(SECRET_KEY="", DATA_DIR=str(tmp_path))
    assert settings["SECRET_KEY"] == "f" * 60


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"SECRET_KEY": "", "DATA_DIR": "/nowhere"}, "SECRET_KEY is not set"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too short"),
        ({"DEBUG": "perhaps"}, "DEBUG is 'perhaps'; it must be one of on, true"),
        ({"PORT": "http"}, "PORT is 'http'; it must be a whole number from 1 to 65535"),
        ({"SITE_URL": "archive.example"}, "SITE_URL is 'archive.example'"),
        ({"SITE_LANGUAGE": "tlh"}, "SITE_LANGUAGE is 'tlh'"),
        ({"TIME_ZONE": "Berlin"}, "TIME_ZONE is 'Berlin'"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS is '*'"),
        ({"DATABASE_URL": "mysql://u:hunter2@h/db"}, "DATABASE_URL is 'mysql://***@h/db'"),
        ({"DATABASE_URL": "postgres://u@h/"}, "DATABASE_URL names no database"),
        ({"CACHE_URL": "memcached://h"}, "CACHE_URL is 'memcached://h'"),
        ({"EMAIL_URL": "smtp://"}, "EMAIL_URL names no mail server"),
        ({"STORAGE_URL": "ftp://h/b"}, "STORAGE_URL is 'ftp://h/b'"),
    ],
)
def test_nonsense_stops_the_start_with_one_sentence(
    variables: dict[str, str], sentence: str
) -> None:
    said = refusal_under(**variables)
    assert said.startswith(f"Broadside can't start: {sentence}")
    assert "\n" not in said
    assert "hunter2" not in said


def test_a_bucket_without_its_package_says_what_to_install() -> None:
    if python("-c", "import storages").returncode == 0:
        pytest.skip("django-storages is installed here")
    said = refusal_under(STORAGE_URL="s3://key:secret@s3.example/archive")
    assert "requirements-s3.txt" in said
    assert "secret" not in said
