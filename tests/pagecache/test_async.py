"""The same pages from an event loop; what is not kept gets a thread when it has come in whole."""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from a2wsgi import WSGIMiddleware

from articles.pagecache import front_async
from articles.pagecache.front_async import AsyncFront
from tests.conftest import Archive

from .conftest import Process

Events = list[dict[str, Any]]


def scope(path: str, method: str = "GET", **headers: str) -> dict[str, Any]:
    path, _, query = path.partition("?")
    given = {"host": "testserver"} | {
        name.replace("_", "-"): text for name, text in headers.items()
    }
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(name.encode(), text.encode()) for name, text in given.items()],
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
    }


def ask(front: AsyncFront, asked: dict[str, Any], *parts: dict[str, Any]) -> Events:
    """What the front sends for one request, whose body comes in these parts."""
    sent: Events = []
    waiting = list(parts) or [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop(0)
        return await asyncio.Event().wait()  # for ever

    async def send(event: dict[str, Any]) -> None:
        sent.append(event)

    # In a thread of its own: Playwright keeps a loop running in this one.
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, front(asked, receive, send)).result()
    return sent


def whole(events: Events) -> tuple[int, dict[bytes, bytes], bytes]:
    headers = {name.lower(): value for name, value in events[0]["headers"]}
    return events[0]["status"], headers, b"".join(event.get("body", b"") for event in events[1:])


@pytest.fixture
def front(process: Process) -> AsyncFront:
    return AsyncFront(WSGIMiddleware(process.front, workers=2), process.pages)


def test_a_kept_page_comes_from_the_loop_and_is_the_same(
    front: AsyncFront, process: Process, archive: Archive
) -> None:
    address = archive.english.get_absolute_url()
    plain = process.warm(address)
    front.threads = None  # would raise when asked
    status, headers, body = whole(ask(front, scope(address)))
    assert (status, body) == (200, plain.body)
    headers.pop(b"last-modified", None)
    assert headers == {
        name.lower().encode(): value.encode() for name, value in plain.lasting[1].items()
    }
    head = whole(ask(front, scope(address, "HEAD")))
    assert (head[0], head[2]) == (200, b"")
    known = scope(address, if_none_match=plain.headers["ETag"])
    assert whole(ask(front, known))[0] == 304


@pytest.mark.parametrize(
    "asked",
    [
        scope("/", "POST"),
        scope("/", cookie="sessionid=x"),
        scope("/", host="evil.example"),
        scope("/admin/"),
        scope("/?" + "a=1&" * 2000),
        scope("/nowhere/"),
    ],
    ids=["POST", "session", "host", "desk", "query", "unknown"],
)
def test_all_else_goes_to_the_threads(
    asked: dict[str, Any], front: AsyncFront, process: Process, archive: Archive
) -> None:
    process.warm("/")
    seen: list[str] = []

    async def threads(given: Any, receive: Any, send: Callable[..., Awaitable[None]]) -> None:
        seen.append(given["path"])

    front.threads = threads
    ask(front, asked)
    assert seen == [asked["path"]]


def test_a_body_is_given_to_a_thread_when_all_of_it_is_there(
    front: AsyncFront, monkeypatch: pytest.MonkeyPatch
) -> None:
    got: list[bytes] = []

    async def threads(_scope: Any, receive: Any, _send: Any) -> None:
        more = True
        while more:
            event = await receive()
            got.append(event["body"])
            more = event["more_body"]

    front.threads = threads
    parts = [
        {"type": "http.request", "body": b"x" * 100_000, "more_body": True},
        {"type": "http.request", "body": b"y" * 100_000, "more_body": False},
    ]
    ask(front, scope("/", "POST"), *parts)
    assert b"".join(got) == b"x" * 100_000 + b"y" * 100_000
    got.clear()
    monkeypatch.setattr(front_async, "PATIENCE", 0.05)
    assert ask(front, scope("/", "POST"), parts[0]) == []
    assert ask(front, scope("/", "POST"), parts[0], {"type": "http.disconnect"}) == []
    assert got == []


def test_a_request_that_is_too_large_is_refused(
    front: AsyncFront, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(front_async, "LARGEST", 100)
    front.threads = None  # would raise when asked
    status, _headers, body = whole(ask(front, scope("/", "POST", content_length="101")))
    assert status == 413
    assert b"too much at once" in body
    undeclared = {"type": "http.request", "body": b"x" * 101, "more_body": True}
    assert ask(front, scope("/", "POST"), undeclared) == []


def test_whoever_finds_too_many_waiting_is_told_to_come_again(front: AsyncFront) -> None:
    front.waiting = front_async.MOST_WAITING
    status, headers, _body = whole(ask(front, scope("/nowhere/")))
    assert status == 503
    assert headers[b"retry-after"] == b"5"


def test_it_begins_and_ends_when_the_server_does(front: AsyncFront) -> None:
    sent = ask(
        front, {"type": "lifespan"}, {"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}
    )
    assert [event["type"] for event in sent] == [
        "lifespan.startup.complete",
        "lifespan.shutdown.complete",
    ]
