"""The screens of the catalogue, looked at by axe: nothing but what Django's own admin has."""

from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.urls import reverse
from playwright.sync_api import Browser

from articles.publishing.preview_links import share
from articles.publishing.translations import translate
from tests.factories import make_author, make_draft, make_image

from .editor import open_desk
from .test_layout import axe_source, faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The search of a list, its filters, the headings of its table. Breadcrumbs are taken out.
DJANGOS = {"label-title-only", "target-size", "empty-table-header"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_of_ours(
    scheme: str, browser: Browser, live_server: Any, superuser: AbstractUser
) -> None:
    context = browser.new_context(bypass_csp=True)  # axe measures with styles of its own
    page = context.new_page()
    image = make_image(800, 400)
    article = make_draft(image=image)
    one, two = make_author(), make_author()
    translate(article, "de")
    share(article, label="The printer")
    open_desk(page, str(live_server), superuser, article)
    page.emulate_media(color_scheme=scheme)
    axe = axe_source()
    found = []
    for name, key, query in (
        ("author_merge", [], f"?id={one.pk}&id={two.pk}"),
        ("image_changelist", [], ""),
        ("image_change", [image.pk], ""),
        ("image_several", [], ""),
        ("image_replace", [image.pk], ""),
        ("article_shared", [article.pk], ""),
        ("article_translate", [article.pk], ""),
    ):
        address = reverse(f"admin:articles_{name}", args=key) + query
        page.goto(f"{live_server}{address}")
        page.evaluate("document.querySelector('.breadcrumbs')?.remove()")
        found += [(address, *fault) for fault in faults(page, axe) if fault[0] not in DJANGOS]
    context.close()
    assert found == []
