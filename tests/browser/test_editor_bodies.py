"""Every canonical body comes out of the editor as it went in."""

from pathlib import Path

import pytest
from django.contrib.auth.models import AbstractUser
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from articles.demo import load
from articles.models import Article
from articles.text.clean import clean
from tests.browser.editor import Desk, open_desk
from tests.text.soup import BODIES, SOUP

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

READ_AND_WRITE = """async (bodies) => {
  const { read } = await import("/static/editor/read.js");
  const { write } = await import("/static/editor/write.js");
  return bodies.map((body) => {
    const doc = read(body);
    doc.check();
    return [write(doc), JSON.stringify(doc.toJSON()).includes("opaque")];
  });
}"""


def generated(strategy: st.SearchStrategy[str], number: int) -> list[str]:
    """So many different canonical bodies."""
    found: dict[str, None] = {}

    @settings(
        max_examples=number,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def collect(html: str) -> None:
        found.setdefault(clean(html))

    collect()
    return [body for body in found if body]


EVERY_ELEMENT = (Path(__file__).parent / "every_element.html").read_text("utf-8")


def fates(desk: Desk, bodies: list[str]) -> list[tuple[str, str, bool]]:
    """Each body, what the editor makes of it, and whether it had to carry a part of it unread."""
    written = [
        result
        for start in range(0, len(bodies), 200)
        for result in desk.page.evaluate(READ_AND_WRITE, bodies[start : start + 200])
    ]
    return [(body, *found) for body, found in zip(bodies, written, strict=True)]


def test_every_element_and_attribute_of_the_list_survives(desk: Desk) -> None:
    body = clean(EVERY_ELEMENT)
    ((_, written, is_opaque),) = fates(desk, [body])
    assert written == body
    assert not is_opaque


def test_a_space_between_two_marks_of_a_figure_stays(desk: Desk) -> None:
    mark = '<a class="noteref" href="#n"></a>'
    note = '<p>Text<span class="footnote" id="n">Note.</span></p>'
    body = f"<figure>{mark} {mark}<figcaption>Caption</figcaption></figure>{note}"
    assert clean(body) == body
    ((_, written, _),) = fates(desk, [body])
    assert written == body


def test_hundreds_of_bodies_come_out_as_they_went_in(desk: Desk) -> None:
    bodies = generated(BODIES, 400) + generated(SOUP, 400)
    results = fates(desk, bodies)
    assert len(results) > 500
    assert [(body, written) for body, written, _ in results if clean(written) != body] == []
    assert sum(is_opaque for _, _, is_opaque in results) == 0


def test_the_texts_of_the_demo_and_the_samples_survive(
    page: Page, live_server: object, editor: AbstractUser
) -> None:
    load.load()
    desk = open_desk(page, str(live_server), editor, Article.objects.first())
    samples = Path(__file__).parent.parent / "samples"
    bodies = [article.body for article in Article.objects.all()]
    bodies += [clean(file.read_text("utf-8")) for file in samples.glob("*.html")]
    results = fates(desk, bodies)
    assert [written for _, written, _ in results] == bodies
    assert not any(is_opaque for _, _, is_opaque in results)


def test_what_the_editor_does_not_know_is_carried_along(desk: Desk) -> None:
    odd = "<p>Before</p><aside>An <b>aside</b></aside><p>In <tt>the line</tt> too</p>"
    ((_, written, is_opaque),) = fates(desk, [odd])
    assert is_opaque
    assert clean(written) == clean(odd)


def test_an_untouched_text_is_sent_as_it_was(desk: Desk) -> None:
    article = desk.article
    before = article.body
    assert desk.editor("html()") == desk.page.input_value("textarea[name=body]")
    desk.save()
    article.refresh_from_db()
    assert article.body == before
