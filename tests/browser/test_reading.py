"""Readers' pages in a real browser, under the site's own policy, with and without JavaScript."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from articles.models import Comment
from tests.conftest import Archive
from tests.factories import make_published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_pages_ask_nothing_of_other_sites_and_break_no_policy(
    page: Page, open_at: Callable[[str], None], archive: Archive
) -> None:
    for address in ("/", "/articles/", "/authors/", archive.english.get_absolute_url(), "/nowhere"):
        open_at(address)
    # What the page complained about, or asked of another origin, fails the test in conftest.py.


def test_an_arabic_article_runs_from_the_right(
    page: Page, open_at: Callable[[str], None], archive: Archive
) -> None:
    open_at(archive.arabic.get_absolute_url())
    style = page.locator("article h1").evaluate("node => getComputedStyle(node).direction")
    assert style == "rtl"
    box = page.locator("article h1").bounding_box()
    words = page.locator("article h1").evaluate(
        """node => { const range = document.createRange(); range.selectNodeContents(node);
                     return range.getBoundingClientRect().right }"""
    )
    assert abs(words - (box["x"] + box["width"])) < 2


def test_another_language_opens_where_one_was_reading(
    page: Page, open_at: Callable[[str], None], db: None
) -> None:
    english = make_published("Bread", body="<p>Bread was dear.</p>" * 40)
    german = make_published(
        "Brot", body="<p>Brot war teuer.</p>" * 40, language="de", translation_of=english.article
    )
    open_at(english.get_absolute_url())
    page.locator("#p-20").evaluate("node => node.scrollIntoView({block: 'start'})")
    page.locator(".languages a").evaluate("link => link.click()")
    expect(page).to_have_url(re.compile(re.escape(german.get_absolute_url()) + r"#p-\d\d$"))
    expect(page.locator("p:target")).to_be_in_viewport()


def test_the_keyboard_reaches_the_text_first(
    page: Page, open_at: Callable[[str], None], archive: Archive
) -> None:
    open_at(archive.english.get_absolute_url())
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#main$"))


def test_with_a_script_one_press_sends_a_comment(
    page: Page, open_at: Callable[[str], None], archive: Archive
) -> None:
    open_at(archive.english.get_absolute_url())
    fill(page)
    expect(page.locator("[name=stamp]")).not_to_have_value("")
    page.wait_for_timeout(4000)  # nobody answers faster; see articles/comments/spam.py
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Comment.objects.filter(text="I was there.", state="held").count() == 1


def test_without_a_script_a_second_press_sends_it(
    quiet_browser: BrowserContext, live_server: object, archive: Archive
) -> None:
    page = quiet_browser.new_page()
    page.goto(f"{live_server}{archive.english.get_absolute_url()}")
    fill(page)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Check your comment")).to_be_visible()
    expect(page.locator(".preview")).to_contain_text("I was there.")
    page.wait_for_timeout(4000)
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    assert Comment.objects.filter(text="I was there.", state="held").count() == 1


def fill(page: Page) -> None:
    page.get_by_label("Name or pseudonym").fill("Noor")
    page.get_by_label("Comment", exact=True).fill("I was there.")
