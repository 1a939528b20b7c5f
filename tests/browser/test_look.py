"""The organisation's mark and colours, as a browser takes them."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings

from tests.conftest import Archive

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

HOSTILE = """<svg xmlns="http://www.w3.org/2000/svg" width="48" height="48"
  onload="document.documentElement.id = 'run'">
  <script>document.documentElement.id = 'run'</script>
  <script href="data:text/javascript,document.documentElement.id = 'run'"/>
  <script href="/mark"/>
  <foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="/"/></foreignObject>
  <style>rect { fill: rgb(1, 2, 3) }</style>
  <rect width="48" height="48"/>
</svg>"""


@pytest.fixture(autouse=True)
def look(settings: Settings, tmp_path: Path) -> None:
    """Set as at a start, with a mark that somebody else has made."""
    settings.SITE_MARK = tmp_path / "mark.svg"
    settings.SITE_MARK.write_text(HOSTILE)
    settings.SITE_COLOURS = ("#1f3a5f", "#9cc3ff")
    settings.TEMPLATES = [*settings.TEMPLATES]  # forget the templates, which know the look


def test_a_mark_that_is_opened_by_itself_runs_nothing(
    browser: Browser, live_server: object
) -> None:
    context = browser.new_context()
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"{live_server}/mark", wait_until="networkidle")
    assert page.evaluate("document.documentElement.id") == ""
    said = "\n".join(refused)
    for attempt in (
        "event handler",
        "inline script",
        "the script 'data:",
        "script from",
        "Framing",
    ):
        assert attempt in said
    context.close()


def test_beside_the_name_it_is_a_picture(page: Page, live_server: object, archive: Archive) -> None:
    page.goto(f"{live_server}/articles/")
    shown = page.locator(".masthead img")
    assert shown.evaluate("image => image.decode().then(() => image.naturalWidth)") == 48


@pytest.mark.parametrize(
    ("theme", "colour"), [("light", "rgb(31, 58, 95)"), ("dark", "rgb(156, 195, 255)")]
)
def test_links_are_written_in_the_colour_of_the_theme(
    page: Page, live_server: object, archive: Archive, theme: str, colour: str
) -> None:
    page.emulate_media(color_scheme=theme)
    page.goto(f"{live_server}{archive.english.get_absolute_url()}")
    mark = page.locator("#noteref-1")
    assert mark.evaluate("node => getComputedStyle(node).color") == colour
