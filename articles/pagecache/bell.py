"""Tells every process that something has changed, without any of them asking the database.

A bell shows a token. Whoever changes what readers see rings it after the commit, and it shows
another one. Where it can't be seen (``None``), the database has to be asked.
"""

import mmap
import os
import secrets
from pathlib import Path
from time import monotonic
from typing import Protocol

import redis
from django.conf import settings

TOKEN = 8  # bytes


class Bell(Protocol):
    is_instant: bool
    """Whether looking at it never waits for another program."""

    def token(self) -> bytes | None: ...

    def ring(self) -> None:
        """Raises OSError or RedisError when it can't be rung."""


class FileBell:
    """For the processes of one machine: eight bytes of shared memory, in a file in DATA_DIR."""

    is_instant = True

    def __init__(self, path: Path) -> None:
        file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            os.ftruncate(file, TOKEN)
            self.memory = mmap.mmap(file, TOKEN)
        finally:
            os.close(file)

    def token(self) -> bytes:
        return self.memory[:]

    def ring(self) -> None:
        self.memory[:] = secrets.token_bytes(TOKEN)


class RedisBell:
    """For the processes of several machines. One that doesn't answer is left alone for a while."""

    is_instant = False
    KEY = "broadside:bell"
    TIMEOUT, PAUSE = 0.25, 1.0  # seconds

    def __init__(self, url: str) -> None:
        self.redis = redis.Redis.from_url(
            url, socket_timeout=self.TIMEOUT, socket_connect_timeout=self.TIMEOUT
        )
        self.silent_until = 0.0

    def token(self) -> bytes | None:
        if monotonic() < self.silent_until:
            return None
        try:
            found: bytes | None = self.redis.get(self.KEY)  # type: ignore[assignment]
            return found or self.first()
        except redis.RedisError:
            self.silent_until = monotonic() + self.PAUSE
            return None

    def first(self) -> bytes | None:
        """A new Redis, or one that has lost its memory, gets a token that nobody has seen."""
        self.redis.set(self.KEY, secrets.token_bytes(TOKEN), nx=True)
        return self.redis.get(self.KEY)  # type: ignore[return-value]

    def ring(self) -> None:
        self.redis.set(self.KEY, secrets.token_bytes(TOKEN))


class NoBell:
    """Several machines may share the database, and nothing joins them: it is asked every time."""

    is_instant = False

    def token(self) -> None:
        return None

    def ring(self) -> None:
        pass


def make() -> Bell:
    """The bell that database and cache allow."""
    cache = settings.CACHES["default"]
    if "redis" in cache["BACKEND"].lower():
        return RedisBell(cache["LOCATION"])
    if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
        return FileBell(settings.DATA_DIR / "bell")
    return NoBell()
