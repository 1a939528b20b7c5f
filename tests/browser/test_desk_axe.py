"""Every screen of the desk: both themes, wide and on a phone, from the left and from the right."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Browser, Page

from articles.models import Article, BulkRun, Comment, Tag, TagSynonym
from articles.publishing import bulk, manuscript, remarks
from articles.publishing.preview_links import share
from articles.publishing.translations import translate
from articles.text.quotes import Quote
from tests.factories import (
    make_author,
    make_comment,
    make_draft,
    make_image,
    make_published,
    make_scheduled,
    make_trashed,
    note,
    republish,
)

from .editor import show, sign_in
from .looking import DESKTOP, PHONE, Screen, look, over_the_edge
from .test_layout import arabic_site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["arabic_site"]

BODY = (
    f"<p>In spring the rents rose{note('Report 1926, p. 7.')} by a third, and wages did not.</p>"
    "<h2>The wash house</h2><p>The tenants met on Sunday in the wash house.</p>"
)


@pytest.fixture(params=["from the left", "from the right"])
def direction(request: pytest.FixtureRequest) -> str:
    if request.param == "from the right":
        request.getfixturevalue("arabic_site")
    return "rtl" if request.param == "from the right" else "ltr"


@pytest.fixture
def screen(browser: Browser, live_server: Any, superuser: AbstractUser) -> Iterator[Page]:
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")  # axe brings styles
    page = context.new_page()
    sign_in(page, str(live_server), superuser)
    yield page
    context.close()


@pytest.fixture
def at(live_server: Any) -> Callable[..., Screen]:
    """A screen that has an address."""

    def screen_at(name: str, *keys: object, query: str = "") -> Screen:
        address = reverse(f"admin:{name}", args=keys) + query
        return address, lambda page: page.goto(f"{live_server}{address}")

    return screen_at


@pytest.fixture
def article(superuser: AbstractUser) -> Article:
    """Published twice, discussed, illustrated, translated, shared, tagged."""
    edition = make_published(body=BODY, image=make_image(), authors=["Nora Pellow"], tags=["Rent"])
    article = republish(edition, body=BODY.replace("third", "half")).article
    article = Article.objects.get(pk=article.pk)
    remark = remarks.leave(article, "Which?", quote=Quote("The tenants"), by=superuser)
    remarks.answer(remark, "All of them.", by=superuser)
    share(article, label="The printer")
    translate(article, "de")
    return article


def test_the_screens_of_an_article(
    screen: Page, direction: str, at: Callable[..., Screen], article: Article
) -> None:
    make_scheduled(days=0.01)
    name = "articles_article"
    look(
        screen,
        direction,
        [
            at("index"),
            at("my_mail"),
            at(f"{name}_changelist"),
            at(f"{name}_changelist", query="?state=published&q=rents"),
            at(f"{name}_publish", article.pk),
            at(f"{name}_calendar"),
            at(f"{name}_history", article.pk),
            at(f"{name}_compare", article.pk),
            at(f"{name}_revision", article.pk, 1),
            at(f"{name}_revision_restore", article.pk, 1),
            at(f"{name}_remarks", article.pk),
            at(f"{name}_checklist", article.pk),
            at(f"{name}_move", article.pk, "submit"),
            at(f"{name}_shared", article.pk),
            at(f"{name}_translate", article.pk),
            at(f"{name}_withdraw", article.pk),
            at(f"{name}_delete", article.pk),
            at(f"{name}_delete", make_trashed().article.pk),
        ],
    )


def test_the_form_with_each_of_its_panels(
    screen: Page, direction: str, live_server: Any, article: Article
) -> None:
    translation = Article.objects.get(translation_of=article)
    show(screen, str(live_server), translation)
    names = screen.locator("[data-panel]").evaluate_all("all => all.map(one => one.dataset.panel)")
    assert {"details", "notes", "remarks", "checklist", "preview", "history", "original"} <= {
        *names
    }

    def opened(panel: str) -> Screen:
        def open_panel(page: Page) -> None:
            page.evaluate(
                "(name) => document.dispatchEvent(new CustomEvent('desk:panel', {detail: name}))",
                panel,
            )
            page.wait_for_load_state("networkidle")

        return f"the panel {panel}", open_panel

    look(screen, direction, [opened(name) for name in names])


def test_the_dialog_before_a_transition(
    screen: Page, direction: str, live_server: Any, article: Article
) -> None:
    def asked(page: Page) -> None:
        show(page, str(live_server), article)
        page.locator("[data-dialog]").first.click()

    look(screen, direction, [("the dialog", asked)])


def test_the_menu_of_other_acts_fits_on_a_phone(
    screen: Page, direction: str, live_server: Any
) -> None:
    screen.set_viewport_size(PHONE)
    show(screen, str(live_server), make_draft())
    screen.locator("[data-menu] summary").click()
    assert over_the_edge(screen) == []


def test_the_screens_between(
    screen: Page, direction: str, live_server: Any, superuser: AbstractUser, article: Article
) -> None:
    """Those that come when something is sent: imports, conflicts, acts on many, a lost log-in."""

    def address(name: str, *keys: object) -> str:
        return f"{live_server}{reverse(f'admin:articles_article_{name}', args=keys)}"

    def imported(page: Page) -> None:
        page.goto(address("import"))
        page.fill(
            "[name=text]", "The strike\nby Nora Pellow\n\nBread was dear.[1]\n\n[1] A report."
        )
        page.locator(".submit-row button, .submit-row input").first.click()

    def conflict(page: Page) -> None:
        show(page, str(live_server), article)
        theirs = Article.objects.get(pk=article.pk)
        theirs.body = BODY.replace("tenants", "lodgers")
        manuscript.save(theirs)
        page.locator(".editor-sheet > .editor-text p").last.click()
        page.keyboard.type("Mine. ")
        page.evaluate("document.getElementById('article_form').submit()")
        page.wait_for_selector(".desk-conflict")

    def question(page: Page) -> None:
        run = bulk.ask(Article.objects.all(), "withdraw", by=superuser)
        page.goto(address("bulk", run.pk))

    def progress(page: Page) -> None:
        run = BulkRun.objects.latest("pk")
        bulk.start(run, {"reason": "It was wrong."})
        page.goto(address("bulk", run.pk))

    def logged_out(page: Page) -> None:
        show(page, str(live_server), article)
        page.context.clear_cookies(name="sessionid")
        page.evaluate("document.getElementById('article_form').submit()")
        page.wait_for_selector("#login-form")

    look(
        screen,
        direction,
        [
            ("importing", lambda page: page.goto(address("import"))),
            ("an import, looked at", imported),
            ("two at one text", conflict),
            ("an act on many, asked about", question),
            ("an act on many, under way", progress),
            ("logged out meanwhile", logged_out),
        ],
    )


def test_the_screens_of_the_catalogue(
    screen: Page,
    direction: str,
    at: Callable[..., Screen],
    superuser: AbstractUser,
    article: Article,
) -> None:
    one, two = make_author(), make_author()
    tag = Tag.objects.get(name="Rent")
    TagSynonym.objects.create(tag=tag, name="Mieten")
    comment: Comment = make_comment(article, approved=False)
    image = article.image
    assert image
    look(
        screen,
        direction,
        [
            at("articles_author_changelist"),
            at("articles_author_change", one.pk),
            at("articles_author_history", one.pk),
            at("articles_author_merge", query=f"?id={one.pk}&id={two.pk}"),
            at("articles_tag_changelist"),
            at("articles_tag_change", tag.pk),
            at("articles_image_changelist"),
            at("articles_image_change", image.pk),
            at("articles_image_several"),
            at("articles_image_replace", image.pk),
            at("articles_comment_changelist"),
            at("articles_comment_change", comment.pk),
            at("articles_source_changelist"),
            at("articles_event_changelist"),
            at("auth_user_changelist"),
            at("auth_user_add"),
            at("auth_user_change", superuser.pk),
            at("auth_group_changelist"),
            at("admin_logentry_changelist"),
            at("password_change"),
        ],
    )


def test_the_text_of_a_draft_from_the_right(
    screen: Page, live_server: Any, arabic_site: None
) -> None:
    """What belongs beside the text stands at its left, and notations still read from the left."""
    show(screen, str(live_server), make_draft())
    screen.set_viewport_size(DESKTOP)
    side, sheet = (screen.locator(each).bounding_box() for each in (".desk-side", ".desk-sheet"))
    assert side
    assert sheet
    assert side["x"] + side["width"] <= sheet["x"]
    assert screen.get_attribute("#id_printed_date", "dir") == "ltr"
    author = screen.locator(".desk-byline .select2-container").first.bounding_box()
    assert author
    assert author["width"] > 120
