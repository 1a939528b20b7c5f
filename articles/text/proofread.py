"""What a careful reader would ask about a body: facts, each with the words beside which it stands.

Whether one is a mistake depends on the archive; articles.publishing.checklist judges.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from articles.text.clean import read
from articles.text.footnotes import plain_line
from articles.text.merge import SIGN
from articles.text.numbering import NumberedNote, Numbering
from articles.text.outline import HEADINGS
from articles.text.quotes import AROUND, Quote
from articles.text.tree import Node, Nodes, text_blocks, text_without_notes, walk
from articles.text.urls import find_urls

Kind = Literal[
    "both texts",
    "mark without note",
    "empty note",
    "note",
    "note without source",
    "picture",
    "heading skips",
    "link",
    "empty link",
]
TITLE = 1  # the level above the first heading of a text


class Fact(NamedTuple):
    kind: Kind
    about: str
    """A note's mark, a picture's address, the words of a heading or a passage, a link's address."""
    quote: Quote
    alt: str = ""


@dataclass
class Proof:
    """The facts, each kind in the order of the text, and how much there is of what a translation
    keeps."""

    facts: list[Fact] = field(default_factory=list)
    notes: int = 0
    quotations: int = 0
    links: int = 0

    def of(self, kind: Kind) -> list[Fact]:
        return [fact for fact in self.facts if fact.kind == kind]


def proofread(body: str, language: str = "en") -> Proof:
    tree = read(body)
    numbering = Numbering(tree, language)
    nodes = Counter(node.tag for node in walk(tree))
    found = Proof(
        notes=len(numbering.notes),
        quotations=nodes["blockquote"] + nodes["q"],
        links=nodes["a"],
    )
    quotes = dict(_beside(tree))
    found.facts += _headings(tree)
    for node in walk(tree):
        quote = quotes.get(id(node), Quote(""))
        match node.tag:
            case "noteref" if numbering.cited_by(node) is None:
                found.facts.append(Fact("mark without note", node.attributes["key"], quote))
            case "mark" if node.text().startswith(SIGN):
                found.facts.append(Fact("both texts", node.text(), quote))
            case "img":
                src, alt = node.attributes["src"], node.attributes["alt"]
                found.facts.append(Fact("picture", src, quote, alt.strip()))
            case "a":
                found.facts.append(_link(node, quote))
    found.facts += [
        fact for note in numbering.notes for fact in _note(note, quotes.get(id(note.marks[0])))
    ]
    return found


def _link(node: Node, quote: Quote) -> Fact:
    shows = _shows(text_without_notes(node.children), node)
    return Fact("link" if shows else "empty link", node.attributes["href"], quote)


def _shows(words: str, node: Node) -> bool:
    """Whether there is anything to see: a picture, or a character that is neither space nor sign
    of control."""
    has_picture = any(below.tag == "img" for below in walk(node.children))
    return has_picture or any(unicodedata.category(char)[0] not in "ZC" for char in words)


def _note(note: NumberedNote, quote: Quote | None) -> Iterator[Fact]:
    words = plain_line(note.node.children)
    quote = quote or Quote(words[:AROUND])
    yield Fact("note", note.mark, quote)
    says = any(char.isalnum() for char in words)
    if not says and not any(node.tag == "img" for node in walk(note.node.children)):
        yield Fact("empty note", note.mark, quote)
    elif not find_urls(words) and not any(node.tag == "a" for node in walk(note.node.children)):
        yield Fact("note without source", note.mark, quote)


def _headings(tree: list[Node]) -> Iterator[Fact]:
    """Those that leave a level out: a reader who listens takes the text to lack a part."""
    above = TITLE
    for node in tree:
        if level := HEADINGS.get(node.tag):
            words = " ".join(text_without_notes(node.children).split())
            if level > above + 1:
                yield Fact("heading skips", words, Quote(words))
            above = level


def _beside(tree: list[Node]) -> Iterator[tuple[int, Quote]]:
    """Of each mark, link and picture, by the `id()` of its node, the words to find it by."""
    last = ""
    pictures: list[int] = []  # of a figure, which stand before its caption
    for block in text_blocks(tree):
        if block.tag == "img":
            pictures.append(id(block))
            continue
        stretches = list(_stretches(block.children))
        line = " ".join("".join(words for words, _ in stretches).split())
        caption = Quote(line[:AROUND] if block.tag == "figcaption" else last)
        yield from ((picture, caption) for picture in pictures)
        pictures.clear()
        for words, nodes in stretches:
            for at, node in nodes:
                yield id(node), _quote(words, at, node) or Quote(last)
            last = " ".join(words.split())[-AROUND:] or last
    yield from ((picture, Quote(last)) for picture in pictures)
    yield from _within_notes(tree)


def _within_notes(tree: list[Node]) -> Iterator[tuple[int, Quote]]:
    for note in [node for node in walk(tree) if node.tag == "footnote"]:
        for node in walk(note.children):
            words = " ".join(text_without_notes(node.children).split())
            yield id(node), Quote(words or plain_line(note.children)[:AROUND])


Stretch = tuple[str, list[tuple[int, Node]]]
"""Words without a note among them, and the nodes in them with their places."""


def _stretches(nodes: Nodes) -> Iterator[Stretch]:
    """Running text, divided where a note stands: a quotation would have that note in it."""
    words, inside = "", list[tuple[int, Node]]()
    for text, node in _pieces(nodes):
        if node is not None:
            inside.append((len(words), node))
        if node is not None and node.tag == "footnote":
            yield words, inside
            words, inside = "", []
        words += text
    yield words, inside


def _quote(words: str, at: int, node: Node) -> Quote | None:
    """The words of a link or a marked passage; before what has no words of its own, those before or
    after it."""
    own = text_without_notes(node.children) if node.tag in {"a", "mark"} else ""
    if own.strip() and words.startswith(own, at):
        start, end = at, at + len(own)
    elif words[:at].strip():
        start, end = _word_start(words, at), at
    else:
        start, end = at, at + AROUND
    parts = words[start:end], words[max(0, start - AROUND) : start], words[end : end + AROUND]
    exact, prefix, suffix = (" ".join(part.split()) for part in parts)
    return Quote(exact, prefix, suffix) if exact else None


def _word_start(words: str, at: int) -> int:
    """Where a word begins, at most so many characters before; a longer word is cut."""
    if at <= AROUND:
        return 0
    start = words.find(" ", at - AROUND - 1, at) + 1
    return start if start and words[start:at].strip() else at - AROUND


def _pieces(nodes: Nodes) -> Iterator[tuple[str, Node | None]]:
    """The words of running text, and between them the nodes that something may be asked about."""
    for node in nodes:
        if isinstance(node, str):
            yield node, None
        elif node.tag in {"footnote", "noteref"}:
            yield "", node
        elif node.tag == "br":
            yield " ", None
        else:
            yield "", node
            yield from _pieces(node.children)
