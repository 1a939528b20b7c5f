"""The start page and “My mail” in a browser: looked at by axe, on a phone, a year pressed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from articles.publishing import workflow
from articles.publishing.publish import publish
from tests.factories import make_comment, make_draft, make_published

from .editor import sign_in
from .looking import look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = [reverse("admin:index"), reverse("admin:my_mail")]


@pytest.fixture
def busy(superuser: AbstractUser) -> AbstractUser:
    """Somebody for whom there is something in each part of the page."""
    for number in range(6):
        article = make_draft(f"Donaudampfschifffahrtsgesellschaft{'skapitän' * 6} {number}")
        workflow.move(article, "submit")
    back = workflow.move(make_draft("Back", created_by=superuser), "submit")
    workflow.move(back, "ask_changes", note="The second paragraph needs a source.")
    publish(make_draft("To come"), at=timezone.now() + timedelta(days=1))
    for year in ("1890", "1974", "2021"):
        make_comment(make_published(printed_date=year).article, approved=False)
    return superuser


def test_axe_finds_nothing_where_there_is_much(
    browser: Browser, live_server: Any, busy: AbstractUser
) -> None:
    context = browser.new_context(bypass_csp=True)  # axe measures with styles of its own
    page = context.new_page()
    sign_in(page, str(live_server), busy)
    look(page, "ltr", [(address, opening(f"{live_server}{address}")) for address in PAGES])
    context.close()


def opening(url: str) -> Callable[[Page], object]:
    return lambda page: page.goto(url)


def test_they_fit_a_phone_and_a_year_leads_to_its_articles(
    page: Page, live_server: Any, busy: AbstractUser
) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    sign_in(page, str(live_server), busy)
    for address in reversed(PAGES):
        page.goto(f"{live_server}{address}")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.click("text=The years as a list")
    page.click(".desk-plot-years >> text=1974")
    expect(page.locator("#result_list tbody tr")).to_have_count(1)
