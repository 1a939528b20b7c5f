import pytest
from hypothesis import given

from articles.text.clean import clean
from articles.text.footnotes import Footnote, prefix_ids, problems, read_footnotes, strip_footnotes
from articles.text.render import render
from tests.text.soup import BODIES, SOUP
from tests.text.tools import browser_tree


def note(text: str, given: str = "") -> str:
    return f'<span class="footnote"{given}>{text}</span>'


def marks(body: str, language: str = "en") -> list[str]:
    return [footnote.mark for footnote in read_footnotes(body, language)]


def test_a_footnote_is_read_whole() -> None:
    words = 'See <em>it</em>: <a href="https://example.org/a">here</a>.'
    body = f"<p>A{note(words, ' id=k')}</p>"
    assert read_footnotes(body) == [
        Footnote(
            number=1,
            kind="author",
            key="k",
            mark="1",
            html='See <em>it</em>: <a href="https://example.org/a">here</a>.',
            text="See it: here.",
            urls=("https://example.org/a",),
            citations=1,
        )
    ]


def test_notes_are_numbered_in_the_order_of_the_text() -> None:
    body = f"<h2>A{note('a')}</h2><table><tr><td>{note('b')}</table><p>{note('c')}{note('d')}</p>"
    assert [(n.number, n.text) for n in read_footnotes(body)] == list(enumerate("abcd", start=1))


def test_a_note_is_numbered_where_it_is_first_cited() -> None:
    body = f'<p><a class="noteref" href="#k"></a>{note("first")}{note("second", " id=k")}</p>'
    assert [(n.mark, n.text, n.citations) for n in read_footnotes(body)] == [
        ("1", "second", 2),
        ("2", "first", 1),
    ]


def test_each_kind_has_numbers_of_its_own() -> None:
    editors, translators = ' data-kind="editor"', ' data-kind="translator"'
    body = f"<p>{note('a')}{note('b', editors)}{note('c')}{note('d', translators)}</p>"
    assert marks(body) == ["1", "E1", "2", "T1"]
    assert marks(body, "de") == ["1", "H1", "2", "Ü1"]


def test_a_note_cites_linked_and_printed_addresses_once_each() -> None:
    body = note(
        "https://example.org/1, <a href='https://example.org/2'>https://example.org/other</a>;"
        " (https://example.org/1) <a href='mailto:a@example.org'>mail</a> and www.example.org/3."
    )
    assert read_footnotes(body)[0].urls == (
        "https://example.org/1",
        "https://example.org/2",
        "https://www.example.org/3",
    )


def test_paragraphs_of_a_note_are_real_ones_in_its_html_and_apart_in_its_text() -> None:
    (found,) = read_footnotes(
        note('<span class="paragraph">One.</span><span class="quotation">Two.</span>')
    )
    assert found.html == "<p>One.</p><blockquote>Two.</blockquote>"
    assert found.text == "One. Two."


def test_a_mark_without_a_note_is_a_problem_told_once() -> None:
    body = '<p>a<a class="noteref" href="#x"></a>b<a class="noteref" href="#x"></a></p>'
    assert problems(body) == ["A mark refers to the note “x”, which is not in the text."]
    assert problems(f"{body}<p>{note('here', ' id=x')}</p>") == []


def test_a_body_without_its_notes_is_a_body() -> None:
    mark = '<a class="noteref" href="#k"></a>'
    body = f"<p>Prices{note('n', ' id=k')} rose{mark}.</p><p>{note('m')}</p>"
    assert strip_footnotes(body) == "<p>Prices rose.</p>"


def test_prefixed_ids_meet_no_others_and_still_meet_their_links() -> None:
    rendered = render(f'<h2>A</h2><p>B{note("n")}</p><p><a href="/x">c</a></p>')
    html = prefix_ids(rendered.body + rendered.notes, "a7-")
    tree = browser_tree(html)
    assert {node.id for node in tree.css("[id]")} == {
        "a7-h-a", "a7-p-1", "a7-p-2", "a7-noteref-1", "a7-note-1", "a7-notes-heading"
    }  # fmt: skip
    targets = {node.attributes["href"] for node in tree.css("a")}
    assert targets == {"#a7-note-1", "#a7-noteref-1", "/x"}
    assert tree.css_first("section").attributes["aria-labelledby"] == "a7-notes-heading"


@pytest.mark.parametrize("body", ["", "<p>a</p>", "not even html <"])
def test_a_body_may_have_no_notes(body: str) -> None:
    assert read_footnotes(body) == []
    assert problems(body) == []


@given(SOUP)
def test_no_note_is_without_words_or_picture(html: str) -> None:
    for footnote in read_footnotes(html):
        assert footnote.text or "<img" in footnote.html or "noteref" in footnote.html


@given(BODIES)
def test_reading_needs_no_cleaning_first(html: str) -> None:
    assert read_footnotes(html) == read_footnotes(clean(html))


@given(SOUP)
def test_without_its_notes_a_body_has_no_notes_and_is_clean(html: str) -> None:
    stripped = strip_footnotes(html)
    assert clean(stripped) == stripped
    assert read_footnotes(stripped) == []
    assert problems(stripped) == []
