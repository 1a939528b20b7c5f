"""The site under gunicorn, each answer with the number of the process that gave it."""

import os
from collections.abc import Callable, Iterable
from typing import Any

from site_project import env

if env.text("WORKER_CLASS") == "asgi":
    from site_project.asgi import application as site

    async def application(scope: Any, receive: Callable, send: Callable) -> None:
        async def numbered(event: dict[str, Any]) -> None:
            if event["type"] == "http.response.start":
                number = (b"x-worker", str(os.getpid()).encode())
                event = event | {"headers": [*event["headers"], number]}
            await send(event)

        await site(scope, receive, numbered)

else:
    from site_project.wsgi import application as site

    def application(environ: dict[str, Any], start_response: Callable) -> Iterable[bytes]:
        def numbered(status: str, headers: list, *more: Any) -> Any:
            return start_response(status, [*headers, ("X-Worker", str(os.getpid()))], *more)

        return site(environ, numbered)
