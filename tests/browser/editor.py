"""The desk's editor in a browser: opened on an article, written in, asked."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Locator, Page

from articles.models import Article


@dataclass
class Desk:
    """The form of an article, its editor ready."""

    page: Page
    article: Article

    @property
    def text(self) -> Locator:
        return self.page.locator(".editor-sheet > .editor-text")

    @property
    def note(self) -> Locator:
        """The text of the note that is open."""
        return self.page.locator(".editor-slip .editor-text")

    @property
    def strip(self) -> Locator:
        return self.page.locator(".editor-strip")

    def editor(self, call: str, *arguments: Any) -> Any:
        """What a function of `wrapper.editor` answers: `desk.editor("html()")`."""
        script = f"(a) => document.querySelector('[data-editor]').editor.{call}"
        return self.page.evaluate(script, list(arguments))

    @property
    def html(self) -> str:
        return str(self.editor("html()"))

    def set(self, html: str) -> None:
        self.editor("setHTML(a[0])", html)

    def put_cursor(self, before: str = "", after: str = "") -> None:
        """Behind these words, or before those."""
        quote = {"exact": before or after, "prefix": "", "suffix": ""}
        assert self.editor("jump(a[0])", quote), quote
        # For some milliseconds after a jump the editor holds its selection against the browser's;
        # nobody presses a key as soon as that, and a busy machine makes them many.
        for _ in range(10):
            self.page.wait_for_timeout(100)
            self.page.keyboard.press("ArrowRight" if before else "ArrowLeft")
            self.page.wait_for_timeout(60)
            selected = self.editor("selection()")  # perhaps a mark beside the words by now
            if not selected or selected["exact"] != quote["exact"]:
                return
        raise AssertionError("The selection stayed.")

    def select(self, words: str) -> None:
        assert self.editor("jump(a[0])", {"exact": words, "prefix": "", "suffix": ""})

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            if "Arrow" in key:
                self.page.wait_for_timeout(40)  # the browser tells of it a moment later

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def tool(self, name: str) -> Locator:
        return self.page.get_by_role("toolbar").get_by_role("button", name=name, exact=True)

    def marks(self) -> list[str]:
        return self.text.locator(".note-mark").all_inner_texts()

    def paste(self, html: str = "", text: str = "") -> None:
        """What a clipboard of another program would bring."""
        self.page.evaluate(
            """([html, text]) => {
              const clipboardData = new DataTransfer();
              if (html) clipboardData.setData("text/html", html);
              clipboardData.setData("text/plain", text);
              const event = { clipboardData, bubbles: true, cancelable: true };
              document.activeElement.dispatchEvent(new ClipboardEvent("paste", event));
            }""",
            [html, text],
        )

    def save(self) -> None:
        self.page.locator("[name=_continue]").first.click()
        self.page.wait_for_selector(".messagelist .success")
        self.article.refresh_from_db()


def open_desk(
    page: Page, server: str, user: AbstractUser, article: Article, *, has_scripts: bool = True
) -> Desk:
    """Log in and open the article's form."""
    sign_in(page, server, user)
    return show(page, server, article, has_scripts=has_scripts)


def sign_in(page: Page, server: str, user: AbstractUser) -> None:
    visitor = Client()
    visitor.force_login(user)
    session = visitor.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": server}]
    )


def show(page: Page, server: str, article: Article, *, has_scripts: bool = True) -> Desk:
    page.goto(f"{server}{reverse('admin:articles_article_change', args=[article.pk])}")
    page.wait_for_selector(".editor-text" if has_scripts else "textarea[name=body]")
    return Desk(page, article)
