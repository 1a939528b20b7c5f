"""Three processes of a real gunicorn: what another program changes, all show on the next request.

Nothing here waits for a change to arrive, and no request is tried twice.
"""

import gzip
import http.client
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings

from launcher.proxies import HOST
from tests.project.proxied import Answer, Site, ask, free_port
from tests.project.started import ROOT

WORKERS, AT_ONCE = 3, 12
PATIENCE = 20  # seconds until every worker must have been met, a new one too
CLASSES = ["gthread", "asgi"]
CACHES = ["", *(["redis"] if os.environ.get("CACHE_URL", "").startswith("redis") else [])]

# The desk in a process of its own: takes statements, and says when they are done.
DESK = """
import json, sys
import django, time_machine
django.setup()
from tests.factories import *
from articles.comments.moderation import approve
from articles.comments.spam import stamp
from articles.models import Tag
for line in sys.stdin:
    names = dict(globals(), said=None)
    exec(json.loads(line), names)
    print(json.dumps(names["said"]), flush=True)
"""


class Desk:
    """Where editors and moderators are at work, beside the processes that serve readers."""

    def __init__(self, site: Site) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", DESK],
            cwd=ROOT,
            env=site.settings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def do(self, statements: str, **values: object) -> object:
        """Run statements in which ``values`` have names; what they leave in ``said``."""
        given = "".join(f"{name} = {value!r}\n" for name, value in values.items())
        self.process.stdin.write(json.dumps(given + statements) + "\n")
        self.process.stdin.flush()
        said = self.process.stdout.readline()
        assert said, "the desk has ended, see stderr"
        return json.loads(said)

    def close(self) -> None:
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(20)


class Readers:
    """Twelve at a time, each over a connection of their own."""

    def __init__(self, site: Site, desk: Desk) -> None:
        self.site, self.desk = site, desk

    def ask(self, address: str, method: str = "GET", **headers: str) -> list[Answer]:
        """All are connected before the first one asks, so that every worker takes some."""
        connections = [
            http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=20)
            for _ in range(AT_ONCE)
        ]
        try:
            for connection in connections:
                connection.connect()
            for connection in connections:
                connection.putrequest(method, address, skip_host=True, skip_accept_encoding=True)
                for name, value in (proxied() | headers).items():
                    connection.putheader(name.replace("_", "-"), value)
                connection.endheaders()
            responses = [connection.getresponse() for connection in connections]
            return [Answer(found.status, found.msg, found.read()) for found in responses]
        finally:
            for connection in connections:
                connection.close()

    def all_see(
        self, address: str, shows: Callable[[Answer], bool], *, times: int = 1, **asked: str
    ) -> list[Answer]:
        """Every answer is as it must be, from the first on until each worker has given some."""
        given: dict[str, int] = {}
        answers = []
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            for answer in self.ask(address, **asked):
                assert shows(answer), (answer.status, answer["X-Worker"], answer.body[:2000])
                given[answer["X-Worker"]] = given.get(answer["X-Worker"], 0) + 1
                answers.append(answer)
            if len([count for count in given.values() if count >= times]) >= WORKERS:
                return answers
        pytest.fail(f"not every worker answers: {given}")

    def warm(self, address: str) -> list[Answer]:
        """Asked for until every worker keeps it."""
        return self.all_see(address, lambda answer: answer.status == 200, times=2)


def proxied() -> dict[str, str]:
    return {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}


def has(words: str) -> Callable[[Answer], bool]:
    return lambda answer: answer.status == 200 and words.encode() in answer.body


@pytest.fixture(
    scope="module",
    params=[(kind, cache) for cache in CACHES for kind in CLASSES],
    ids=lambda param: "-".join(filter(None, param)),
)
def readers(
    request: pytest.FixtureRequest, empty: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Readers]:
    kind, cache = request.param
    folder = tmp_path_factory.mktemp("served") / "data"
    shutil.copytree(empty, folder)
    more = {"WORKER_CLASS": kind, "WORKERS": str(WORKERS), "THREADS": "2"}
    if cache:  # the one that this process of the tests has for itself
        more["CACHE_URL"] = str(settings.CACHES["default"]["LOCATION"])
    site = Site(folder, free_port(), more, "tests.project.numbered:application")
    with closing(Desk(site)) as desk, running(site):
        yield Readers(site, desk)
        log = (folder / "gunicorn.log").read_text("utf-8")
        assert "Traceback" not in log, log


@contextmanager
def running(site: Site) -> Iterator[None]:
    site.start()
    try:
        yield
    finally:
        site.stop()


@pytest.fixture
def article(readers: Readers) -> tuple[int, str]:
    """A published article with a tag of its own and a comment that is held: id and address."""
    key, address = readers.desk.do(
        """
number = Article.objects.count()
edition = make_published(f"Before {number}", tags=[f"Tag {number}"])
make_comment(edition.article, "My grandmother lived there.", approved=False)
said = edition.article_id, edition.get_absolute_url()
"""
    )
    return key, address


RENAME = """
tag = Tag.objects.get(editions__article=key, editions__visible_until=None)
tag.name = f"Renamed {key}"
tag.save()
"""
ACTS: list[tuple[str, Callable[[Answer], bool]]] = [
    ("republish(Edition.objects.get(article=key), title='Another title')", has("Another title")),
    (RENAME, has("Renamed ")),
    ("approve(Comment.objects.get(article=key))", has("My grandmother lived there.")),
    (
        "withdraw(Article.objects.get(pk=key), reason='The town was wrong.')",
        lambda answer: answer.status == 410 and b"The town was wrong." in answer.body,
    ),
]


def test_what_the_desk_changes_shows_on_the_next_request_in_every_worker(
    readers: Readers, article: tuple[int, str]
) -> None:
    key, address = article
    for statements, shows in ACTS:
        assert not any(map(shows, readers.warm(address)))
        readers.desk.do(statements, key=key)
        readers.all_see(address, shows)


def test_lists_and_feeds_show_it_as_soon(readers: Readers, article: tuple[int, str]) -> None:
    key, _address = article
    lists = ("/", "/articles/", "/feed.xml")
    shows = has(f"Only now {key}")
    for address in lists:
        assert not any(map(shows, readers.warm(address)))
    readers.desk.do("republish(Edition.objects.get(article=key), title=f'Only now {key}')", key=key)
    for address in lists:
        readers.all_see(address, shows)


def test_a_scheduled_article_is_there_at_its_moment(readers: Readers) -> None:
    readers.warm("/articles/")
    moment, address = readers.desk.do(
        """
draft = make_draft("At its moment")
edition = publish(draft, at=timezone.now() + timedelta(seconds=2))
said = edition.visible_from.timestamp(), edition.get_absolute_url()
"""
    )
    early: list[Answer] = []
    while time.time() < moment:
        answers = readers.ask(address)
        if time.time() < moment:
            early += answers
        time.sleep(0.02)
    assert {answer.status for answer in early} == {404}
    readers.all_see(address, has("At its moment"))
    readers.all_see("/articles/", has("At its moment"))


def test_head_gzip_and_304_agree_with_the_page_before_a_change_and_after(
    readers: Readers, article: tuple[int, str]
) -> None:
    key, address = article
    before = agreed(readers, address, "Before")
    readers.desk.do("republish(Edition.objects.get(article=key), title='After')", key=key)
    changed = readers.all_see(address, has("After"), If_None_Match=before["ETag"])
    after = agreed(readers, address, "After")
    assert {answer["ETag"] for answer in changed} == {after["ETag"]} != {before["ETag"]}


def agreed(readers: Readers, address: str, words: str) -> Answer:
    """The page, after every worker has answered alike in each of these ways."""
    pages = readers.all_see(address, has(words))
    page = pages[0]
    assert {(answer["ETag"], answer.body) for answer in pages} == {(page["ETag"], page.body)}
    readers.all_see(address, same_head(page), method="HEAD")
    packed = readers.all_see(address, unpacks_to(page), Accept_Encoding="gzip")[0]
    readers.all_see(address, is_304(page), If_None_Match=page["ETag"])
    readers.all_see(address, is_304(packed), If_None_Match=packed["ETag"], Accept_Encoding="gzip")
    return page


def same_head(page: Answer) -> Callable[[Answer], bool]:
    # Without Last-Modified: in the second of a change there is none.
    names = ("ETag", "Content-Length", "Content-Type", "Vary", "Cache-Control")
    return lambda answer: (
        answer.status == 200
        and answer.body == b""
        and all(answer[name] == page[name] for name in names)
    )


def unpacks_to(page: Answer) -> Callable[[Answer], bool]:
    return lambda answer: (
        answer.status == 200
        and answer["Content-Encoding"] == "gzip"
        and gzip.decompress(answer.body) == page.body
    )


def is_304(page: Answer) -> Callable[[Answer], bool]:
    return lambda answer: (answer.status, answer.body, answer["ETag"]) == (304, b"", page["ETag"])


def test_a_worker_that_is_killed_takes_nothing_with_it(
    readers: Readers, article: tuple[int, str]
) -> None:
    """Neither what it has just been given nor what is changed while it is away."""
    key, address = article
    readers.warm(address)
    killed = send_comment(readers, key, address)
    os.kill(int(killed), signal.SIGKILL)
    readers.desk.do("republish(Edition.objects.get(article=key), title='Meanwhile')", key=key)
    answers = readers.all_see(address, has("Meanwhile"))
    assert killed not in {answer["X-Worker"] for answer in answers}
    readers.desk.do("approve(Comment.objects.get(article=key, name='Noor'))", key=key)
    readers.all_see(address, has("We were there too."))


def send_comment(readers: Readers, key: int, address: str) -> str:
    """Send a comment as a reader does; the process that took it."""
    stamped = readers.desk.do(
        """
with time_machine.travel(timezone.now() - timedelta(seconds=10)):
    said = stamp(Article.objects.get(pk=key))
""",
        key=key,
    )
    written = {"name": "Noor", "text": "We were there too.", "stamp": stamped}
    answer = ask(
        readers.site.port,
        address + "comments/",
        method="POST",
        body=urlencode(written).encode(),
        secure=False,
        X_Forwarded_Proto="https",
        Content_Type="application/x-www-form-urlencoded",
    )
    assert answer.status == 303, answer.body
    return answer["X-Worker"]
