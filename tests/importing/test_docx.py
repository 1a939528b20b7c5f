import io
from zipfile import ZipFile

import pytest

from articles.importing.base import Level, Options, Reading, Unreadable, read
from articles.text.clean import clean
from articles.text.footnotes import problems
from tests.importing.reading import codes, paragraphs
from tests.importing.word import (
    docx,
    field,
    item,
    mark,
    note,
    numbering,
    para,
    picture,
    run,
    zipped,
)

TEXT = "The forty families of Harrow Row stopped paying their rent on a Saturday in March."


def read_word(data: bytes, *, name: str = "inbox/strike.docx", **options: object) -> Reading:
    """Read it, and check what is true of every reading."""
    reading = read(data, name=name, options=Options(**options))  # type: ignore[arg-type]
    body = reading.document.body
    assert clean(body) == body
    assert not problems(body)
    assert "lost_words" not in codes(reading)
    return reading


def body_of(content: str, **parts: object) -> str:
    return read_word(docx(para("The strike", "Titel") + content, **parts)).document.body  # type: ignore[arg-type]


def told(reading: Reading, code: str) -> list[str]:
    return [finding.text for finding in reading.findings if finding.code == code]


# Notes


def test_footnotes_and_endnotes_come_to_their_marks() -> None:
    body = body_of(
        para(
            run("Rents doubled")
            + mark(1)
            + run(" and wages")
            + mark(2)
            + run(" did not.")
            + mark(1, "endnote")
        ),
        footnotes=note(2, "On wages.") + note(1, "Report, p. 7."),
        endnotes=note(1, "At the end.", kind="endnote"),
    )
    assert paragraphs(body) == [
        "Rents doubled{Report, p. 7.} and wages{On wages.} did not.{At the end.}"
    ]


def test_a_note_keeps_its_paragraphs_its_italics_and_its_links() -> None:
    linked = (
        run("See ")
        + run("The Organizer", "<w:i/>")
        + field(' HYPERLINK "https://example.org/a" ', run("here"))
    )
    body = body_of(para(run("Text") + mark(1)), footnotes=note(1, linked, "Second paragraph."))
    assert "<em>The Organizer</em>" in body
    assert '<a href="https://example.org/a">here</a>' in body
    assert body.count('class="paragraph"') == 2


def test_a_note_that_is_cited_again_is_one_note() -> None:
    marked = '<w:bookmarkStart w:id="5" w:name="_Ref77"/>' + mark(1) + '<w:bookmarkEnd w:id="5"/>'
    body = body_of(
        para(run("One") + marked) + para(run("Two") + field(" NOTEREF _Ref77 \\f \\h ", run("1"))),
        footnotes=note(1, "Report."),
    )
    assert paragraphs(body) == ["One{Report.}", "Two{}"]


def test_the_same_mark_twice_is_one_note() -> None:
    body = body_of(para(run("One") + mark(1) + run(" two") + mark(1)), footnotes=note(1, "Report."))
    assert paragraphs(body) == ["One{Report.} two{}"]


def test_a_note_with_a_sign_of_its_own_gets_a_number() -> None:
    starred = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="1"/><w:t>*</w:t></w:r>'
    assert paragraphs(body_of(para(run("Text") + starred), footnotes=note(1, "Report."))) == [
        "Text{Report.}"
    ]


def test_a_note_in_a_note_is_kept() -> None:
    body = body_of(
        para(run("Text") + mark(1, "endnote")),
        endnotes=note(1, run("See below") + mark(1), kind="endnote"),
        footnotes=note(1, "Below."),
    )
    assert body.count('class="footnote"') == 2
    assert "Below." in body


def test_a_note_to_the_title_goes_to_the_first_paragraph_and_is_named() -> None:
    data = docx(
        para(run("The strike") + mark(1), "Titel") + para(TEXT), footnotes=note(1, "Thanks.")
    )
    reading = read_word(data)
    assert reading.document.title == "The strike"
    assert paragraphs(reading.document.body) == [f"{TEXT}{{Thanks.}}"]
    assert "title_note" in codes(reading, Level.UNSURE)


def test_a_note_that_nothing_cites_and_a_mark_without_a_note_are_named() -> None:
    reading = read_word(docx(para(run(TEXT) + mark(8)), footnotes=note(1, "Nobody asks for me.")))
    assert told(reading, "uncited_note") == ["Nobody asks for me."]
    assert "unsure_marks" in codes(reading, Level.UNSURE)


# What changed, what was said about it


def test_tracked_changes_are_accepted_and_the_deleted_words_named() -> None:
    gone = '<w:del w:id="2" w:author="x"><w:r><w:delText>fifty</w:delText></w:r></w:del>'
    come = f'<w:ins w:id="3" w:author="x">{run("forty")}</w:ins>'
    moved = f'<w:moveFrom w:id="4">{run("moved away")}</w:moveFrom>'
    to = f'<w:moveTo w:id="5">{run("moved away")}</w:moveTo>'
    reading = read_word(
        docx(para(run("The ") + gone + come + run(" families. ") + moved) + para(to))
    )
    assert paragraphs(reading.document.body) == ["The forty families.", "moved away"]
    assert told(reading, "deletions") == ["fifty"]


def test_a_deleted_end_of_a_paragraph_joins_it_with_the_next() -> None:
    end = '<w:rPr><w:del w:id="1" w:author="x"/></w:rPr>'
    assert paragraphs(body_of(para(run("One "), properties=end) + para("sentence."))) == [
        "One sentence."
    ]


def test_a_deleted_note_is_named_with_its_words() -> None:
    gone = '<w:del w:id="2"><w:r><w:footnoteReference w:id="1"/></w:r></w:del>'
    reading = read_word(docx(para(run(TEXT) + gone), footnotes=note(1, "Not any more.")))
    assert told(reading, "uncited_note") == ["Not any more."]
    assert "footnote" not in reading.document.body


def test_comments_hidden_text_and_running_heads_are_left_out_and_named() -> None:
    comments = f'<w:comment w:id="0" w:author="x">{para("Is this true?")}</w:comment>'
    about = '<w:r><w:commentReference w:id="0"/></w:r>'
    data = docx(
        para(run(TEXT) + about + run(" secret", "<w:vanish/>")),
        comments=comments,
        header=para("The Organizer, page 3"),
    )
    reading = read_word(data)
    assert paragraphs(reading.document.body) == [TEXT]
    assert told(reading, "comments") == ["Is this true?"]
    assert told(reading, "hidden") == ["secret"]
    assert told(reading, "running_head") == ["The Organizer, page 3"]


# Form


@pytest.mark.parametrize(
    ("key", "name", "said"),
    [
        ("berschrift2", "heading 2", ""),
        ("Titre2", "Titre 2", ""),
        ("2", "Заголовок 2", ""),
        ("a2", "عنوان 2", ""),
        ("Own", "A style of ours", '<w:outlineLvl w:val="1"/>'),
    ],
)
def test_headings_are_known_in_any_language_and_by_their_level(
    key: str, name: str, said: str
) -> None:
    style = (
        f'<w:style w:type="paragraph" w:styleId="X{key}"><w:name w:val="{name}"/>'
        f"<w:pPr>{said}</w:pPr></w:style>"
    )
    assert "<h2>What happened</h2>" in body_of(
        para("What happened", f"X{key}") + para(TEXT), styles=style
    )


def test_a_style_based_on_a_heading_is_one() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="Red"><w:name w:val="Red line"/>'
        '<w:basedOn w:val="berschrift2"/></w:style>'
    )
    assert "<h2>Red</h2>" in body_of(para("Red", "Red") + para(TEXT), styles=style)


@pytest.mark.parametrize(
    "name", ["Quote", "Intense Quote", "Block Text", "Zitat", "Citation", "Цитата", "اقتباس"]
)
def test_quotations_are_known_by_their_style(name: str) -> None:
    style = f'<w:style w:type="paragraph" w:styleId="Q"><w:name w:val="{name}"/></w:style>'
    body = body_of(para(TEXT) + para("One.", "Q") + para("Two.", "Q"), styles=style)
    assert body == f"<p>{TEXT}</p><blockquote><p>One.</p><p>Two.</p></blockquote>"


def test_lists_keep_their_levels_and_their_kind() -> None:
    body = body_of(
        item("one") + item("two") + item("inner", 1) + item("more", 1) + item("three"),
        numbering=numbering(("decimal", "%1."), ("lowerLetter", "%2)")),
    )
    assert body == (
        "<ol><li>one</li><li><p>two</p>"
        '<ol type="a"><li>inner</li><li>more</li></ol></li><li>three</li></ol>'
    )


def test_bullets_are_a_list() -> None:
    body = body_of(item("one") + item("two"), numbering=numbering(("bullet", "\uf0b7")))
    assert body == "<ul><li>one</li><li>two</li></ul>"


def test_the_number_that_word_counts_for_a_heading_is_text() -> None:
    numbered = (
        '<w:outlineLvl w:val="0"/>'
        '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="1"/></w:numPr>'.format
    )
    body = body_of(
        para("Means", properties=numbered(0)) + para("Ends", properties=numbered(1)) + para(TEXT),
        numbering=numbering(("decimal", "§ %1"), ("decimal", "%1.%2")),
    )
    assert "§ 1 Means" in body
    assert "1.1 Ends" in body


def test_tables_keep_heads_and_cells_over_several_rows_and_columns() -> None:
    cell = "<w:tc><w:tcPr>{}</w:tcPr>{}</w:tc>".format
    body = body_of(
        "<w:tbl><w:tr><w:trPr><w:tblHeader/></w:trPr>"
        + cell('<w:gridSpan w:val="2"/>', para("Rents"))
        + "</w:tr><w:tr>"
        + cell('<w:vMerge w:val="restart"/>', para("1926"))
        + cell("", para("May"))
        + "</w:tr><w:tr>"
        + cell("<w:vMerge/>", "<w:p/>")
        + cell("", para("June"))
        + "</w:tr></w:tbl>"
    )
    assert body == (
        '<table><thead><tr><th colspan="2">Rents</th></tr></thead><tbody>'
        '<tr><td rowspan="2">1926</td><td>May</td></tr><tr><td>June</td></tr></tbody></table>'
    )


def test_a_text_box_stands_below_its_paragraph_and_is_named() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:wsp><wps:txbx><w:txbxContent>"
        f"{para('In the box.')}</w:txbxContent></wps:txbx></wps:wsp></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>"
        f"{para('In the box.')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    reading = read_word(docx(para(run(TEXT) + box) + para("Below.")))
    assert paragraphs(reading.document.body) == [TEXT, "In the box.", "Below."]
    assert "text_boxes" in codes(reading)


def test_formulas_become_text_and_are_named() -> None:
    formula = "<m:oMath><m:r><m:t>m = c + v</m:t></m:r></m:oMath>"
    reading = read_word(docx(para(run("Value is ") + formula + run(", he says."))))
    assert paragraphs(reading.document.body) == ["Value is m = c + v, he says."]
    assert told(reading, "formulas") == ["m = c + v"]


# Pictures and links


def test_pictures_come_along_with_caption_and_description() -> None:
    data = docx(
        para(TEXT)
        + para(picture('r:embed="i1"', "A poster"))
        + para("Harrow Row, 1926", "Beschriftung"),
        images={"i1": "media/image1.png"},
        files={"word/media/image1.png": b"bytes"},
    )
    document = read_word(data).document
    assert document.pictures == {"/media/import/word/media/image1.png": b"bytes"}
    assert (
        '<figure><img src="/media/import/word/media/image1.png" alt="A poster">'
        "<figcaption>Harrow Row, 1926</figcaption></figure>"
    ) in document.body


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "https://example.org/spy.png", "../../x.png"]
)
def test_a_picture_elsewhere_is_never_read_and_is_named(target: str) -> None:
    data = docx(para(run(TEXT) + picture('r:link="l1"', "Spy")), links={"l1": target})
    reading = read_word(data)
    assert told(reading, "lost_images") == [target]
    assert reading.document.pictures == {}
    assert "Spy" in reading.document.body


def test_a_path_out_of_the_file_leads_nowhere() -> None:
    data = docx(
        para(run(TEXT) + picture('r:embed="i1"', "Spy")), images={"i1": "../../../../etc/passwd"}
    )
    document = read_word(data).document
    assert document.pictures == {}
    assert "/media/import/etc/passwd" in document.body  # saving says that it did not come along


def test_links_keep_their_address() -> None:
    body = body_of(
        para(
            f'<w:hyperlink r:id="l1">{run("one")}</w:hyperlink>'
            + run(" and ")
            + field(
                ' HYPERLINK "https://example.org/b" \\l "part" ', run("tw") + run("o", "<w:i/>")
            )
        ),
        links={"l1": "https://example.org/a"},
    )
    assert body == (
        '<p><a href="https://example.org/a">one</a> and '
        '<a href="https://example.org/b#part">tw<em>o</em></a></p>'
    )


# Who, when, in which language


def test_title_subtitle_and_byline_are_read_off_the_text() -> None:
    data = docx(
        para("The rent strike", "Titel")
        + para("And they won", "Untertitel")
        + para("By Ada Brandt, 6 May 1926")
        + para(TEXT)
    )
    document = read_word(data).document
    assert (document.title, document.standfirst) == ("The rent strike", "And they won")
    assert [credit.name for credit in document.credits] == ["Ada Brandt"]
    assert (document.printed_date, document.printed_label) == ("1926-05-06", "6 May 1926")
    assert paragraphs(document.body) == [TEXT]


def test_properties_are_suggestions() -> None:
    core = (
        "<dc:title>Rents in Harrow Row</dc:title><dc:creator>Ada Brandt; Berta Klein</dc:creator>"
        "<dcterms:created>2019-05-01T09:00:00Z</dcterms:created>"
    )
    reading = read_word(docx(para(TEXT), core=core))
    document = reading.document
    assert document.title == "Rents in Harrow Row"
    assert [credit.name for credit in document.credits] == ["Ada Brandt", "Berta Klein"]
    assert document.printed_date == "2019-05-01"
    assert {"title", "author", "date"} <= set(codes(reading, Level.UNSURE))


def test_what_a_program_puts_into_the_properties_is_nobody() -> None:
    core = (
        "<dc:title>Microsoft Word - Dokument1.doc</dc:title>"
        "<dc:creator>Microsoft Office User</dc:creator>"
    )
    document = read_word(docx(para("The strike", "berschrift1") + para(TEXT), core=core)).document
    assert (document.title, document.credits) == ("The strike", [])


def test_without_any_title_the_name_of_the_file_is_taken_and_named() -> None:
    reading = read_word(docx(para(TEXT)), name="inbox/rent_strike.docx")
    assert reading.document.title == "rent strike"
    assert "title" in codes(reading, Level.UNSURE)


def test_the_spelling_checkers_language_does_not_outvote_the_letters() -> None:
    german = (
        "Die vierzig Familien der Harrow Row zahlten seit einem Samstag im März keine Miete mehr."
    )
    reading = read_word(docx(para(german), language="en-US"))
    assert reading.document.language == "de"
    assert "language" in codes(reading, Level.UNSURE)


def test_a_right_to_left_passage_keeps_its_direction_and_an_arabic_text_needs_none() -> None:
    arabic = "توقفت العائلات الأربعون عن دفع الإيجار يوم السبت في شهر آذار، ولم تدفع بعده."
    bidi = "<w:bidi/>"
    assert f'<p dir="rtl">{arabic}</p>' in body_of(para(TEXT) + para(arabic, properties=bidi))
    document = read_word(docx(para(arabic, properties=bidi) * 3, language="ar-SA")).document
    assert document.language.startswith("ar")
    assert "dir=" not in document.body


# Broken and hostile files


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"This is a letter.", "no Word file"),
        (b"\xd0\xcf\x11\xe0" + bytes(100), "old Word file"),
        (docx(para(TEXT))[:600], "no Word file"),
        (zipped({"readme.txt": b"x"}), "no Word file"),
        (zipped({"word/document.xml": b"<w:document"}), "damaged"),
        (docx(""), "no text"),
    ],
    ids=["empty", "text", "doc", "cut", "zip", "xml", "nothing"],
)
def test_what_can_not_be_read_is_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_word(data)


def test_entities_are_refused() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><x>&a;&b;</x>'
    with pytest.raises(Unreadable, match="entities"):
        read_word(docx(para(TEXT), files={"word/document.xml": bomb}))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    with pytest.raises(Unreadable, match="not plausible"):
        read_word(docx(para(TEXT), files={"word/media/image1.png": bytes(60_000_000)}))


def test_too_many_entries_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.importing.packages.MOST_ENTRIES", 5)
    with pytest.raises(Unreadable, match="files inside"):
        read_word(docx(para(TEXT)))


def test_macros_are_named_and_not_read() -> None:
    data = docx(para(TEXT), files={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0 AutoOpen"})
    reading = read_word(data, name="strike.docm")
    assert "macros" in codes(reading, Level.LEFT_OUT)
    assert paragraphs(reading.document.body) == [TEXT]


def test_text_that_nests_too_deep_is_refused_or_read() -> None:
    deep = "<w:smartTag>" * 240 + run(TEXT) + "</w:smartTag>" * 240
    assert paragraphs(read_word(docx(f"<w:p>{deep}</w:p>")).document.body) == [TEXT]
    table = f"<w:tbl><w:tr><w:tc>{{}}{para('x')}</w:tc></w:tr></w:tbl>"
    nested = para(TEXT)
    for _ in range(60):
        nested = table.format(nested)
    assert TEXT in read_word(docx(nested)).document.body
    with pytest.raises(Unreadable):
        read_word(docx(f"<w:p>{'<w:smartTag>' * 3000}{run('x')}{'</w:smartTag>' * 3000}</w:p>"))


def test_many_rows_and_columns_that_do_not_fit_are_read() -> None:
    row = (
        f'<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{para("cell")}</w:tc></w:tr>'
    )
    body = read_word(docx(para(TEXT) + f"<w:tbl>{row * 2000}</w:tbl>")).document.body
    assert body.count("cell") == 2000


def test_the_strict_form_of_the_standard_is_read() -> None:
    data = docx(para(run(TEXT) + mark(1)), footnotes=note(1, "Report."))
    strict = _renamed(data)
    assert paragraphs(read_word(strict).document.body) == [f"{TEXT}{{Report.}}"]


def _renamed(data: bytes) -> bytes:
    with ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    transitional = b"http://schemas.openxmlformats.org/"
    strict = b"http://purl.oclc.org/ooxml/"
    return zipped(
        {
            name: xml.replace(
                transitional + b"wordprocessingml/2006/main", strict + b"wordprocessingml/main"
            ).replace(
                transitional + b"officeDocument/2006/relationships",
                strict + b"officeDocument/relationships",
            )
            for name, xml in files.items()
        }
    )
