"""A comparison as it is shown: the blocks of the text as readers have them, with what was taken out
in <del> and what came in in <ins>.

Blocks that were taken out stand where they stood, in the list or table that is still there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby, zip_longest
from typing import Literal

from articles.text.elements import VOID
from articles.text.tree import Node, start_tag

Change = Literal["same", "ins", "del"]
Chain = tuple[Node, ...]
"""A block that holds running text, after all that it stands in. A tag of "" is no element: a
picture stands in its figure beside the caption, and in nothing else."""


@dataclass(frozen=True)
class Token:
    """What is compared: `says` in `formats`; how it is shown does not count."""

    says: tuple[str, ...]
    formats: tuple[str, ...] = ()
    html: str = field(default="", compare=False)
    note: Node | None = field(default=None, compare=False)
    chain: Chain = field(default=(), compare=False)
    """Of the sign with which a block begins."""


Changes = list[tuple[Change, Token, Token]]
"""What became of each token; of one that stayed, how it was and how it is, else the same twice."""


def written(changes: Changes) -> str:
    now_of = _containers(changes)
    out: list[str] = []
    opened: list[Node] = []
    for block in _shown(list(_blocks(changes))):
        _, _, first = block[0]
        if not first.chain:  # the words of a note without blocks
            out.append(_words(block))
            continue
        chain = [now_of.get(id(node), node) for node in first.chain]
        common = _common(opened, chain[:-1])
        out += [f"</{node.tag}>" for node in reversed(opened[common:])]
        out += [start_tag(node.tag, node.attributes) for node in chain[common:-1]]
        opened = chain[:-1]
        out.append(_block(block, chain[-1]))
    out += [f"</{node.tag}>" for node in reversed(opened)]
    return "".join(out)


def _containers(changes: Changes) -> dict[int, Node]:
    """Of each element of the old text that is still there, by its `id()`, what it is now."""
    now_of: dict[int, Node] = {}
    for change, was, now in changes:
        if change == "same":
            for old, new in zip(was.chain[:-1], now.chain[:-1], strict=True):
                now_of.setdefault(id(old), new)
    return now_of


def _common(opened: list[Node], wanted: list[Node]) -> int:
    count = 0
    while count < min(len(opened), len(wanted)) and opened[count] is wanted[count]:
        count += 1
    return count


def _blocks(changes: Changes) -> Iterator[Changes]:
    block: Changes = []
    for change in changes:
        if change[1].chain and block:
            yield block
            block = []
        block.append(change)
    if block:
        yield block


def _shown(blocks: list[Changes]) -> Iterator[Changes]:
    """Without the empty shell of a block that has become another one."""
    for block, after in zip_longest(blocks, blocks[1:]):
        is_shell = len(block) == 1 and block[0][0] == "del" and block[0][1].chain
        if not (is_shell and after and after[0][0] == "ins"):
            yield block


def _block(block: Changes, element: Node) -> str:
    change, words = block[0][0], block[1:]
    # Where all of a block has come or gone, its words say so.
    is_told = change == "same" or (words and all(other == change for other, _, _ in words))
    inside = ("" if is_told else f"<{change}>¶ </{change}>") + _words(words)
    if not element.tag:
        return inside
    start = start_tag(element.tag, element.attributes)
    if element.tag in VOID:
        return start if is_told else f"{inside}{start}"
    return f"{start}{inside}</{element.tag}>"


def _words(changes: Iterable[tuple[Change, Token, Token]]) -> str:
    out = []
    gap = ""  # a space that only the old text has, before what was taken out of it
    for change, group in groupby(changes, key=lambda item: item[0]):
        tokens = list(group)
        text = "".join(
            f"{''.join(formats)}{''.join(now.html for _, _, now in run)}{_end_tags(formats)}"
            for formats, run in groupby(tokens, key=lambda item: item[2].formats)
        )
        if change == "del" and not text.startswith(" "):
            text = gap + text
        out.append(text if change == "same" else f"<{change}>{text}</{change}>")
        _, was, now = tokens[-1]
        gap = " " if was.html.endswith(" ") and not now.html.endswith(" ") else ""
    return "".join(out)


def _end_tags(formats: tuple[str, ...]) -> str:
    return "".join(f"</{tag[1:-1].split()[0]}>" for tag in reversed(formats))
