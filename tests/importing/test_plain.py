"""Plain texts: what a reading makes of them, sample by sample and rule by rule."""

import pytest

from articles.importing.base import Credit, Level, Unreadable
from tests.importing.reading import SAMPLES, codes, left_out, paragraphs, read_sample, read_text

FRONT = "A title\n\nBy Adam Smith, 6 May 1926\n\n"
LONG = "This paragraph is long enough to stand below a heading, and it says nothing at all. " * 2


def body_of(text: str) -> list[str]:
    return paragraphs(read_text(FRONT + text).document.body)


@pytest.mark.parametrize("name", ["german", "spanish", "arabic", "hebrew", "french"])
def test_a_sample_becomes_exactly_this_body(name: str) -> None:
    body = read_sample(f"{name}.txt").document.body
    expected = (SAMPLES / f"{name}.html").read_text()
    assert body.replace("><", ">\n<") == expected.strip()


def test_the_german_sample_has_three_authors_and_a_standfirst() -> None:
    reading = read_sample("german.txt")
    document = reading.document
    assert document.title == "Der Streik der Weber in der Vorstadt"
    assert document.standfirst.startswith("Ein halbes Jahr lang standen die Stühle still.")
    assert document.credits == [
        Credit("Klara Winter"),
        Credit("Josef Brandt"),
        Credit("Mina Öztürk", affiliation="Rote Hilfe Linz"),
    ]
    assert (document.printed_date, document.printed_label) == ("1927-03-03", "3. März 1927")
    assert document.language == "de"
    assert codes(reading, Level.UNSURE) == []
    assert left_out(reading) == [
        "Anmerkungen",
        *("Zum Inhalt springen", "Menü", "Suche", "Beitrag teilen", "Drucken"),
        *("Vorheriger Beitrag: Das Jahr der Hungermärsche", "Kommentar hinterlassen"),
    ]


def test_the_spanish_sample_keeps_a_year_and_an_amount_in_brackets() -> None:
    reading = read_sample("spanish.txt")
    document = reading.document
    assert [credit.name for credit in document.credits] == ["Ana Robles", "Tomás de la Cruz"]
    assert (document.printed_date, document.language) == ("2019-10-12", "es")
    assert document.tags == ["huelga", "memoria obrera"]
    assert codes(reading, Level.UNSURE) == ["mark-without-note"]


def test_the_arabic_sample_has_arabic_digits_and_a_legal_paragraph() -> None:
    document = read_sample("arabic.txt").document
    assert [credit.name for credit in document.credits] == ["سلمى النجار", "كريم حداد"]
    assert document.printed_date == "2021-12-06"
    assert document.printed_label == "٦ كانون الأول/ديسمبر ٢٠٢١"
    assert document.language == "ar"
    assert "المادة ٥ (٢) من قانون العمل" in document.body


def test_the_hebrew_sample_lacks_a_note_and_has_one_too_many() -> None:
    reading = read_sample("hebrew.txt")
    assert reading.document.credits == [Credit("רות לוי", affiliation="אגודת האופים")]
    assert reading.document.language == "he"
    assert codes(reading, Level.UNSURE) == [
        "mark-without-note",
        "note-without-mark",
        "missing-numbers",
    ]


def test_the_french_sample_has_a_translator_a_committee_and_a_poem() -> None:
    document = read_sample("french.txt").document
    assert document.credits == [
        Credit("Jeanne Moreau-Petit", role="translator"),
        Credit("le Comité de grève"),
    ]
    assert (document.printed_date, document.language) == ("2021-05-01", "fr")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (LONG * 4, "no title"),
        ("6 May 1926\n", "no title"),
        ("A title\n", "no text"),
        ("A title\n\nBy Adam Smith\n\nLeave a Comment\n", "no text"),
    ],
)
def test_a_text_without_title_or_body_is_refused(text: str, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_text(text)


def test_what_is_missing_is_said() -> None:
    reading = read_text(f"A title\n\n{LONG}")
    assert codes(reading, Level.UNSURE) == ["no-author", "no-date"]


def test_the_language_may_be_given() -> None:
    assert read_text(FRONT + LONG, language="cy").document.language == "cy"


def test_a_text_too_short_for_its_language_says_so() -> None:
    reading = read_text(FRONT + "Yes.")
    assert reading.document.language == ""
    assert "language" in codes(reading, Level.UNSURE)


def test_html_in_a_text_is_text() -> None:
    assert body_of('<script>alert("1 & 2")</script> <b>bold</b> &amp;') == [
        '<script>alert("1 & 2")</script> <b>bold</b> &amp;'
    ]


def test_addresses_become_links_with_their_text_unchanged() -> None:
    body = read_text(FRONT + "See www.example.org/a?b=1&c=2, and more.").document.body
    assert body == (
        '<p>See <a href="https://www.example.org/a?b=1&amp;c=2">www.example.org/a?b=1&amp;c=2</a>,'
        " and more.</p>"
    )


def test_a_heading_stands_alone_above_a_long_paragraph() -> None:
    body = read_text(f"{FRONT}The first years\n\n{LONG}\n\nAnd then:\n\n{LONG}").document.body
    assert body.startswith("<h2>The first years</h2><p>This")
    assert "<p>And then:</p>" in body


def test_signs_of_headings_are_understood_and_named() -> None:
    reading = read_text(f"{FRONT}## Years\n\nOne.\n\nMonths\n------\n\nTwo.\n\nThree.")
    assert reading.document.body == (
        "<h2>Years</h2><p>One.</p><h2>Months</h2><p>Two.</p><p>Three.</p>"
    )
    assert next(f.text for f in reading.findings if f.code == "headings") == "## ------"


def test_slogans_stay_paragraphs() -> None:
    slogans = ["Down with the king!", "Peace, land, bread!", "For the eight-hour day!"]
    assert body_of("\n".join(slogans)) == slogans
    assert body_of("\n\n".join(slogans)) == slogans


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("• one\n\n• two", "<ul><li>one</li><li>two</li></ul>"),
        ("* one\n* two\n* three", "<ul><li>one</li><li>two</li><li>three</li></ul>"),
        ("1. one\n2. two", "<ol><li>one</li><li>two</li></ol>"),
        ("3) one\n4) two", '<ol start="3"><li>one</li><li>two</li></ol>'),
        ("a) one\nb) two", '<ol type="a"><li>one</li><li>two</li></ol>'),
        ("i. one\nii. two", '<ol type="i"><li>one</li><li>two</li></ol>'),
        ("h) one\ni) two", '<ol start="8" type="a"><li>one</li><li>two</li></ol>'),
        ("- one", "<p>- one</p>"),
        ("1. one\n3. two", "<p>1. one</p><p>3. two</p>"),
        ("6. Mai 1926\n7. Mai 1926", "<p>6. Mai 1926</p><p>7. Mai 1926</p>"),
        ("– Yes.\n\n– No.", "<p>– Yes.</p><p>– No.</p>"),
    ],
)
def test_a_list_has_two_items_at_least_and_counts_without_gaps(text: str, html: str) -> None:
    assert read_text(f"{FRONT}Before.\n\n{text}").document.body == f"<p>Before.</p>{html}"


QUOTED = "We have nothing to lose, she said in the yard, and everybody heard it"


@pytest.mark.parametrize(
    "text", [f"“{QUOTED}.”", f"„{QUOTED}.“", f"«{QUOTED}.»", f'"{QUOTED}."', f"“{QUOTED} “twice”.”"]
)
def test_a_paragraph_within_one_pair_of_marks_is_a_quotation(text: str) -> None:
    body = read_text(FRONT + text).document.body
    assert body == f"<blockquote><p>{text}</p></blockquote>"


@pytest.mark.parametrize(
    "text",
    [
        f"“{QUOTED}.",
        f"{QUOTED}.”",
        f"“{QUOTED},” said Gantz.”",
        f"“{QUOTED}” and “{QUOTED}”",
        f'"{QUOTED}" and "{QUOTED}"',
        "“No!”",
    ],
)
def test_unpaired_or_several_quotations_stay_a_paragraph(text: str) -> None:
    assert read_text(FRONT + text).document.body == f"<p>{text}</p>"


def test_lines_broken_for_the_screen_are_joined() -> None:
    broken = (
        "The committee met on the first Monday of the month, in the room above the\n"
        "bakery, where it was warm. Nobody took minutes, and so we know what was said\n"
        "only from those who were there; and there were few, as everybody else stood\n"
        "at the gate.\n\n"
        "They went home at ten."
    )
    assert body_of(broken) == [" ".join(p.split("\n")) for p in broken.split("\n\n")]


def test_a_word_broken_at_the_end_of_a_line_is_pointed_out() -> None:
    lines = "The committee met on the first Monday of the month, in the room above the bak-\nery, "
    lines += "where it was warm and dry. Nobody took minutes, and so we know only what the\n"
    lines += "others told us about it when they came back from the gate at ten or eleven at\nnight."
    reading = read_text(FRONT + lines)
    assert "above the bak-ery, where" in reading.document.body
    assert codes(reading, Level.UNSURE) == ["broken-words"]


def test_a_poem_keeps_its_lines() -> None:
    poem = "We walked along the river\nand nobody was there\nbut the man who sold us apples"
    assert read_text(FRONT + poem).document.body == f"<p>{poem.replace(chr(10), '<br>')}</p>"


def test_a_text_without_blank_lines_has_a_paragraph_a_line() -> None:
    lines = [LONG.strip(), "Short one.", LONG.strip(), "The end"]
    assert body_of("\n".join(lines)) == lines


def test_a_rule_between_two_parts_stays_one() -> None:
    assert read_text(f"{FRONT}One.\n\n* * *\n\nTwo.\n\n-----").document.body == (
        "<p>One.</p><hr><p>Two.</p>"
    )
