"""Writing at the desk: saved by itself, kept on the device, and with others at the same text."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article, Author, Event, Revision
from articles.publishing import manuscript
from tests.factories import PASSWORD, make_author, make_draft, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[[str], None]
SAVED = "[data-saved=saved]"
KEPT = "[data-banner=kept]"
EDITOR = "[data-editor] [contenteditable=true]"


@pytest.fixture
def log_in(page: Page, live_server: object) -> Callable[[AbstractUser], None]:
    """Without the log-in page, which has tests of its own."""

    def log_in_as(user: AbstractUser) -> None:
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": str(live_server)}]
        )

    return log_in_as


def change_url(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def type_at_the_end(page: Page, words: str) -> None:
    page.click(EDITOR)
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def test_a_new_text_becomes_a_draft_by_itself_and_ctrl_s_saves_it(
    page: Page, open_at: Open, log_in: Callable[[AbstractUser], None], editor: AbstractUser
) -> None:
    log_in(editor)
    open_at(reverse("admin:articles_article_add"))
    type_at_the_end(page, "Bread was dear.")
    page.wait_for_selector(SAVED, timeout=20_000)
    article = Article.objects.get()
    assert page.url.endswith(change_url(article))
    page.fill("#id_title", "The bread strike")
    page.keyboard.press("Control+s")
    expect(page.locator("[data-saved]")).to_have_attribute("data-saved", "saved")
    expect(page.locator("[data-banners]")).to_have_text("")
    article.refresh_from_db()
    assert (article.title, article.slug) == ("The bread strike", "the-bread-strike")
    assert article.body == "<p>Bread was dear.</p>"
    page.reload()  # nothing is unsaved, so nobody is asked
    assert page.input_value("#id_title").strip() == "The bread strike"
    assert Article.objects.count() == 1


def test_a_draft_has_its_panels_and_its_menu_from_its_first_save(
    page: Page, open_at: Open, log_in: Callable[[AbstractUser], None], editor: AbstractUser
) -> None:
    log_in(editor)
    open_at(reverse("admin:articles_article_add"))
    expect(page.get_by_role("tab")).to_have_count(1)
    type_at_the_end(page, "Bread was dear.")
    page.get_by_role("tab", name="Remarks").click()
    page.fill("#remark-new [name=text]", "Since when?")
    page.click("#remark-new button:has-text('Leave')")
    expect(page.locator(".desk-threads")).to_contain_text("Since when?")
    article = Article.objects.get()
    assert article.remarks.get().text == "Since when?"
    type_at_the_end(page, "")
    page.keyboard.press("Control+Alt+f")
    page.keyboard.type("Annual report.")
    page.keyboard.press("Escape")
    page.get_by_role("tab", name="Notes").click()
    expect(page.locator(".notes-list li")).to_contain_text("Annual report.")
    page.get_by_role("tab", name="Checklist").click()
    expect(page.locator("[data-checklist]")).to_contain_text("1 remark is not resolved")
    page.get_by_role("tab", name="Preview").click()
    shown = page.frame_locator(".desk-preview-stage iframe").last
    expect(shown.locator("article")).to_contain_text("Bread was dear.")
    page.click("[data-menu] summary")
    expect(page.get_by_role("link", name="History", exact=True)).to_be_visible()
    expect(page.locator("[data-desk-bar]")).to_contain_text("draft")


def test_what_is_wrong_is_named_and_the_rest_is_saved(
    page: Page, open_at: Open, log_in: Callable[[AbstractUser], None], editor: AbstractUser
) -> None:
    article = make_draft("As it was", body="<p>One.</p>")
    log_in(editor)
    open_at(change_url(article))
    page.fill("#id_title", "x" * 10_000)
    type_at_the_end(page, " Two.")
    page.keyboard.press("Control+s")
    page.wait_for_selector("[data-banner=wrong]")
    assert "at most 500 characters (it has 10000)" in page.inner_text("[data-banner=wrong]")
    assert page.get_attribute("#id_title", "aria-invalid") == "true"
    article.refresh_from_db()
    assert (article.title, article.body) == ("As it was", "<p>One. Two.</p>")


def test_without_a_connection_the_text_stays_on_the_device_and_is_offered_at_return(
    page: Page, open_at: Open, log_in: Callable[[AbstractUser], None], editor: AbstractUser
) -> None:
    long = f"<p>{'Much was said. ' * 5000}</p>"  # more than a browser sends when a page is closed
    article = make_draft(body=f"{long}<p>One.</p>")
    log_in(editor)
    open_at(change_url(article))
    page.wait_for_selector(EDITOR)
    # Not the browser's own switch: what a page sends when it is left slips through that.
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError('no connection')) }")
    type_at_the_end(page, " Two.")
    page.wait_for_selector("[data-banner=offline]", timeout=20_000)
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto("about:blank")
    open_at(change_url(article))
    page.wait_for_selector(KEPT)
    page.click(f"{KEPT} button:has-text('Show the difference')")
    expect(page.locator(f"{KEPT} [data-difference] p:not(.desk-legend) ins")).to_have_text("Two.")
    page.click(f"{KEPT} button:has-text('Take it')")
    page.wait_for_selector(".errornote")
    article.refresh_from_db()
    assert article.body.endswith("<p>One.</p>")
    page.click("button[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    assert article.body.endswith("<p>One. Two.</p>")
    assert page.locator(KEPT).count() == 0


def test_two_people_see_each_other_and_whoever_is_second_puts_both_texts_together(
    page: Page, open_at: Open, log_in: Callable[[AbstractUser], None], editor: AbstractUser
) -> None:
    mara = make_user("mara", "view_article", "change_article")
    article = make_draft(body="<p>One.</p><p>Two.</p>")
    other = Client()
    other.force_login(mara)
    other.post(reverse("admin:articles_article_presence", args=[article.pk]))
    log_in(editor)
    open_at(change_url(article))
    page.wait_for_selector("[data-present]:has-text('mara has had this open since')")
    article.body = "<p>One of Mara.</p><p>Two.</p>"
    manuscript.save(article)
    manuscript.record(article, by=mara)
    type_at_the_end(page, " And more.")
    page.click("button[name=_continue]")
    page.wait_for_selector("[data-conflict]")
    assert "mara has saved this article" in page.inner_text("[data-conflict]")
    page.wait_for_selector(EDITOR)
    assert page.inner_text(EDITOR).split() == ["One", "of", "Mara.", "Two.", "And", "more."]
    page.click("button[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    article.refresh_from_db()
    assert article.body == "<p>One of Mara.</p><p>Two. And more.</p>"
    assert article.events.filter(kind=Event.Kind.MERGED).exists()
    assert article.revisions.filter(kind=Revision.Kind.ASIDE).exists()


def test_who_was_logged_out_logs_in_in_another_tab_and_goes_on(
    page: Page, open_at: Open, log_in: Callable[[AbstractUser], None], editor: AbstractUser
) -> None:
    article = make_draft(body="<p>One.</p>")
    log_in(editor)
    open_at(change_url(article))
    page.wait_for_selector(EDITOR)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    type_at_the_end(page, " Two.")
    page.wait_for_selector("[data-banner=logged_out]", timeout=20_000)
    with page.context.expect_page() as opened:
        page.click("[data-banner=logged_out] a")
    tab = opened.value
    tab.fill("#id_username", editor.username)
    tab.fill("#id_password", PASSWORD)
    tab.press("#id_password", "Enter")
    tab.wait_for_url("**/admin/")
    page.wait_for_selector(SAVED, timeout=20_000)
    article.refresh_from_db()
    assert article.body == "<p>One. Two.</p>"


def test_authors_change_places_by_buttons_and_a_new_one_is_added_without_leaving(
    page: Page, open_at: Open, log_in: Callable[[AbstractUser], None], editor: AbstractUser
) -> None:
    article = make_draft(authors=[make_author("Ada"), make_author("Ben")])
    log_in(editor)
    open_at(change_url(article))
    page.click("#contributions-1 button[aria-label='Move up']")
    with page.context.expect_page() as opened:
        page.click("#contributions-2 .add-related")
    popup = opened.value
    popup.fill("#id_name", "Eve Novak")
    popup.click("input[name=_save]")
    expect(page.locator("#id_contributions-2-author option:checked")).to_have_text("Eve Novak")
    page.click("button[name=_continue]")
    page.wait_for_selector(".messagelist .success")
    rows = article.contributions.select_related("author").order_by("position")
    assert [row.author.name for row in rows] == ["Ben", "Ada", "Eve Novak"]
    assert Author.objects.count() == 3
