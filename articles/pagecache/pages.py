"""The pages that are kept: what may be, under which name, and how one is sent.

Knows neither WSGI nor ASGI: ``front`` and ``front_async`` bring requests here.
"""

import gzip
import hashlib
import math
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import parse_qsl

import brotli
from cachetools import LRUCache
from django.conf import settings
from django.http.request import split_domain_port, validate_host
from django.utils.http import http_date, parse_http_date_safe

from articles.addresses import OLD_QUERIES
from articles.reading.shelves import place

from .state import Newest, State

Headers = list[tuple[str, str]]

# Caches on the way ask again after a second, show an older page for half a minute while they ask,
# and for a day when nobody answers. Never beyond the minute at which a scheduled text appears.
SECONDS, WHILE_ASKING = 1, 30
CACHED = (
    f"public, max-age=0, s-maxage={SECONDS}, stale-while-revalidate={WHILE_ASKING},"
    " stale-if-error=86400"
)
# What caches on the way are told, nginx by a header of its own; and when a text is about to appear.
USUALLY = [("Cache-Control", CACHED), ("X-Accel-Expires", str(SECONDS))]
AT_THE_END = [
    ("Cache-Control", "public, max-age=0, must-revalidate"),
    ("X-Accel-Expires", "0"),
]
OVERHEAD = 2048  # bytes that headers and objects of a page take
STARTED = math.ceil(time.time())  # with other settings, or as another version of the program
MAX_QUERY = 2000  # characters
OTHERS = ("/admin/", "/preview/", "/static/", "/media/")

COMPRESS: dict[str, Callable[[bytes], bytes]] = {
    "br": lambda body: brotli.compress(body, quality=5, mode=brotli.MODE_TEXT),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
    "": lambda body: body,
}


class Asked(NamedTuple):
    """What of a request may make a difference to a page that is the same for everyone."""

    path: str
    place: str
    encoding: str
    secure: bool
    if_none_match: str
    if_modified_since: str


class Answer(NamedTuple):
    status: str
    headers: Headers
    body: bytes


class Name(NamedTuple):
    """Under which a page is kept."""

    path: str
    place: str
    encoding: str
    secure: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A page in one encoding, ready to send."""

    number: int
    """The generation that it is true for."""
    ends_at: float
    is_paged: bool
    """Whether it heeds the place in a list that an address may name."""
    etag: str
    modified: float
    """The end of the second in which it last changed: before that a date could mean two pages."""
    headers: Headers
    body: bytes

    def answer(self, asked: Asked, now: float) -> Answer:
        """All of it, or that nothing has changed (RFC 9110, section 13.2.2)."""
        headers = self.headers
        if self.ends_at - now < SECONDS + WHILE_ASKING:
            headers = [*AT_THE_END, *headers[len(AT_THE_END) :]]
        is_dated = self.modified <= now
        if not is_dated:
            headers = [h for h in headers if h[0] != "Last-Modified"]
        if asked.if_none_match:
            unchanged = matches(asked.if_none_match, self.etag)
        elif asked.if_modified_since and is_dated:
            since = parse_http_date_safe(asked.if_modified_since)
            unchanged = since is not None and self.modified <= since
        else:
            return Answer("200 OK", headers, self.body)
        if unchanged:
            bodiless = [h for h in headers if h[0] not in {"Content-Length", "Content-Type"}]
            return Answer("304 Not Modified", bodiless, b"")
        return Answer("200 OK", headers, self.body)


class Pages:
    """The kept pages of one process, bounded in bytes; what was asked for longest ago goes."""

    def __init__(self, newest: Newest, capacity: int) -> None:
        self.newest = newest
        self.kept: LRUCache[Name, Kept] = LRUCache(
            max(capacity, 1), getsizeof=lambda kept: len(kept.body) + OVERHEAD
        )
        self.lock = threading.Lock()

    def find(self, asked: Asked, state: State) -> Answer | None:
        kept = self.true_one(asked.place, asked, state)
        if kept is None and asked.place:  # what heeds no place is kept without one
            kept = self.true_one("", asked, state)
            kept = None if kept is None or kept.is_paged else kept
        return kept.answer(asked, time.time()) if kept else None

    def true_one(self, place: str, asked: Asked, state: State) -> Kept | None:
        with self.lock:
            kept = self.kept.get(Name(asked.path, place, asked.encoding, asked.secure))
        if kept is None or kept.number != state.number or kept.ends_at <= time.time():
            return None
        return kept

    def keep(self, asked: Asked, state: State, headers: Headers, body: bytes) -> Answer:
        """Keep a page that was made after ``state`` was read, and answer with it."""
        kept = prepared(asked, state, headers, body)
        where = asked.place if kept.is_paged else ""
        with self.lock, suppress(ValueError):  # it may be larger than all the room there is
            self.kept[Name(asked.path, where, asked.encoding, asked.secure)] = kept
        return kept.answer(asked, time.time())


def prepared(asked: Asked, state: State, headers: Headers, body: bytes) -> Kept:
    given = dict(headers)
    digest = hashlib.sha256(body).hexdigest()[:24]  # processors have an instruction for this one
    etag = f'"{digest}-{asked.encoding}"' if asked.encoding else f'"{digest}"'
    sent = COMPRESS[asked.encoding](body)
    modified = max(math.ceil(state.changed_at), STARTED)
    own: Headers = [
        *USUALLY,  # the first, see Kept.answer
        ("Content-Length", str(len(sent))),
        ("ETag", etag),
        ("Last-Modified", http_date(modified)),
        ("Vary", "Accept-Encoding"),
    ]
    if asked.encoding:
        own.append(("Content-Encoding", asked.encoding))
    replaced = {name.lower() for name, _value in own}
    own += [(name, value) for name, value in headers if name.lower() not in replaced]
    return Kept(
        number=state.number,
        ends_at=state.ends_at,
        is_paged='"before"' in given.get("No-Vary-Search", ""),
        etag=etag,
        modified=modified,
        headers=own,
        body=sent,
    )


def may_be_kept(status: str, headers: Headers) -> bool:
    """Only what a view has put a surrogate key on: a page of the archive that is all there."""
    given = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200")
        and "surrogate-key" in given
        and "set-cookie" not in given
        and "public" in given.get("cache-control", "")
    )


def matches(header: str, etag: str) -> bool:
    """If-None-Match: any of its tags, compared weakly; a proxy may have weakened ours."""
    return header.strip() == "*" or etag in {
        tag.strip().removeprefix("W/") for tag in header.split(",")
    }


def is_for_everyone(method: str, path: str, cookie: str, host: str) -> bool:
    """Whether the answer can depend on nothing but the address: for people at the desk it does."""
    return (
        method in {"GET", "HEAD"}
        and not path.startswith(OTHERS)
        and f"{settings.SESSION_COOKIE_NAME}=" not in cookie
        and is_ours(host)
    )


@lru_cache(maxsize=256)
def is_ours(host: str) -> bool:
    domain, _port = split_domain_port(host)
    return bool(domain) and validate_host(domain, settings.ALLOWED_HOSTS)


def place_in(query: str, path: str = "") -> str | None:
    """The place in a list that a query names, in one spelling; None when it is beyond reading, or
    may be what a page of an old site was known by (`/?p=123`)."""
    if not query:
        return ""
    if len(query) > MAX_QUERY:
        return None
    given = dict(parse_qsl(query, keep_blank_values=True, errors="replace"))
    if path == "/" and not given.keys().isdisjoint(OLD_QUERIES):
        return None
    found = place(given.get("before", ""), given.get("after", ""))
    return "=".join(found) if found else ""


@lru_cache(maxsize=1024)
def encoding_for(accepted: str) -> str:
    """The encoding to send (RFC 9110, section 12.5.3): "br", "gzip" or "" for none."""
    weights = dict(weighed(accepted.lower().split(",")))
    for name in ("br", "gzip"):
        if weights.get(name, weights.get("*", 0.0)) > 0:
            return name
    return ""


def weighed(codings: Iterable[str]) -> Iterable[tuple[str, float]]:
    for coding in codings:
        name, _semicolon, rest = coding.partition(";")
        _q, _equals, value = rest.partition("=")
        try:
            yield name.strip(), float(value) if value else 1.0
        except ValueError:
            yield name.strip(), 0.0
