"""Serves the demo archive to a Chromium and keeps what that shows, in docs/pictures.

Runs inside the virtual environment: `.venv/bin/python -m launcher.camera`, with settings of its own
(see launcher.pictures).
"""

import datetime as dt
import io
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from socketserver import ThreadingMixIn
from typing import Any, Literal, NamedTuple
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import django
import time_machine
from django.core.management import call_command
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from launcher.environment import ROOT
from launcher.prepare import collect_static, load_demo

FOLDER = ROOT / "docs" / "pictures"
# The pages say when a text was put online, and must not say something else each time.
DAY = dt.datetime(2024, 5, 20, 9, tzinfo=dt.UTC)
COLOURS = 256
DESKTOP, PHONE = (1440, 900), (390, 844)


class Picture(NamedTuple):
    """One view of a page."""

    address: str
    size: tuple[int, int] = DESKTOP
    theme: Literal["light", "dark"] = "light"
    top: str = ""
    """What stands at the top of it; the top of the page if empty."""
    mark: str = ""
    """The mark that is pressed, so that its note lies over the page."""
    panel: str = ""
    """The panel that is open beside a text at the desk."""

    @property
    def scale(self) -> int:
        """Pixels of the picture to one of the page: phones have fine screens."""
        return 2 if self.size == PHONE else 1

    @property
    def width(self) -> int:
        return self.size[0] * self.scale


PICTURES = {
    "article-desktop": Picture("/articles/2023/ninety-nine-households-how-copperside-is-emptied/"),
    "article-phone": Picture(
        "/articles/2024/whose-harbour/", PHONE, top=".text > p", mark="#noteref-1"
    ),
    "article-dark": Picture(
        "/articles/2021/the-rent-book-ii-twelve-weeks-and-a-tin/", theme="dark", top=".text > h2"
    ),
    "article-arabic": Picture(
        "/articles/2018/السقف-الواحد/", PHONE, top=".text > p", mark="#noteref-1"
    ),
    "front-desktop": Picture("/"),
    "front-phone": Picture("/", PHONE),
}
DESK = {
    "desk-writing": Picture("writing", top=".editor-sheet", panel="notes"),
    "desk-reviewing": Picture("writing", top=".editor-sheet", panel="remarks"),
    "desk-comparing": Picture("comparing", top="ins"),
    "desk-start": Picture("start"),
}
"""At the desk the address is the name of a place in the scene."""


def main(names: Sequence[str]) -> int:
    """Take the named pictures, or all; 2 when there is none of a name."""
    if unknown := [name for name in names if name not in PICTURES | DESK]:
        print(f"No such picture: {', '.join(unknown)}.", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    with time_machine.travel(DAY), _site() as (site, scene), _chromium() as browser:
        for name, picture in PICTURES.items():
            if name in (names or PICTURES):
                _keep(name, _taken(browser, site, picture))
        for name, picture in DESK.items():
            if name in (names or DESK):
                place = picture._replace(address=getattr(scene, picture.address))
                _keep(name, _taken(browser, site, place, scene))
    return 0


def _keep(name: str, taken: bytes) -> None:
    file = FOLDER / f"{name}.png"
    file.write_bytes(_small(taken))
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1000} kB", flush=True)


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def _site() -> Iterator[tuple[str, Any]]:
    """The demo archive on a free port, in this process, where it is always the same day.

    With what its desk looks like: that changes nothing for readers.
    """
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    collect_static()
    load_demo()
    scene = import_module("launcher.scene").set_up()
    application = import_module("site_project.wsgi").application  # Django must be set up
    with make_server("127.0.0.1", 0, application, _Server, _Silent) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", scene
        server.shutdown()


@contextmanager
def _chromium() -> Iterator[Browser]:
    options = ["--no-sandbox", "--font-render-hinting=none", "--force-color-profile=srgb"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ["CHROMIUM"], args=[*options, "--hide-scrollbars"]
        )
        yield browser
        browser.close()


def _taken(browser: Browser, site: str, picture: Picture, scene: Any = None) -> bytes:
    """The picture, as Chromium makes it."""
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=picture.scale,
        color_scheme=picture.theme,
        reduced_motion="reduce",
        locale="en-GB",
    )
    page = context.new_page()
    if scene:
        context.add_cookies([{"name": scene.cookie, "value": scene.session, "url": site}])
    page.goto(site + picture.address, wait_until="networkidle")
    (_show_panel if scene else _turn)(page, picture)
    taken = page.screenshot(animations="disabled")
    context.close()
    return taken


def _turn(page: Page, picture: Picture) -> None:
    """Scroll and press until the page shows what the picture is about."""
    if picture.top:
        place = "node => scrollTo(0, node.getBoundingClientRect().top + scrollY - 28)"
        page.locator(picture.top).first.evaluate(place)
    if picture.mark:
        # With the mouse itself: Playwright would first scroll to what it clicks on.
        box = page.locator(picture.mark).bounding_box()
        if box is None:
            raise LookupError(f"{picture.address} shows no {picture.mark}")
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        page.locator(".slip:popover-open").wait_for()
    elif picture.size == DESKTOP and picture.address != "/":
        page.locator(".sidenote").first.wait_for()
    page.evaluate("Promise.all([...document.images].map(image => image.decode()))")


def _show_panel(page: Page, picture: Picture) -> None:
    """Open a panel beside the text, and let the text stand at the top."""
    if picture.panel:
        page.locator(f"[role=tab][aria-controls=panel-{picture.panel}]").click()
    if picture.top:
        page.locator(picture.top).first.wait_for()
        place = "node => scrollTo(0, node.getBoundingClientRect().top + scrollY - 170)"
        page.locator(picture.top).first.evaluate(place)
    page.wait_for_timeout(600)  # for what slides and counts


def _small(taken: bytes) -> bytes:
    """The same picture in few colours, which text on paper does not miss."""
    out = io.BytesIO()
    picture = Image.open(io.BytesIO(taken)).convert("RGB")
    # The widest coverage keeps the one red on a page red, and the rounds smooth its shadows.
    few = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=3)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
