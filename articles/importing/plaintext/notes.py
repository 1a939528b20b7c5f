"""Find the notes of a text: the form of its marks, its lists, and which belongs to which.

The form is decided for the whole text by what fits best with its lists, never sign by sign.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from functools import cache
from typing import NamedTuple

from articles.importing.plaintext.forms import PAIRS, Mark, find_marks, ordinal
from articles.importing.plaintext.lists import Note, NoteList, find_lists
from articles.importing.plaintext.pairing import Key, Pairing, pair
from articles.importing.plaintext.rows import Row

AT_THE_END = 5  # rows that may follow a list without heading whose labels could be a plain list's
CERTAIN_LABELS = {"bracket", "superscript", "symbol"}
CERTAIN_MARKS = {"bracket", "superscript", "symbol"}
MISSES = 3  # lists that bring nothing before we stop looking further up
MOST_STEPS = 200_000  # marks tried on lists; no article has as many, and a hostile one has to end

# A text may have a * for its author beside 1, 2, 3; so signs and numbers are looked for apart.
SIGNS = tuple(forms for forms in PAIRS if forms[0] == "symbol")
NUMBERS = tuple(forms for forms in PAIRS if forms[0] != "symbol")

ListsOf = Callable[[str], list[NoteList]]
MarksOf = Callable[[str], list[Mark]]


class Citation(NamedTuple):
    note: Note
    key: str  # empty where the note has a single mark
    first: bool


class Notes(NamedTuple):
    """Rows are indices into the rows that were looked through."""

    pairings: tuple[Pairing, ...]
    citations: dict[int, list[tuple[Mark, tuple[Citation, ...]]]]  # by row, from left to right
    taken: frozenset[int]  # rows that became footnotes, and the headings above them


def find_notes(rows: Sequence[Row]) -> Notes:
    pairings: list[Pairing] = []
    noted: set[int] = set()
    marked: set[int] = set()  # a row with marks can't become a note: they would be in that note
    for forms in (NUMBERS, SIGNS):
        if best := _best(rows, forms, noted, noted | marked):
            pairings.append(best)
            noted |= {row for notes in best.lists for note in notes.notes for row in note.rows}
            marked |= {mark.row for mark, _keys in best.resolved}
    return Notes(tuple(pairings), _citations(pairings), frozenset(_rows_taken(pairings)))


def _best(
    rows: Sequence[Row], forms: Iterable[tuple[str, str]], unmarked: Set[int], unlisted: Set[int]
) -> Pairing | None:
    """`unmarked` rows are not looked through for marks, `unlisted` ones not for lists of notes."""

    @cache
    def lists_of(form: str) -> list[NoteList]:
        return find_lists(form, rows, unlisted)

    @cache
    def marks_of(form: str) -> list[Mark]:
        return [
            mark
            for index, row in enumerate(rows)
            if index not in unmarked
            for mark in find_marks(form, index, row.text)
        ]

    fits = (_fit(mark, label, marks_of, lists_of, len(rows)) for mark, label in forms)
    return max(filter(None, fits), key=_score, default=None)


def _score(pairing: Pairing) -> tuple[int, int]:
    """More notes with a mark, then fewer marks without a note; at a tie the likelier form."""
    return len(pairing.cited), -len(pairing.homeless)


def _fit(
    mark_form: str, label_form: str, marks_of: MarksOf, lists_of: ListsOf, row_count: int
) -> Pairing | None:
    """Take lists, from the end of the text upwards, as long as each brings notes with marks."""
    lists, marks = lists_of(label_form), marks_of(mark_form)
    if not lists or not marks:
        return None
    chosen: list[NoteList] = []
    best: Pairing | None = None
    misses = 0
    for step, notes in enumerate(reversed(lists), 1):
        if step * (len(marks) + step) > MOST_STEPS and step > 1:
            return None
        pairing = pair(marks, [notes, *chosen])
        rows_below = (chosen[0].start if chosen else row_count) - notes.end
        gains = best is None or _gains(pairing, best, adjacent=rows_below == 0)
        believed = gains and _is_believable(pairing, mark_form, rows_below=rows_below)
        if believed or (best and rows_below == 0 and _doubles(pairing, best)):
            chosen, best, misses = [notes, *chosen], pairing, 0
        elif (misses := misses + 1) > MISSES:
            break
    return best


def _gains(pairing: Pairing, before: Pairing, *, adjacent: bool) -> bool:
    """With one more list above, more notes have marks, and no note below loses its own."""
    kept = {(index + 1, value) for index, value in before.cited}
    return len(pairing.cited) > len(kept) and (adjacent or kept <= pairing.cited.keys())


def _doubles(pairing: Pairing, before: Pairing) -> bool:
    """The list right above the others gives their first number too, and no mark loses by it."""
    above, below = pairing.lists[0], pairing.lists[1]
    if below.notes[0].value not in above.by_value or not pairing.paired_in(0):
        return False
    if above.form not in CERTAIN_LABELS and len(above.notes) > 1:
        return False  # it could be a list of demands
    return len(pairing.cited) >= len(before.cited)


def _is_believable(pairing: Pairing, mark_form: str, *, rows_below: int) -> bool:
    """Is the first list a list of notes, and not a list of demands or a bibliography?"""
    notes, last = pairing.lists[0], len(pairing.lists) == 1
    if mark_form == "glued":
        return pairing.is_in_order()
    if notes.heading:
        return pairing.paired_in(0) > 0
    if 2 * pairing.paired_in(0) < len(notes.notes):
        return False
    if notes.form not in CERTAIN_LABELS and rows_below > (AT_THE_END if last else 0):
        return False
    return mark_form in CERTAIN_MARKS or pairing.is_in_order()


def _rows_taken(pairings: Iterable[Pairing]) -> set[int]:
    headings = {row for pairing in pairings for notes in pairing.lists for row in notes.heading}
    return headings | {
        row for pairing in pairings for key in pairing.cited for row in pairing.note(key).rows
    }


def _citations(pairings: Iterable[Pairing]) -> dict[int, list[tuple[Mark, tuple[Citation, ...]]]]:
    by_row: dict[int, list[tuple[Mark, tuple[Citation, ...]]]] = {}
    ids: set[str] = set()
    for pairing in pairings:
        names = {
            key: _new_id(key, ids) if len(marks) > 1 else "" for key, marks in pairing.cited.items()
        }
        seen: set[Key] = set()
        for mark, keys in pairing.resolved:
            cited = []
            for key in keys:
                cited.append(Citation(pairing.note(key), names[key], key not in seen))
                seen.add(key)
            by_row.setdefault(mark.row, []).append((mark, tuple(cited)))
    for citations in by_row.values():
        citations.sort(key=lambda citation: citation[0].start)
    return by_row


def _new_id(key: Key, ids: set[str]) -> str:
    value = key[1]
    name = f"n{ordinal(value)}" if value.isdecimal() else f"n-{ordinal(value)}"
    number, unique = 1, name
    while unique in ids:
        number += 1
        unique = f"{name}-{number}"
    ids.add(unique)
    return unique
