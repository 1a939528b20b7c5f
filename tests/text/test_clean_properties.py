"""What is true of every input, whatever it is."""

from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from articles.text.clean import SANITISER, clean, read
from articles.text.elements import BLOCKS, CLASSES, ELEMENTS, EVERYWHERE
from tests.text.soup import BODIES, SHOWN_SOUP, SOUP
from tests.text.tools import browser_html, browser_tree, shown_letters, shown_words


@given(SOUP)
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    once = clean(html)
    assert clean(once) == once


@given(st.text())
@example("\ud800 <p \x00 a='>")
def test_any_text_can_be_cleaned(html: str) -> None:
    once = clean(html)
    assert clean(once) == once


@given(SOUP)
def test_a_browser_reads_back_what_was_written(html: str) -> None:
    once = clean(html)
    assert browser_html(once) == once


@given(SOUP)
def test_the_sanitiser_finds_nothing_to_take_out(html: str) -> None:
    once = clean(html)
    assert SANITISER.clean(once).replace("&nbsp;", "\u00a0") == once


@given(SOUP)
def test_only_what_the_list_allows_remains(html: str) -> None:
    for node in browser_tree(clean(html)).traverse():
        if node.tag == "body":
            continue
        assert node.tag in ELEMENTS
        assert node.attributes.keys() <= {*ELEMENTS[node.tag], *EVERYWHERE}
        assert node.attributes.get("class", "") in ("", *CLASSES.get(node.tag, ()))


@given(SOUP)
def test_a_body_consists_of_blocks(html: str) -> None:
    assert {node.tag for node in read(html)} <= BLOCKS.keys()


@given(SOUP)
def test_ids_are_unique(html: str) -> None:
    ids = [node.id for node in browser_tree(clean(html)).traverse() if node.id]
    assert len(ids) == len(set(ids))


@given(BODIES)
def test_no_word_of_an_allowed_document_is_lost(html: str) -> None:
    assert Counter(shown_words(clean(html))) == Counter(shown_words(html))


@given(SHOWN_SOUP)
def test_no_letter_that_a_browser_shows_is_lost(html: str) -> None:
    assert not shown_letters(html) - shown_letters(clean(html))


@given(BODIES)
def test_an_allowed_document_keeps_its_elements(html: str) -> None:
    cleaned = browser_tree(clean(html))
    for tag in ("blockquote", "ul", "ol", "table", "h2", "h3", "h4", "span.footnote", "a.noteref"):
        assert len(cleaned.css(tag)) == len(browser_tree(html).css(tag)), tag


@given(SOUP)
def test_a_footnote_never_stands_in_a_footnote_or_a_link(html: str) -> None:
    assert not browser_tree(clean(html)).css(".footnote .footnote, a .footnote, a a, sup .footnote")


@pytest.mark.parametrize("tag", ["div", "ul", "li", "table", "td", "b", "blockquote", "span"])
def test_no_depth_is_too_deep(tag: str) -> None:
    once = clean(f"<{tag}>word " * 3000)
    assert clean(once) == once
    assert len(shown_words(once)) == 3000
