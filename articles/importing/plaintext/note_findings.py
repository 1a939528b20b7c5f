"""What a person should know about the notes of a text."""

from collections.abc import Iterator, Sequence

from articles.importing.base import Finding, Level
from articles.importing.plaintext.forms import Mark, find_marks
from articles.importing.plaintext.leftovers import menus, trailing
from articles.importing.plaintext.lists import ANY_START, NoteList, find_lists, is_rule
from articles.importing.plaintext.notes import Notes
from articles.importing.plaintext.pairing import Pairing
from articles.importing.plaintext.rows import Row
from articles.importing.plaintext.wording import TAGS

SHOWN = 80  # characters of a note or of what is around a mark
AROUND = 30
LISTED = ("bare", "paren", "close", "bracket", "superscript", "dot")  # the likeliest last


def note_findings(notes: Notes, rows: Sequence[Row]) -> Iterator[Finding]:
    if notes.pairings:
        yield _count(notes)
        yield from _headings(notes, rows)
    for pairing in notes.pairings:
        yield from _cited_again(pairing)
        yield from _homeless_marks(pairing, rows)
        yield from _orphans(pairing, rows)
        yield from _numbers(pairing, rows)
        yield from _numbers_in_notes(pairing, rows)
    if notes.pairings:
        yield from _text_below(notes, rows)
    else:
        yield from _nothing_fits(rows)


def _count(notes: Notes) -> Finding:
    count = sum(len(pairing.cited) for pairing in notes.pairings)
    return Finding(Level.FOUND, "notes", f"{count} note{'s' if count > 1 else ''}")


def _headings(notes: Notes, rows: Sequence[Row]) -> Iterator[Finding]:
    """The page makes its own heading over the notes."""
    lists = (found for pairing in notes.pairings for found in pairing.lists)
    for index in sorted({index for found in lists for index in found.heading}):
        row = rows[index]
        message = f"The heading of the notes, “{row.text}”, was left out: the page has its own."
        yield Finding(Level.LEFT_OUT, "notes-heading", message, row.number, row.text)


def _cited_again(pairing: Pairing) -> Iterator[Finding]:
    """A few are usual. If most are, another list of notes may have been overlooked."""
    again = [(value, marks) for (_list, value), marks in pairing.cited.items() if len(marks) > 1]
    level = Level.UNSURE if 2 < 2 * len(again) > len(pairing.cited) else Level.FOUND
    for value, marks in again:
        yield Finding(level, "cited-again", f"Note {value} is cited {len(marks)} times.")


def _homeless_marks(pairing: Pairing, rows: Sequence[Row]) -> Iterator[Finding]:
    for mark in pairing.homeless:
        if all(value.isdecimal() == _counts_in_decimals(pairing) for value in mark.values):
            printed, around = _printed(mark, rows)
            message = f"The mark {printed} has no note; it stays in the text: “{around}”"
            yield Finding(
                Level.UNSURE, "mark-without-note", message, rows[mark.row].number, printed
            )


def _counts_in_decimals(pairing: Pairing) -> bool:
    return pairing.lists[0].notes[0].value.isdecimal()


def _orphans(pairing: Pairing, rows: Sequence[Row]) -> Iterator[Finding]:
    for index, notes in enumerate(pairing.lists):
        for note in notes.notes:
            if (index, note.value) not in pairing.cited:
                row = rows[note.rows[0]]
                message = (
                    f"Note {note.value} has no mark in the text; it stays where it was: "
                    f"“{row.text[:SHOWN]}”"
                )
                yield Finding(Level.UNSURE, "note-without-mark", message, row.number, row.text)


def _numbers(pairing: Pairing, rows: Sequence[Row]) -> Iterator[Finding]:
    """Numbers that are missing, and numbers given twice."""
    given: set[str] = set()
    for notes in pairing.lists:
        line = rows[notes.start].number
        values = [note.value for note in notes.notes]
        if values[0].isdecimal():
            numbers = {int(value) for value in values}
            first = 1 if not given else min(numbers)
            missing = [str(n) for n in range(first, max(numbers)) if n not in numbers]
            if missing:
                message = f"The list of notes has no {', '.join(missing[:20])}."
                yield Finding(Level.UNSURE, "missing-numbers", message, line)
        doubled = [value for value in values if value in given]
        if doubled:
            message = (
                f"Given to more than one note: {', '.join(doubled[:20])}; "
                "the marks were paired in the order of the text."
            )
            yield Finding(Level.UNSURE, "numbers-twice", message, line)
        given.update(values)


def _numbers_in_notes(pairing: Pairing, rows: Sequence[Row]) -> Iterator[Finding]:
    """“See [3]” in a note would be wrong once the notes are counted anew."""
    for index, value in pairing.cited:
        note = pairing.lists[index].by_value[value]
        for place, row_index in enumerate(note.rows):
            row = rows[row_index]
            start = note.text_start if place == 0 else 0
            for mark in find_marks("bracket", row_index, row.text):
                if mark.start >= start and pairing.lists[index].by_value.keys() >= set(mark.values):
                    printed, around = _printed(mark, rows)
                    message = f"Note {value} names {printed} by its number: “{around}”"
                    yield Finding(Level.UNSURE, "number-in-note", message, row.number, printed)


def _text_below(notes: Notes, rows: Sequence[Row]) -> Iterator[Finding]:
    """It may be the rest of the last note, or words of the author that stood below."""
    lists = [found for pairing in notes.pairings for found in pairing.lists]
    listed = {row for found in lists for note in found.notes for row in note.rows}
    below = rows[max(listed) + 1 :]
    below = below[: len(below) - trailing(below)]
    left_over = set(menus(below))
    for index, row in enumerate(below):
        if index not in left_over and not (is_rule(row.text) or TAGS.match(row.text)):
            message = f"Text below the notes stays in the article: “{row.text[:SHOWN]}”"
            yield Finding(Level.UNSURE, "text-after-notes", message, row.number, row.text)
            return


def _nothing_fits(rows: Sequence[Row]) -> Iterator[Finding]:
    """A list that no mark points to, or marks that point nowhere."""
    lists = [notes for form in LISTED for notes in find_lists(form, rows, set())]
    headed = [notes for notes in lists if notes.form in ANY_START or _is_headed(notes, rows)]
    if headed:
        yield _unfit(headed[-1], rows)
        return
    marks = [
        mark
        for form in ("bracket", "superscript")
        for index, row in enumerate(rows)
        for mark in find_marks(form, index, row.text)
        if all(value.isdecimal() for value in mark.values)
    ]
    if marks:
        printed, around = _printed(marks[0], rows)
        message = (
            f"{len(marks)} marks like {printed} have no list of notes; they stay in the text: "
            f"“{around}”"
        )
        yield Finding(Level.UNSURE, "marks-without-notes", message, rows[marks[0].row].number)


def _is_headed(notes: NoteList, rows: Sequence[Row]) -> bool:
    """Below a mere rule, a list that counts with dots may be one of notes all the same."""
    if notes.form == "dot" and notes.heading:
        return True
    return any(not is_rule(rows[index].text) for index in notes.heading)


def _unfit(notes: NoteList, rows: Sequence[Row]) -> Finding:
    row, count = rows[notes.start], len(notes.notes)
    message = (
        f"The list of {count} note{'s' if count > 1 else ''} from line {row.number} on fits no "
        "marks in the text; it stays there."
    )
    return Finding(Level.UNSURE, "notes-without-marks", message, row.number)


def _printed(mark: Mark, rows: Sequence[Row]) -> tuple[str, str]:
    text = rows[mark.row].text
    return text[mark.start : mark.end], text[max(0, mark.start - AROUND) : mark.end + AROUND]
