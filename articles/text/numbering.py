"""The numbers of footnotes. They follow from the order of the text and are stored nowhere."""

from collections import Counter
from dataclasses import dataclass

from articles.text.labels import labels_of_kind
from articles.text.tree import Node, Nodes, walk


@dataclass
class NumberedNote:
    """A footnote and the marks that cite it, its own place among them, in the order of the text."""

    node: Node
    kind: str
    number: int
    mark: str
    marks: list[Node]

    @property
    def name(self) -> str:
        """What its ids end in: `3`, `e1` for the editors' first, `t1` for the translators'."""
        return f"{'' if self.kind == 'author' else self.kind[0]}{self.number}"


class Numbering:
    """All footnotes of a canonical tree, by first citation, each kind counted for itself."""

    def __init__(self, body: Nodes, language: str) -> None:
        self.notes: list[NumberedNote] = []
        self.without_note: list[Node] = []
        self._of_mark: dict[int, tuple[NumberedNote, int]] = {}
        self._counts: Counter[str] = Counter()
        nodes = [node for node in walk(body) if node.tag in {"footnote", "noteref"}]
        by_key = {node.attributes["id"]: node for node in nodes if "id" in node.attributes}
        numbered: dict[int, NumberedNote] = {}
        for mark in nodes:
            node = mark if mark.tag == "footnote" else by_key.get(mark.attributes["key"])
            if node is None:
                self.without_note.append(mark)
                continue
            note = numbered.get(id(node)) or self._number(node, language)
            numbered[id(node)] = note
            note.marks.append(mark)
            self._of_mark[id(mark)] = note, len(note.marks)

    def _number(self, node: Node, language: str) -> NumberedNote:
        kind = node.attributes.get("data-kind", "author")
        self._counts[kind] += 1
        number = self._counts[kind]
        mark = f"{labels_of_kind(kind, language).mark}{number}"
        note = NumberedNote(node, kind, number, mark, [])
        self.notes.append(note)
        return note

    def of_kind(self, kind: str) -> list[NumberedNote]:
        return [note for note in self.notes if note.kind == kind]

    def cited_by(self, mark: Node) -> tuple[NumberedNote, int] | None:
        """The note of a mark, and the how-manieth of its marks this is; None without a note."""
        return self._of_mark.get(id(mark))
