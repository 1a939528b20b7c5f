"""Django as readers need it: without sessions, log-ins, messages and form tokens, which they don't
have, and with the headers that are the same on every page worked out once."""

from collections.abc import Callable
from typing import cast

from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.middleware.clickjacking import XFrameOptionsMiddleware
from django.middleware.security import SecurityMiddleware

from site_project.headers import permissions_policy

View = Callable[[HttpRequest], HttpResponse]

MIDDLEWARE = ["site_project.readers.fixed_headers", "django.middleware.common.CommonMiddleware"]


class ReadersHandler(WSGIHandler):
    """For what ``articles.pagecache.pages.is_for_everyone`` lets through, and nothing else."""

    def load_middleware(self, is_async: bool = False) -> None:  # noqa: FBT001, FBT002  Django's
        whole = settings.MIDDLEWARE
        settings.MIDDLEWARE = MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = whole


def fixed_headers(get_response: View) -> View:
    """Middleware: what the four middlewares for security put on an answer, asked of them once."""
    framed = cast("View", XFrameOptionsMiddleware(lambda _request: HttpResponse()))
    guarded = permissions_policy(cast("View", CSPMiddleware(framed)))
    asked = cast("View", SecurityMiddleware(guarded))
    known: dict[bool, dict[str, str]] = {}

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        secure = request.is_secure()
        if secure not in known:
            headers = dict(asked(request).items())
            del headers["Content-Type"]
            known[secure] = headers
        for name, value in known[secure].items():
            response.headers.setdefault(name, value)
        return response

    return middleware
