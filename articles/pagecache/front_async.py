"""The page cache as an ASGI application: kept pages are sent from the event loop, where no thread
has to be waited for; all else is done in threads, by the WSGI application."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from django.conf import settings

from .front import is_secure
from .pages import Asked, Pages, encoding_for, is_for_everyone, place_in

Scope = Mapping[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class AsyncFront:
    """``threads`` is the whole site in threads, with a front that keeps its pages in ``pages``."""

    def __init__(self, threads: Application, pages: Pages) -> None:
        self.threads, self.pages = threads, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await begin_and_end(receive, send)
        elif scope["type"] == "http" and (answer := self.kept(scope)):
            await send(answer.start)
            await send(answer.body)
        else:
            await self.threads(scope, receive, send)

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
    place = place_in(scope["query_string"].decode("latin-1"))
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


async def begin_and_end(receive: Receive, send: Send) -> None:
    """There is nothing to prepare and nothing to put away."""
    while True:
        event = await receive()
        await send({"type": f"{event['type']}.complete"})
        if event["type"] == "lifespan.shutdown":
            return
