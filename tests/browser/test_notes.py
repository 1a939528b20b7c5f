"""The notes of an article: beside their line, on a slip over the page, and at its end."""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from articles.models import Edition
from tests.conftest import Archive
from tests.factories import make_published, note

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[[str], None]
WIDE = {"width": 1400, "height": 800}
PHONE = {"width": 360, "height": 740}

WORDS = "The bakers met in the cellar, and whoever came for a loaf found a sheet of paper. " * 3
REPORT = '<a href="https://www.example.org/report/1921">Report</a>'
TWO_PARAGRAPHS = (
    '<span class="paragraph">A first paragraph.</span><span class="paragraph">A second one.</span>'
)
BODY = f"""
<p>{WORDS}{note(f"Annual report, p. 7. {REPORT}", key="report")} {WORDS}{note(TWO_PARAGRAPHS)}</p>
<h2>The street</h2>
<p>Three in a row{note("One. " * 20)} that stand{note("Two. " * 20)} close{note("Three. " * 20)}.
{WORDS}<a class="noteref" href="#report"></a></p>
<p>{WORDS}{note("Written in 1974.", kind="editor")}</p>
<p>{WORDS}{note("As long as a chapter. " * 120)}</p>
{f"<p>{WORDS}</p>" * 5}
"""


@pytest.fixture
def article(db: None) -> Edition:
    """Seven notes: one cited twice, one of two paragraphs, three in a line, one too long."""
    return make_published("The bakers of Harrow Row", body=BODY)


@pytest.fixture
def wide(page: Page, open_at: Open, article: Edition) -> Page:
    page.set_viewport_size(WIDE)
    open_at(article.get_absolute_url())
    return page


@pytest.fixture
def phone(page: Page, open_at: Open, article: Edition) -> Page:
    page.set_viewport_size(PHONE)
    open_at(article.get_absolute_url())
    return page


def box(where: Locator) -> dict[str, float]:
    found = where.bounding_box()
    assert found
    return found


def boxes(page: Page) -> Iterator[tuple[dict[str, float], dict[str, float]]]:
    """Each note in the margin, with the mark that it belongs to."""
    for sidenote in page.locator(".sidenote").all():
        name = sidenote.locator(".note-number").get_attribute("href")
        yield box(sidenote), box(page.locator(f".text [role=doc-noteref][href='{name}']").first)


# In the margin


def test_a_note_stands_beside_its_line(wide: Page) -> None:
    sidenote, mark = next(boxes(wide))
    text = box(wide.locator(".text"))
    assert abs(sidenote["y"] - mark["y"]) < 12
    assert sidenote["x"] >= text["x"] + text["width"]
    assert sidenote["x"] + sidenote["width"] <= WIDE["width"]


def test_every_note_is_there_once_and_none_covers_another(wide: Page) -> None:
    found = [sidenote for sidenote, _mark in boxes(wide)]
    assert len(found) == wide.locator(".notes li").count() == 7
    for above, below in pairwise(found):
        assert above["y"] + above["height"] <= below["y"]
    assert all(sidenote["y"] >= mark["y"] - 12 for sidenote, mark in boxes(wide))


def test_they_find_their_lines_again_when_these_move(wide: Page) -> None:
    wide.set_viewport_size({"width": 1000, "height": 800})
    wide.evaluate("document.documentElement.style.fontSize = '24px'")
    wide.set_viewport_size({"width": 1700, "height": 800})
    wide.wait_for_timeout(200)
    sidenote, mark = next(boxes(wide))
    assert abs(sidenote["y"] - mark["y"]) < 16


def test_a_note_as_long_as_a_chapter_ends_with_a_link_to_all_of_it(wide: Page) -> None:
    long = wide.locator(".sidenote", has_text="As long as a chapter.")
    assert box(long)["height"] < 600
    long.get_by_text("The whole note").click()
    expect(wide.locator("#note-6")).to_be_in_viewport()


def test_the_margin_is_hidden_from_those_who_have_the_list(wide: Page) -> None:
    margin = wide.locator(".sidenotes")
    expect(margin).to_have_attribute("aria-hidden", "true")
    assert margin.locator("[id], [role=doc-backlink]").count() == 0
    assert margin.locator("a:not([tabindex='-1'])").count() == 0
    margin.locator("a").first.click()
    assert not wide.evaluate("document.activeElement.closest('.sidenotes')")


def test_pressing_a_mark_shows_its_note_and_moves_nothing(wide: Page) -> None:
    mark = wide.locator("#noteref-1")
    before = wide.evaluate("scrollY")
    mark.click()
    expect(wide.locator(".sidenote").first).to_have_class(re.compile("lit"))
    expect(wide.locator(".slip")).to_be_hidden()
    assert wide.evaluate("scrollY") == before


def test_an_arabic_article_has_its_notes_on_the_left(
    page: Page, open_at: Open, archive: Archive
) -> None:
    page.set_viewport_size(WIDE)
    open_at(archive.arabic.get_absolute_url())
    sidenote, mark = next(boxes(page))
    assert sidenote["x"] + sidenote["width"] <= box(page.locator(".text"))["x"]
    assert abs(sidenote["y"] - mark["y"]) < 16
    direction = page.locator(".sidenote").evaluate("node => getComputedStyle(node).direction")
    assert direction == "rtl"


# On a slip


def test_a_tap_shows_the_note_below_its_line(phone: Page) -> None:
    mark = phone.locator("#noteref-1")
    mark.click()
    slip, line = box(phone.locator(".slip")), box(mark)
    expect(phone.locator(".slip-note")).to_contain_text("Annual report, p. 7.")
    assert slip["y"] >= line["y"] + line["height"] or slip["y"] + slip["height"] <= line["y"]
    assert slip["x"] >= 0
    assert slip["x"] + slip["width"] <= PHONE["width"]


def test_it_says_where_the_source_is(phone: Page) -> None:
    phone.locator("#noteref-1").click()
    source = phone.locator(".slip-source a")
    expect(source).to_have_text("example.org")
    expect(source).to_have_attribute("href", "https://www.example.org/report/1921")


def test_it_names_no_source_where_none_is_cited(phone: Page) -> None:
    phone.locator("#noteref-2").click()
    expect(phone.locator(".slip-note p")).to_have_count(2)
    expect(phone.locator(".slip-source")).to_be_hidden()


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_opens_it_and_escape_leads_back(phone: Page, key: str) -> None:
    mark = phone.locator("#noteref-e1")
    mark.focus()
    before = phone.evaluate("scrollY")
    phone.keyboard.press(key)
    slip = phone.get_by_role("dialog", name="Editor’s note E1")
    expect(slip).to_be_focused()
    phone.keyboard.press("Escape")
    expect(slip).to_be_hidden()
    expect(mark).to_be_focused()
    assert phone.evaluate("scrollY") == before


def test_a_second_press_closes_it(phone: Page) -> None:
    mark = phone.locator("#noteref-1")
    mark.click()
    mark.click()
    expect(phone.locator(".slip")).to_be_hidden()


def test_it_leads_to_the_note_and_the_note_back_to_where_one_was(phone: Page) -> None:
    phone.locator("#noteref-1-2").click()
    phone.get_by_text("Go to the note").click()
    expect(phone).to_have_url(re.compile("#note-1$"))
    expect(phone.locator("#note-1")).to_be_in_viewport()
    phone.locator("#note-1 [role=doc-backlink]").first.click()
    expect(phone).to_have_url(re.compile("#noteref-1-2$"))
    expect(phone.locator("#noteref-1-2")).to_be_in_viewport()


def test_with_a_margin_a_second_mark_and_the_keyboard_have_the_slip(wide: Page) -> None:
    wide.locator("#noteref-1-2").click()
    expect(wide.get_by_role("dialog", name="Note 1")).to_be_focused()
    wide.keyboard.press("Escape")
    wide.locator("#noteref-2").press("Enter")
    expect(wide.get_by_role("dialog", name="Note 2")).to_be_focused()


# At the end


def test_without_a_script_a_mark_leads_to_its_note_and_the_note_back(
    quiet_browser: BrowserContext, live_server: object, article: Edition
) -> None:
    page = quiet_browser.new_page()
    page.goto(f"{live_server}{article.get_absolute_url()}")
    page.locator("#noteref-2").click()
    expect(page).to_have_url(re.compile("#note-2$"))
    expect(page.locator("#note-2")).to_be_in_viewport()
    page.locator("#note-2 [role=doc-backlink]").click()
    expect(page).to_have_url(re.compile("#noteref-2$"))
    expect(page.locator("#noteref-2")).to_be_in_viewport()


def test_where_one_came_to_is_marked(
    quiet_browser: BrowserContext, live_server: object, article: Edition
) -> None:
    page = quiet_browser.new_page()
    page.goto(f"{live_server}{article.get_absolute_url()}#note-2")
    colour = "node => getComputedStyle(node).backgroundColor"
    assert page.locator("#note-2").evaluate(colour) != page.locator("#note-1").evaluate(colour)


def test_whoever_wants_no_motion_gets_none(page: Page, open_at: Open, article: Edition) -> None:
    page.emulate_media(reduced_motion="reduce")
    open_at(f"{article.get_absolute_url()}#noteref-2")
    name = page.locator("#noteref-2").evaluate("node => getComputedStyle(node).animationName")
    assert name == "none"


def test_on_paper_the_notes_are_there_and_the_address_too(
    page: Page, open_at: Open, article: Edition
) -> None:
    open_at(article.get_absolute_url())
    page.emulate_media(media="print")
    expect(page.locator("#note-2")).to_be_visible()
    expect(page.locator(".address")).to_be_visible()
    for hidden in (".sidenotes", ".masthead-ways", ".comments", "#note-2 [role=doc-backlink]"):
        expect(page.locator(hidden)).to_be_hidden()
