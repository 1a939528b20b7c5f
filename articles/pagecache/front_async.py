"""The page cache as an ASGI application: kept pages are sent from the event loop, where no thread
has to be waited for; all else is done in threads, by the WSGI application."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext

from .front import is_secure
from .pages import Asked, Pages, encoding_for, is_for_everyone, place_in

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


MOST_WAITING = 200  # requests for the threads; whoever comes then is told to come again
PATIENCE = 30  # seconds that a sender may be silent
LARGEST = 64 * 1024 * 1024  # bytes of a request: more than any upload that is taken
IN_MEMORY = 1024 * 1024  # bytes of a request; a longer one waits on the disk
CHUNK = 64 * 1024


class AsyncFront:
    """``threads`` is the whole site in threads, with a front that keeps its pages in ``pages``.

    A thread gets a request only when it has come in whole, so that no slow sender holds one.
    """

    def __init__(self, threads: Application, pages: Pages) -> None:
        self.threads, self.pages = threads, pages
        self.waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await begin_and_end(receive, send)
        elif scope["type"] == "http" and (answer := self.kept(scope)):
            await send(answer.start)
            await send(answer.body)
        elif scope["type"] == "http":
            await self.threaded(scope, receive, send)

    async def threaded(self, scope: Scope, receive: Receive, send: Send) -> None:
        if declared(scope) > LARGEST:
            await refuse(send, 413, too_large())
            return
        with SpooledTemporaryFile(IN_MEMORY) as body:
            if not await came_in(receive, body):
                return
            if self.waiting >= MOST_WAITING:
                await refuse(send, 503)
                return
            self.waiting += 1
            try:
                await self.threads(scope, read_again(body, receive), send)
            finally:
                self.waiting -= 1

    def kept(self, scope: Scope) -> "Sent | None":
        """The answer, as far as it can be known without waiting for anything."""
        state = self.pages.newest.trusted()
        asked = asked_by(scope) if state else None
        answer = self.pages.find(asked, state) if asked and state else None
        if answer is None:
            return None
        return Sent(answer.status, answer.headers, answer.body, is_head=scope["method"] == "HEAD")


class Sent:
    """An answer as the two events of ASGI."""

    def __init__(
        self, status: str, headers: list[tuple[str, str]], body: bytes, *, is_head: bool
    ) -> None:
        self.start = {
            "type": "http.response.start",
            "status": int(status[:3]),
            "headers": [
                (name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers
            ],
        }
        self.body = {"type": "http.response.body", "body": b"" if is_head else body}


def asked_by(scope: Scope) -> Asked | None:
    """What a request asks for; None when its answer may not be the same for everyone."""
    headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
    get = headers.get
    path = scope["path"].encode("utf-8", "surrogateescape").decode("latin-1")  # as WSGI has it
    if not is_for_everyone(scope["method"], path, get(b"cookie", ""), get(b"host", "")):
        return None
    secure = is_secure(scope["scheme"], get(b"x-forwarded-proto", ""))
    place = place_in(scope["query_string"].decode("latin-1"), path)
    if place is None or (settings.SECURE_SSL_REDIRECT and not secure):
        return None
    return Asked(
        path,
        place,
        encoding_for(get(b"accept-encoding", "")),
        secure,
        get(b"if-none-match", ""),
        get(b"if-modified-since", ""),
    )


def too_large() -> str:
    """For an editor whose browser has no script that would have said so before it was sent."""
    return gettext(
        "That is too much at once: at most %(megabytes)s MB can be sent. Go back, choose smaller "
        "files or fewer of them; nothing else was changed."
    ) % {"megabytes": LARGEST // 1024 // 1024}


async def refuse(send: Send, status: int, words: str = "") -> None:
    """An answer that costs nothing, for whoever asks too much."""
    body = words.encode()
    headers = [(b"retry-after", b"5"), (b"content-length", str(len(body)).encode())]
    if words:
        headers += [(b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def declared(scope: Scope) -> int:
    """The length that a request says it has; gunicorn has seen to it that this is a number."""
    return next(
        (int(value) for name, value in scope["headers"] if name.lower() == b"content-length"), 0
    )


async def came_in(receive: Receive, body: IO[bytes]) -> bool:
    """Read a body into a file; False when the sender is gone, silent, or sends too much."""
    more, length = True, 0
    while more:
        try:
            async with asyncio.timeout(PATIENCE):
                event = await receive()
        except TimeoutError:
            return False
        if event["type"] == "http.disconnect":
            return False
        length += body.write(event.get("body", b""))
        if length > LARGEST:
            return False
        more = event.get("more_body", False)
    body.seek(0)
    return True


def read_again(body: IO[bytes], receive: Receive) -> Receive:
    """A ``receive`` that gives what has come in, and after it what the reader does next."""
    is_read = False

    async def give() -> dict[str, Any]:
        nonlocal is_read
        if is_read:
            return await receive()
        chunk = body.read(CHUNK)
        is_read = len(chunk) < CHUNK
        return {"type": "http.request", "body": chunk, "more_body": not is_read}

    return give


async def begin_and_end(receive: Receive, send: Send) -> None:
    """There is nothing to prepare and nothing to put away."""
    while True:
        event = await receive()
        await send({"type": f"{event['type']}.complete"})
        if event["type"] == "lifespan.shutdown":
            return
