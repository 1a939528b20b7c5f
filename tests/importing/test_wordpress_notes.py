"""Every way in which WordPress sites write footnotes; what is broken is told, never lost."""

import json

import pytest

from articles.text.footnotes import read_footnotes

from .reading_wxr import entry, told
from .wxr import core_footnotes


def notes(body: str) -> list[str]:
    return [note.text for note in read_footnotes(body, "en")]


CORE, CORE_META = core_footnotes("Report, <em>p. 7</em>.", "Minutes.")
WORD = (
    '<p>A<a href="#_ftn1" name="_ftnref1">[1]</a> b.<a href="#_ftn2" name="_ftnref2">[2]</a></p>'
    '<p><a href="#_ftnref1" name="_ftn1">[1]</a> Report, p. 7.</p>'
    '<p><a href="#_ftnref2" name="_ftn2">[2]</a> Minutes.</p>'
)
EASY = (
    '<p>A<span id="easy-footnote-1-9" class="easy-footnote-margin-adjust"></span>'
    '<span class="easy-footnote"><a href="#easy-footnote-bottom-1-9" title="Report, p. 7.">'
    "<sup>1</sup></a></span> b"
    '<span class="easy-footnote"><a href="#easy-footnote-bottom-2-9"><sup>2</sup></a></span>.</p>'
    '<ol class="easy-footnotes-wrapper"><li class="easy-footnote-single">'
    '<span id="easy-footnote-bottom-1-9"></span>Report, p. 7.'
    '<a class="easy-footnote-to-top" href="#easy-footnote-1-9"></a></li>'
    '<li class="easy-footnote-single"><span id="easy-footnote-bottom-2-9"></span>Minutes.'
    '<a class="easy-footnote-to-top" href="#easy-footnote-2-9"></a></li></ol>'
)

WAYS = {
    "core block": (CORE, CORE_META),
    "parentheses": ("A((Report, p. 7.)) b ((Minutes.)).", {}),
    "ref": ("A[ref]Report, p. 7.[/ref] b[ref]Minutes.[/ref].", {}),
    "efn_note": ("A[efn_note]Report, p. 7.[/efn_note] b[efn_note]Minutes.[/efn_note].", {}),
    "note": ("A[note]Report, p. 7.[/note] b[note]Minutes.[/note].", {}),
    "footnote": ("A[footnote]Report, p. 7.[/footnote] b[footnote]Minutes.[/footnote].", {}),
    "Easy Footnotes as a page": (EASY, {}),
    "Word": (WORD, {}),
    "sup with anchors": (
        (
            '<p>A<sup><a href="#fn1">1</a></sup> b.<sup><a href="#fn2">2</a></sup></p>'
            '<ol><li id="fn1">Report, p. 7. <a href="#ref1">↩</a></li>'
            '<li id="fn2">Minutes.</li></ol>'
        ),
        {},
    ),
    "typed, classic": ("A claim.[1] Another.[2]\n\n[1] Report, p. 7.\n[2] Minutes.", {}),
    "typed under a heading": (
        (
            "<p>A<sup>1</sup> b.<sup>2</sup></p><h3>Notes</h3>"
            "<p>1. Report, p. 7.</p><p>2. Minutes.</p>"
        ),
        {},
    ),
    "typed as a list": (
        "<p>A [1] b. [2]</p><h4>Footnotes</h4><ol><li>Report, p. 7.</li><li>Minutes.</li></ol>",
        {},
    ),
}


@pytest.mark.parametrize("way", WAYS)
def test_every_note_stands_at_its_mark(way: str) -> None:
    text, meta = WAYS[way]
    found = entry(text, meta=meta)
    assert notes(found.document.body) == ["Report, p. 7.", "Minutes."]
    assert "[1]" not in found.document.body
    assert "mark" not in told(found)


def test_a_note_keeps_links_and_emphasis_and_parentheses() -> None:
    found = entry('A((See <a href="https://example.org/">there</a> (and <em>here</em>).)) b.')
    assert (
        '<span class="footnote">See <a href="https://example.org/">there</a> '
        "(and <em>here</em>).</span> b." in found.document.body
    )


def test_a_note_of_several_paragraphs_keeps_them() -> None:
    found = entry("A[ref]First.\n\nSecond.[/ref] b.")
    assert (
        notes(found.document.body) == ["First.\nSecond."]
        or "Second." in notes(found.document.body)[0]
    )
    assert len(notes(found.document.body)) == 1


def test_two_marks_of_one_note_of_the_core_block_share_it() -> None:
    text, meta = core_footnotes("Report.")
    mark = text[text.index("<sup") : text.index("</sup>") + 6]
    body = entry(f"<!-- wp:paragraph --><p>A{mark} b{mark}.</p><!-- /wp:paragraph -->", meta=meta)
    assert notes(body.document.body) == ["Report."]
    assert body.document.body.count("noteref") == 1


def test_a_core_note_without_a_mark_stands_at_the_end_and_is_told() -> None:
    meta = {"footnotes": json.dumps([{"id": "a-1", "content": "Nobody cites <b>me</b>."}])}
    found = entry("<!-- wp:paragraph --><p>Text.</p><!-- /wp:paragraph -->", meta=meta)
    assert "Nobody cites" in found.document.body
    assert "Nobody cites me." in told(found)


def test_a_core_mark_without_its_note_is_told() -> None:
    text, _meta = core_footnotes("Report.")
    assert "not in the export" in told(entry(text))


def test_a_list_of_core_notes_that_is_no_json_is_told_whole() -> None:
    text, _meta = core_footnotes("Report.")
    assert '[{"content":"Rep' in told(entry(text, meta={"footnotes": '[{"content":"Rep'}))


@pytest.mark.parametrize("text", ["A[ref]open and on", "A((open and on", "A[efn_note]open and on"])
def test_a_note_that_is_never_closed_stays_in_the_text_and_is_told(text: str) -> None:
    found = entry(f"{text}\n\nNext.")
    assert "open and on" in found.document.body
    assert "has no end" in told(found)


def test_typed_marks_without_a_list_stay_and_are_told() -> None:
    found = entry("A claim.[1] Another.[2]")
    assert "claim.[1] Another.[2]" in found.document.body
    assert "[1] [2]" in told(found)


def test_a_typed_note_without_a_mark_is_told() -> None:
    found = entry("A.[1] B.[2] C.\n\n[1] One.\n[2] Two.\n[3] Three.")
    assert notes(found.document.body) == ["One.", "Two."]
    assert "[3] Three." in found.document.body
    assert "[3] Three." in told(found)


def test_brackets_and_parentheses_in_code_are_no_notes() -> None:
    found = entry("<pre>if ((a || b)) { x[ref] }</pre>\n\nText.")
    assert "if ((a || b)) { x[ref] }" in found.document.body


def test_a_numbered_list_at_the_end_is_no_list_of_notes() -> None:
    found = entry("<p>We demand, see 1 and 2:</p>\n<p>1. Bread.</p>\n<p>2. Peace.</p>")
    assert notes(found.document.body) == []
    assert "1. Bread." in found.document.body
