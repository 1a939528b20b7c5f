"""Each misconfiguration that only start-up can see raises its own id, with a hint."""

from pathlib import Path

import pytest
from django.core.checks import CheckMessage
from pytest_django.fixtures import Settings

from site_project import checks


def ids(messages: list[CheckMessage]) -> list[str | None]:
    assert all(message.hint for message in messages)
    return [message.id for message in messages]


def test_the_settings_of_the_tests_raise_nothing() -> None:
    assert checks.data_dir_is_writable(None) == []
    assert checks.secret_key_is_private(None) == []
    assert checks.proxy_is_trusted(None) == []


def test_a_data_folder_that_is_missing(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "missing"
    assert ids(checks.data_dir_is_writable(None)) == ["broadside.E001"]


def test_a_file_in_the_place_of_the_data_folder(settings: Settings, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path / "file"
    settings.DATA_DIR.touch()
    assert ids(checks.data_dir_is_writable(None)) == ["broadside.E001"]


@pytest.mark.parametrize(("mode", "expected"), [(0o600, []), (0o640, ["broadside.E002"])])
def test_a_key_that_others_can_read(
    settings: Settings, tmp_path: Path, mode: int, expected: list[str]
) -> None:
    settings.DATA_DIR = tmp_path
    (tmp_path / "secret_key").touch()
    (tmp_path / "secret_key").chmod(mode)
    assert ids(checks.secret_key_is_private(None)) == expected


@pytest.mark.parametrize(
    ("host", "https", "expected"),
    [
        ("archive.example", False, ["broadside.W001"]),
        ("archive.example", True, []),
        ("127.0.0.1", False, []),
        ("[::1]", False, []),
        ("192.168.1.7", False, []),
        ("8.8.8.8", False, ["broadside.W001"]),
        ("localhost", False, []),
        ("abc.onion", False, []),
    ],
)
def test_a_public_site_without_encryption(
    settings: Settings, host: str, https: bool, expected: list[str]
) -> None:
    settings.ALLOWED_HOSTS = [host]
    settings.HTTPS = https
    assert ids(checks.site_url_is_public(None)) == expected


def test_https_without_a_trusted_proxy(settings: Settings) -> None:
    settings.HTTPS, settings.TRUST_PROXY = True, False
    assert ids(checks.proxy_is_trusted(None)) == ["broadside.W002"]


def test_a_shared_database_with_a_cache_for_each_process(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    local = "django.core.cache.backends.locmem.LocMemCache"
    monkeypatch.setitem(settings.DATABASES["default"], "ENGINE", "django.db.backends.postgresql")
    monkeypatch.setitem(settings.CACHES["default"], "BACKEND", local)
    assert ids(checks.cache_is_shared(None)) == ["broadside.W003"]


def test_no_mail_server_is_worth_a_warning_on_deployment(settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert ids(checks.mail_goes_out(None)) == ["broadside.W004"]
