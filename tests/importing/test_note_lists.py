"""Lists of notes that were not kept tidily: numbers given twice, lines below the last note."""

import pytest

from articles.importing.base import Level
from tests.importing.reading import codes, paragraphs, read_text

FRONT = "A title\n\nBy Adam Smith, 6 May 1926\n\n"


def body_of(text: str) -> list[str]:
    return paragraphs(read_text(FRONT + text).document.body)


def doubts(text: str) -> list[str]:
    return [code for code in codes(read_text(FRONT + text), Level.UNSURE) if code != "language"]


@pytest.mark.parametrize("heading", ["", "Notes\n\n", "Notes\n"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("mark", "label"), [("[{}]", "[{}]"), ("[{}]", "{}."), ("({})", "({})"), ("{}", "{}.")]
)
def test_a_doubled_first_number_is_a_note_like_any_other_doubled_one(
    heading: str, between: str, mark: str, label: str
) -> None:
    first, second = mark.format(1), mark.format(2)
    labels = [label.format(number) for number in (1, 1, 2)]
    notes = between.join(map("{} {}".format, labels, ("One.", "Uno.", "Two.")))
    text = f"A town{first} and more{second}.\n\n{heading}{notes}"
    assert body_of(text) == ["A town{One.} and more{Two.}.", f"{labels[1]} Uno."]
    assert doubts(text) == ["note-without-mark", "numbers-twice"]


def test_a_list_given_twice_is_no_text_with_marks() -> None:
    notes = "[1] One.\n[2] Two.\n[1] Uno.\n[2] Dos."
    text = f"A town[1] and more[2].\n\n{notes}"
    assert body_of(text) == ["A town{One.} and more{Two.}.", "[1] Uno.", "[2] Dos."]
    assert doubts(text) == ["note-without-mark", "note-without-mark", "numbers-twice"]


def test_a_label_right_above_a_list_is_no_mark() -> None:
    text = "A town¹ and more².\n\n¹ A third.\n\n1. One.\n2. Two."
    assert body_of(text) == ["A town{One.} and more{Two.}.", "¹ A third."]
    assert doubts(text) == ["mark-without-note"]


def test_demands_above_a_list_without_heading_stay_in_the_text() -> None:
    text = "A town[1] and more[2]. We want:\n\n1. bread\n2. peace\n\n1. One.\n2. Two."
    assert body_of(text)[0] == "A town{One.} and more{Two.}. We want:"


def test_a_line_right_below_the_last_note_goes_on_with_it() -> None:
    notes = "[1] One\ncontinues here.\n[2] Two of it\ngoes on to the end."
    text = f"A town[1] and more[2].\n\n{notes}"
    assert body_of(text) == ["A town{Onecontinues here.} and more{Two of itgoes on to the end.}."]
    assert doubts(text) == []


def test_text_below_a_blank_line_stays_and_is_pointed_out() -> None:
    text = "A town[1] and more[2].\n\n[1] One.\n[2] Two.\n\nThe committee\n\nLinz"
    assert body_of(text) == ["A town{One.} and more{Two.}.", "The committee", "Linz"]
    assert doubts(text) == ["text-after-notes"]


def test_what_the_page_left_below_the_notes_is_no_text() -> None:
    text = "A town[1].\n\n[1] One.\nTags: bread\n\nShare\n\nRelated posts\nAnother title"
    assert body_of(text) == ["A town{One.}."]
    assert doubts(text) == []


def test_lines_below_the_last_note_say_nothing_where_no_blank_lines_part_the_text() -> None:
    text = "A town[1].\nThere is more.\n[1] One.\nThe committee met again."
    assert body_of(text) == ["A town{One.}.", "There is more.", "The committee met again."]
    assert doubts(text) == ["text-after-notes"]


def test_many_lines_below_the_last_note_are_text() -> None:
    lines = [f"Line {number} of the appeal." for number in range(10)]
    text = "\n".join(["A town[1].\n", "[1] One.", *lines])
    assert body_of(text) == ["A town{One.}.", *lines]
    assert doubts(text) == ["text-after-notes"]


def test_a_note_of_another_form_does_not_go_on_with_the_last() -> None:
    text = "A town[1] and a star*.\n\n[1] One.\n* She wrote this in 1926."
    assert body_of(text) == ["A town{One.} and a star{She wrote this in 1926.}."]
    assert doubts(text) == []


@pytest.mark.parametrize("label", ["{})", "({})", "{}"])
def test_a_headed_list_whose_marks_are_not_found_is_pointed_out(label: str) -> None:
    notes = "\n".join(f"{label.format(n)} {word}." for n, word in ((1, "One"), (2, "Two")))
    text = f"We came to town 1) and saw more 2) of it.\n\nNotes\n\n{notes}"
    assert "Notes" in body_of(text)
    assert doubts(text) == ["notes-without-marks"]


def test_a_list_of_a_single_note_is_called_so() -> None:
    reading = read_text(f"{FRONT}A town.\n\nNotes\n\n[1] One.")
    (message,) = [f.message for f in reading.findings if f.code == "notes-without-marks"]
    assert message.startswith("The list of 1 note from line 9 on")


def test_demands_in_brackets_are_not_pointed_out() -> None:
    assert doubts("We want:\n\n-----\n\n1) bread\n2) peace") == []
