"""Lists of notes: runs of rows that begin with rising labels of one form."""

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property

from articles.importing.plaintext.forms import LABELS, Value, ordinal, read_label
from articles.importing.plaintext.leftovers import is_leftover
from articles.importing.plaintext.rows import Row
from articles.importing.plaintext.wording import NOTES_HEADINGS, TAGS
from articles.text.urls import find_urls

RULE = re.compile(r"[-–—_*=~•·#. ]{3,}")
AROUND = " :：#=_-–—.•"  # a heading of notes
LONGEST_NOTE = 6  # rows that a note may have beyond its first, where the next label follows
LONGEST_JUMP = 20  # 3 may be followed by 23 if many numbers are missing
ANY_START = {"bracket", "superscript", "symbol"}  # the others count up from 1, or have a heading


@dataclass(frozen=True)
class Note:
    value: Value
    text_start: int  # in its first row, behind the label
    rows: tuple[int, ...]


@dataclass(frozen=True)
class NoteList:
    form: str
    notes: tuple[Note, ...]
    heading: tuple[int, ...] = ()  # rows above: the heading, a rule

    @cached_property
    def by_value(self) -> dict[Value, Note]:
        """Values rise within a list, so none is there twice."""
        return {note.value: note for note in self.notes}

    @property
    def start(self) -> int:
        return self.notes[0].rows[0]

    @property
    def end(self) -> int:
        return self.notes[-1].rows[-1] + 1


@dataclass
class _Growing:
    form: str
    heading: tuple[int, ...]
    notes: list[tuple[Value, int, list[int]]] = field(default_factory=list)
    gap: list[int] = field(default_factory=list)  # rows that belong to the last note if one follows

    def goes_on_with(self, value: Value) -> bool:
        last = self.notes[-1][0]
        if last.isdecimal() != value.isdecimal() or len(self.gap) > LONGEST_NOTE:
            return False
        return 0 < ordinal(value) - ordinal(last) <= LONGEST_JUMP

    def add(self, value: Value, text_start: int, row: int) -> None:
        if self.notes:
            self.notes[-1][2].extend(self.gap)
        self.gap = []
        self.notes.append((value, text_start, [row]))

    def finished(self, rows: Sequence[Row]) -> NoteList:
        """What follows the last label belongs to it only where the text shows that."""
        _value, text_start, own = self.notes[-1]
        below = self._right_below(rows)
        for index in self.gap:
            row = rows[index]
            empty = len(own) == 1 and len(rows[own[0]].text) <= text_start
            shown = not row.opens or row.indented or index in below or _is_address(row.text)
            if not (empty or shown):
                break
            own.append(index)
        notes = tuple(Note(value, start, tuple(own)) for value, start, own in self.notes)
        return NoteList(self.form, notes, self.heading)

    def _right_below(self, rows: Sequence[Row]) -> range:
        """The rows that no blank line parts from the last note, in a text with blank lines."""
        last = self.notes[-1][2][0]
        top = rows[min(self.heading, default=self.notes[0][2][0])]
        below = rows[last + 1 : last + 2 + LONGEST_NOTE]
        count = 0
        while count < len(below) and below[count].follows and not _begins_anew(below[count].text):
            count += 1
        meant = not top.follows and count <= LONGEST_NOTE
        return range(last + 1, last + 1 + count * meant)


def is_rule(text: str) -> bool:
    """A line of dashes or stars between two parts."""
    return bool(RULE.fullmatch(text)) and len(set(text) - {" "}) == 1


def is_notes_heading(text: str) -> bool:
    """“Notes”, “ANMERKUNGEN:”, “## Sources”. “Notes[1]” is none: a mark would go with it."""
    return len(text) <= 60 and " ".join(text.casefold().strip(AROUND).split()) in NOTES_HEADINGS


def find_lists(form: str, rows: Sequence[Row], taken: Set[int]) -> list[NoteList]:
    """All lists with labels of this form, from the top of the text to its end."""
    found: list[NoteList] = []
    growing: _Growing | None = None
    heading: tuple[int, ...] = ()
    for index, row in enumerate(rows):
        if index in taken:
            continue
        if is_notes_heading(row.text) or is_rule(row.text):
            if growing:
                found.append(growing.finished(rows))
            growing, heading = None, _heading(index, heading, rows)
            continue
        label = read_label(form, row.text)
        if label and growing and growing.goes_on_with(label[0]):
            growing.add(*label, index)
        elif label and _may_begin(form, label[0], headed=_has_words(heading, rows)):
            if growing:
                found.append(growing.finished(rows))
            growing = _Growing(form, heading)
            growing.add(*label, index)
        elif growing:
            growing.gap.append(index)
        heading = ()
    return [*found, growing.finished(rows)] if growing else found


def _heading(index: int, above: tuple[int, ...], rows: Sequence[Row]) -> tuple[int, ...]:
    """A heading and a rule, in either order, go together."""
    if above and is_rule(rows[above[-1]].text) != is_rule(rows[index].text):
        return (*above, index)
    return (index,)


def _has_words(heading: tuple[int, ...], rows: Sequence[Row]) -> bool:
    return any(not is_rule(rows[index].text) for index in heading)


def _may_begin(form: str, value: Value, *, headed: bool) -> bool:
    return headed or form in ANY_START or ordinal(value) == 1


def _begins_anew(text: str) -> bool:
    """A note of another form, a rule, tags or a leftover of the page are no part of this note."""
    return (
        any(read_label(form, text) for form in LABELS if form != "bare")
        or is_notes_heading(text)
        or is_rule(text)
        or is_leftover(text)
        or bool(TAGS.match(text))
    )


def _is_address(text: str) -> bool:
    return any(start == 0 and end == len(text) for start, end, _url in find_urls(text))
