"""The desk without a mouse: reached in order, seen where one is, left by Escape, and back."""

from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article, Event
from tests.factories import make_draft, make_published

from .editor import Desk, open_desk, sign_in
from .test_layout import arabic_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["arabic_site"]

FOCUSED = "document.activeElement"
# How it is seen where the focus is: by a line around it, or around the box that it stands for.
SEEN = """() => {
  const shows = (node) => {
    const style = getComputedStyle(node);
    return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1;
  };
  const node = document.activeElement;
  if (node === document.body) return "";
  const isText = node.matches(".editor-text"); // a cursor blinks in it
  const box = node.closest(".select2-container") ?? node;
  return shows(node) || shows(box) || isText ? "" : node.outerHTML.slice(0, 160);
}"""


def test_the_tabs_beside_the_text_are_one_stop_and_arrows_change_them(desk: Desk) -> None:
    page = desk.page
    page.get_by_role("tab", name="Details").click()
    page.keyboard.press("ArrowRight")
    notes = page.get_by_role("tab", name="Notes")
    expect(notes).to_be_focused()
    expect(notes).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tabpanel", name="Notes")).to_be_visible()
    page.keyboard.press("End")
    expect(page.get_by_role("tab").last).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab").first).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("tabpanel", name="Details")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("tab", name="Details")).to_be_focused()


def test_from_the_right_the_arrows_of_tabs_and_tools_run_the_other_way(
    page: Page, live_server: Any, superuser: AbstractUser, arabic_site: None
) -> None:
    desk = open_desk(page, str(live_server), superuser, make_draft())
    first, second = (page.get_by_role("tab").nth(place) for place in (0, 1))
    first.click()
    page.keyboard.press("ArrowLeft")
    expect(second).to_be_focused()
    bold, italic = (desk.tool(name) for name in ("Bold", "Italic"))
    bold.focus()
    page.keyboard.press("ArrowLeft")
    expect(italic).to_be_focused()


def test_a_dialog_is_left_by_escape_and_nothing_has_happened(
    page: Page, live_server: Any, superuser: AbstractUser
) -> None:
    article = make_draft()
    open_desk(page, str(live_server), superuser, article)
    button = page.get_by_role("button", name="Send to review").first
    for leave in ("Escape", "Enter"):
        button.focus()
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog", name="Send to review")
        expect(dialog).to_be_visible()
        assert page.evaluate(f"!!{FOCUSED}.closest('dialog')")
        if leave == "Enter":
            page.get_by_role("button", name="Not yet").focus()
        page.keyboard.press(leave)
        expect(dialog).to_be_hidden()
        expect(button).to_be_focused()
    assert Article.objects.get().state == article.state
    assert not Event.objects.filter(article=article, kind="submitted").exists()


def test_the_menu_of_other_acts_is_opened_and_left_with_keys(desk: Desk) -> None:
    page = desk.page
    summary = page.locator(".desk-more summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Save and close")).to_be_focused()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.get_by_role("button", name="Save and close")).to_be_hidden()


def test_the_tools_are_one_stop_and_escape_leads_back_to_the_text(desk: Desk) -> None:
    page = desk.page
    desk.put_cursor(after="The tenants")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(f"!!{FOCUSED}.closest('[role=toolbar]')")
    first = page.evaluate(f"{FOCUSED}.outerHTML")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(f"{FOCUSED}.outerHTML") != first
    page.keyboard.press("Escape")
    expect(desk.text).to_be_focused()
    desk.type("All of ")
    assert "All of The tenants met" in desk.html


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_one_always_sees_where_one_is(
    scheme: str, page: Page, live_server: Any, superuser: AbstractUser
) -> None:
    article = make_published(tags=["Rent"], authors=["Nora Pellow"]).article
    sign_in(page, str(live_server), superuser)
    page.emulate_media(color_scheme=scheme)
    name = "admin:articles_article"
    unseen = []
    for address in (
        reverse("admin:index"),
        reverse(f"{name}_change", args=[article.pk]),
        reverse(f"{name}_publish", args=[article.pk]),
        reverse(f"{name}_remarks", args=[article.pk]),
        reverse(f"{name}_calendar"),
        reverse(f"{name}_changelist"),
    ):
        page.goto(f"{live_server}{address}")
        page.wait_for_load_state("networkidle")
        for _ in range(45):
            page.keyboard.press("Tab")
            if where := page.evaluate(SEEN):
                unseen.append(f"{address}: {where}")
    assert unseen == [], "\n".join(unseen)
