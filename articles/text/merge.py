"""Two bodies that grew from one become one again, and no word of either is lost.

Blocks are compared first; where both sides changed a block, its words are, notes as units. What
only one side changed is as that side has it. Where both changed the same words, both stand there,
one after the other, each in a ``<mark>`` that begins with ``SIGN`` and says whose it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from articles.text.alignment import align
from articles.text.clean import clean, read
from articles.text.diff import WORD
from articles.text.inline import Format, Run, running_text
from articles.text.merge_keys import keys_apart, with_lost_notes
from articles.text.threeway import Region, regions
from articles.text.tree import Node, has_blocks, is_block, start_tag, write

SIGN = "⚠"
TEXTS = frozenset({"p", "h2", "h3", "h4", "pre"})
ATOMS = frozenset({"footnote", "noteref", "br", "img"})
FEW = 8
"""So many words may differ in a block before it counts how large a part of it they are."""


class Labels(NamedTuple):
    """What the marks say."""

    theirs: str
    yours: str
    deleted_by_them: str
    """Before words of yours which they have taken out."""
    deleted_by_you: str


@dataclass(frozen=True)
class Merge:
    body: str
    conflicts: int
    """How many places have both texts."""


def merge(base: str, theirs: str, yours: str, labels: Labels) -> Merge:
    """Bodies in canonical form -> one. With one side unchanged, exactly the other."""
    if theirs in {base, yours}:
        return Merge(yours, 0)
    if yours == base:
        return Merge(theirs, 0)
    their_tree = read(theirs)
    your_tree = keys_apart(read(base), their_tree, read(yours))
    work = _Merger(labels)
    merged = work.blocks(read(base), their_tree, your_tree)
    whole = with_lost_notes(merged, their_tree, your_tree)
    return Merge(clean(write(whole)), work.conflicts)


class Tangled(Exception):
    """Both sides changed what can't stand twice, such as the cells of a row."""


@dataclass(frozen=True)
class _Token:
    """A word with its space, a note, a picture, or the beginning of a block."""

    key: str
    run: Run = field(compare=False)
    begins: Node | None = field(default=None, compare=False)


Items = Sequence[Node | str]
Tokens = list[_Token]


class _Merger:
    def __init__(self, labels: Labels) -> None:
        self.labels = labels
        self.conflicts = 0
        self.formats: dict[tuple[str, int], Format] = {}

    # Blocks

    def blocks(self, base: Items, theirs: Items, yours: Items) -> list[Node | str]:
        """The members of a body, a list, a table, a quotation."""
        found: list[Node | str] = []
        for region in regions(*(_keys(items) for items in (base, theirs, yours))):
            if region.outcome in {"same", "yours"}:
                found += yours[region.yours]
            elif region.outcome == "theirs":
                found += theirs[region.theirs]
            else:
                found += self.changed(*_parts(region, base, theirs, yours))
        return found

    def changed(self, base: Items, theirs: Items, yours: Items) -> list[Node | str]:
        """What both sides have changed: by their words, one by one, or whole."""
        before = self.conflicts
        try:
            if all(_is_text(item) for item in (*base, *theirs, *yours)) and base:
                return self.texts(base, theirs, yours)
            if len(base) == len(theirs) == len(yours):
                return [self.one(*three) for three in zip(base, theirs, yours, strict=True)]
        except Tangled:
            self.conflicts = before
        return self.both(theirs, yours)

    def one(self, base: Node | str, theirs: Node | str, yours: Node | str) -> Node | str:
        """A list, a quotation, an item, a cell that both sides have."""
        if _key(theirs) in {_key(base), _key(yours)}:
            return yours
        if _key(yours) == _key(base):
            return theirs
        if not (isinstance(base, Node) and isinstance(theirs, Node) and isinstance(yours, Node)):
            raise Tangled
        if not base.tag == theirs.tag == yours.tag or base.tag in ATOMS:
            raise Tangled
        is_theirs = yours.attributes == base.attributes
        attributes = (theirs if is_theirs else yours).attributes
        return Node(yours.tag, attributes, self.inside(base, theirs, yours))

    def inside(self, base: Node, theirs: Node, yours: Node) -> list[Node | str]:
        three = base, theirs, yours
        if not any(has_blocks(node) for node in three):
            return self.words(*(self.tokens(node) for node in three))
        if yours.tag == "tr":
            return self.cells(base, theirs, yours)
        if all(
            is_block(child) or yours.tag == "figure" for node in three for child in node.children
        ):
            return self.blocks(*(node.children for node in three))
        raise Tangled

    def cells(self, base: Node, theirs: Node, yours: Node) -> list[Node | str]:
        """A cell too many would push the others out of their columns."""
        if not len(base.children) == len(theirs.children) == len(yours.children):
            raise Tangled
        rows = zip(base.children, theirs.children, yours.children, strict=True)
        return [self.one(*cells) for cells in rows]

    def both(self, theirs: Items, yours: Items) -> list[Node | str]:
        """Theirs and yours, one after the other; what they have alike, once."""
        found: list[Node | str] = []
        for same, a, b, c, d in align(_keys(theirs), _keys(yours)):
            if same:
                found += yours[c:d]
                continue
            self.conflicts += 1
            is_deleted = a == b, c == d
            theirs_say = self.labels.deleted_by_you if is_deleted[1] else self.labels.theirs
            yours_say = self.labels.deleted_by_them if is_deleted[0] else self.labels.yours
            for item in theirs[a:b]:
                found += _labelled(item, theirs_say)
            for item in yours[c:d]:
                found += _labelled(item, yours_say)
        return found

    # Words

    def texts(self, base: Items, theirs: Items, yours: Items) -> list[Node | str]:
        """Paragraphs and headings as one row of words, so that one may be split or joined."""
        merged = self.merged(
            *([token for node in side if isinstance(node, Node) for token in self.block(node)]
              for side in (base, theirs, yours))
        )  # fmt: skip
        found: list[Node | str] = []
        runs: list[Run] = []
        for token in reversed(merged):
            if token.begins is None:
                runs.append(token.run)
                continue
            tag, attributes = token.begins.tag, token.begins.attributes
            text = running_text(reversed(runs), preformatted=tag == "pre")
            found += [Node(tag, attributes, text)] if text else []
            runs.clear()
        return found[::-1]

    def words(self, base: Tokens, theirs: Tokens, yours: Tokens) -> list[Node | str]:
        return running_text(token.run for token in self.merged(base, theirs, yours))

    def merged(self, base: Tokens, theirs: Tokens, yours: Tokens) -> Tokens:
        found: Tokens = []
        in_conflict = 0
        for region in regions(base, theirs, yours):
            if region.outcome in {"same", "yours"}:
                found += yours[region.yours]
            elif region.outcome == "theirs":
                found += theirs[region.theirs]
            else:
                parts = base[region.base], theirs[region.theirs], yours[region.yours]
                in_conflict += max(map(len, parts))
                found += self.both_words(*parts)
        if in_conflict > FEW and 2 * in_conflict > max(len(theirs), len(yours)):
            raise Tangled  # two texts rather than one with changes
        return found

    def both_words(self, base: Tokens, theirs: Tokens, yours: Tokens) -> Tokens:
        if any(token.begins for token in (*base, *theirs, *yours)):
            raise Tangled
        if (note := self.note(base, theirs, yours)) is not None:
            return [note]
        self.conflicts += 1
        theirs_say = self.labels.theirs if yours else self.labels.deleted_by_you
        yours_say = self.labels.yours if theirs else self.labels.deleted_by_them
        return [*self.marked(theirs, theirs_say), *self.marked(yours, yours_say)]

    def note(self, base: Tokens, theirs: Tokens, yours: Tokens) -> _Token | None:
        """A footnote that both sides have changed, if they can stand in one."""
        if not len(base) == len(theirs) == len(yours) == 1:
            return None
        contents = [side[0].run.content for side in (base, theirs, yours)]
        three = [node for node in contents if isinstance(node, Node) and node.tag == "footnote"]
        if len(three) < 3:
            return None
        before = self.conflicts
        try:
            attributes = three[1].attributes | three[2].attributes
            node = Node("footnote", attributes, self.inside(*three))
        except Tangled:
            self.conflicts = before
            return None
        return _token(node, yours[0].run.formats)

    def marked(self, tokens: Tokens, label: str) -> Tokens:
        """The words in a mark; space at their end stays outside."""
        if not tokens:
            return []
        nodes = running_text(token.run for token in tokens)
        return [_token(Node("mark", {}, [f"{SIGN} {label}: ", *nodes]), ()), _token(" ", ())]

    # What is compared

    def block(self, node: Node) -> Iterator[_Token]:
        yield _Token(f"¶{start_tag(node.tag, node.attributes)}", Run(""), node)
        yield from self.tokens(node)

    def tokens(self, node: Node) -> Tokens:
        return list(self.inline(node.children, (), {}))

    def inline(
        self, nodes: Items, formats: tuple[Format, ...], seen: dict[str, int]
    ) -> Iterator[_Token]:
        for node in nodes:
            if isinstance(node, str):
                for match in WORD.finditer(node):
                    yield _token(match[0], formats)
            elif node.tag in ATOMS:
                yield _token(node, formats)
            else:
                # The third of a kind is the same element on both sides, so that a quotation in
                # which both changed a word stays one.
                sign = start_tag(node.tag, node.attributes)
                seen[sign] = seen.get(sign, 0) + 1
                around = Format(node.tag, node.attributes)
                around = self.formats.setdefault((sign, seen[sign]), around)
                yield from self.inline(node.children, (*formats, around), seen)


def _token(content: str | Node, formats: tuple[Format, ...]) -> _Token:
    around = "".join(start_tag(form.tag, form.attributes) for form in formats)
    return _Token(f"{around}|{_key(content)}", Run(content, formats))


def _key(item: Node | str) -> str:
    return write([item])


def _keys(items: Items) -> list[str]:
    return [_key(item) for item in items]


def _parts(region: Region, *sides: Items) -> list[Items]:
    places = region.base, region.theirs, region.yours
    return [side[place] for side, place in zip(sides, places, strict=True)]


def _is_text(item: Node | str) -> bool:
    return isinstance(item, Node) and item.tag in TEXTS


def _labelled(item: Node | str, label: str) -> list[Node | str]:
    """The block with a mark before its first words, or after a paragraph that is the mark."""
    words = f"{SIGN} {label}:"
    if isinstance(item, str) or not is_block(item):
        return [Node("mark", {}, [f"{words} ", item])]
    marked, is_marked = _with_mark(item, Node("mark", {}, [words]))
    if is_marked or item.tag not in {"hr", "figure", "table", "ul", "ol", "dl"}:
        return [marked]
    return [Node("p", {}, [Node("mark", {}, [words])]), item]


def _with_mark(block: Node, mark: Node) -> tuple[Node, bool]:
    """A copy whose first running text begins with the mark."""
    if block.tag == "hr":
        return block, False
    if not has_blocks(block):
        return Node(block.tag, block.attributes, [mark, " ", *block.children]), True
    children = list(block.children)
    for index, child in enumerate(children):
        if isinstance(child, Node) and is_block(child):
            children[index], is_marked = _with_mark(child, mark)
            if is_marked:
                return Node(block.tag, block.attributes, children), True
    return block, False
