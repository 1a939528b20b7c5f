"""A pasted plain text -> blocks with their notes; unlike an article it has no title to look for.

Nothing is left out of it but marks and labels of notes that became footnotes, the heading above
them, and page numbers (pages.py).
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.importing.base import Options, Unreadable
from articles.importing.plaintext.blocks import Part, blocks_html, find_blocks
from articles.importing.plaintext.forms import find_marks
from articles.importing.plaintext.front import read_front
from articles.importing.plaintext.note_findings import note_findings
from articles.importing.plaintext.notes import Notes, find_notes
from articles.importing.plaintext.pages import without_line_ends
from articles.importing.plaintext.rows import Row, split_rows

LINE_ENDS = str.maketrans({"\r": "\n", "\x0b": "\n", "\x85": "\n", "\u2028": "\n"})
WHOLE_ARTICLE = 600  # characters below the title
SHOWN = 80


class TextRead(NamedTuple):
    html: str
    is_inline: bool
    marks: list[str]
    """What is printed as marks of notes that are not there, in the order of the text."""
    labels: list[str]
    """The beginnings of notes that no mark leads to."""
    joined: list[str]
    page_numbers: list[str]
    is_whole_article: bool


def read_text(text: str) -> TextRead:
    """Never fails."""
    text = text.replace("\r\n", "\n").translate(LINE_ENDS).replace("\u2029", "\n\n")
    lines = without_line_ends(text)
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
        marks=[finding.text for finding in found if finding.code == "mark-without-note"]
        or list(_loose_marks(notes, rows)),
        labels=[finding.text[:SHOWN] for finding in found if finding.code == "note-without-mark"],
        joined=lines.joined,
        page_numbers=lines.page_numbers,
        is_whole_article=_is_whole_article(rows),
    )


def _loose_marks(notes: Notes, rows: Sequence[Row]) -> Iterator[str]:
    """Marks in a text that has no notes at all."""
    if notes.pairings:
        return
    for form in ("bracket", "superscript"):
        for index, row in enumerate(rows):
            for mark in find_marks(form, index, row.text):
                if all(value.isdecimal() for value in mark.values) and mark.start:
                    yield row.text[mark.start : mark.end]


def _is_whole_article(rows: Sequence[Row]) -> bool:
    """A title, somebody's name or a date below it, and a text below that."""
    try:
        front = read_front(rows[:20], Options())
    except Unreadable:
        return False
    document = front.document
    below = sum(len(row.text) for row in rows[front.rows :])
    return bool(document.credits or document.printed_label) and below >= WHOLE_ARTICLE
