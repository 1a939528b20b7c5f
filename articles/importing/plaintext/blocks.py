"""Rows -> blocks of the article: paragraphs, headings, lists, quotations, rules."""

from collections.abc import Iterator, Sequence
from itertools import dropwhile
from typing import NamedTuple

from articles.importing.base import Finding, Level
from articles.importing.plaintext.headings import HASHES, is_heading, is_underline
from articles.importing.plaintext.inline import Citations, row_html
from articles.importing.plaintext.items import Item, list_at, open_list
from articles.importing.plaintext.lists import is_rule
from articles.importing.plaintext.quotations import is_quotation
from articles.importing.plaintext.rows import Row


class Part(NamedTuple):
    """A row that stays in the text, with the marks in it."""

    row: Row
    citations: Citations = ()

    @property
    def words(self) -> str:
        """Its text without the marks."""
        text, position = "", 0
        for mark, _cited in self.citations:
            text += self.row.text[position : mark.start]
            position = mark.end
        return text + self.row.text[position:]


class Block(NamedTuple):
    kind: str  # "p", "h2", "h3", "list", "quotation", "rule"
    parts: Sequence[Part]
    items: Sequence[Item] = ()
    signs: str = ""  # what made it so and is not in the text any more


def find_blocks(parts: Sequence[Part]) -> Iterator[Block]:
    texts = [part.row.text for part in parts]
    index = 0
    while index < len(parts):
        block = _block_at(parts, texts, index)
        index += len(block.parts) + (block.kind == "underlined")
        yield block._replace(kind="h2") if block.kind == "underlined" else block


def _block_at(parts: Sequence[Part], texts: Sequence[str], index: int) -> Block:
    part = parts[index]
    below = parts[index + 1].row if index + 1 < len(parts) else None
    alone = parts[index : index + 1]
    if is_rule(part.row.text):
        return Block("rule", alone, signs=part.row.text)
    if below and is_underline(below, part.row):
        return Block("underlined", alone, signs=below.text)
    if items := list_at(texts, index):
        signs = " ".join(texts[index + n][: item.text_start] for n, item in enumerate(items))
        return Block("list", parts[index : index + len(items)], items, signs)
    if hashes := HASHES.match(part.row.text):
        return Block(f"h{max(2, min(4, len(hashes[1])))}", alone, signs=hashes[1])
    if is_heading(part.row, below, part.words):
        return Block("h2", alone)
    end = index + 1
    while end < len(parts) and not parts[end].row.opens:
        end += 1
    quoted = end == index + 1 and is_quotation(part.words.rstrip())
    return Block("quotation" if quoted else "p", parts[index:end])


def blocks_html(blocks: Sequence[Block], rows: Sequence[Row]) -> str:
    """`rows` are all rows of the text, the notes' own among them."""
    inner = list(dropwhile(_is_rule, blocks))
    inner = list(dropwhile(_is_rule, reversed(inner)))[::-1]  # a rule stands between two parts
    return "\n".join(_block_html(block, rows) for block in inner)


def _is_rule(block: Block) -> bool:
    return block.kind == "rule"


def _block_html(block: Block, rows: Sequence[Row]) -> str:
    if block.kind == "rule":
        return "<hr>"
    starts = [item.text_start for item in block.items] or [0] * len(block.parts)
    if block.kind != "list" and block.signs and block.signs[0] == "#":
        starts = [len(block.signs)]
    lines = [
        row_html(part.row.text, part.citations, rows, start)
        for part, start in zip(block.parts, starts, strict=True)
    ]
    if block.kind == "list":
        tag = open_list(block.items)
        return f"{tag}{''.join(f'<li>{line}</li>' for line in lines)}</{tag[1:3]}>"
    if block.kind == "quotation":
        return f"<blockquote><p>{lines[0]}</p></blockquote>"
    return f"<{block.kind}>{'<br>'.join(lines)}</{block.kind}>"


def block_findings(blocks: Sequence[Block]) -> Iterator[Finding]:
    """What was made of rows that were no plain paragraphs, and the signs that went for it."""
    for kinds, code, name in (
        (("h2", "h3", "h4"), "headings", "Headings"),
        (("list",), "lists", "Lists"),
        (("quotation",), "quotations", "Paragraphs that are quotations"),
        (("rule",), "rules", "Lines between parts"),
    ):
        found = [block for block in blocks if block.kind in kinds]
        if found:
            first = found[0].parts[0].row
            signs = " ".join(block.signs for block in found if block.signs)
            message = f"{name}: {len(found)}, the first in line {first.number}: “{first.text[:60]}”"
            yield Finding(Level.FOUND, code, message, first.number, signs)
