"""The desk in a real browser, under the real policy: an editor's day."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Page

from articles.models import Article, Comment, Edition
from tests.conftest import Archive
from tests.factories import PASSWORD, make_author, make_comment, make_draft

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[[str], None]
TEXT = """The Bread Strike

By Ada Brandt

6 December 1921

Bread was dear that winter.[1] The bakers stopped work.

Nobody had expected it.[2]

Notes

[1] Annual report 1921, p. 7.
[2] The Morning Star, 3 December 1921.
"""


@pytest.fixture
def log_in(page: Page, open_at: Open) -> Callable[[AbstractUser], None]:
    def log_in_as(user: AbstractUser) -> None:
        open_at(reverse("admin:login"))
        page.fill("#id_username", user.username)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url("**/admin/")

    return log_in_as


def test_a_pasted_text_is_read_corrected_saved_and_published(
    page: Page, open_at: Open, log_in: Callable[[AbstractUser], None], publisher: AbstractUser
) -> None:
    log_in(publisher)
    page.click("text=Import a text")
    page.fill("#id_text", TEXT)
    page.click("text=Read it")
    assert "2 notes, 1 author" in page.inner_text(".desk-summary")
    page.fill("#id_title", "The bakers’ strike")
    page.click("text=Save and go to publish")
    assert "Bread was dear that winter." in page.inner_text(".desk-reading")
    page.check("[name=anyway]")  # it has no standfirst and no tags, and that is meant so
    page.click("[data-publish-button]")
    page.wait_for_url("**/change/")
    edition = Edition.objects.public().get()
    page.click("text=View on site")
    page.wait_for_url(f"**{edition.get_absolute_url()}")
    assert page.inner_text("h1") == "The bakers’ strike"
    assert page.locator("[role=doc-noteref]").count() == 2


def test_authors_and_tags_are_chosen_by_typing(
    page: Page, open_at: Open, log_in: Callable[[AbstractUser], None], editor: AbstractUser
) -> None:
    make_author("Ada Brandt")
    make_draft("Another", tags=["Housing"])
    article = make_draft("The strike", tags=["Rent"])
    log_in(editor)
    open_at(reverse("admin:articles_article_change", args=[article.pk]))
    page.click("[aria-labelledby~='select2-id_contributions-0-author-container']")
    page.keyboard.type("brandt")
    page.click(".select2-results__option:has-text('Ada Brandt')")
    page.click(".field-tags .select2-selection")
    page.keyboard.type("hous")
    page.click(".select2-results__option:has-text('Housing')")
    page.keyboard.type("1926")
    page.keyboard.press("Enter")  # faster than the suggestions come
    page.wait_for_load_state("networkidle")
    page.click("button[name=_continue] >> nth=0")
    page.wait_for_selector(".messagelist .success")
    assert sorted(article.tags.names()) == ["1926", "Housing", "Rent"]
    assert [author.name for author in article.authors.all()] == ["Ada Brandt"]


def test_the_list_is_filtered_by_an_author_who_is_searched_for(
    page: Page,
    open_at: Open,
    log_in: Callable[[AbstractUser], None],
    editor: AbstractUser,
    archive: Archive,
) -> None:
    log_in(editor)
    open_at(reverse("admin:articles_article_changelist"))
    page.click("[aria-labelledby^='select2-author']")
    page.keyboard.type("union")
    page.click(".select2-results__option:has-text('Tenants')")
    page.wait_for_url(f"**author={archive.union.pk}**")
    assert page.locator("#result_list tbody tr").count() == 2


def test_a_moderator_decides_with_one_press(
    page: Page,
    open_at: Open,
    log_in: Callable[[AbstractUser], None],
    moderator: AbstractUser,
    archive: Archive,
) -> None:
    comment = make_comment(archive.english.article, "Is that so?", approved=False, name="Vera")
    log_in(moderator)
    page.click("text=1 comment waits")
    page.click("button:has-text('Approve')")
    page.wait_for_selector(".messagelist .success")
    assert Comment.objects.get(pk=comment.pk).state == Comment.State.APPROVED


@pytest.mark.parametrize(
    "name", ["changelist", "change", "publish", "history", "preview", "delete", "import"]
)
def test_no_page_is_wider_than_a_phone(
    name: str,
    page: Page,
    open_at: Open,
    log_in: Callable[[AbstractUser], None],
    superuser: AbstractUser,
    archive: Archive,
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    log_in(superuser)
    of_one = name not in {"changelist", "import"}
    open_at(
        reverse(
            f"admin:articles_article_{name}", args=[archive.arabic.article_id] if of_one else []
        )
    )
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert Article.objects.exists()
