"""What a clipboard holds, and what becomes of it: one trap each."""

import pytest

from articles.importing.clipboard import Pasted, read_clipboard
from articles.importing.markup.sentences import sentence
from articles.importing.plaintext import pasted as pasted_text
from articles.text.clean import clean


def paste(html: str, text: str = "", language: str = "en") -> Pasted:
    pasted = read_clipboard(html, text, language)
    assert clean(pasted.body) == pasted.body
    return pasted


def said(pasted: Pasted) -> list[str]:
    return [sentence(found.kind, found.count) for found in pasted.found]


def noted(text: str) -> str:
    return f'<span class="footnote">{text}</span>'


# Formatting


@pytest.mark.parametrize(
    ("html", "body"),
    [
        ('<span style="font-weight:700">bold</span>', "<strong>bold</strong>"),
        ('<span style="font-weight: bold">bold</span>', "<strong>bold</strong>"),
        ('<span style="font-style:italic">so</span>', "<em>so</em>"),
        ("<span style='font:italic bold 12pt Arial'>so</span>", "<strong><em>so</em></strong>"),
        ('<span style="vertical-align:super">e</span>', "<sup>e</sup>"),
        ('<span style="vertical-align:sub">2</span>', "<sub>2</sub>"),
        ('<span style="text-decoration:line-through">no</span>', "<s>no</s>"),
        ('<b style="font-weight:normal" id="docs-internal-guid-1">plain</b>', "plain"),
        ("<b style='mso-bidi-font-weight:normal'>bold</b>", "<strong>bold</strong>"),
        ('<em style="font-style:normal">plain</em>', "plain"),
        (
            '<strong>one <span style="font-weight:400">two</span> three</strong>',
            "<strong>one </strong>two<strong> three</strong>",
        ),
        (
            '<span style="color:red;font-family:Arial;font-weight:400;font-style:normal">x</span>',
            "x",
        ),
        ('<a href="https://e.example/" style="text-decoration:underline">x</a>',
         '<a href="https://e.example/">x</a>'),
    ],
)  # fmt: skip
def test_styles_are_formatting(html: str, body: str) -> None:
    assert paste(f"<p>a {html} z</p>").body == f"<p>a {body} z</p>"


def test_a_style_sheet_tells_what_classes_mean() -> None:
    sheet = "<style>.c1{font-weight:700}.c2{font-style:italic}</style>"
    html = f"{sheet}<p>a <span class='c1 c2'>b</span></p>"
    assert paste(html).body == "<p>a <strong><em>b</em></strong></p>"


def test_a_bold_heading_is_a_heading() -> None:
    html = '<h2><b>One</b></h2><h3><span style="font-weight:700">Two</span></h3>'
    assert paste(html).body == "<h2>One</h2><h3>Two</h3>"


# Notes by anchors


def test_a_mark_of_word_gets_its_note() -> None:
    html = (
        "<p class=MsoNormal>Rents rose<a style='mso-footnote-id:ftn1' "
        'href="file:///C:/x.htm#_ftn1" name="_ftnref1" title=""><span class=MsoFootnoteReference>'
        "<span style='mso-special-character:footnote'><![if !supportFootnotes]>"
        "<span class=MsoFootnoteReference>[1]</span><![endif]></span></span></a> again.<o:p></o:p>"
        "</p>"
        "<div style='mso-element:footnote-list'><![if !supportFootnotes]><br clear=all>"
        '<hr align=left size=1 width="33%"><![endif]>'
        "<div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText>"
        '<a style=\'mso-footnote-id:ftn1\' href="#_ftnref1" name="_ftn1">[1]</a> Report.</p>'
        "<p class=MsoFootnoteText>Page 7.</p></div></div>"
    )
    pasted = paste(html)
    paragraphs = '<span class="paragraph">Report.</span><span class="paragraph">Page 7.</span>'
    assert pasted.body == f"<p>Rents rose{noted(paragraphs)} again.</p>"
    assert said(pasted) == ["1 note"]


def test_endnotes_are_notes() -> None:
    html = (
        '<p class=MsoNormal>A<a href="#_edn1" name="_ednref1">[i]</a>.</p>'
        "<div style='mso-element:endnote' id=edn1><p class=MsoEndnoteText>"
        '<a href="#_ednref1" name="_edn1">[i]</a> Note.</p></div>'
    )
    assert paste(html).body == f"<p>A{noted('Note.')}.</p>"


def test_notes_of_libreoffice() -> None:
    html = (
        '<p>A<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a>'
        '.</p><div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" '
        'name="sdfootnote1sym" href="#sdfootnote1anc">1</a>Note.</p></div>'
    )
    assert paste(html).body == f"<p>A{noted('Note.')}.</p>"


def test_a_note_cited_twice_is_one_note() -> None:
    html = (
        '<p>A<sup id="cite_ref-a_1-0" class="reference"><a href="#cite_note-a-1">[1]</a></sup> and '
        'b<sup id="cite_ref-a_1-1" class="reference"><a href="#cite_note-a-1">[1]</a></sup>.</p>'
        '<ol class="references"><li id="cite_note-a-1"><span class="mw-cite-backlink">^ '
        '<a href="#cite_ref-a_1-0"><sup>a</sup></a> <a href="#cite_ref-a_1-1"><sup>b</sup></a>'
        '</span> <span class="reference-text">Note.</span></li></ol>'
    )
    pasted = paste(html)
    assert pasted.body.count("Note.") == 1
    assert pasted.body.count('class="noteref"') == 1
    assert said(pasted) == ["1 note", "1 note cited again"]


def test_a_mark_without_its_note_stays_as_superscript_text() -> None:
    pasted = paste(
        '<meta charset="utf-8"><p>Rents<sup><a href="https://e.example/x#fn7">7</a></sup> rose.</p>'
    )
    assert pasted.body == "<p>Rents<sup>7</sup> rose.</p>"
    assert said(pasted) == ["1 mark unsure"]
    assert pasted.found[0].quotes[0].exact == "7"


def test_a_note_without_a_mark_stays_as_text() -> None:
    pasted = paste('<p>Text.</p><ol><li id="fn1">A note. <a href="#fnref1">↩</a></li></ol>')
    assert pasted.body == "<p>Text.</p><ol><li>A note.</li></ol>"
    assert said(pasted) == ["1 list", "1 note without a mark"]


def test_a_link_to_a_chapter_is_no_mark() -> None:
    html = '<p><a href="#c1">1</a> <a href="#c2">2</a></p><h2 id="c1">One</h2><p id="c2">Two.</p>'
    assert paste(html).body == "<p>1 2</p><h2>One</h2><p>Two.</p>"


# Plain text


def test_plain_text_with_marks_and_a_list_of_notes() -> None:
    pasted = paste("", "One.[1] Two.[2]\n\nMore.\n\nNotes\n[1] First.\n[2] Second.\n")
    assert pasted.body == f"<p>One.{noted('First.')} Two.{noted('Second.')}</p><p>More.</p>"
    assert said(pasted) == ["2 notes"]


def test_typed_notes_in_formatted_text_stay_and_the_way_to_have_them_is_said() -> None:
    html = "<p style=''>One.[1] Two.[2]</p><p>Notes</p><p>[1] First.</p><p>[2] Second.</p>"
    text = "One.[1] Two.[2]\n\nNotes\n\n[1] First.\n\n[2] Second."
    pasted = paste(html, text)
    assert "<p>[1] First.</p>" in pasted.body
    assert "import the text" in pasted.warnings[0]
    assert pasted.offer_import
    assert said(paste("", text)) == ["2 notes"]
    assert paste(html, "One. Two.").warnings == ()


def test_a_text_of_very_many_lines_is_taken_without_its_notes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pasted_text, "MOST_LINES", 50)
    pasted = paste("", "One.[1]\n" * 60)
    assert pasted.body.count("<p>One.[1]</p>") == 60
    assert "too long" in pasted.warnings[0]


def test_words_of_a_line_go_into_the_line() -> None:
    assert paste("", "two words").is_inline
    assert paste('<meta charset="utf-8"><span>two <b>words</b></span>').is_inline
    assert not paste("<p>a paragraph</p>").is_inline
    assert not paste("", "two\nlines").is_inline


def test_words_in_a_mark_or_in_a_link_back_stay() -> None:
    html = (
        '<p style="">Rents <a href="#fn1" class="footnote-ref">rose, says Brandt</a>.</p>'
        '<ol><li id="fn1"><a href="#fnref1">Brandt wrote this in a long letter.</a></li></ol>'
    )
    note_ = noted("Brandt wrote this in a long letter.")
    assert paste(html).body == f"<p>Rents rose, says Brandt{note_}.</p>"


# Places to jump to


def test_no_quote_runs_over_a_note() -> None:
    html = (
        '<p style="">One<sup><a href="#fn1">1</a></sup> two<sup><a href="#fn2">2</a></sup><sup>'
        '<a href="#fn3">3</a></sup> three <a href="https://e.example/">four</a> x.<sup>'
        '<a href="#fn9">9</a></sup></p><ol><li id="fn1">A</li><li id="fn2">B</li>'
        '<li id="fn3">C</li></ol>'
    )
    found = {entry.kind.value: entry for entry in paste(html).found}
    assert [quote.exact for quote in found["notes"].quotes] == ["One", "two", "two"]
    assert [quote.exact for quote in found["links"].quotes] == ["four"]
    assert found["unsure_marks"].quotes[0].exact == "9"
    assert found["notes"].quotes[1].prefix == "One "
