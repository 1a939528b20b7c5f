"""python -m bench.queries: how many statements the database gets for a page.

To be run with a page cache without room, so that each visit makes the page. Reads a JSON object,
name → path, and writes name → number. Counted in SQLite itself, so that no way around Django's
cursors is missed.
"""

import json
import sys
from collections.abc import Callable
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


class Counter:
    """Counts what any connection of this process runs."""

    def __init__(self) -> None:
        self.number = 0

    def watch(self, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
        """Receiver of ``connection_created``."""
        connection.connection.set_trace_callback(self.count)

    def count(self, statement: str) -> None:
        self.number += not statement.startswith(("PRAGMA", "--"))

    def of(self, work: Callable[[], object]) -> int:
        before = self.number
        work()
        return self.number - before


def main() -> None:
    counter = Counter()
    connection_created.connect(counter.watch)
    # Importing it sets Django up.
    from site_project.wsgi import application  # noqa: PLC0415

    def visit(path: str) -> None:
        body = application(request(path), lambda *_answer: None)
        b"".join(body)
        getattr(body, "close", lambda: None)()

    found = {}
    for name, path in json.load(sys.stdin).items():
        visit(path)  # prepares what is prepared once
        found[name] = counter.of(partial(visit, path))
    json.dump(found, sys.stdout)


def request(address: str) -> dict[str, Any]:
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),  # as WSGI has it
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
    }


if __name__ == "__main__":
    main()
