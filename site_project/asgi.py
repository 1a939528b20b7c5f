"""The application for gunicorn's ASGI worker: kept pages from its loop, all else in threads."""

from typing import Any, cast

from a2wsgi import WSGIMiddleware

from site_project import env
from site_project.wsgi import application as wsgi_application

# isort: split
from articles.pagecache.front_async import AsyncFront  # Django must be set up

# a2wsgi and we write the types of the same two interfaces in different words.
_threads: Any = WSGIMiddleware(
    cast("Any", wsgi_application), workers=env.integer("THREADS", 4, low=1, high=64)
)
application = AsyncFront(_threads, wsgi_application.pages)
