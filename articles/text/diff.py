"""Two versions of a body compared, word by word and note by note, for a person to read.

The text becomes one row of words, with a sign where each block begins. So a paragraph that was
split or joined, or became a heading, is a change of one sign and not of the whole paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from articles.text.alignment import Stretch, align
from articles.text.clean import read
from articles.text.numbering import NumberedNote, Numbering
from articles.text.tree import Node, Nodes, escape_text, has_blocks, start_tag

# A word with its accents and vowel points, one ideograph, or one sign.
WORD = re.compile(
    r"\s*([\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]"
    r"|[\w'’\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u06d6-\u06ed"
    r"\u0900-\u0dff\u200c\u200d]+"
    r"|[^\w\s]|(?<!\s)\s+$)\s*"
)

Change = Literal["same", "ins", "del"]


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
    """The whole text, one <p> for each block (its class says what it is and what it stands in)."""
    notes: tuple[NoteChange, ...]
    is_same: bool


@dataclass(frozen=True)
class _Token:
    """What is compared: `says` in `formats`; how it is shown does not count."""

    says: tuple[str, ...]
    formats: tuple[str, ...] = ()
    html: str = field(default="", compare=False)
    note: Node | None = field(default=None, compare=False)
    begins_block: bool = False


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
    return Comparison(_html(changes), notes, is_same)


Changes = list[tuple[Change, _Token, _Token]]
"""What became of each token; of one that stayed, how it was and how it is, else the same twice."""


def _changes(stretch: Stretch, old: Sequence[list[_Token]], new: Sequence[list[_Token]]) -> Changes:
    before = [token for block in old[stretch.a : stretch.b] for token in block]
    after = [token for block in new[stretch.c : stretch.d] for token in block]
    if stretch.same:
        return [("same", was, now) for was, now in zip(before, after, strict=True)]
    return _word_changes(before, after)


def _word_changes(before: list[_Token], after: list[_Token]) -> Changes:
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
        self.blocks = [list(self.block(path, node)) for path, node in _blocks(tree, ())]

    def block(self, path: tuple[str, ...], node: Node) -> Iterator[_Token]:
        attributes = {"class": " ".join(path)} | {
            name: node.attributes[name] for name in ("lang", "dir") if name in node.attributes
        }
        sign = start_tag("p", attributes)
        yield _Token(("block", sign), html=sign, begins_block=True)
        yield from self.tokens(node.children, ())

    def tokens(self, nodes: Nodes, formats: tuple[str, ...]) -> Iterator[_Token]:
        for node in nodes:
            if isinstance(node, str):
                for match in WORD.finditer(node):
                    yield _Token(("word", match[1].strip()), formats, escape_text(match[0]))
            elif node.tag in {"footnote", "noteref"}:
                yield self.mark(node, formats)
            elif node.tag == "br":
                yield _Token(("br",), formats, "<br>")
            elif node.tag == "img":
                yield _Token(
                    ("img", node.attributes["src"], node.attributes["alt"]),
                    formats,
                    start_tag("img", node.attributes),
                )
            else:
                yield from self.tokens(
                    node.children, (*formats, start_tag(node.tag, node.attributes))
                )

    def mark(self, node: Node, formats: tuple[str, ...]) -> _Token:
        """Any note may answer any other: what changed in it is told among the notes."""
        cited = self.numbering.cited_by(node)
        says = ("note",) if node.tag == "footnote" else ("noteref", node.attributes["key"])
        html = f"<sup>[{escape_text(cited[0].mark) if cited else '?'}]</sup>"
        return _Token(says, formats, html, node if node.tag == "footnote" else None)

    def note_tokens(self, note: NumberedNote) -> list[_Token]:
        if not has_blocks(note.node):
            return list(self.tokens(note.node.children, ()))
        return [
            token
            for path, node in _blocks(note.node.children, ())
            for token in self.block(path, node)
        ]


def _blocks(nodes: Nodes, around: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Node]]:
    """The blocks of running text, each with the blocks it stands in."""
    for node in nodes:
        if isinstance(node, Node):
            path = (*around, node.tag)
            if has_blocks(node):
                yield from _blocks(node.children, path)
            else:
                yield path, node


def _html(changes: Changes) -> str:
    blocks: list[Changes] = []
    for change in changes:
        if change[1].begins_block or not blocks:
            blocks.append([])
        blocks[-1].append(change)
    return "\n".join(_block_html(block) for block in blocks)


def _block_html(changes: Changes) -> str:
    change, _, first = changes[0]
    if not first.begins_block:
        return _words_html(changes)
    sign = "" if change == "same" else f"<{change}>¶ </{change}>"
    return f"{first.html}{sign}{_words_html(changes[1:])}</p>"


def _words_html(changes: Iterable[tuple[Change, _Token, _Token]]) -> str:
    written = []
    for change, group in groupby(changes, key=lambda item: item[0]):
        text = "".join(
            f"{''.join(formats)}{''.join(token.html for token in tokens)}{_end_tags(formats)}"
            for formats, tokens in groupby(
                (now for _, _, now in group), key=lambda token: token.formats
            )
        )
        written.append(text if change == "same" else f"<{change}>{text}</{change}>")
    return "".join(written)


def _end_tags(formats: tuple[str, ...]) -> str:
    return "".join(f"</{tag[1:-1].split()[0]}>" for tag in reversed(formats))


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
                yield NoteChange("changed", before.mark, note.mark, _html(words))
        elif before := moved.pop(tuple(tokens), None):
            left.pop(id(before.node))
            yield NoteChange("moved", before.mark, note.mark, _html(_all("same", tokens)))
        else:
            yield NoteChange("added", "", note.mark, _html(_all("ins", tokens)))
    for note in left.values():
        yield NoteChange("removed", note.mark, "", _html(_all("del", old.note_tokens(note))))


def _all(change: Change, tokens: Iterable[_Token]) -> Changes:
    return [(change, token, token) for token in tokens]
