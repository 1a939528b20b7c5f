"""Random articles through every format, and broken bytes into every reader."""

import io
from collections import Counter
from collections.abc import Callable
from html import escape
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.importing.base import Options, Reading, Unreadable, read
from articles.importing.fidelity import words_of
from articles.importing.html.encoding import decode_page
from articles.importing.markup.tree import build, lines_of
from articles.text.clean import clean
from articles.text.footnotes import problems
from tests.importing.reading import visible
from tests.importing.test_odt import note as odt_note
from tests.importing.test_odt import odt
from tests.importing.test_odt import para as odt_para
from tests.importing.word import docx, mark, note, para, picture, run, zipped

WORDS = st.sampled_from(
    [
        "rent",
        "strike",
        "Harrow",
        "Row",
        "families",
        "paid",
        "Größe",
        "забастовка",
        "إضراب",
        "שביתה",
        "house",
    ]
)
SENTENCE = st.lists(WORDS, min_size=3, max_size=8).map(" ".join)
NOTE = st.lists(SENTENCE, min_size=1, max_size=3)  # its paragraphs
PIECE = st.one_of(SENTENCE, NOTE)  # running text, or a note at that place
PARAGRAPH = st.tuples(SENTENCE, st.lists(PIECE, max_size=4)).map(lambda p: [p[0], *p[1]])
ARTICLE = st.lists(PARAGRAPH, min_size=1, max_size=5)

Paragraphs = list[list[str | list[str]]]


def as_docx(article: Paragraphs) -> bytes:
    body, notes = para("Title of it", "Titel"), ""
    number = 0
    for pieces in article:
        content = ""
        for piece in pieces:
            if isinstance(piece, str):
                content += run(f"{piece} ")
            else:
                number += 1
                content += mark(number)
                notes += note(number, *piece)
        body += para(content)
    return docx(body, footnotes=notes)


def as_odt(article: Paragraphs) -> bytes:
    body, number = odt_para("Title of it", "Title"), 0
    for pieces in article:
        content = ""
        for piece in pieces:
            if isinstance(piece, str):
                content += f"{piece} "
            else:
                number += 1
                content += odt_note(f"ftn{number}", *piece)
        body += odt_para(content)
    return odt(body)


def as_markdown(article: Paragraphs) -> bytes:
    blocks, notes = ["# Title of it"], []
    for pieces in article:
        content = ""
        for piece in pieces:
            if isinstance(piece, str):
                content += f" {piece}"
            else:
                notes.append(f"[^{len(notes) + 1}]: " + "\n\n    ".join(piece))
                content += f"[^{len(notes)}]"
        blocks.append(content.strip())
    return "\n\n".join([*blocks, *notes, ""]).encode()


def as_html(article: Paragraphs) -> bytes:
    body, notes = "<h1>Title of it</h1>", ""
    number = 0
    for pieces in article:
        content = ""
        for piece in pieces:
            if isinstance(piece, str):
                content += f" {escape(piece)}"
            else:
                number += 1
                content += f'<a href="#n{number}" id="r{number}"><sup>{number}</sup></a>'
                said = "".join(f"<p>{escape(words)}</p>" for words in piece)
                notes += f'<li id="n{number}">{said}<a href="#r{number}">↩</a></li>'
        body += f"<p>{content}</p>"
    ending = f"<hr><ol>{notes}</ol>" if notes else ""
    return f'<meta charset="utf-8"><article>{body}{ending}</article>'.encode()


FORMATS: dict[str, Callable[[Paragraphs], bytes]] = {
    "docx": as_docx,
    "odt": as_odt,
    "md": as_markdown,
    "html": as_html,
}


def checked(data: bytes, suffix: str) -> Reading | None:
    """The reading, with what is true of every one; None where it was refused in words."""
    try:
        reading = read(data, name=f"x/article.{suffix}", options=Options(language="en"))
    except Unreadable:
        return None
    body = reading.document.body
    assert clean(body) == body
    assert not problems(body)
    if suffix == "html":
        assert not lost_from(data, reading)
    return reading


def lost_from(data: bytes, reading: Reading) -> list[str]:
    """The words of a page that are neither in the document nor in a finding."""
    text = lines_of(build(decode_page(data, Options())[0]))
    document = reading.document
    arrived = [document.title, document.standfirst, document.printed_label, visible(document.body)]
    arrived += [credit.name for credit in document.credits]
    arrived += [f"{finding.text} {finding.message}" for finding in reading.findings]
    squeezed = "".join(words_of("".join(arrived)))
    return [word for word in words_of(text) if word not in squeezed]


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(article=ARTICLE)
def test_every_word_and_every_note_arrives(suffix: str, article: Paragraphs) -> None:
    reading = checked(FORMATS[suffix](article), suffix)
    assert reading is not None
    notes = [piece for pieces in article for piece in pieces if not isinstance(piece, str)]
    wanted = Counter(
        word
        for pieces in article
        for piece in pieces
        for word in words_of(piece if isinstance(piece, str) else " ".join(piece))
    )
    body = reading.document.body.replace("<", " <")
    assert body.count('class="footnote"') == len(notes)
    assert Counter(words_of(visible(body))) == wanted
    assert reading.document.title == "Title of it"


SAMPLES = {
    "docx": docx(
        para("Title", "Titel")
        + para(
            run("The forty families")
            + mark(1)
            + run(" of Harrow Row.")
            + picture('r:embed="i1"', "x")
        )
        + f"<w:tbl><w:tr><w:tc>{para('cell')}</w:tc></w:tr></w:tbl>",
        footnotes=note(1, "Report.", "Second."),
        images={"i1": "media/a.png"},
        files={"word/media/a.png": b"x"},
    ),
    "odt": odt(odt_para(f"Text{odt_note('f1', 'Report.')} goes on.")),
    "md": (
        b"---\ntitle: T\ndate: 1926-05-06\n---\n# T\n\nText[^1] {{< figure src=a.png >}} ^[n]\n\n"
        b"| a | b |\n|---|---|\n| 1 | 2 |\n\n[^1]: Report.\n\n    Second.\n"
    ),
    "html": (
        b"<html lang=en><head><meta charset=koi8-r><title>T | S</title></head><body><nav>"
        b'<a href=x>a</a></nav><table><tr><td><h1>T</h1><p>Text<a href="#n1">1</a>'
        b"<p><a name=n1>1</a> Report.</table></body></html>"
    ),
}

CHANGE = st.tuples(st.integers(0, 10**6), st.integers(0, 12), st.binary(max_size=12))


def changed(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """Some bytes taken out, others put in their place."""
    for where, length, new in changes:
        start = where % (len(data) + 1)
        data = data[:start] + new + data[start + length :]
    return data


@pytest.mark.parametrize("suffix", SAMPLES)
@settings(max_examples=150, deadline=None)
@given(changes=st.lists(CHANGE, min_size=1, max_size=6))
def test_broken_bytes_are_read_or_refused_in_words(
    suffix: str, changes: list[tuple[int, int, bytes]]
) -> None:
    checked(changed(SAMPLES[suffix], changes), suffix)


PARTS = ("word/document.xml", "word/footnotes.xml", "word/styles.xml",
         "word/_rels/document.xml.rels", "_rels/.rels", "word/numbering.xml")  # fmt: skip
TAGS = st.sampled_from(
    [b"<w:p>", b"</w:p>", b"<w:tbl>", b"</w:tbl>", b"<w:r>", b"</w:r>", b"<w:del>", b"<w:sdt>",
     b'<w:fldChar w:fldCharType="begin"/>', b'<w:fldChar w:fldCharType="end"/>', b"<w:br/>",
     b'<w:numPr><w:numId w:val="1"/></w:numPr>', b"<w:pPr/>", b'w:id="1"', b'w:val="x"', b"-1"]
)  # fmt: skip
TAG_CHANGE = st.tuples(
    st.integers(0, 10**6), st.integers(0, 9), st.one_of(TAGS, st.binary(max_size=6))
)
HTML = [
    "<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<div id=a>", "<a href='#a'>1</a>",
    "<a name=a>", "<nav>", "</nav>", "<article>", "</article>", "<h1>", "<ul><li>", "word ",
    "<frameset>", "<img src=x>", "<script>", "</script>", "<!--", "<title>", "&amp;", "<ol>",
    "<form>", "<body>",
]  # fmt: skip
MARKDOWN = [
    "[^1]", "[^1]: ", "^[", "]", "\n", "\n\n", "    ", "> ", "- ", "1. ", "```\n", "{{< ", " >}}",
    "| a | b |\n|--|--|\n", "{% ", " %}", "---\n", "+++\n", "title: x\n", "word ", "<!--", "-->",
    "<div>", "![a](b)", "[a](b.md)", "# ", "% ", "{: ",
]  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(part=st.sampled_from(PARTS), changes=st.lists(TAG_CHANGE, min_size=1, max_size=4))
def test_a_word_file_with_broken_parts_is_read_or_refused_in_words(
    part: str, changes: list[tuple[int, int, bytes]]
) -> None:
    with ZipFile(io.BytesIO(SAMPLES["docx"])) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files[part] = changed(files[part], changes)
    checked(zipped(files), "docx")


@settings(max_examples=150, deadline=None)
@given(text=st.lists(st.sampled_from(HTML), max_size=40).map("".join))
def test_any_heap_of_tags_is_read_or_refused_in_words(text: str) -> None:
    checked(text.encode(), "html")


@settings(max_examples=150, deadline=None)
@given(text=st.lists(st.sampled_from(MARKDOWN), max_size=40).map("".join))
def test_any_heap_of_markdown_is_read_or_refused_in_words(text: str) -> None:
    checked(text.encode(), "md")


@settings(max_examples=150, deadline=None)
@given(changes=st.lists(CHANGE, min_size=1, max_size=4))
def test_an_open_document_with_broken_content_is_read_or_refused_in_words(
    changes: list[tuple[int, int, bytes]],
) -> None:
    with ZipFile(io.BytesIO(SAMPLES["odt"])) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["content.xml"] = changed(files["content.xml"], changes)
    checked(zipped(files), "odt")
