"""Which mark belongs to which note.

A value may stand in several lists (each section counts from 1) or twice in one, so the marks are
walked in the order of the text, and the lists along with them.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from articles.importing.plaintext.forms import Mark, Value
from articles.importing.plaintext.lists import Note, NoteList

Key = tuple[int, Value]  # (which list, which note in it)


@dataclass
class Pairing:
    lists: Sequence[NoteList]
    cited: dict[Key, list[Mark]] = field(default_factory=dict)
    resolved: list[tuple[Mark, tuple[Key, ...]]] = field(default_factory=list)
    homeless: list[Mark] = field(default_factory=list)  # marks without a note

    def note(self, key: Key) -> Note:
        return self.lists[key[0]].by_value[key[1]]

    def paired_in(self, index: int) -> int:
        return sum((index, note.value) in self.cited for note in self.lists[index].notes)

    def is_in_order(self) -> bool:
        """Every note has its mark, and the first marks stand in the order of the notes."""
        wanted = [(i, note.value) for i, notes in enumerate(self.lists) for note in notes.notes]
        return list(self.cited) == wanted


def pair(marks: Sequence[Mark], lists: Sequence[NoteList]) -> Pairing:
    """Find the note of every mark above a list; what stands in the lists themselves is no mark."""
    pairing = Pairing(lists)
    walk = _Walk(pairing)
    labels = _rows_with_labels(marks, lists)
    for mark in marks:
        lowest = bisect_right(walk.starts, mark.row)
        if lowest and mark.row < lists[lowest - 1].end:
            continue
        is_label = mark.start == 0 and mark.row in labels
        keys = None if is_label else walk.keys(mark, lowest)
        if keys is None:
            pairing.homeless.append(mark)
            continue
        pairing.resolved.append((mark, keys))
        for key in keys:
            pairing.cited.setdefault(key, []).append(mark)
    return pairing


def _rows_with_labels(marks: Iterable[Mark], lists: Iterable[NoteList]) -> set[int]:
    """Rows right above a list that begin like a note: what they begin with cites nothing."""
    begun = {mark.row for mark in marks if mark.start == 0}
    found: set[int] = set()
    for notes in lists:
        row = notes.start - 1
        while row in begun and row not in found:
            found.add(row)
            row -= 1
    return found


class _Walk:
    def __init__(self, pairing: Pairing) -> None:
        self.cited = pairing.cited
        self.lists = pairing.lists
        self.starts = [notes.start for notes in self.lists]
        self.current = 0

    def keys(self, mark: Mark, lowest: int) -> tuple[Key, ...] | None:
        """The notes of all values of the mark; `lowest` is the first list below it."""
        found: list[Key] = []
        current = max(self.current, lowest)
        for value in mark.values:
            current, key = self._find(value, lowest, current)
            if key is None:
                return None
            found.append(key)
        self.current = current
        return tuple(found)

    def _find(self, value: Value, lowest: int, current: int) -> tuple[int, Key | None]:
        if self._restarts(value, current):
            return current + 1, (current + 1, value)
        for index in range(current, len(self.lists)):
            if value in self.lists[index].by_value:
                return index, (index, value)
        for index in range(lowest, min(current, len(self.lists))):
            if value in self.lists[index].by_value:
                return current, (index, value)
        return current, None

    def _restarts(self, value: Value, current: int) -> bool:
        """The count begins anew: this list was gone through, and the next begins like this."""
        if current + 1 >= len(self.lists):
            return False
        last = self.lists[current].notes[-1].value
        is_first_of_next = self.lists[current + 1].notes[0].value == value
        return is_first_of_next and (current, last) in self.cited and (current, value) in self.cited
