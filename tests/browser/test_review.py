"""Reviewing in a real browser: remarks on a passage, the checklist, publishing, the calendar."""

from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Page

from articles.models import Remark
from articles.publishing import remarks
from articles.text.quotes import Quote
from tests.factories import make_draft, note

from .editor import open_desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = (
    f"<p>In spring the rents rose{note('Report 1926, p. 7.')} by a third, and wages did not.</p>"
    "<p>The tenants met on Sunday in the wash house.</p>"
)


def address(name: str, *keys: int) -> str:
    return reverse(f"admin:articles_article_{name}", args=keys)


def mark(page: Page, first: str, last: str) -> None:
    """Mark from one word to another in the text that is only read."""
    page.evaluate(
        """([first, last]) => {
          const root = document.querySelector('[data-passages]');
          const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
          const range = document.createRange();
          while (walker.nextNode()) {
            const node = walker.currentNode;
            const [start, end] = [node.data.indexOf(first), node.data.indexOf(last)];
            if (start >= 0) range.setStart(node, start);
            if (end >= 0) { range.setEnd(node, end + last.length); break; }
          }
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }""",
        [first, last],
    )


def test_a_passage_over_a_note_is_marked_remarked_on_and_found_again(
    page: Page, live_server: Any, superuser: AbstractUser
) -> None:
    article = make_draft(body=BODY)
    open_desk(page, str(live_server), superuser, article)
    page.goto(f"{live_server}{address('remarks', article.pk)}")
    mark(page, "rents rose", "by a third")
    page.wait_for_selector("[data-float]:not([hidden])")
    page.keyboard.press("Control+Alt+m")
    page.keyboard.type("By how much?")
    page.click("[data-new] button:has-text('Leave the remark')")
    page.wait_for_selector(".desk-thread")
    remark = Remark.objects.get()
    assert remark.exact == "rents rose Report 1926, p. 7. by a third"
    [thread] = remarks.threads(article)
    assert thread.place
    assert not thread.place.is_changed
    assert "".join(page.locator("mark").all_inner_texts()).startswith("rents rose")
    # The other way: a click on the passage leads to what is said about it.
    page.locator("mark").first.click()
    assert page.evaluate("document.activeElement.id") == f"remark-{remark.pk}"


def test_what_is_being_written_outlives_a_new_list(
    page: Page, live_server: Any, superuser: AbstractUser
) -> None:
    article = make_draft(body=BODY)
    first = remarks.leave(article, "Which?", quote=Quote("The tenants"), by=superuser)
    desk = open_desk(page, str(live_server), superuser, article)
    page.evaluate("document.dispatchEvent(new CustomEvent('desk:panel', {detail: 'remarks'}))")
    page.click("#panel-remarks summary:has-text('Answer')")
    page.fill(f"#answer-{first.pk}", "All of them")
    remarks.leave(article, "And when?", by=superuser)
    page.evaluate("document.dispatchEvent(new CustomEvent('desk:saved'))")
    page.wait_for_selector("text=And when?")
    assert page.input_value(f"#answer-{first.pk}") == "All of them"
    assert page.inner_text("[role=tab] [data-count-of=remarks]") == "2"
    assert desk.page.locator(".editor-text .desk-remarked").inner_text() == "The tenants"


def test_a_finding_leads_to_its_place_from_another_page(
    page: Page, live_server: Any, superuser: AbstractUser
) -> None:
    article = make_draft(body=BODY)
    open_desk(page, str(live_server), superuser, article)
    page.goto(f"{live_server}{address('checklist', article.pk)}")
    page.click("[data-code=note-without-source] .desk-spots a")
    for _ in range(50):  # the page's policy lets no condition be waited for inside of it
        if "rents rose" in page.evaluate("getSelection().toString()"):
            return
        page.wait_for_timeout(100)
    raise AssertionError("The place was not selected.")
