"""The screens of the catalogue, looked at by axe: nothing but what Django's own admin has."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Browser

from articles.publishing.preview_links import share
from articles.publishing.translations import translate
from tests.factories import make_author, make_draft, make_image

from .editor import sign_in
from .test_layout import axe_source, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The search of a list, its filters, the headings of its table. Breadcrumbs are taken out.
DJANGOS = {"label-title-only", "target-size", "empty-table-header"}


def ours(
    browser: Browser, server: str, user: AbstractUser, scheme: str, addresses: Iterable[str]
) -> list[tuple[Any, ...]]:
    """What axe finds on these pages of the desk, beside what Django's own admin has."""
    context = browser.new_context(bypass_csp=True)  # axe measures with styles of its own
    page = context.new_page()
    sign_in(page, server, user)
    page.emulate_media(color_scheme=scheme)
    axe, found = axe_source(), []
    for address in addresses:
        page.goto(f"{server}{address}")
        page.evaluate("document.querySelector('.breadcrumbs')?.remove()")
        found += [(address, *fault) for fault in faults(page, axe) if fault[0] not in DJANGOS]
    context.close()
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_of_ours(
    scheme: str, browser: Browser, live_server: Any, superuser: AbstractUser
) -> None:
    image = make_image(800, 400)
    article = make_draft(image=image)
    one, two = make_author(), make_author()
    translate(article, "de")
    share(article, label="The printer")
    pages = [
        reverse(f"admin:articles_{name}", args=key) + query
        for name, key, query in (
            ("author_merge", [], f"?id={one.pk}&id={two.pk}"),
            ("image_changelist", [], ""),
            ("image_change", [image.pk], ""),
            ("image_several", [], ""),
            ("image_replace", [image.pk], ""),
            ("article_shared", [article.pk], ""),
            ("article_translate", [article.pk], ""),
        )
    ]
    assert ours(browser, str(live_server), superuser, scheme, pages) == []
