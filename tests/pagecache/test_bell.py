"""Bells: told once, heard everywhere; a lost one makes the site slower, never wrong."""

import socket
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.pagecache import bell as bells
from articles.pagecache.bell import Bell, FileBell, NoBell, RedisBell
from tests.conftest import Archive
from tests.factories import republish

from .conftest import Process

ON_REDIS = "redis" in settings.CACHES["default"]["BACKEND"].lower()


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(params=["file", "redis"])
def pair(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Bell, Bell]:
    """The same bell, as two processes hear it."""
    if request.param == "file":
        return FileBell(tmp_path / "bell"), FileBell(tmp_path / "bell")
    if not ON_REDIS:
        pytest.skip("needs a Redis: make test-services")
    url = settings.CACHES["default"]["LOCATION"]
    return RedisBell(url), RedisBell(url)


def test_a_ring_shows_every_process_another_token(pair: tuple[Bell, Bell]) -> None:
    here, there = pair
    seen = {there.token()}
    for _ in range(20):
        here.ring()
        assert here.token() == there.token()
        seen.add(there.token())
    assert len(seen) == 21


def test_a_redis_that_lost_its_memory_shows_a_token_that_nobody_knows(tmp_path: Path) -> None:
    if not ON_REDIS:
        pytest.skip("needs a Redis: make test-services")
    bell = RedisBell(settings.CACHES["default"]["LOCATION"])
    bell.ring()
    known = bell.token()
    bell.redis.delete(bell.KEY)
    assert bell.token() not in {None, known}


def test_without_redis_every_page_is_checked_and_right(
    transactional_db: None, archive: Archive
) -> None:
    process = Process(RedisBell(f"redis://127.0.0.1:{closed_port()}/0"))
    address = archive.english.get_absolute_url()
    assert process.bell.token() is None
    process.warm(address)
    with CaptureQueriesContext(connection) as queries:
        process.get(address)
    assert len(queries) == 1  # the generation
    republish(archive.english, title="Seen at once")
    assert "Seen at once" in process.get(address).text


def test_a_redis_that_is_gone_is_left_alone_for_a_while() -> None:
    bell = RedisBell(f"redis://127.0.0.1:{closed_port()}/0")
    assert bell.token() is None
    bell.redis = None  # asking it again would raise
    assert bell.token() is None


def test_without_a_bell_the_database_is_asked_each_time(
    transactional_db: None, archive: Archive
) -> None:
    process = Process(NoBell())
    address = archive.english.get_absolute_url()
    process.warm(address)
    republish(archive.english, title="Seen at once")
    assert "Seen at once" in process.get(address).text


def test_database_and_cache_choose_the_bell(settings: object, tmp_path: Path) -> None:
    settings.DATA_DIR = tmp_path
    sqlite = {"default": {"ENGINE": "django.db.backends.sqlite3"}}
    postgresql = {"default": {"ENGINE": "django.db.backends.postgresql"}}
    local = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    redis = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    for databases, caches, kind in (
        (sqlite, local, FileBell),
        (postgresql, local, NoBell),
        (sqlite, redis, RedisBell),
        (postgresql, redis, RedisBell),
    ):
        with_settings = type("Settings", (), {"DATABASES": databases, "CACHES": caches})
        with_settings.DATA_DIR = tmp_path
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(bells, "settings", with_settings)
            assert isinstance(bells.make(), kind)
