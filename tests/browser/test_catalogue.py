"""Tags, preview, original and pictures beside the text, in a real browser."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Edition, Image, Tag, TagSynonym
from articles.publishing.translations import translate
from tests.factories import make_draft, make_image, make_picture, make_published, note

from .editor import open_desk

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

FRAME = "iframe.is-shown"
PARAGRAPHS = "".join(
    f"<p>{'Rents rose and wages did not. ' * 12}{note(f'Report {n}.')}</p>" for n in range(20)
)


def image_page(page: Page, server: Any, name: str, *key: int) -> None:
    page.goto(f"{server}{reverse(f'admin:articles_image_{name}', args=key)}")


def test_a_tag_that_occurs_in_the_text_is_added_by_one_press(
    page: Page, live_server: Any, superuser: AbstractUser
) -> None:
    tag = Tag.objects.create(name="Rent")
    TagSynonym.objects.create(tag=tag, name="Mieten")
    article = make_draft("Die Mieten steigen", body="<p>Und die Löhne nicht.</p>")
    desk = open_desk(page, str(live_server), superuser, article)
    page.get_by_role("tab", name="Details").click()
    page.get_by_role("button", name="Add the tag Rent").click()
    expect(page.locator(".select2-selection__choice")).to_contain_text("Rent")
    expect(page.locator("[data-suggested-tags]")).to_be_hidden()
    desk.save()
    assert list(article.tags.names()) == ["Rent"]


def test_the_preview_follows_what_is_written_and_stays_where_it_is(
    page: Page, live_server: Any, superuser: AbstractUser
) -> None:
    article = make_draft("Before", body=PARAGRAPHS)
    page.set_viewport_size({"width": 1440, "height": 900})
    desk = open_desk(page, str(live_server), superuser, article)
    page.get_by_role("tab", name="Preview").click()
    shown = page.frame_locator(FRAME)
    expect(shown.locator("h1")).to_have_text("Before")
    page.evaluate(f"document.querySelector('{FRAME}').contentWindow.scrollTo(0, 700)")
    entries = page.evaluate("history.length")
    page.fill("#id_title", "After")
    expect(shown.locator("h1")).to_have_text("After")
    desk.select("Rents rose")
    desk.type("Quite new")
    expect(shown.locator(".text p").first).to_contain_text("Quite new and wages did not.")
    assert page.evaluate(f"document.querySelector('{FRAME}').contentWindow.scrollY") == 700
    assert page.evaluate("history.length") == entries
    assert page.locator("iframe").count() == 1
    page.get_by_role("button", name="Desktop").click()
    assert page.evaluate(f"document.querySelector('{FRAME}').contentWindow.innerWidth") == 1280
    shown.locator("a[role=doc-noteref]").first.click()
    shown.locator(".article a").last.click()
    assert "/change/" in page.url
    assert not Edition.objects.exists()


def test_who_was_logged_out_is_told_so_and_keeps_the_last_preview(
    page: Page, live_server: Any, superuser: AbstractUser
) -> None:
    open_desk(page, str(live_server), superuser, make_draft("Before"))
    page.get_by_role("tab", name="Preview").click()
    shown = page.frame_locator(FRAME)
    expect(shown.locator("h1")).to_have_text("Before")
    page.context.clear_cookies(name="sessionid")
    page.fill("#id_title", "After")
    expect(page.locator(".desk-preview-said")).to_contain_text("You are no longer logged in.")
    expect(shown.locator("h1")).to_have_text("Before")


def test_the_paragraph_of_the_original_stands_beside_that_of_the_translation(
    page: Page, live_server: Any, superuser: AbstractUser
) -> None:
    original = make_draft(body=PARAGRAPHS)
    draft = translate(original, "de")
    page.set_viewport_size({"width": 1440, "height": 900})
    desk = open_desk(page, str(live_server), superuser, draft)
    page.get_by_role("tab", name="Original").click()
    desk.text.locator(":scope > p").nth(9).click()
    beside = page.locator("[data-blocks] > .is-beside")
    expect(beside).to_have_count(1)
    assert beside.evaluate("block => [...block.parentElement.children].indexOf(block)") == 9
    ours = desk.text.locator(":scope > p").nth(9).bounding_box()
    theirs = beside.bounding_box()
    assert abs(ours["y"] - theirs["y"]) < 200
    beside.locator("a[role=doc-noteref]").click()
    expect(page.locator("#original-note-10")).to_be_in_viewport()


def test_the_focus_is_pressed_onto_the_picture(
    page: Page, live_server: Any, superuser: AbstractUser
) -> None:
    image = make_image(800, 400)
    open_desk(page, str(live_server), superuser, make_draft())
    image_page(page, live_server, "change", image.pk)
    box = page.locator("[data-focus] img").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.25)
    assert page.input_value("#id_focus_x") == "90"
    assert page.input_value("#id_focus_y") == "25"
    page.click("[name=_save]")
    page.wait_for_url("**/image/")
    image.refresh_from_db()
    assert (image.focus_x, image.focus_y) == (90, 25)


def test_pictures_are_sent_one_by_one_and_one_that_is_too_large_not_at_all(
    page: Page, live_server: Any, superuser: AbstractUser, tmp_path: Path
) -> None:
    open_desk(page, str(live_server), superuser, make_draft())
    image_page(page, live_server, "several")
    large = tmp_path / "large.png"
    with large.open("wb") as file:
        file.truncate(30 * 1024 * 1024)
    (tmp_path / "good.png").write_bytes(make_picture())
    (tmp_path / "broken.png").write_bytes(b"no picture")
    page.set_input_files("#files", [large, tmp_path / "good.png", tmp_path / "broken.png"])
    said = "“large.png” is larger than 25 MB. Save it smaller and choose it again."
    expect(page.get_by_role("alert")).to_have_text(said)
    page.get_by_role("button", name="Upload").click()
    lines = page.locator(".desk-taken li")
    expect(lines).to_have_count(2)
    expect(lines.nth(0)).to_contain_text("good.png")
    expect(lines.nth(0)).to_contain_text("added")
    expect(lines.nth(1)).to_contain_text("This is no picture that can be read.")
    assert Image.objects.get().name == "good.png"


def test_what_becomes_of_an_old_address_is_said_while_one_writes(
    page: Page, live_server: Any, superuser: AbstractUser
) -> None:
    article = make_published("The rent strike").article
    open_desk(page, str(live_server), superuser, article)
    page.get_by_role("tab", name="Details").click()
    said = page.locator(".desk-slug-said")
    expect(said).to_be_empty()
    page.fill("#id_printed_date", "1926~")
    expect(said).to_have_text(
        "Once this is published, /articles/2021/the-rent-strike/ leads to "
        "/articles/1926/the-rent-strike/."
    )
