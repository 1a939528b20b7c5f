"""A browser is told how wide a picture will be, so that it fetches no larger one than it shows."""

import pytest
from playwright.sync_api import Page

from tests.factories import make_author, make_image, make_published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# The width that `sizes` promises in this window; a browser takes a rem in it for 16 pixels.
PROMISED = """image => {
  for (const size of image.sizes.split(/,(?![^(]*\\))/)) {
    const [, condition, length] = /^\\s*(\\(.*?\\)\\s)?(.*)$/.exec(size);
    if (condition && !matchMedia(condition).matches) continue;
    const probe = document.body.appendChild(document.createElement("div"));
    probe.style.width = length.replace(/([\\d.]+)rem/g, (_, number) => `${number * 16}px`);
    const width = probe.getBoundingClientRect().width;
    probe.remove();
    return width;
  }
}"""
SHOWN = "image => image.getBoundingClientRect().width"


@pytest.mark.parametrize("width", [360, 600, 700, 900, 1100, 1440, 1900])
def test_a_picture_is_as_wide_as_the_page_says(width: int, page: Page, live_server: object) -> None:
    page.set_viewport_size({"width": width, "height": 2000})
    image = make_image(1600, 900)
    ada = make_author("Ada", portrait=make_image(1600, 1600))
    edition = make_published(
        image=image, authors=[ada], body=f'<figure><img src="{image.src}" alt="A poster"></figure>'
    )
    for address, where in (
        (edition.get_absolute_url(), ".lead-picture img"),
        (edition.get_absolute_url(), ".text img"),
        ("/", ".lead-image img"),
        (ada.get_absolute_url(), ".about-author img"),
    ):
        page.goto(f"{live_server}{address}")
        shown = page.locator(where)
        promised = shown.evaluate(PROMISED)
        assert promised == pytest.approx(shown.evaluate(SHOWN), rel=0.1), (address, where)
