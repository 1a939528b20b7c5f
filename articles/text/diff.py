"""Two versions of a body compared, word by word and note by note, for a person to read.

The text becomes one row of words, with a sign where each block begins. So a paragraph that was
split or joined, or became a heading, is a change of one sign and not of the whole paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from articles.text.alignment import Stretch, align
from articles.text.clean import read
from articles.text.numbering import NumberedNote, Numbering
from articles.text.redline import Chain, Change, Changes, Token, written
from articles.text.tree import Node, Nodes, escape_text, has_blocks, pieces, start_tag

# A word with its accents and vowel points, one ideograph, or one sign.
WORD = re.compile(
    r"\s*([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|[\w'’\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u06d6-\u06ed"
    r"\u0900-\u0dff\u200c\u200d]+"
    r"|[^\w\s]|(?<!\s)\s+$)\s*"
)


@dataclass(frozen=True)
class NoteChange:
    change: Literal["added", "removed", "changed", "moved"]
    old_mark: str
    """As printed in the old version, "" for a note that was not there."""
    new_mark: str
    html: str
    """The note with what was taken out in <del>, what came in in <ins>."""


@dataclass(frozen=True)
class Comparison:
    html: str
    """The whole text, with what was taken out in <del>, what came in in <ins>."""
    notes: tuple[NoteChange, ...]
    is_same: bool


def compare(old_body: str, new_body: str, *, language: str = "en") -> Comparison:
    """From the old body to the new one, in time that grows with their length."""
    old, new = _Version(old_body, language), _Version(new_body, language)
    changes = [
        change
        for stretch in align(
            [tuple(block) for block in old.blocks], [tuple(block) for block in new.blocks]
        )
        for change in _changes(stretch, old.blocks, new.blocks)
    ]
    notes = tuple(_note_changes(changes, old, new))
    is_same = not notes and all(change == "same" for change, _, _ in changes)
    return Comparison(written(changes), notes, is_same)


def compare_words(old: str, new: str) -> str:
    """One line of plain text and another, as HTML."""
    return written(_word_changes(list(_words(old, ())), list(_words(new, ()))))


def _words(text: str, formats: tuple[str, ...]) -> Iterator[Token]:
    for match in WORD.finditer(text):
        yield Token(("word", match[1].strip()), formats, escape_text(match[0]))


def _changes(stretch: Stretch, old: Sequence[list[Token]], new: Sequence[list[Token]]) -> Changes:
    before = [token for block in old[stretch.a : stretch.b] for token in block]
    after = [token for block in new[stretch.c : stretch.d] for token in block]
    if stretch.same:
        return [("same", was, now) for was, now in zip(before, after, strict=True)]
    return _word_changes(before, after)


def _word_changes(before: list[Token], after: list[Token]) -> Changes:
    found: Changes = []
    for same, a, b, c, d in _readable(align(before, after)):
        if same:
            found += [("same", was, now) for was, now in zip(before[a:b], after[c:d], strict=True)]
        else:
            found += [("del", token, token) for token in before[a:b]]
            found += [("ins", token, token) for token in after[c:d]]
    return found


def _readable(stretches: list[Stretch]) -> list[Stretch]:
    """A word or two that stayed by chance between two larger changes only disturb the reader."""
    found: list[Stretch] = []
    for index, stretch in enumerate(stretches):
        around = [*found[-1:], *stretches[index + 1 : index + 2]]
        by_chance = stretch.same and len(around) == 2 and stretch.b - stretch.a <= 2
        by_chance = by_chance and all(
            _size(other) > 4 * (stretch.b - stretch.a) for other in around
        )
        if found and not found[-1].same and (by_chance or not stretch.same):
            found[-1] = found[-1]._replace(b=stretch.b, d=stretch.d)
        else:
            found.append(stretch)
    return found


def _size(stretch: Stretch) -> int:
    return max(stretch.b - stretch.a, stretch.d - stretch.c)


class _Version:
    def __init__(self, body: str, language: str) -> None:
        tree = read(body)
        self.numbering = Numbering(tree, language)
        self.blocks = [list(self.block(chain)) for chain in _blocks(tree, ())]

    def block(self, chain: Chain) -> Iterator[Token]:
        yield Token(
            ("block", *(start_tag(node.tag, node.attributes) for node in chain)), chain=chain
        )
        yield from self.tokens(chain[-1].children, ())

    def tokens(self, nodes: Nodes, formats: tuple[str, ...]) -> Iterator[Token]:
        for node in nodes:
            if isinstance(node, str):
                yield from _words(node, formats)
            elif node.tag in {"footnote", "noteref"}:
                yield self.mark(node, formats)
            elif node.tag == "br":
                yield Token(("br",), formats, "<br>")
            elif node.tag == "img":
                yield Token(
                    ("img", node.attributes["src"], node.attributes["alt"]),
                    formats,
                    start_tag("img", node.attributes),
                )
            else:
                yield from self.tokens(
                    node.children, (*formats, start_tag(node.tag, node.attributes))
                )

    def mark(self, node: Node, formats: tuple[str, ...]) -> Token:
        """Any note may answer any other: what changed in it is told among the notes."""
        cited = self.numbering.cited_by(node)
        says = ("note",) if node.tag == "footnote" else ("noteref", node.attributes["key"])
        shown = escape_text(cited[0].mark) if cited else "?"
        html = f'<sup class="note-mark"><bdi>{shown}</bdi></sup>'
        return Token(says, formats, html, node if node.tag == "footnote" else None)

    def note_tokens(self, note: NumberedNote) -> list[Token]:
        if not has_blocks(note.node):
            return list(self.tokens(note.node.children, ()))
        return [token for chain in _blocks(note.node.children, ()) for token in self.block(chain)]


def _blocks(nodes: Nodes, around: Chain) -> Iterator[Chain]:
    """The blocks of running text, each after the blocks it stands in."""
    for piece in pieces(nodes):
        if isinstance(piece, list):
            yield *around, Node("", {}, piece)
        elif has_blocks(piece):
            yield from _blocks(piece.children, (*around, piece))
        else:
            yield *around, piece


def _note_changes(changes: Changes, old: _Version, new: _Version) -> Iterator[NoteChange]:
    was_at = {
        id(now.note): was.note for change, was, now in changes if change == "same" and now.note
    }
    old_notes = {id(note.node): note for note in old.numbering.notes}
    kept = {id(node) for node in was_at.values()}
    left = {key: note for key, note in old_notes.items() if key not in kept}
    moved = {tuple(old.note_tokens(note)): note for note in left.values()}
    for note in new.numbering.notes:
        tokens = new.note_tokens(note)
        before = old_notes.get(id(was_at.get(id(note.node))))
        if before is not None:
            words = _word_changes(old.note_tokens(before), tokens)
            if before.kind != note.kind or any(change != "same" for change, _, _ in words):
                yield NoteChange("changed", before.mark, note.mark, written(words))
        elif before := moved.pop(tuple(tokens), None):
            left.pop(id(before.node))
            yield NoteChange("moved", before.mark, note.mark, written(_all("same", tokens)))
        else:
            yield NoteChange("added", "", note.mark, written(_all("ins", tokens)))
    for note in left.values():
        yield NoteChange("removed", note.mark, "", written(_all("del", old.note_tokens(note))))


def _all(change: Change, tokens: Iterable[Token]) -> Changes:
    return [(change, token, token) for token in tokens]
