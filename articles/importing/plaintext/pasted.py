"""A pasted plain text -> blocks with their notes; unlike an article it has no title to look for.

Nothing is left out of it but marks and labels of notes that became footnotes, the heading above
them, and page numbers (pages.py).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.importing.base import Options, Unreadable
from articles.importing.plaintext.blocks import Part, blocks_html, find_blocks
from articles.importing.plaintext.forms import Mark, find_marks
from articles.importing.plaintext.front import read_front
from articles.importing.plaintext.inline import linked
from articles.importing.plaintext.note_findings import note_findings
from articles.importing.plaintext.notes import Notes, find_notes
from articles.importing.plaintext.pages import Lines, without_line_ends
from articles.importing.plaintext.rows import Row, split_rows

LINE_ENDS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x85": "\n", "\u2028": "\n"})
ENDS = frozenset('.,;:!?”’»")')
WHOLE_ARTICLE = 400  # characters below the title
SHOWN = 80
BEFORE = 12
MOST_LINES = 40_000
"""Of a book there are so many; more take too long while somebody waits."""


class Printed(NamedTuple):
    """Words as they stand in the text, and what stands right before them."""

    text: str
    before: str = ""


class TextRead(NamedTuple):
    html: str
    is_inline: bool
    marks: list[Printed]
    """Marks of notes that are not there, in the order of the text."""
    labels: list[Printed]
    """The beginnings of notes that no mark leads to."""
    joined: list[Printed]
    page_numbers: list[Printed]
    is_whole_article: bool
    is_too_long: bool = False
    """No notes were looked for in it."""


def read_text(text: str) -> TextRead:
    """Never fails."""
    text = text.replace("\r\n", "\n").translate(LINE_ENDS).replace("\u2029", "\n\n")
    lines = without_line_ends(text)
    if lines.text.count("\n") > MOST_LINES:
        return _unread(lines)
    rows, _doubts = split_rows(lines.text)
    notes = find_notes(rows)
    parts = [
        Part(row, notes.citations.get(index, ()))
        for index, row in enumerate(rows)
        if index not in notes.taken
    ]
    found = list(note_findings(notes, rows))
    return TextRead(
        html=blocks_html(list(find_blocks(parts)), rows),
        is_inline="\n" not in text,
        marks=list(_homeless(notes, rows, is_of_pages=bool(lines.page_numbers or lines.joined))),
        labels=[
            Printed(finding.text[:SHOWN])
            for finding in found
            if finding.code == "note-without-mark"
        ],
        joined=list(map(Printed, lines.joined)),
        page_numbers=list(map(Printed, lines.page_numbers)),
        is_whole_article=_is_whole_article(rows),
    )


def _unread(lines: Lines) -> TextRead:
    """Every line as a paragraph."""
    html = "".join(f"<p>{linked(line)}</p>" for line in lines.text.split("\n"))
    numbers = list(map(Printed, lines.page_numbers))
    return TextRead(
        html, False, [], [], list(map(Printed, lines.joined)), numbers, False, is_too_long=True
    )


def _homeless(notes: Notes, rows: Sequence[Row], *, is_of_pages: bool) -> Iterator[Printed]:
    """Marks whose note is not there; in a text of pages also raised numbers that became
    “word.1 Next”."""
    marks = [mark for pairing in notes.pairings for mark in pairing.homeless]
    forms = ("bracket", "superscript", *(["glued"] if is_of_pages else []))
    if not notes.pairings:
        marks = [mark for form in forms for index, row in enumerate(rows)
                 for mark in find_marks(form, index, row.text)
                 if mark.start and (form != "glued" or _is_raised(mark, row.text))]  # fmt: skip
    for mark in sorted(marks):
        if all(value.isdecimal() for value in mark.values):
            text = rows[mark.row].text
            yield Printed(
                text[mark.start : mark.end], text[max(0, mark.start - BEFORE) : mark.start]
            )


def _is_raised(mark: Mark, text: str) -> bool:
    return text[mark.start - 1] in ENDS and text[mark.end : mark.end + 1] in {"", " "}


def _is_whole_article(rows: Sequence[Row]) -> bool:
    """A title, somebody's name or a date below it, and a text below that."""
    try:
        front = read_front(rows[:20], Options())
    except Unreadable:
        return False
    document = front.document
    below = sum(len(row.text) for row in rows[front.rows :])
    return bool(document.credits or document.printed_label) and below >= WHOLE_ARTICLE
