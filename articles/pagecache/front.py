"""The page cache as a WSGI application in front of Django's."""

from collections.abc import Callable, Iterable
from socket import MSG_DONTWAIT, MSG_PEEK
from typing import Any

from django.conf import settings
from django.db import DatabaseError

from .pages import (
    Answer,
    Asked,
    Headers,
    Pages,
    encoding_for,
    is_for_everyone,
    may_be_kept,
    place_in,
)

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

# A page that is to be kept is asked for whole, as it is, and by nobody in particular.
CONDITIONS = (
    "HTTP_COOKIE",
    "HTTP_AUTHORIZATION",
    "HTTP_IF_NONE_MATCH",
    "HTTP_IF_MODIFIED_SINCE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_IF_RANGE",
    "HTTP_RANGE",
    "HTTP_ACCEPT_ENCODING",
)


class Front:
    """Answers with kept pages, and has ``readers`` make those that it lacks.

    All that may differ from one person to the next goes to ``desk``.
    """

    def __init__(self, desk: Application, readers: Application, pages: Pages) -> None:
        self.desk, self.readers, self.pages = desk, readers, pages

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        asked = asked_by(environ)
        if asked is None:
            return self.desk(environ, start_response)
        try:
            state = self.pages.newest()
        except DatabaseError:  # Django as a whole knows what to say, and connects anew
            return self.desk(environ, start_response)
        answer = self.pages.find(asked, state)
        if answer is None:
            if has_left(environ):
                start_response("503 Service Unavailable", [("Content-Length", "0")])
                return []
            made = Made()
            body = self.readers(without_conditions(environ), made)
            if may_be_kept(made.status, made.headers):
                answer = self.pages.keep(asked, state, made.headers, joined(body))
            elif environ["REQUEST_METHOD"] == "HEAD":
                answer = Answer(made.status, made.headers, joined(body))
            else:
                start_response(made.status, made.headers)
                return body
        start_response(answer.status, answer.headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [answer.body]


class Made:
    """A ``start_response`` that remembers what an application has answered."""

    status = ""
    headers: Headers = []

    def __call__(self, status: str, headers: Headers, _exc_info: Any = None) -> None:
        self.status, self.headers = status, headers


def asked_by(environ: Environ) -> Asked | None:
    """What a request asks for; None when its answer may not be the same for everyone."""
    get = environ.get
    path = environ["PATH_INFO"]
    if not is_for_everyone(
        environ["REQUEST_METHOD"], path, get("HTTP_COOKIE", ""), get("HTTP_HOST", "")
    ):
        return None
    secure = is_secure(environ["wsgi.url_scheme"], get("HTTP_X_FORWARDED_PROTO", ""))
    place = place_in(environ["QUERY_STRING"], path)
    if place is None or (settings.SECURE_SSL_REDIRECT and not secure):
        return None
    return Asked(
        path,
        place,
        encoding_for(get("HTTP_ACCEPT_ENCODING", "")),
        secure,
        get("HTTP_IF_NONE_MATCH", ""),
        get("HTTP_IF_MODIFIED_SINCE", ""),
    )


def has_left(environ: Environ) -> bool:
    """Whether the reader has hung up, as most have who wait in a storm: nobody would get the page.

    gunicorn lets us look at the connection; a reader who has closed one half of it counts as gone.
    """
    connection = environ.get("gunicorn.socket")
    if connection is None:
        return False
    try:
        return not connection.recv(1, MSG_PEEK | MSG_DONTWAIT)
    except BlockingIOError:
        return False
    except OSError:
        return True
    except ValueError:  # a connection that gunicorn encrypts itself can't be looked into
        return False


def is_secure(scheme: str, forwarded: str) -> bool:
    """As Django sees it: a proxy's word counts where it is trusted, and then alone."""
    return (forwarded if settings.SECURE_PROXY_SSL_HEADER else scheme) == "https"


def without_conditions(environ: Environ) -> Environ:
    """The same request as a plain GET of the whole page."""
    plain = {name: value for name, value in environ.items() if name not in CONDITIONS}
    plain["REQUEST_METHOD"] = "GET"
    return plain


def joined(body: Iterable[bytes]) -> bytes:
    """The whole body. Closing it is what ends a request for Django."""
    try:
        return b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()
