"""Marks and lists of notes in plain texts. A note is written {its text} here, {} cited again."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.base import Level, Reading
from tests.importing.reading import codes, left_out, paragraphs, read_text

FRONT = "A title\n\nBy Adam Smith, 6 May 1926\n\n"


def reading_of(text: str) -> Reading:
    return read_text(FRONT + text)


def body_of(text: str) -> list[str]:
    return paragraphs(reading_of(text).document.body)


def doubts(text: str) -> list[str]:
    return [code for code in codes(reading_of(text), Level.UNSURE) if code != "language"]


MARKS = {
    "bracket": "[{}]",
    "paren": "({})",
    "superscript": "{}",
    "close": "{})",
    "symbol": "{}",
    "roman": "[{}]",
    "arabic": "({})",
    "glued": "{}",
}
LABELS = {
    "bracket": "[{}] ",
    "paren": "({}) ",
    "superscript": "{} ",
    "close": "{}) ",
    "dot": "{}. ",
    "bare": "{} ",
    "symbol": "{} ",
    "roman": "[{}] ",
    "arabic": "({}) ",
}
VALUES = {
    "superscript": ["¹", "²", "³", "⁴"],
    "symbol": ["*", "**", "***", "†"],
    "roman": ["i", "ii", "iii", "iv"],
    "arabic": ["١", "٢", "٣", "٤"],
}
NUMBERS = ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    "heading", ["", "Notes\n\n", "-----\n\n", "הערות שוליים:\n\n", "FUSSNOTEN\n"]
)
@pytest.mark.parametrize(
    ("mark", "label"),
    [
        *((form, form) for form in MARKS if form != "glued"),
        *(("bracket", label) for label in ("dot", "close", "bare", "paren")),
        *(("superscript", label) for label in ("dot", "close", "bare", "bracket", "paren")),
        *(("paren", label) for label in ("dot", "close", "bare")),
        *(("glued", label) for label in ("dot", "bare", "bracket")),
        ("close", "dot"),
    ],
)
def test_marks_and_labels_of_the_usual_forms_are_paired(
    mark: str, label: str, heading: str
) -> None:
    marks = [MARKS[mark].format(value) for value in VALUES.get(mark, NUMBERS)]
    labels = [LABELS[label].format(value) for value in VALUES.get(label, NUMBERS)]
    text = (
        f"One sentence{marks[0]} about bread, and another.{marks[1]} Then a third one,{marks[2]} "
        f"with more to come.\n\nThe last has “a word in marks”{marks[3]} and ends."
    )
    notes = "\n\n".join(f"{label}See page {100 + n}." for n, label in enumerate(labels))
    assert body_of(f"{text}\n\n{heading}{notes}") == [
        (
            "One sentence{See page 100.} about bread, and another.{See page 101.} "
            "Then a third one,{See page 102.} with more to come."
        ),
        "The last has “a word in marks”{See page 103.} and ends.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "In [1948] the war[1] began.",
        "It cost [12] pence[1] then.",
        "According to § 12 (2) and Art. 5 (1) it is [1] forbidden.",
        "The hall has 800 m² and 10³ seats[1].",
        "Read on (see page 1) or don’t[1].",
        "Worker*innen and *all* of them[1].",
    ],
)
def test_years_amounts_laws_and_measures_are_no_marks(text: str) -> None:
    assert body_of(f"{text}\n\n[1] A note.") == [text.replace("[1]", "{A note.}")]


@pytest.mark.parametrize(
    ("text", "list_of_notes"),
    [
        ("According to § 12 (2) and Art. 5 (1) it is so(1), and so(2).", "(1) One.\n(2) Two."),
        ("The law, article 3(2), says so (1) and so (2).", "(1) One.\n(2) Two."),
        ("A hall of 800 m² is large¹, and two are larger.²", "¹ One.\n² Two."),
        ("We said (see page 1) that it is so1) and so2).", "1) One.\n2) Two."),
        ("It is *very* good*, is it not?**", "* One.\n** Two."),
        ("See https://example.org/a_(2) and believe(1) it (2).", "(1) One.\n(2) Two."),
    ],
)
def test_what_looks_like_a_mark_beside_real_ones_stays(text: str, list_of_notes: str) -> None:
    (body,) = body_of(f"{text}\n\nNotes\n\n{list_of_notes}")
    assert body.count("{One.}") == body.count("{Two.}") == 1
    assert "{}" not in body
    assert doubts(f"{text}\n\nNotes\n\n{list_of_notes}") == []


def test_a_list_of_demands_is_no_list_of_notes() -> None:
    demands = "We demand:\n\n1. bread,\n2. peace,\n3. land."
    reading = reading_of(f"They wrote (1) and sang (2).\n\n{demands}")
    assert "<ol><li>bread,</li>" in reading.document.body
    assert "notes" not in codes(reading)


def test_a_note_cited_twice_has_a_second_mark() -> None:
    reading = reading_of("One[1] and two[2] and one again[1].\n\n[1] First.\n[2] Second.")
    assert reading.document.body == (
        '<p>One<span class="footnote" id="n1">First.</span> and two'
        '<span class="footnote">Second.</span> and one again<a class="noteref" href="#n1"></a>.</p>'
    )
    assert next(f for f in reading.findings if f.code == "cited-again").level is Level.FOUND


def test_a_mark_without_a_note_stays_in_the_text() -> None:
    text = "One[1] and two[2] and three[3].\n\n[1] First.\n[2] Second."
    assert body_of(text) == ["One{First.} and two{Second.} and three[3]."]
    assert doubts(text) == ["mark-without-note"]


def test_a_note_without_a_mark_stays_at_the_end() -> None:
    text = "One[1] and two[2].\n\nNotes\n\n[1] First.\n[2] Second.\n[3] Third."
    assert body_of(text) == ["One{First.} and two{Second.}.", "[3] Third."]
    assert doubts(text) == ["note-without-mark"]


def test_a_missing_number_is_said() -> None:
    text = "One[1] and two[2] and four[4].\n\n[1] First.\n[2] Second.\n[4] Fourth."
    assert body_of(text) == ["One{First.} and two{Second.} and four{Fourth.}."]
    assert doubts(text) == ["missing-numbers"]


def test_numbers_given_twice_are_paired_in_order() -> None:
    notes = "[1] First.\n[2] Second.\n[2] Another second.\n[3] Third."
    text = f"One[1] and two[2] and two[2] and three[3].\n\n{notes}"
    assert body_of(text) == [
        "One{First.} and two{Second.} and two{Another second.} and three{Third.}."
    ]
    assert doubts(text) == ["numbers-twice"]


def test_a_doubled_number_without_a_second_mark_stays_at_the_end() -> None:
    notes = "[1] First.\n[2] Second.\n[2] Another second.\n[3] Third."
    text = f"One[1] and two[2] and three[3].\n\n{notes}"
    assert body_of(text) == [
        "One{First.} and two{Second.} and three{Third.}.",
        "[2] Another second.",
    ]
    assert doubts(text) == ["note-without-mark", "numbers-twice"]


SECTIONS = "Bread[1] and butter[2].\n\n{}Beer[1] and bread[1] and wine[2] and salt[3].\n\n"
FIRST, SECOND = "[1] Bread.\n[2] Butter.", "[1] Beer.\n[2] Wine.\n[3] Salt."
PAIRED = [
    "Bread{Bread.} and butter{Butter.}.",
    "Beer{Beer.} and bread{} and wine{Wine.} and salt{Salt.}.",
]


def test_each_section_may_count_from_one_in_a_common_list() -> None:
    text = SECTIONS.format("") + f"Notes\n\n{FIRST}\n{SECOND}"
    assert body_of(text) == PAIRED
    assert doubts(text) == ["numbers-twice"]


def test_each_section_may_have_its_own_list() -> None:
    text = SECTIONS.format(f"Notes\n\n{FIRST}\n\n") + f"Notes\n\n{SECOND}"
    assert body_of(text) == PAIRED
    assert doubts(text) == ["numbers-twice"]
    assert left_out(reading_of(text)) == ["Notes", "Notes"]


def test_a_list_that_fits_nothing_stays_in_the_text() -> None:
    text = "Nothing is marked here.\n\nNotes\n\n[1] First.\n\n[2] Second."
    assert body_of(text) == ["Nothing is marked here.", "Notes", "[1] First.", "[2] Second."]
    assert doubts(text) == ["notes-without-marks"]


def test_marks_without_any_list_stay_in_the_text() -> None:
    text = "One[1] and two[2]."
    assert body_of(text) == [text]
    assert doubts(text) == ["marks-without-notes"]


def test_a_note_may_have_several_lines_paragraphs_and_links() -> None:
    text = (
        "One[1] and two[2].\n\nNotes\n\n[1] First, see https://example.org/1\n\n"
        "and also https://example.org/2.\n\n[2] Second.\nhttps://example.org/3"
    )
    assert reading_of(text).document.body == (
        '<p>One<span class="footnote"><span class="paragraph">First, see '
        '<a href="https://example.org/1">https://example.org/1</a></span><span class="paragraph">'
        'and also <a href="https://example.org/2">https://example.org/2</a>.</span></span> and two'
        '<span class="footnote"><span class="paragraph">Second.</span><span class="paragraph">'
        '<a href="https://example.org/3">https://example.org/3</a></span></span>.</p>'
    )


def test_a_label_may_stand_on_a_line_of_its_own() -> None:
    assert body_of("One[1] and two[2].\n\n[1]\n\nFirst.\n\n[2]\n\nSecond.") == [
        "One{First.} and two{Second.}."
    ]


def test_text_below_the_last_note_stays_text() -> None:
    assert body_of("One[1].\n\nNotes\n\n[1] First.\n\nAdam Smith lives in Linz.") == [
        "One{First.}.",
        "Adam Smith lives in Linz.",
    ]


def test_marks_may_stand_in_headings_lists_and_quotations() -> None:
    long = (
        "This paragraph is long enough to stand below a heading, and it says nothing at all here."
    )
    quotation = "“We have nothing to lose, she said in the yard, and everybody heard it.”"
    text = f"The years[1]\n\n{long * 2}\n\n- one[2]\n- two\n\n{quotation}[3]"
    body = reading_of(f"{text}\n\n[1] A.\n[2] B.\n[3] C.").document.body
    assert '<h2>The years<span class="footnote">A.</span></h2>' in body
    assert '<li>one<span class="footnote">B.</span></li>' in body
    assert '”<span class="footnote">C.</span></p></blockquote>' in body


def test_a_number_named_in_a_note_is_pointed_out() -> None:
    text = "One[1] and two[2].\n\n[1] First.\n[2] Second, see [1]."
    assert body_of(text) == ["One{First.} and two{Second, see [1].}."]
    assert doubts(text) == ["number-in-note"]


def test_a_mark_in_the_title_is_pointed_out() -> None:
    reading = read_text(
        "A title*\n\nBy Adam Smith, 6 May 1926\n\nText.\n\n* First printed in 1925."
    )
    assert reading.document.title == "A title*"
    assert "<p>* First printed in 1925.</p>" in reading.document.body
    assert "mark-in-title" in codes(reading, Level.UNSURE)


def test_doubts_of_one_kind_are_counted_beyond_twenty() -> None:
    marks = " ".join(f"word[{n}]" for n in range(1, 101))
    reading = reading_of(f"{marks}\n\n[1] First.\n[2] Second.")
    doubtful = [f for f in reading.findings if f.code == "mark-without-note"]
    assert len(doubtful) == 21
    assert doubtful[-1].message == "… and 78 more of this kind."


def test_several_notes_may_share_a_mark() -> None:
    notes = "[1] A.\n[2] B.\n[3] C.\n[4] D."
    assert body_of(f"One [1, 2] and more [2–4].\n\n{notes}") == [
        "One {A.}{B.} and more {}{C.}{D.}."
    ]


def test_an_authors_star_stands_beside_numbers() -> None:
    notes = "* She wrote this in 1926.\n1. First.\n2. Second."
    assert body_of(f"One¹ and two.² Three*.\n\nNotes\n\n{notes}") == [
        "One{First.} and two.{Second.} Three{She wrote this in 1926.}."
    ]


def test_a_list_in_hard_wrapped_text_keeps_its_notes_apart() -> None:
    text = (
        "The committee met on the first Monday of the month[1], in the room above the\n"
        "bakery, where it was warm. Nobody took minutes, and so we know what was said\n"
        "only from those who were there[2]; and there were few.\n\n"
        "[1] According to the diary of the baker, who noted everything, even the number\n"
        "    of cups, and whose heirs keep it.\n"
        "[2] Only three of them are known by name, and only one of them ever wrote about\n"
        "    it.\n"
    )
    (body,) = body_of(text)
    assert (
        "month{According to the diary of the baker, who noted everything, even the number of"
        in body
    )
    assert (
        "there{Only three of them are known by name, and only one of them ever wrote about it.};"
        in body
    )


letters = "abdegkmnoprtäßéאבגדהקرعمل“”’ "
words = st.text(alphabet=letters, min_size=1, max_size=40).map(str.strip).filter(bool)


@st.composite
def articles_with_notes(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """(text, its paragraphs as expected, notes), every note with one mark, in order."""
    form = draw(st.sampled_from(["[{}]", "({})"]))
    notes = draw(st.lists(words.map("Zz {} zz.".format), min_size=1, max_size=12))
    sentences = draw(st.lists(words, min_size=len(notes), max_size=len(notes)))
    marked = [f"Zz {s}{form.format(n)} zz." for n, s in enumerate(sentences, 1)]
    expected = [f"Zz {s}{{{note}}} zz." for s, note in zip(sentences, notes, strict=True)]
    listed = [f"{form.format(n)} {note}" for n, note in enumerate(notes, 1)]
    heading = draw(st.sampled_from(["", "Notes", "Anmerkungen:", "الهوامش", "מקורות", "* * *"]))
    return "\n\n".join([*marked, heading, *listed]), expected, notes


@given(articles_with_notes())
@settings(max_examples=60, deadline=None)
def test_a_text_whose_notes_fit_is_understood_whole(
    article: tuple[str, list[str], list[str]],
) -> None:
    text, expected, _notes = article
    spaced = [" ".join(paragraph.split(" ")) for paragraph in expected]
    assert body_of(text) == spaced


lines = st.one_of(
    words,
    st.sampled_from(
        [
            "",
            "",
            "",
            "Notes",
            "Anmerkungen",
            "---",
            "* * *",
            "Share",
            "Leave a Comment",
            "Related posts",
        ]
    ),
    st.builds(
        "{}{}{}{}".format,
        st.sampled_from(["", "[1] ", "[2] ", "(1) ", "1. ", "2) ", "¹ ", "* ", "- ", "† ", "٣ "]),
        words,
        st.sampled_from(
            ["[1]", "(2)", "¹", "²", "1)", "*", "[1948]", "§ 2 (1)", "[1, 2]", "3", "!"]
        ),
        words | st.just(""),
    ),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30),
)


@given(st.lists(lines, max_size=30))
@settings(max_examples=150, deadline=None)
def test_no_word_is_lost_and_nothing_crashes(drawn: list[str]) -> None:
    text = "\n".join(drawn)
    read_text(f"{FRONT}Zz zz.\n{text}")
