"""Every kind of page on every kind of screen: narrow enough, still, light, open to everyone."""

import gzip
import importlib.util
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.template import engines
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings

from articles.models import Series
from tests.conftest import Archive
from tests.factories import (
    make_body,
    make_image,
    make_issue,
    make_published,
    make_series,
    make_withdrawn,
    republish,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[[str], None]
STATIC = Path(site_settings.BASE_DIR) / "static"
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 800}
LIMITS = {"css": 15_000, "js": 10_000}  # bytes of all files of a kind, compressed


@pytest.fixture
def addresses(archive: Archive) -> list[str]:
    """One of every kind of page."""
    long = "<h2>A heading</h2>" + make_body(notes=4) + "<pre>" + "x" * 200 + "</pre>"
    table = "<table><tbody><tr>" + "<td>Unbreakable</td>" * 12 + "</tr></tbody></table>"
    illustrated = make_published(
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrik",
        body=long * 5 + table,
        language="de",
        image=make_image(),
        series=make_series("The rent book"),
        series_position=1,
    )
    periodical = make_series("The Tenant", kind=Series.Kind.PERIODICAL)
    make_published("In the first number", issue=make_issue(periodical))
    corrected = republish(archive.english, title="Corrected", correction="The year was wrong.")
    article, withdrawn = corrected.get_absolute_url(), make_withdrawn().get_absolute_url()
    return [
        "/",
        "/articles/",
        "/articles/1974/",
        "/articles/1974/03/",
        "/articles/undated/",
        "/authors/",
        archive.ada.get_absolute_url(),
        "/tags/",
        "/tags/strike/",
        archive.housing.get_absolute_url(),
        "/series/the-rent-book/",
        periodical.get_absolute_url(),
        "/corrections/",
        article,
        f"{article}editions/",
        f"{article}editions/1/",
        f"{article}comments/",
        illustrated.get_absolute_url(),
        archive.arabic.get_absolute_url(),
        archive.hebrew.get_absolute_url(),
        withdrawn,
        "/nowhere/",
    ]


Visit = Callable[[str], None]


@pytest.fixture
def screen(browser: Browser) -> Iterator[Page]:
    """A page that may be told 404 and 410 without complaint."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture
def visit(screen: Page, live_server: object) -> Visit:
    def go(address: str) -> None:
        response = screen.goto(f"{live_server}{address}")
        assert response
        assert response.status in {200, 404, 410}, address

    return go


def test_nothing_is_wider_than_a_phone(screen: Page, visit: Visit, addresses: list[str]) -> None:
    screen.set_viewport_size(PHONE)
    for address in addresses:
        visit(address)
        width = screen.evaluate("document.documentElement.scrollWidth")
        assert width <= PHONE["width"], f"{address} is {width} px wide"


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_nothing_moves_once_it_is_there(
    size: dict[str, int], screen: Page, visit: Visit, addresses: list[str]
) -> None:
    screen.set_viewport_size(size)
    for address in addresses:
        visit(address)
        screen.mouse.wheel(0, 2000)
        screen.wait_for_timeout(150)
        assert screen.evaluate(SHIFTS) == 0, f"something moves on {address}"


SHIFTS = """() => new Promise(done => {
  let sum = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) sum += one.value })
    .observe({type: "layout-shift", buffered: true});
  setTimeout(() => done(sum), 100);
})"""


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_axe_finds_nothing(
    size: dict[str, int], screen: Page, visit: Visit, addresses: list[str]
) -> None:
    axe = axe_source()
    screen.set_viewport_size(size)
    for address in addresses:
        screen.emulate_media(color_scheme="light", reduced_motion="reduce")
        visit(address)
        assert faults(screen, axe) == [], address
        screen.emulate_media(color_scheme="dark", reduced_motion="reduce")
        assert faults(screen, axe, OF_COLOURS) == [], f"{address} in the dark"


def test_axe_finds_nothing_on_a_slip(screen: Page, visit: Visit, archive: Archive) -> None:
    screen.set_viewport_size(PHONE)
    for edition in archive.editions:
        visit(edition.get_absolute_url())
        screen.locator(".text [role=doc-noteref]").first.click()
        assert faults(screen, axe_source()) == [], edition.title


@pytest.fixture
def arabic_site(settings: Settings) -> Iterator[None]:
    """The whole interface runs from the right. Templates are made ready once, so here anew."""
    settings.LANGUAGE_CODE = "ar"
    engines._engines.clear()
    yield
    engines._engines.clear()


def test_axe_finds_nothing_where_the_whole_site_runs_from_the_right(
    arabic_site: None, screen: Page, visit: Visit, addresses: list[str]
) -> None:
    axe = axe_source()
    for size in (PHONE, DESKTOP):
        screen.set_viewport_size(size)
        for address in addresses:
            visit(address)
            assert screen.get_attribute("html", "dir") == "rtl"
            assert screen.evaluate("document.documentElement.scrollWidth") <= size["width"], address
            assert faults(screen, axe) == [], address


def axe_source() -> str:
    """The rules, from the package that carries them."""
    found = importlib.util.find_spec("axe_playwright_python")
    if found is None or not found.submodule_search_locations:
        pytest.skip("No axe: install axe-playwright-python.")
    return (Path(found.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")


ALL = {"rules": {"target-size": {"enabled": True}}}
OF_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}


def faults(page: Page, axe: str, rules: object = ALL) -> list[tuple[str, str]]:
    """The rules that a page breaks, each with the element that breaks it."""
    page.evaluate(axe)
    found = page.evaluate("rules => axe.run(rules)", rules)
    return [(rule["id"], node["html"]) for rule in found["violations"] for node in rule["nodes"]]


def test_every_paragraph_is_about_65_characters_wide(
    page: Page, open_at: Open, archive: Archive
) -> None:
    words = "Bread was dear that winter and the bakers of the row had stopped their work. " * 9
    edition = make_published(body=f"<p>{words}</p>")
    page.set_viewport_size(DESKTOP)
    open_at(edition.get_absolute_url())
    height, line = page.locator("#p-1").evaluate(
        "node => [node.offsetHeight, parseFloat(getComputedStyle(node).lineHeight)]"
    )
    assert 58 <= len(words) / (height / line) <= 72


@pytest.mark.parametrize("kind", LIMITS)
def test_what_a_page_loads_is_small(kind: str) -> None:
    files = (STATIC / kind).glob(f"*.{kind}")
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) < LIMITS[kind]
