"""A real Chromium on a real server, with every header that readers get."""

import os
import re
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.signals import request_finished, request_started
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.editor import Desk, open_desk
from tests.factories import make_draft

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
PICTURES = Path(os.environ.get("SCREENSHOTS", "build/screenshots"))

# Playwright runs an event loop in this thread, which makes Django fear for the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        pytest.skip("No Chromium: install the package “chromium”, or set CHROMIUM to its path.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield chromium
        chromium.close()


class Answering:
    """How many requests the server is at; it runs in threads of this process."""

    def __init__(self) -> None:
        self.number = 0
        self.changed = threading.Condition()
        request_started.connect(self.begin)
        request_finished.connect(self.end)

    def begin(self, **_signal: object) -> None:
        self.count(1)

    def end(self, **_signal: object) -> None:
        self.count(-1)

    def count(self, more: int) -> None:
        with self.changed:
            self.number += more
            self.changed.notify_all()

    def is_over(self) -> bool:
        with self.changed:
            return self.changed.wait_for(lambda: self.number <= 0, PATIENCE)


PATIENCE = 20  # seconds for what a page has asked for before it was closed


@pytest.fixture(autouse=True)
def all_is_answered(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test ends while the server still answers a page of it: the database is emptied then, and
    a request that is in the middle of it would stand in the way, or fail in the next test."""
    if "live_server" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("live_server")
    answering = Answering()
    yield
    assert answering.is_over(), "The server is still answering a page that was closed."


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Let fixtures know whether the test failed."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report


FAILED = pytest.StashKey[bool]()


@pytest.fixture
def page(browser: Browser, live_server: object, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page whose errors, broken policies and requests to elsewhere fail the test."""
    context = browser.new_context()
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if is_fault(message) else None)
    page.on("request", lambda asked: faults.append(asked.url) if elsewhere(asked.url) else None)

    def elsewhere(url: str) -> bool:
        return not url.startswith((str(live_server), "data:", "blob:"))

    yield page
    if request.node.stash.get(FAILED, False) or faults:
        PICTURES.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"\W+", "-", request.node.name)
        page.screenshot(path=PICTURES / f"{name}.png", full_page=True)
    context.close()
    assert not faults


WANTED = ("status of 401", "status of 404")


def is_fault(message: object) -> bool:
    """What a test asked for is none: a page that isn't there, nobody logged in."""
    is_wanted = any(words in message.text for words in WANTED)
    return message.type in {"error", "warning"} and not is_wanted


@pytest.fixture
def quiet_browser(browser: Browser) -> Iterator[BrowserContext]:
    """A browser without JavaScript."""
    context = browser.new_context(java_script_enabled=False)
    yield context
    context.close()


@pytest.fixture
def open_at(page: Page, live_server: object) -> Callable[[str], None]:
    """Open an address of the site."""

    def open_page(address: str) -> None:
        page.goto(f"{live_server}{address}")

    return open_page


@pytest.fixture
def desk(page: Page, live_server: object, editor: AbstractUser) -> Desk:
    """An editor at a draft with two notes."""
    return open_desk(page, str(live_server), editor, make_draft("The strike"))
