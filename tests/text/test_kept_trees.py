"""Trees that were read are kept for the next reader: nobody may change one."""

from hypothesis import given

from articles.text.clean import clean, read
from articles.text.diff import compare
from articles.text.footnotes import problems, read_footnotes, strip_footnotes
from articles.text.images import image_sources
from articles.text.markdown import to_markdown
from articles.text.plain import excerpt, to_text, words
from articles.text.render import render
from articles.text.tree import write
from tests.text.soup import SOUP

READERS = (clean, excerpt, image_sources, problems, read_footnotes, render, strip_footnotes)
WRITERS = (to_markdown, to_text, words, lambda body: compare(body, body))


@given(SOUP)
def test_no_reader_changes_what_the_next_one_reads(html: str) -> None:
    before = write(read(html))
    for use in (*READERS, *WRITERS):
        use(html)
    kept = write(read(html))
    read.cache_clear()
    assert kept == before == write(read(html))


@given(SOUP)
def test_a_kept_tree_renders_as_a_new_one(html: str) -> None:
    kept = render(html), render(html)
    read.cache_clear()
    assert kept == (render(html), kept[0])
