"""The whole life of an article, with four people at once: written, reviewed, scheduled, corrected.

One test, as a life is one: each step stands on what the one before has left.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from articles.models import Article, Edition, Event
from articles.text.footnotes import read_footnotes
from articles.text.plain import to_text
from tests.factories import make_section
from tests.people import make_member

from .editor import Desk, open_desk, show, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WORD = Path(__file__).parent.parent / "samples/clipboard/word-twelve-notes.html"
TITLE = "The rent strike of Harrow Row"
NEW_NOTE = "The brewery’s ledger, p. 212."
NEW_SLUG = "rent-strike-of-1921"
CORRECTION = "The strike was longer by days."
Sit = Callable[[], Page]


@pytest.fixture
def sit_down(browser: Browser) -> Iterator[Sit]:
    """A browser for each of the four; what goes wrong in any of them fails the test."""
    contexts: list[BrowserContext] = []
    faults: list[str] = []

    def at_the_desk() -> Page:
        context = browser.new_context()
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        return page

    yield at_the_desk
    for context in contexts:
        context.close()
    assert not faults


def begin(page: Page, server: str, writer: AbstractUser) -> int:
    """Write a title, save, and return the number of the article."""
    sign_in(page, server, writer)
    page.goto(f"{server}{reverse('admin:articles_article_add')}")
    page.fill("#id_title", TITLE)
    page.locator("[name=_continue]").first.click()
    page.wait_for_url("**/change/**")
    return int(page.url.split("/article/")[1].split("/")[0])


def move(desk: Desk, button: str, **fields: str) -> None:
    """Press a button of the bar, and answer what its dialog asks."""
    desk.page.get_by_role("button", name=button, exact=True).first.click()
    dialog = desk.page.locator("dialog[open]")
    if dialog.count():
        for name, value in fields.items():
            field = dialog.locator(f"[name$='-{name}']")
            if field.evaluate("field => field.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
        dialog.get_by_role("button", name=button, exact=True).click()
    desk.page.wait_for_selector(".messagelist .success")


def open_panel(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name).click()


def publish(page: Page, server: str, article: Article, at: str = "", correction: str = "") -> None:
    page.goto(f"{server}{reverse('admin:articles_article_publish', args=[article.pk])}")
    if correction:
        assert "What readers will see changed since edition 1" in page.inner_text("main, #content")
        page.fill("[name=correction]", correction)
    if at:
        page.check("[name=when][value=later]")
        page.fill("[name=at]", at)
    if page.locator("[name=anyway]").count():
        page.check("[name=anyway]")
    page.click("[data-publish-button]")
    page.wait_for_url("**/change/**")


def paste_from_word(desk: Desk) -> None:
    desk.text.click()
    desk.paste(WORD.read_text("utf-8"), TITLE)
    desk.strip.get_by_text("12 notes").first.wait_for()
    expect(desk.text.locator(".note-mark")).to_have_text([str(number) for number in range(1, 13)])


def move_a_passage(desk: Desk) -> None:
    """Cut the end of a paragraph and paste it under a heading."""
    desk.put_cursor(before="it was run from a kitchen.")
    desk.press("Shift+Home")
    cut = str(desk.page.evaluate("getSelection().toString()"))
    assert "kitchen" in cut
    desk.press("ControlOrMeta+x")
    expect(desk.text).not_to_contain_text("run from a kitchen")
    desk.put_cursor(before="What they asked for")
    desk.press("Enter", "ControlOrMeta+v")
    expect(desk.text).to_contain_text("run from a kitchen")
    expect(desk.text.locator(".note-mark")).to_have_count(12)


def add_a_note(desk: Desk) -> None:
    desk.put_cursor(before="gave way.")
    desk.press("Control+Alt+f")
    desk.note.wait_for()
    desk.type(NEW_NOTE)
    expect(desk.note).to_have_text(NEW_NOTE)
    desk.press("Escape")
    expect(desk.text.locator(".note-mark")).to_have_count(13)


def ask_for_a_change(desk: Desk) -> None:
    """Mark a passage, say what is wrong, give the text back."""
    open_panel(desk.page, "Remarks")
    desk.select("run from a kitchen")
    desk.press("Control+Alt+m")
    desk.page.fill("[data-new] [name$=text]", "Whose kitchen?")
    desk.page.click("[data-new] button:has-text('Leave the remark')")
    desk.page.get_by_text("Whose kitchen?").first.wait_for()
    move(desk, "Ask for changes", reason="One detail, see the remark.")


def answer_and_mend(desk: Desk) -> None:
    open_panel(desk.page, "Remarks")
    desk.page.click("[data-act=answer] summary")
    desk.page.fill("[data-act=answer] textarea", "Ada Brandt’s. I have written it in.")
    desk.page.click("[data-act=answer] button")
    desk.page.get_by_text("I have written it in.").first.wait_for()
    desk.put_cursor(before="run from a kitchen")
    desk.type(" in number nine")
    expect(desk.text).to_contain_text("kitchen in number nine")
    desk.save()
    move(desk, "Send to review")


def resolve_and_approve(desk: Desk) -> None:
    open_panel(desk.page, "Remarks")
    desk.page.click("[data-act=resolve] button")
    desk.page.locator("[data-resolved]").wait_for()
    move(desk, "Approve")


def correct(desk: Desk, server: str) -> None:
    """Another word and another address, with a note for readers."""
    desk.put_cursor(before="After eleven")
    desk.type(" and a half")
    expect(desk.text).to_contain_text("After eleven and a half")
    open_panel(desk.page, "Details")
    desk.page.fill("#id_slug", NEW_SLUG)
    desk.save()
    publish(desk.page, server, desk.article, correction=CORRECTION)


def read_correction(reader: Page, old_address: str) -> None:
    """The old address leads to the new one, which says what changed; both editions can be read."""
    answer = reader.goto(old_address)
    assert answer is not None
    assert answer.status == 200
    assert reader.url.endswith(f"/{NEW_SLUG}/")
    new_address = reader.url
    assert "After eleven and a half weeks" in reader.inner_text("main")
    assert CORRECTION in reader.inner_text("body")
    reader.goto(f"{new_address}editions/")
    assert CORRECTION in reader.inner_text("main")
    reader.goto(f"{new_address}editions/1/")
    assert "After eleven weeks" in reader.inner_text("main")


def test_an_article_lives(sit_down: Sit, live_server: object) -> None:
    server = str(live_server)
    make_section("History")
    writer, editor = make_member("wanda", "Writer"), make_member("edgar", "Editor")
    publisher = make_member("paula", "Publisher")
    at_writer, at_editor, at_publisher = sit_down(), sit_down(), sit_down()
    reader = sit_down()

    article = Article.objects.get(pk=begin(at_writer, server, writer))
    desk = show(at_writer, server, article)
    paste_from_word(desk)
    move_a_passage(desk)
    add_a_note(desk)
    desk.save()
    move(desk, "Send to review")
    pasted = words_of(article)

    ask_for_a_change(open_desk(at_editor, server, editor, article))
    answer_and_mend(show(at_writer, server, article))
    resolve_and_approve(show(at_editor, server, article))

    minute = (timezone.localtime() + dt.timedelta(hours=2)).replace(second=0, microsecond=0)
    sign_in(at_publisher, server, publisher)
    publish(at_publisher, server, article, at=f"{minute:%Y-%m-%dT%H:%M}")
    article.refresh_from_db()
    assert article.state == Article.State.SCHEDULED
    address = f"{server}{article.editions.get().get_absolute_url()}"
    assert status(reader, address) == 404
    with time_machine.travel(minute):
        assert status(reader, address) == 200
        assert reader.inner_text("h1") == TITLE
        assert reader.locator("[role=doc-endnotes] li").count() == 13
        assert "kitchen in number nine" in reader.inner_text("main")
        assert "Whose kitchen?" not in reader.content()

    with time_machine.travel(minute + dt.timedelta(hours=1)):
        sign_in(at_publisher, server, publisher)
        correct(show(at_publisher, server, article), server)
        assert Edition.objects.public().get().number == 2
        read_correction(reader, address)
        assert status(reader, f"{server}/a/{article.pk}/") == 200

    article.refresh_from_db()
    assert len(read_footnotes(article.body)) == 13
    assert not pasted - words_of(article)
    assert [event.kind for event in article.events.order_by("pk")] == [
        Event.Kind.SUBMITTED,
        Event.Kind.CHANGES_ASKED,
        Event.Kind.SUBMITTED,
        Event.Kind.APPROVED,
        Event.Kind.SCHEDULED,
        Event.Kind.PUBLISHED,
    ]


def status(page: Page, address: str) -> int:
    answer = page.goto(address)
    return answer.status if answer else 0


def words_of(article: Article) -> set[str]:
    return set(re.findall(r"\w+", to_text(article.body, language="en")))
