import pytest

from articles.importing.base import Level, Options, Reading, Unreadable, read
from articles.text.clean import clean
from articles.text.footnotes import problems
from tests.importing.reading import codes, paragraphs
from tests.importing.word import zipped

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMES = (
    f'xmlns:office="{OASIS}:office:1.0" xmlns:text="{OASIS}:text:1.0" '
    f'xmlns:table="{OASIS}:table:1.0" xmlns:draw="{OASIS}:drawing:1.0" '
    f'xmlns:style="{OASIS}:style:1.0" xmlns:fo="{OASIS}:xsl-fo-compatible:1.0" '
    f'xmlns:svg="{OASIS}:svg-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    f'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="{OASIS}:meta:1.0"'
)


def style(name: str, family: str, content: str = "", parent: str = "") -> str:
    of = f' style:parent-style-name="{parent}"' if parent else ""
    said = f'<style:style style:name="{name}" style:family="{family}"{of}>'
    return f"{said}{content}</style:style>"


STYLES = (
    style("T1", "text", '<style:text-properties fo:font-style="italic"/>')
    + style("T2", "text", '<style:text-properties text:display="none"/>')
    + style("P1", "paragraph", parent="Quotations")
    + style("P2", "paragraph", '<style:paragraph-properties style:writing-mode="rl-tb"/>')
    + '<text:list-style style:name="L1"><text:list-level-style-number text:level="1"/>'
    "</text:list-style>"
)
TEXT = "The forty families of Harrow Row stopped paying their rent on a Saturday in March."


def odt(body: str, *, meta: str = "", files: dict[str, bytes] | None = None) -> bytes:
    text = f"<office:body><office:text>{body}</office:text></office:body>"
    styles = f"<office:automatic-styles>{STYLES}</office:automatic-styles>"
    properties = f"<office:meta>{meta}</office:meta>"
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": whole("content", styles + text),
            "meta.xml": whole("meta", properties),
            **(files or {}),
        }
    )


def whole(part: str, content: str) -> bytes:
    return f"<office:document-{part} {NAMES}>{content}</office:document-{part}>".encode()


def para(content: str, style: str = "Text_20_body") -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def note(key: str, *words: str, kind: str = "footnote") -> str:
    said = "".join(para(part, "Footnote") for part in words)
    return (
        f'<text:note text:id="{key}" text:note-class="{kind}">'
        f"<text:note-citation>1</text:note-citation><text:note-body>{said}</text:note-body></text:note>"
    )


def read_odt(body: str, **parts: object) -> Reading:
    reading = read(odt(body, **parts), name="inbox/strike.odt", options=Options())  # type: ignore[arg-type]
    assert clean(reading.document.body) == reading.document.body
    assert not problems(reading.document.body)
    assert "lost_words" not in codes(reading)
    return reading


def told(reading: Reading, code: str) -> list[str]:
    return [finding.text for finding in reading.findings if finding.code == code]


def test_notes_of_both_kinds_come_to_their_marks_and_are_cited_again() -> None:
    again = '<text:note-ref text:ref-name="ftn1" text:note-class="footnote">1</text:note-ref>'
    body = para(
        f"Rents doubled{note('ftn1', 'Report.', 'Second.')} and wages"
        f"{note('ftn2', 'At the end.', kind='endnote')} did not.{again}"
    )
    document = read_odt(para("The strike", "Title") + body).document
    assert document.title == "The strike"
    assert paragraphs(document.body) == [
        "Rents doubled{Report.Second.} and wages{At the end.} did not.{}"
    ]


def test_headings_quotations_lists_and_tables_are_kept() -> None:
    cell = "<table:table-cell>{}</table:table-cell>".format
    body = (
        para("The strike", "Title")
        + para(f'{TEXT} <text:span text:style-name="T1">Really.</text:span>')
        + '<text:h text:outline-level="1">What happened</text:h>'
        + para("One.", "P1")
        + para("Two.", "P1")
        + f'<text:list text:style-name="L1"><text:list-item>{para("one")}</text:list-item>'
        + f"<text:list-item>{para('two')}</text:list-item></text:list>"
        + f"<table:table><table:table-row>{cell(para('1926'))}{cell(para('12'))}</table:table-row>"
        + f"<table:table-row>{cell(para('1927'))}{cell(para('14'))}</table:table-row></table:table>"
        + para("מכתב", "P2")
    )
    assert read_odt(body).document.body == (
        f"<p>{TEXT} <em>Really.</em></p><h2>What happened</h2>"
        "<blockquote><p>One.</p><p>Two.</p></blockquote><ol><li>one</li><li>two</li></ol>"
        "<table><tbody><tr><td>1926</td><td>12</td></tr><tr><td>1927</td><td>14</td></tr></tbody></table>"
        '<p dir="rtl">מכתב</p>'
    )


def test_deletions_comments_and_hidden_text_are_named() -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion>'
        f"{para('thrown out')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    comment = (
        f"<office:annotation><dc:creator>x</dc:creator>{para('Is this true?')}</office:annotation>"
    )
    hidden = '<text:span text:style-name="T2"> secret</text:span>'
    reading = read_odt(changes + para(f'{TEXT}<text:change text:change-id="c1"/>{comment}{hidden}'))
    assert paragraphs(reading.document.body) == [TEXT]
    assert told(reading, "deletions") == ["thrown out"]
    assert told(reading, "comments") == ["Is this true?"]
    assert told(reading, "hidden") == ["secret"]


def test_pictures_come_along_and_those_elsewhere_are_named() -> None:
    image = (
        '<draw:frame><draw:image xlink:href="{}"/><svg:desc>A poster</svg:desc></draw:frame>'.format
    )
    body = para(TEXT + image("Pictures/a.png") + image("https://web.example/b.png"))
    reading = read_odt(body, files={"Pictures/a.png": b"a"})
    assert reading.document.pictures == {"/media/import/Pictures/a.png": b"a"}
    assert told(reading, "lost_images") == ["https://web.example/b.png"]


def test_properties_are_suggestions() -> None:
    meta = "<dc:title>The strike</dc:title><meta:initial-creator>Ada Brandt</meta:initial-creator>"
    reading = read_odt(para(TEXT), meta=meta)
    assert reading.document.title == "The strike"
    assert [credit.name for credit in reading.document.credits] == ["Ada Brandt"]
    assert {"title", "author"} <= set(codes(reading, Level.UNSURE))


@pytest.mark.parametrize(
    ("data", "reason"),
    [(b"x", "no OpenDocument text"), (zipped({"a": b""}), "no OpenDocument text"),
     (odt(para(TEXT))[:300], "no OpenDocument text"),
     (zipped({"content.xml": b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'}), "entities")],
)  # fmt: skip
def test_what_can_not_be_read_is_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read(data, name="a.odt")
