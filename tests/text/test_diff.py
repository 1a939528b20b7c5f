import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.alignment import align
from articles.text.diff import Comparison, NoteChange, compare, compare_words
from articles.text.elements import BLOCKS
from articles.text.footnotes import strip_footnotes
from tests.text.soup import BODIES, SOUP
from tests.text.tools import browser_html, browser_tree, shown_words


def note(text: str, given: str = "") -> str:
    return f'<span class="footnote"{given}>{text}</span>'


def side(comparison: Comparison, left_out: str) -> str:
    """The text as one of the two versions had it."""
    tree = browser_tree(comparison.html)
    for node in tree.css(left_out):
        node.decompose()
    return "".join((tree.text() or "").replace("¶", " ").split())


def letters(html: str) -> str:
    """The words of the text, marks as the comparison shows them."""
    return side(compare(html, html), "none")


PICTURE = '<figure><img src="/media/{}.png" alt=""><figcaption>A crowd</figcaption></figure>'
CHANGES = {
    "a word": ("<p>The old price rose.</p>", "<p>The new price rose.</p>",
               "<p>The <del>old </del><ins>new </ins>price rose.</p>"),
    "a sign": ("<p>Yes, no</p>", "<p>Yes no</p>", "<p>Yes<del>, </del> no</p>"),
    "a paragraph added": ("<p>a</p>", "<p>a</p><p>b c</p>", "<p>a</p><p><ins>b c</ins></p>"),
    "a paragraph split": ("<p>One two three</p>", "<p>One</p><p>two three</p>",
                          "<p>One </p><p><ins>¶ </ins>two three</p>"),
    "paragraphs joined": ("<p>One</p><p>two three</p>", "<p>One two three</p>",
                          "<p>One</p><p><del>¶ </del>two three</p>"),
    "formatting": ("<p>a b c</p>", "<p>a <em>b</em> c</p>",
                   "<p>a <del>b </del><ins><em>b</em></ins> c</p>"),
    "a paragraph that became a heading": (
        "<p>Our long and winding aims</p>", "<h2>Our long and winding aims</h2>",
        "<h2><ins>¶ </ins>Our long and winding aims</h2>"),
    "an item": ("<ul><li>a</li></ul>", "<ul><li>a b</li></ul>",
                "<ul><li>a<ins> b</ins></li></ul>"),
    "an item taken out of the middle": (
        "<ul><li>a</li><li>b</li><li>c</li></ul>", "<ul><li>a</li><li>c</li></ul>",
        "<ul><li>a</li><li><del>b</del></li><li>c</li></ul>"),
    "a row of a table": (
        "<table><tbody><tr><td>a</td></tr></tbody></table>",
        "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>",
        "<table><tbody><tr><td>a</td></tr><tr><td><ins>b</ins></td></tr></tbody></table>"),
    "the picture of a figure": (
        PICTURE.format("a"), PICTURE.format("b"),
        PICTURE.format("b").replace(
            '<img src="/media/b.png" alt="">',
            '<del><img src="/media/a.png" alt=""></del>'
            '<ins><img src="/media/b.png" alt=""></ins>')),
    "where a list begins to count": (
        "<ol><li>a</li></ol>", '<ol start="3"><li>a</li></ol>',
        '<ol start="3"><li><ins>¶ </ins>a</li></ol>'),
    "a quotation around a paragraph": (
        "<p>One two three</p>", "<blockquote><p>One two three</p></blockquote>",
        "<blockquote><p><ins>¶ </ins>One two three</p></blockquote>"),
    "a rule": ("<p>a</p><p>b</p>", "<p>a</p><hr><p>b</p>",
               "<p>a</p><ins>¶ </ins><hr><p>b</p>"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "html"), CHANGES.values(), ids=CHANGES)
def test_a_change_shows_what_went_and_what_came(old: str, new: str, html: str) -> None:
    comparison = compare(old, new)
    assert strip_space(comparison.html) == strip_space(html)
    assert not comparison.is_same
    assert comparison.notes == ()


def strip_space(html: str) -> str:
    return html.replace(" <", "<").replace("> ", ">")


@pytest.mark.parametrize(
    ("old", "new", "html"),
    [
        ("Bread and wages", "Bread", "Bread<del> and wages</del>"),
        ("Bread", "Bread and wages", "Bread <ins>and wages</ins>"),
        ("<b>", "a < b", "<ins>a </ins>&lt; b<del>&gt;</del>"),
        ("", "", ""),
    ],
)
def test_lines_of_plain_text_are_compared_word_by_word(old: str, new: str, html: str) -> None:
    assert compare_words(old, new) == html


@given(SOUP)
def test_the_same_text_is_the_same(html: str) -> None:
    comparison = compare(html, html)
    assert comparison.is_same
    assert comparison.notes == ()
    assert "<ins>" not in comparison.html


@given(BODIES)
def test_without_a_change_its_blocks_are_those_of_the_text(html: str) -> None:
    body = strip_footnotes(html)
    assert blocks_of(compare(body, body).html) == blocks_of(body)


def blocks_of(html: str) -> list[str]:
    return [tag for tag in re.findall(r"<[^>]+>", html) if re.match(r"</?(\w+)", tag)[1] in BLOCKS]


@given(BODIES, BODIES)
def test_a_browser_reads_it_as_it_is_written(old: str, new: str) -> None:
    html = compare(old, new).html
    assert browser_html(html) == html


def test_what_looks_different_and_is_the_same_is_the_same() -> None:
    assert compare("<p>a <b>b</b></p>", "<div>a <strong>b</strong></div>").is_same


def test_a_note_that_changed_is_told_with_its_number() -> None:
    old = f"<p>a{note('x')} b{note('Report 1924, p. 7')} c</p>"
    new = f"<p>b{note('Report 1925, p. 7')} c</p>"
    assert compare(old, new).notes == (
        NoteChange("changed", "2", "1", "Report <del>1924</del><ins>1925</ins>, p. 7"),
        NoteChange("removed", "1", "", "<del>x</del>"),
    )


def test_a_note_that_was_added_is_told() -> None:
    assert compare("<p>a b</p>", f"<p>a{note('new', ' data-kind=editor')} b</p>").notes == (
        NoteChange("added", "", "E1", "<ins>new</ins>"),
    )


def test_a_note_that_was_moved_is_neither_lost_nor_new() -> None:
    old = f"<p>First words here{note('x')}.</p><p>Other words there.</p>"
    new = f"<p>First words here.</p><p>Other words there{note('x')}.</p>"
    assert compare(old, new).notes == (NoteChange("moved", "1", "1", "x"),)


def test_a_note_of_another_kind_has_changed() -> None:
    (change,) = compare(f"<p>a{note('x')}</p>", f"<p>a{note('x', ' data-kind=editor')}</p>").notes
    assert (change.change, change.old_mark, change.new_mark) == ("changed", "1", "E1")


def test_notes_that_only_got_another_number_have_not_changed() -> None:
    comparison = compare(f"<p>b{note('x')}</p>", f"<p>a{note('y')} b{note('x')}</p>")
    assert [change.change for change in comparison.notes] == ["added"]


def test_text_in_a_comparison_is_escaped() -> None:
    html = compare("<p>&lt;script&gt;</p>", "<p>&lt;img onerror=x&gt;</p>").html
    assert {node.tag for node in browser_tree(html).traverse()} <= {"body", "p", "ins", "del"}


@given(BODIES, BODIES)
def test_both_versions_can_be_read_out_of_a_comparison(old: str, new: str) -> None:
    comparison = compare(old, new)
    marks = [note.old_mark for note in comparison.notes]
    if not marks:  # a mark shows its new number
        assert side(comparison, "ins") == letters(old)
    assert side(comparison, "del") == letters(new)


@given(BODIES)
def test_a_comparison_with_nothing_has_every_word(html: str) -> None:
    comparison = compare("", html)
    shown = shown_words(comparison.html + "".join(note.html for note in comparison.notes))
    assert not set(shown_words(html)) - set(shown)


@given(st.lists(st.sampled_from("abcd")), st.lists(st.sampled_from("abcd")))
def test_an_alignment_covers_both_sides_in_order(old: list[str], new: list[str]) -> None:
    a = c = 0
    for stretch in align(old, new):
        assert (stretch.a, stretch.c) == (a, c)
        assert stretch.b > stretch.a or stretch.d > stretch.c
        if stretch.same:
            assert old[stretch.a : stretch.b] == new[stretch.c : stretch.d]
        a, c = stretch.b, stretch.d
    assert (a, c) == (len(old), len(new))
