import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.plain import excerpt, shorten, to_text, words
from tests.text.soup import BODIES, SOUP
from tests.text.tools import shown_words

TEXTS = {
    "paragraphs": ("<h2>A</h2><p>b</p><p>c<br>d</p>", "A\n\nb\n\nc\nd\n"),
    "a quotation": ("<blockquote><p>a</p><p>b</p></blockquote>", "    a\n\n    b\n"),
    "lists": (
        '<ul><li>a</li><li><p>b</p><ol start="9"><li>c</li><li>d<br>e</li></ol></li></ul>',
        "- a\n- b\n\n  9. c\n  10. d\n      e\n",
    ),
    "a list that counts down": (
        '<ol reversed="" start="3"><li>a</li><li value="1">b</li></ol>',
        "3. a\n1. b\n",
    ),
    "a table": (
        "<table><caption>a</caption><tr><th>b<th>c<tr><td><p>d</p><p>e</p><td></table>",
        "a\nb | c\nd e | \n",
    ),
    "definitions": ("<dl><dt>a</dt><dd>b</dd></dl>", "a\n    b\n"),
    "code": ("<pre>a\n  b</pre>", "    a\n      b\n"),
    "a rule": ("<p>a</p><hr>", "a\n\n* * *\n"),
    "a picture": (
        '<figure><img src="/media/a.png" alt="A march"><figcaption>b</figcaption></figure>',
        "[A march]\n\nb\n",
    ),
    "a quotation in a line": ("<p><q>a</q></p>", "“a”\n"),
    "a link": ('<p><a href="https://example.org/a">b</a></p>', "b <https://example.org/a>\n"),
    "a link that shows its address": (
        (
            '<p><a href="https://example.org/">example.org</a>'
            ' <a href="https://example.org/a">https://example.org/a</a></p>'
        ),
        "example.org https://example.org/a\n",
    ),
    "notes": (
        (
            '<p>a<span class="footnote" id="k">b</span><a class="noteref" href="#k"></a></p>'
            '<p>c<span class="footnote" data-kind="editor"><span class="paragraph">d</span>'
            '<span class="quotation">e</span></span></p>'
        ),
        "a[1][1]\n\nc[E1]\n\nNotes\n\n[1] b\n\nEditor’s notes\n\n[E1] d\n\n        e\n",
    ),
    "a mark without a note": ('<p>a<a class="noteref" href="#k"></a></p>', "a[?]\n"),
    "nothing": ("", ""),
}


@pytest.mark.parametrize(("body", "text"), TEXTS.values(), ids=TEXTS)
def test_a_body_can_be_read_as_plain_text(body: str, text: str) -> None:
    assert to_text(body) == text


def test_headings_of_notes_are_in_the_language_of_the_text() -> None:
    assert "\n\nהערות\n\n[1] n" in to_text('<p>a<span class="footnote">n</span></p>', language="he")


@given(BODIES)
def test_plain_text_has_every_word(html: str) -> None:
    text = to_text(html)
    for sign in "“”[]":
        text = text.replace(sign, " ")
    assert not set(shown_words(html)) - set(text.split())


@given(SOUP)
def test_any_input_has_a_plain_text(html: str) -> None:
    assert to_text(html) == to_text(html).rstrip("\n") + ("\n" if to_text(html) else "")
    assert words(html) >= 0


def test_words_are_those_of_the_text_and_not_of_its_notes() -> None:
    assert words('<h2>One two</h2><p>three<span class="footnote">x y</span> <b>f</b>our</p>') == 4


def test_an_excerpt_begins_with_the_text_and_has_no_marks() -> None:
    body = '<h2>Title</h2><p>One<span class="footnote">n</span> two<br>three.</p><ul><li>four</ul>'
    assert excerpt(body) == "One two three. four"
    assert excerpt(body, 12) == "One two…"


def test_an_excerpt_of_headings_is_better_than_none() -> None:
    assert excerpt("<h2>Title</h2>") == "Title"
    assert excerpt("") == ""


@given(SOUP, st.integers(10, 60))
def test_an_excerpt_is_never_too_long(html: str, length: int) -> None:
    assert len(excerpt(html, length)) <= length


@given(st.text(), st.integers(2, 30))
def test_what_is_shortened_begins_as_the_text_does(text: str, length: int) -> None:
    short = shorten(text, length)
    assert len(short) <= length
    assert text.startswith(short.removesuffix("…")) or short == text


def test_a_script_without_spaces_is_cut_anywhere() -> None:
    assert shorten("全世界無産者団結せよ", 5) == "全世界無…"
