"""Whatever stands in an attribute: what we write of it is what we would write of that again."""

from html import escape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.text.attributes import LONGEST_KEY, VALUES
from articles.text.clean import SANITISER, clean
from articles.text.render import render
from articles.text.urls import LONGEST
from tests.text.tools import browser_html, browser_tree

BEGINNINGS = ["", "http:", "https://", "//", "/", "\\", "/media/", "mailto:", "tel:", "www.", "#"]
LETTERS = (
    "aZ9_-./\\:?#@[]%&;'\"<>`{}|^ \t\n\x00\x01\x1f\x7f\u0660\u00a0\u2003\u0301\u05d0\ud800\ufeff"
)
ANY_VALUE = st.builds(
    str.__add__, st.sampled_from(BEGINNINGS), st.text(max_size=12) | st.text(LETTERS, max_size=12)
)
CARRIERS = [
    '<p><a href="{}" title="{}">x</a></p>',
    '<p><img src="{}" alt="{}" title="{}">x</p>',
    (
        '<p><span class="footnote" id="{}">a</span><span class="footnote" id="{}">b</span>'
        '<a class="noteref" href="#{}"></a></p>'
    ),
    '<p lang="{}" dir="{}">x <q cite="{}">y</q></p>',
    '<ol start="{}" type="{}"><li value="{}">x</li></ol>',
    '<table><tr><th colspan="{}" rowspan="{}" scope="{}">x</th></tr></table>',
    '<iframe src="{}"></iframe>x',
]


@pytest.mark.parametrize("name", VALUES)
@given(value=ANY_VALUE)
def test_writing_a_value_twice_is_writing_it_once(name: str, value: str) -> None:
    written = VALUES[name](value)
    if written is not None:
        assert VALUES[name](written) == written


@pytest.mark.parametrize("carrier", CARRIERS)
@given(value=ANY_VALUE)
@example("\\")
@example("https://example.org/" + "{" * (LONGEST - 30))
@example("k" * LONGEST_KEY)
@example("k" * (LONGEST_KEY + 5))
def test_cleaning_twice_is_cleaning_once_whatever_the_values(carrier: str, value: str) -> None:
    html = carrier.replace("{}", escape(value))
    once = clean(html)
    assert clean(once) == once
    assert browser_html(once) == once
    assert SANITISER.clean(once).replace("&nbsp;", "\u00a0") == once


@pytest.mark.parametrize("url", ["https://exa mple.org", "https://1.2.3.999/", "http://a:99999/"])
def test_what_the_sanitiser_refuses_no_reader_shows(url: str) -> None:
    html = f'<p><a href="{url}">x</a></p>'
    assert clean(html) == "<p>x</p>"
    assert render(html).body == '<p id="p-1">x</p>'


def test_a_name_stays_as_short_as_names_are() -> None:
    note = f'<span class="footnote" id="{"k" * LONGEST_KEY}">a</span>'
    ids = [node.id or "" for node in browser_tree(clean(note * 12)).css("[id]")]
    assert len(set(ids)) == 12
    assert max(map(len, ids)) == LONGEST_KEY


@pytest.mark.parametrize(
    "way", ["../", "\0../", "%2e%2e/", ".%2E/", "%2e./", "a/../", "..\\", "a%5c..%5c"]
)
def test_a_picture_cannot_lead_out_of_its_folder(way: str) -> None:
    assert VALUES["src"](f"/media/{way}secret") is None
    assert "<img" not in clean(f'<img src="/media/{way}secret" alt="A">')
