"""HTML of any program -> a canonical body, and an account of what was found in it and left out.

The one way that HTML takes into an article: pasted, from a file, from another archive.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from articles.importing.markup.blocks import name_head_cells, settle_blocks
from articles.importing.markup.emphasis import emphasise
from articles.importing.markup.links import settle_links
from articles.importing.markup.lists import keep_signs, make_lists
from articles.importing.markup.notes import notes_by_anchors
from articles.importing.markup.passages import settle_passages
from articles.importing.markup.places import Place, Places, Quote
from articles.importing.markup.program import WORD_PROCESSORS, Program, program_of
from articles.importing.markup.remarks import Kind, Remark, Remarks
from articles.importing.markup.spaces import even_spaces
from articles.importing.markup.styles import read_styles
from articles.importing.markup.tree import BLOCK, Element, build
from articles.importing.markup.visible import leave_out
from articles.importing.markup.write import write
from articles.text.clean import clean, read
from articles.text.tree import Node, Nodes, text_without_notes
from articles.text.tree import write as write_body

MOST_QUOTES = 200
FOREIGN = re.compile(r"<!|<(?:meta|html|head|div|o:p|b|i)\b| style=| name=", re.IGNORECASE)
"""What our own form never has: tells most other HTML without reading it all."""
RAISED_NUMBER = re.compile(r"[\[(]?\d{1,3}[\])]?")
UNIT = re.compile(r"(?:^|[\W\d])(?:[kcdmµ]?m|ft|yd|in)$", re.IGNORECASE)
BEFORE_A_MARK = re.compile(r"(?:[^\W\d_]{2}|[.,;:!?”»“’\"')\]])\s?$")


@dataclass(frozen=True)
class Found:
    """All things of one kind. `quotes` and `texts` may be fewer than `count`."""

    kind: Kind
    count: int
    quotes: tuple[Quote, ...] = ()
    texts: tuple[str, ...] = ()
    """What was left out, in full."""


@dataclass(frozen=True)
class Markup:
    """What HTML was read as."""

    body: str
    program: Program
    has_blocks: bool
    found: tuple[Found, ...]


def read_markup(html: str, *, language: str = "", origin: str = "") -> Markup:
    """`language` is that of the article, `origin` our own address (`https://example.org`): links
    and pictures from there are ours. Never fails."""
    if is_ours(html):
        tree = read(html)
        return Markup(write_body(tree), Program.OURS, has_blocks=True, found=account(tree))
    program = program_of(html)
    root = build(html)
    remarks = Remarks(
        "r" + blake2b(html.encode("utf-8", "replace"), digest_size=8).hexdigest() + "-"
    )
    sheet = read_styles(root)
    leave_out(root, remarks, program, origin=origin)
    notes_by_anchors(root, remarks)
    name_head_cells(root)
    emphasise(root)
    settle_passages(root, language, program)
    settle_links(root, remarks, origin=origin)
    if program in WORD_PROCESSORS:
        make_lists(root, sheet)
        keep_signs(root)
    settle_blocks(root, remarks, program)
    even_spaces(root)
    body, found = settle(write(root), remarks.made)
    return Markup(body, program, _has_blocks(root), found)


def is_ours(html: str) -> bool:
    """From our own editor, or in our own form: nothing in it is another program's."""
    if "data-pm-slice" in html[:2000]:
        return True
    return not FOREIGN.search(html) and clean(html) == html


def settle(html: str, remarks: Sequence[Remark]) -> tuple[str, tuple[Found, ...]]:
    """The canonical body without the marks of remarks, and what is to be said of it."""
    marked = read(html)
    body = write_body(marked)
    if remarks:
        body = clean(write_body(_without(marked, {remark.key for remark in remarks})))
    return body, account(marked, remarks, with_loose_marks=True)


def account(
    tree: Nodes, remarks: Sequence[Remark] = (), *, with_loose_marks: bool = False
) -> tuple[Found, ...]:
    """What is in a canonical tree, which may hold the marks of these remarks; and small raised
    numbers in it that may have been marks of notes."""
    places = Places(tree)
    keys = {remark.key for remark in remarks}
    marks = {p.node.attributes["key"]: p for p in places.found if p.node.tag == "noteref"}
    told: dict[Kind, list[tuple[Place | None, str]]] = {}
    for remark in remarks:
        told.setdefault(remark.kind, []).append((marks.get(remark.key), remark.text))
    if with_loose_marks:
        known = {(marks[key].line, marks[key].offset) for key in keys & marks.keys()}
        for place, words in loose_marks(places):
            if (place.line, place.offset) not in known:
                told.setdefault(Kind.UNSURE_MARKS, []).append((place, words))
    return (
        *_kept(places, keys),
        *(_told(kind, told[kind], places) for kind in Kind if kind in told),
    )


def account_of_text(
    tree: Nodes, said: Iterable[tuple[Kind, Sequence[tuple[str, str]]]]
) -> tuple[Found, ...]:
    """The same for a plain text; `said` are words, with what stands before them, in the order of
    the text, or, by their kind, left out of it."""
    places = Places(tree)
    told = [
        Found(
            kind,
            len(words),
            tuple(places.quotes_of(words[:MOST_QUOTES])) if kind.is_in_text else (),
            tuple(text for text, _before in words),
        )
        for kind, words in said
        if words
    ]
    return (*_kept(places, set()), *told)


def loose_marks(places: Places) -> Iterator[tuple[Place, str]]:
    """Raised numbers behind a word: marks whose notes did not come along. Behind a digit or a unit
    they are powers."""
    for place in places.found:
        if place.node.tag == "sup" and not place.in_note:
            words = text_without_notes(place.node.children).strip()
            before = places.lines[place.line][max(0, place.offset - 8) : place.offset]
            is_power = UNIT.search(before) or not BEFORE_A_MARK.search(before)
            if RAISED_NUMBER.fullmatch(words) and not is_power:
                yield place, words


PARTS_OF_NOTES = frozenset({"blockquote"})
KEPT: tuple[tuple[Kind, frozenset[str]], ...] = (
    (Kind.NOTES, frozenset({"footnote"})),
    (Kind.NOTE_CITATIONS, frozenset({"noteref"})),
    (Kind.QUOTATIONS, frozenset({"blockquote"})),
    (Kind.HEADINGS, frozenset({"h2", "h3", "h4"})),
    (Kind.LISTS, frozenset({"ul", "ol", "dl"})),
    (Kind.TABLES, frozenset({"table"})),
    (Kind.LINKS, frozenset({"a"})),
    (Kind.IMAGES, frozenset({"img"})),
)


def _kept(places: Places, keys: set[str]) -> Iterable[Found]:
    by_tag: dict[str, list[Place]] = {}
    for place in places.found:
        is_told_by_its_note = place.in_note and place.node.tag in PARTS_OF_NOTES
        if place.node.attributes.get("key") not in keys and not is_told_by_its_note:
            by_tag.setdefault(place.node.tag, []).append(place)
    for kind, tags in KEPT:
        of_kind = [place for tag in tags for place in by_tag.get(tag, ())]
        if of_kind:
            of_kind.sort(key=lambda place: (place.line, place.offset))
            yield Found(kind, len(of_kind), _quotes(places.quote_of, of_kind))


def _told(kind: Kind, told: list[tuple[Place | None, str]], places: Places) -> Found:
    placed = [(place, words if kind.is_in_text else "") for place, words in told if place]
    quotes = (places.quote_at(place, words) for place, words in placed[:MOST_QUOTES])
    return Found(
        kind, len(told), tuple(filter(None, quotes)), tuple(words for _, words in told if words)
    )


def _quotes(quote: Callable[[Place], Quote | None], of: list[Place]) -> tuple[Quote, ...]:
    return tuple(filter(None, map(quote, of[:MOST_QUOTES])))


def _without(nodes: Nodes, keys: set[str]) -> list[Node | str]:
    return [
        node
        if isinstance(node, str)
        else Node(node.tag, node.attributes, _without(node.children, keys))
        for node in nodes
        if isinstance(node, str) or node.attributes.get("key") not in keys
    ]


def _has_blocks(root: Element) -> bool:
    """Whether the text, its notes left aside, has paragraphs and the like of its own."""
    stack = [root]
    while stack:
        element = stack.pop()
        if element.tag in BLOCK - {"html", "body"} and element.has_text():
            return True
        stack += [child for child in element.elements() if child.tag != "footnote"]
    return False
