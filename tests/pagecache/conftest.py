"""The page cache as a reader meets it: whole requests through the WSGI application."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.core.wsgi import get_wsgi_application

from articles.models.generation import archive_changed
from articles.pagecache import state
from articles.pagecache.bell import Bell, FileBell
from articles.pagecache.front import Front
from articles.pagecache.pages import Pages
from articles.pagecache.state import Newest
from site_project.readers import ReadersHandler

ROOM = 4 * 1024 * 1024  # bytes


@dataclass(eq=False)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Answer) and self.lasting == other.lasting

    __hash__ = None  # type: ignore[assignment]

    @property
    def lasting(self) -> tuple[int, dict[str, str], bytes]:
        """All but the date, which a page gets when the second is over in which it changed."""
        headers = {name: text for name, text in self.headers.items() if name != "Last-Modified"}
        return self.status, headers, self.body

    @property
    def text(self) -> str:
        return self.body.decode()


@dataclass
class Process:
    """One process of the site: a page cache in front of Django, and how often Django was asked."""

    bell: Bell
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pages = Pages(Newest(self.bell), ROOM)
        self.front = Front(
            self.counted(get_wsgi_application()), self.counted(ReadersHandler()), self.pages
        )

    def counted(self, application: Callable) -> Callable:
        def counting(environ: dict, start_response: Callable) -> object:
            self.asked.append(environ["PATH_INFO"])
            return application(environ, start_response)

        return counting

    def get(
        self, address: str, method: str = "GET", *, connection: object = None, **headers: str
    ) -> Answer:
        path, _, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote(path, encoding="latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "HTTP_HOST": "testserver",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        }
        if connection:
            environ["gunicorn.socket"] = connection
        environ |= {f"HTTP_{name.upper()}": value for name, value in headers.items()}
        told: list = []
        body = self.front(environ, lambda status, given, exc=None: told.extend([status, given]))
        whole = b"".join(body)
        getattr(body, "close", lambda: None)()
        status, given = told
        assert len({name.lower() for name, _ in given}) == len(given), "a header twice"
        return Answer(int(status.split()[0]), dict(given), whole)

    def warm(self, address: str) -> Answer:
        """The answer, asked for until it is kept."""
        self.get(address)
        before = len(self.asked)
        answer = self.get(address)
        assert len(self.asked) == before, f"{address} was not kept"
        return answer


@pytest.fixture
def bell(tmp_path: Path) -> Iterator[Bell]:
    """A bell that changes ring, as they do in every program."""
    made = FileBell(tmp_path / "bell")

    def ring(**_signal: object) -> None:
        state.tell(lambda: made)

    archive_changed.connect(ring)
    yield made
    archive_changed.disconnect(ring)


@pytest.fixture
def process(bell: Bell, transactional_db: None) -> Process:
    return Process(bell)


@pytest.fixture
def another(bell: Bell, transactional_db: None) -> Process:
    """A second process of the same site, which hears the same bell."""
    return Process(bell)
