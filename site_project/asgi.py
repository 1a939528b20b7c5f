"""The application for gunicorn's ASGI worker: kept pages from its loop, all else in threads."""

from a2wsgi import WSGIMiddleware

from site_project import env
from site_project.wsgi import application as wsgi_application

# isort: split
from articles.pagecache.front_async import AsyncFront  # Django must be set up

application = AsyncFront(
    WSGIMiddleware(wsgi_application, workers=env.integer("THREADS", 4, low=1, high=64)),
    wsgi_application.pages,
)
