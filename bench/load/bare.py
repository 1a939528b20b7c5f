"""What gunicorn can do at all: a constant page, of the size that its address names.

/30000 answers thirty thousand bytes. Two headers, no parsing, nothing looked up but that.
"""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any

Page = tuple[bytes, list[tuple[str, str]]]
Message = MutableMapping[str, Any]

_pages: dict[str, Page] = {}


def application(
    environ: dict[str, Any], start_response: Callable[[str, list[tuple[str, str]]], object]
) -> Iterable[bytes]:
    """The WSGI application."""
    path = environ["PATH_INFO"]
    body, headers = _pages.get(path) or _made(path)
    start_response("200 OK", headers)
    return (body,)


async def asynchronous(
    scope: Message,
    receive: Callable[[], Awaitable[Message]],
    send: Callable[[Message], Awaitable[None]],
) -> None:
    """The same as an ASGI application."""
    if scope["type"] != "http":
        return
    path = scope["path"]
    body, headers = _pages.get(path) or _made(path)
    encoded = [(name.lower().encode(), value.encode()) for name, value in headers]
    await send({"type": "http.response.start", "status": 200, "headers": encoded})
    await send({"type": "http.response.body", "body": body})


def _made(path: str) -> Page:
    body = b"x" * int(path[1:] or 2)
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
    return _pages.setdefault(path, (body, headers))
