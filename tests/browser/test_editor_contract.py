"""What other scripts of the desk rely on: the contract at the head of static/editor/editor.js."""

from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from playwright.sync_api import BrowserContext, Page, expect

from articles.text.plain import words
from tests.browser.editor import Desk, open_desk
from tests.factories import make_draft, note

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

BODY = (
    f"<p>The rent rose{note('The rent book says so.')} again.</p><ul><li>The rent rose.</li></ul>"
    "<p>Nobody paid the rent.</p>"
)
WHERE = {"exact": "rent", "prefix": "Nobody paid the ", "suffix": "."}


def test_text_words_and_notes_are_told(desk: Desk) -> None:
    desk.set(BODY)
    assert desk.editor("words()") == words(BODY) == 11
    assert "The rent rose\nThe rent book says so. again." in desk.editor("text()")
    (found,) = desk.editor("notes()")
    assert found == {
        "number": 1,
        "mark": "1",
        "kind": "author",
        "html": "The rent book says so.",
        "text": "The rent book says so.",
        "urls": [],
    }
    desk.editor("openNote(a[0])", 0)
    expect(desk.note).to_be_focused()
    assert desk.page.locator(".editor-foot").inner_text() == "11 words · 1 minute to read"


def test_quotations_are_given_found_and_followed(desk: Desk) -> None:
    desk.set(BODY)
    assert desk.editor("selection()") is None
    assert desk.editor("jump(a[0])", WHERE)
    desk.page.wait_for_timeout(50)
    assert desk.page.evaluate("getSelection().anchorNode.textContent") == "Nobody paid the rent."
    quote = desk.editor("selection()")
    assert quote["exact"] == "rent"
    assert quote["prefix"].endswith("Nobody paid the ")
    assert desk.editor("jump(a[0])", {"exact": "rent\n book", "prefix": "the", "suffix": "says"})
    expect(desk.note).to_be_focused()
    inside = desk.editor("selection()")
    assert (inside["exact"], inside["suffix"][:9]) == ("rent book", " says so.")
    assert not desk.editor("jump(a[0])", {"exact": "nowhere", "prefix": "", "suffix": ""})


def test_highlights_move_with_the_text_and_tell_of_clicks(desk: Desk) -> None:
    desk.set(BODY)
    items: list[dict[str, Any]] = [
        {"id": 7, "quote": WHERE, "className": "remark"},
        {"id": 8, "quote": {"exact": "book says"}, "className": "remark"},
    ]
    desk.editor("highlight(a[0], a[1])", "remarks", items)
    desk.page.evaluate(
        """document.addEventListener("editor:highlight", (event) => {
          document.body.dataset.told = JSON.stringify(event.detail);
        })"""
    )
    desk.put_cursor(after="Nobody")
    desk.type("Almost ")
    marked = desk.text.locator("p:last-child .remark")
    expect(marked).to_have_text("rent")
    expect(desk.text.locator(".note-mark.remark")).to_have_count(1)
    marked.click()
    expect(desk.page.locator("body")).to_have_attribute("data-told", '{"group":"remarks","id":7}')
    desk.editor("openNote(a[0])", 0)
    expect(desk.note.locator(".remark")).to_have_text("book says")
    desk.editor("highlight(a[0], a[1])", "remarks", [])
    expect(desk.page.locator(".remark")).to_have_count(0)


def test_the_text_area_follows_and_fires_input(desk: Desk) -> None:
    desk.page.evaluate(
        """document.querySelector("textarea[name=body]").addEventListener("input", (event) => {
          document.body.dataset.written = event.target.value;
        })"""
    )
    desk.put_cursor(before="tenants met")
    desk.type(" again")
    expect(desk.page.locator("body")).to_have_attribute("data-written", desk.html, timeout=1000)
    desk.editor("insertHTML(a[0])", "<p> and</p><h2>A heading</h2><p>more</p>")
    assert desk.html.endswith("met again and</p><h2>A heading</h2><p>more on Sunday.</p>")
    desk.press("Control+z")
    desk.type("!")
    desk.page.evaluate("document.querySelector('.editor-text').blur()")
    assert desk.page.input_value("textarea[name=body]") == desk.html
    assert desk.html.endswith("<p>The tenants met again! on Sunday.</p>")


def test_a_text_of_the_right_is_written_from_the_right(
    page: Page, live_server: object, editor: AbstractUser
) -> None:
    body = f"<p>ارتفعت الإيجارات{note('التقرير السنوي.', kind='editor')} مرة أخرى.</p>"
    desk = open_desk(page, str(live_server), editor, make_draft("إضراب", language="ar", body=body))
    assert desk.marks() == ["ح1"]
    assert desk.text.evaluate("(dom) => getComputedStyle(dom).direction") == "rtl"
    desk.put_cursor(before="أخرى")
    desk.press("Control+Alt+f")
    desk.type("هامش")
    desk.press("Escape")
    assert desk.marks() == ["ح1", "1"]
    desk.save()
    assert desk.article.footnotes.count() == 2


def test_a_book_of_twenty_thousand_words_is_written_in_without_waiting(desk: Desk) -> None:
    paragraph = "The rent rose and the tenants of the row met on Sunday to talk. " * 5
    body = "".join(
        f"<p>{paragraph}{note(f'Report {n}, p. {n}.')} {paragraph}</p>" for n in range(300)
    )
    desk.set(body)
    assert desk.editor("words()") > 39_000
    desk.put_cursor(after="Report 150,")
    desk.press("Escape")
    took = desk.page.evaluate(
        """async () => {
          const times = [];
          for (let i = 0; i < 30; i += 1) {
            const start = performance.now();
            document.execCommand("insertText", false, "x");
            await new Promise(requestAnimationFrame);
            times.push(performance.now() - start);
          }
          return times.sort((a, b) => a - b)[15];
        }"""
    )
    assert took < 250  # a tenth of that on a machine of one's own
    desk.press("Control+Alt+f")
    desk.type("A note in the middle.")
    assert len(desk.marks()) == 301
    assert desk.marks()[-1] == "301"


def test_without_scripts_the_text_area_stays(
    quiet_browser: BrowserContext, live_server: object, editor: AbstractUser
) -> None:
    page = quiet_browser.new_page()
    page.set_default_timeout(5000)
    article = make_draft("The strike")
    desk = open_desk(page, str(live_server), editor, article, has_scripts=False)
    area = page.locator("textarea[name=body]")
    assert area.is_visible()
    area.fill(area.input_value().replace("Sunday", "Monday"))
    page.locator("[name=_continue]").first.click()
    page.wait_for_selector(".messagelist .success")
    desk.article.refresh_from_db()
    assert "met on Monday" in desk.article.body
