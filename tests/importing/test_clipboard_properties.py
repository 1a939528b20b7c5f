"""What is true of every paste, whatever is on the clipboard."""

from collections import Counter

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from articles.importing.clipboard import Pasted, read_clipboard
from articles.text.clean import SANITISER, clean
from articles.text.footnotes import problems, read_footnotes
from articles.text.render import render
from tests.text.soup import BODIES, NOT_SHOWN, TAGS, TEXTS, WORDS
from tests.text.tools import browser_html, shown_letters, shown_words

STYLES = [
    "font-weight:700", "font-weight:normal", "font-style:italic", "font-style:normal",
    "vertical-align:super", "text-decoration:line-through", "mso-list:l0 level1 lfo1",
    "mso-list:l1 level3 lfo2", "margin-left:.5in;margin-right:.5in",
    "mso-outline-level:2", "direction:rtl", "page-break-before:always", "display:none",
    "mso-element:footnote", "mso-element:comment", "font: bold 12px 'A;B'", "x:'", "(;", "a:b:c",
]  # fmt: skip
FOREIGN = [
    "", " class=MsoNormal", " class=MsoQuote", " class=MsoTitle", " class=MsoListParagraph",
    " class=MsoToc1", ' class="mw-editsection"', ' class="headerlink"', ' class="sidenote"',
    ' class="footnote"', ' class="noteref" href="#x"', ' class="TextRun SCXW1"',
    ' class="lst-kix_a-2"', ' data-aria-level="2"', " dir=rtl lang=ar", " lang=EN-US", " hidden",
    ' href="https://www.google.com/url?q=https://e.example/&sa=D"', " href=javascript:alert(1)",
    ' src="data:image/png;base64,AAAA" alt="A crowd"', ' src="/media/a.png"', ' name="x"',
    ' role="heading" aria-level="4"', ' role="presentation"', ' title="x"', ' cite="mailto:a"',
]  # fmt: skip
LINKS = [
    ' href="#_ftn1" name="_ftnref1"', ' href="#_ftnref1" name="_ftn1"', ' id="_ftn1"',
    ' href="#fn:1" class="footnote-ref"', ' href="#fnref:1"', ' id="fn:1"', ' id="fnref:1"',
    ' href="#n2" id="r2"', ' href="#r2" id="n2"', ' href="#_msocom_1"', ' name="_msocom_1"',
    ' href="#cite_note-x"', ' id="cite_note-x"', ' href="#gone"', " role=doc-backlink href=#fn:1",
]  # fmt: skip
LABELS = ["1", "[1]", "(2)", "*", "↩", "^", "a", "Notes", "2."]
INVISIBLE = frozenset("\u00ad\u200b\u2060\ufeff")
PIECES = [*TAGS, "o:p", "font", "center", "button", "meta"]


def soup(
    attributes: list[str], texts: st.SearchStrategy[str], tags: list[str] = PIECES
) -> st.SearchStrategy[str]:
    styled = st.sampled_from(STYLES).map(lambda style: f' style="{style}"')
    given_ = st.one_of(st.sampled_from(attributes), styled)
    start = st.builds("<{}{}>".format, st.sampled_from(tags), given_)
    end = st.builds("</{}>".format, st.sampled_from(tags))
    odd = st.sampled_from(
        ["<!--StartFragment-->", "<![if !supportFootnotes]>", "<![endif]>", "&nbsp;", "<br><br>",
         "<style>.c{font-weight:700} @list l0:level1 {x:y", "</style>"]
    )  # fmt: skip
    return st.lists(st.one_of(start, start, end, texts, odd), max_size=40).map("".join)


ANYTHING = soup(FOREIGN + LINKS, st.one_of(TEXTS, st.sampled_from(LABELS)))
UNLINKED = soup(
    [given_ for given_ in FOREIGN if "footnote" not in given_],
    TEXTS,
    [tag for tag in PIECES if tag not in {*NOT_SHOWN, "button", "textarea"}],
)


def paste(html: str, text: str = "", language: str = "en") -> Pasted:
    return read_clipboard(html, text, language)


@given(ANYTHING, st.sampled_from(["", "en", "ar", "no such thing"]))
def test_a_paste_is_clean(html: str, language: str) -> None:
    body = paste(html, "", language).body
    assert clean(body) == body
    assert browser_html(body) == body
    assert SANITISER.clean(body).replace("&nbsp;", "\u00a0") == body


@given(ANYTHING)
def test_a_quote_has_words(html: str) -> None:
    for found in paste(html).found:
        assert all(quote.exact.strip() for quote in found.quotes)


@given(ANYTHING)
def test_every_mark_has_its_note(html: str) -> None:
    assert problems(paste(f"<div>{html}").body) == []


@given(ANYTHING)
def test_pasting_what_was_pasted_changes_nothing(html: str) -> None:
    body = paste(html).body
    assert paste(body).body == body


@given(BODIES)
def test_a_body_of_ours_is_pasted_as_it_is(html: str) -> None:
    body = clean(html)
    assert paste(body).body == body


@given(UNLINKED)
@example("<p>a<span style='display:none'>hidden</span></p>")
@example("<p style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>§ 3</span>b</p>")
def test_no_letter_is_lost_that_is_not_told(html: str) -> None:
    html = f"<div>{html}".replace("<style>", "")
    pasted = paste(html)
    told = Counter("".join(text for found in pasted.found for text in found.texts))
    lost = shown_letters(html) - shown_letters(pasted.body) - told
    assert lost.keys() <= INVISIBLE


@given(st.text(), st.text())
@example("\ud800<p \x00 a='>", "\ud800\x0b\u2028")
@example("", "1\n\n1")
def test_anything_can_be_pasted(html: str, text: str) -> None:
    body = paste(html, text).body
    assert clean(body) == body


@given(st.lists(WORDS, min_size=1, max_size=60), st.sampled_from([" ", "\n", "\n\n", "\t", "-\n"]))
def test_no_word_of_a_plain_text_is_lost(words: list[str], between: str) -> None:
    text = between.join(words)
    letters = Counter(char for char in paste("", text).body if char.isalpha())
    assert not Counter(char for char in text if char.isalpha()) - letters


# Pages with notes, of many makes

TEXT = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, list[str], list[int]]:
    """The HTML of a page, its notes in order, and which note each mark cites."""
    notes = draw(st.lists(TEXT, min_size=1, max_size=5))
    again = draw(st.lists(st.integers(0, len(notes) - 1), max_size=3))
    cited = [*range(len(notes)), *again]
    mark = draw(st.sampled_from(MARKS))
    note = draw(st.sampled_from(NOTES))
    before, after = note[0]
    body = "".join(
        f"<p>{draw(TEXT)}{mark.format(n=n + 1, k=k)}{draw(st.sampled_from(['', ' ', ', ']))}"
        f"{draw(TEXT)}</p>"
        for k, n in enumerate(cited)
    )
    listed = "".join(note[1].format(n=n + 1, text=text) for n, text in enumerate(notes))
    return f'<meta charset="utf-8">{body}{before}{listed}{after}', notes, cited


MARKS = [
    '<a href="#_ftn{n}" name="_ftnref{n}"><span class=MsoFootnoteReference>[{n}]</span></a>',
    '<sup><a href="#_ftn{n}" id="ref{n}x{k}">{n}</a></sup>',
    '<sup id="ref{n}x{k}">[<a href="https://e.example/page#_ftn{n}">{n}</a>]</sup>',
    '<a role="doc-noteref" href="#_ftn{n}">note {n}</a>',
    '<span style="vertical-align:super"><a href="#_ftn{n}">{n}</a></span>',
]
NOTES = [
    (("<hr><ol>", "</ol>"), '<li id="_ftn{n}">{text} <a href="#_ftnref{n}">↩</a></li>'),
    (("<h2>Notes</h2>", ""), '<p><a name="_ftn{n}" href="#_ftnref{n}">[{n}]</a> {text}</p>'),
    (("", ""), '<div id="ftn{n}"><p><a name="_ftn{n}" href="#_ftnref{n}">{n}</a> {text}</p></div>'),
    (("<hr><p>", "</p>"), '<a name="_ftn{n}"></a>[{n}] {text}<br>'),
    (("<dl>", "</dl>"), '<dt><a id="_ftn{n}">[{n}]</a></dt><dd>{text}</dd>'),
    (("<table>", "</table>"), '<tr><td><a name="_ftn{n}">{n}.</a></td><td>{text}</td></tr>'),
]


@given(pages())
def test_every_note_of_a_page_comes_to_its_mark(page: tuple[str, list[str], list[int]]) -> None:
    html, notes, cited = page
    pasted = paste(html)
    found = read_footnotes(pasted.body)
    assert [note.text for note in found] == notes
    assert [note.citations for note in found] == [cited.count(n) for n in range(len(notes))]
    assert problems(pasted.body) == []


@given(BODIES)
def test_what_is_copied_from_a_public_page_keeps_its_notes(html: str) -> None:
    body = clean(html)
    assume(not problems(body))
    rendered = render(body)
    pasted = paste(f'<meta charset="utf-8">{rendered.body}{rendered.notes}')
    before, after = read_footnotes(body), read_footnotes(pasted.body)
    assert [note.text for note in after] == [note.text for note in before]
    assert [note.kind for note in after] == [note.kind for note in before]
    assert [note.citations for note in after] == [note.citations for note in before]
    assert Counter(shown_words(pasted.body)) == Counter(shown_words(body))


@pytest.mark.parametrize(
    "tag", ["div", "ul", "li", "table", "td", "b", "blockquote", "span", "p", "sup", "dl", "font"]
)
def test_no_depth_is_too_deep(tag: str) -> None:
    html = f"<{tag} style='font-weight:700' lang=fr>word " * 3000
    assert len(shown_words(paste(html).body)) == 3000
