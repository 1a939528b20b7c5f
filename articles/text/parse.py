"""HTML from anywhere -> a rough tree of the elements that are ours.

Aliases are resolved, unknown elements unwrapped, attributes checked, and elements that were left
open are closed, much as the HTML standard says. What may stand where is decided afterwards
(shape.py), and nh3 has the last word on safety (clean.py).
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.text.attributes import allowed_attributes, known_class, note_key, text, web_address
from articles.text.characters import without_controls
from articles.text.elements import ALIASES, DIVISIONS, DROPPED, ELEMENTS, EVERYWHERE, INLINE, MEDIA
from articles.text.tokens import EndTag, StartTag, Text, tokens
from articles.text.tree import Node

DEEPEST = 120
"""Elements nested deeper are unwrapped. A canonical body never comes near it (flow.py)."""

NO_CONTENT = frozenset(
    {"area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param"}
    | {"source", "track", "wbr"}
)
CELLS = frozenset({"caption", "td", "th"})
LISTS = frozenset({"dl", "ol", "ul"})
TABLE_PARTS = frozenset({"caption", "tbody", "td", "tfoot", "th", "thead", "tr"})
HEADINGS = frozenset({"h2", "h3", "h4"})

# What the start of an element ends, if it is open in the same list, cell or note.
ENDS: dict[str, frozenset[str]] = {
    "a": frozenset({"a"}),
    "li": frozenset({"li"}),
    "dt": frozenset({"dt", "dd"}),
    "dd": frozenset({"dt", "dd"}),
    "tr": frozenset({"tr"}),
    **dict.fromkeys(("tbody", "tfoot", "thead"), frozenset({"tr", "tbody", "tfoot", "thead"})),
    **dict.fromkeys(HEADINGS, HEADINGS | {"p"}),
}
CLOSES_PARAGRAPH = frozenset({"p"})

REOPENED = frozenset({"code", "em", "s", "small", "strong", "sub", "sup"})
"""Formatting that was left open goes on behind the block in which it began. Links do not."""
MOST_REOPENED = 8


def parse(html: str) -> list[Node | str]:
    """The rough tree. Beside the allow-list it has these elements: `footnote`, `noteref`; `media`
    for what is not ours to show; `div` for a division with a language, and, empty, for the edge of
    one without."""
    reader = _Reader()
    for token in tokens(without_controls(html)):
        match token:
            case Text(words):
                reader.text(words)
            case StartTag(tag, attributes):
                reader.start(ALIASES.get(tag, tag), attributes)
            case EndTag(tag):
                reader.end(ALIASES.get(tag, tag))
    return reader.root.children


@dataclass
class _Scope:
    """A list, a cell, a footnote …: what is open in it is counted, so that an end tag that ends
    nothing costs no search."""

    tag: str
    is_hard: bool
    """End tags in a cell or a note end nothing outside of it."""
    open: Counter[str] = field(default_factory=Counter)


@dataclass
class _Open:
    tag: str
    node: Node | None
    opens_scope: bool = False


class _Reader:
    def __init__(self) -> None:
        self.root = Node("body")
        self.nodes = [self.root]
        self.stack: list[_Open] = []
        self.scopes = [_Scope("", is_hard=True)]
        self.dropped: Counter[str] = Counter()
        self.left_open: list[Node] = []

    def text(self, words: str) -> None:
        if not self.dropped:
            self.reopen() if words.strip() else None
            self.place(without_controls(words))  # "&#11;" brings one back

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        if not self.dropped and tag in MEDIA:
            self.place(_media(given.get("src", ""), ""))
        if self.dropped or tag in DROPPED:
            self.dropped += Counter([tag] if tag not in NO_CONTENT else [])
            return
        self.end_implied(tag)
        self.reopen() if tag in INLINE else None
        node = _element(tag, given)
        if tag in NO_CONTENT:
            self.place(node or Node("div")) if node or _is_block(tag) else None
            return
        self.open(tag, node if len(self.nodes) < DEEPEST else None)

    def end(self, tag: str) -> None:
        if self.dropped:
            self.dropped -= Counter({tag: 1})
            return
        for node in self.left_open:
            if node.tag == tag:
                self.left_open.remove(node)
                return
        for scope in reversed(self.scopes):
            if scope.open[tag]:
                self.pop_through(frozenset({tag}))
                return
            if scope.is_hard and not (scope.tag in CELLS and tag in TABLE_PARTS | {"table"}):
                break
        if tag == "br":
            self.place(Node("br"))
        elif _is_block(tag):
            self.place(Node("div"))

    def place(self, node: Node | str) -> None:
        self.nodes[-1].children.append(node)

    def open(self, tag: str, node: Node | None) -> None:
        if node is not None:
            self.place(node)
            self.nodes.append(node)
        elif _is_block(tag):
            self.place(Node("div"))
        is_hard = tag in CELLS or tag == "table" or (node is not None and node.tag == "footnote")
        opens_scope = node is not None and (is_hard or tag in LISTS)
        if opens_scope:
            self.scopes.append(_Scope(tag, is_hard))
        self.scopes[-1].open[tag] += 1
        self.stack.append(_Open(tag, node, opens_scope))

    def end_implied(self, tag: str) -> None:
        """End what the start of this element ends without saying so."""
        if tag in TABLE_PARTS:
            while self.scopes[-1].tag in CELLS | LISTS and self.is_in_table():
                self.pop_through(frozenset({self.scopes[-1].tag}))
        ended = ENDS.get(tag, CLOSES_PARAGRAPH if _is_block(tag) else frozenset())
        while any(self.scopes[-1].open[name] for name in ended):
            self.pop_through(ended)

    def is_in_table(self) -> bool:
        """Whether a cell is open around us, nothing but lists between."""
        for scope in reversed(self.scopes):
            if scope.tag not in LISTS:
                return scope.tag in CELLS
        return False

    def pop_through(self, tags: frozenset[str]) -> None:
        """Close everything down to the last element of these tags that is open."""
        left_open: list[Node] = []
        tag = ""
        while tag not in tags:
            entry = self.stack.pop()
            tag = entry.tag
            self.close(entry)
            if entry.node is not None and tag in REOPENED and tag not in tags:
                left_open.insert(0, entry.node)
            if entry.opens_scope and tag not in LISTS:
                left_open, self.left_open = [], []
        self.left_open = (left_open + self.left_open)[:MOST_REOPENED]

    def reopen(self) -> None:
        left_open, self.left_open = self.left_open, []
        for node in left_open:
            self.open(node.tag, Node(node.tag, node.attributes))

    def close(self, entry: _Open) -> None:
        if entry.opens_scope:
            self.scopes.pop()
        else:
            self.scopes[-1].open[entry.tag] -= 1
        if entry.node is not None:
            self.nodes.pop()
        elif _is_block(entry.tag):
            self.place(Node("div"))


def _is_block(tag: str) -> bool:
    return tag in DIVISIONS or (tag in ELEMENTS and tag not in INLINE)


def _element(tag: str, given: Mapping[str, str]) -> Node | None:
    """The node that stands for an element, None where only its content stays."""
    given = {"lang": given["xml:lang"], **given} if "xml:lang" in given else given
    if tag == "img":
        return _image(given)
    if tag in {"a", "span"}:
        return _of_a_class(tag, given)
    if tag in ELEMENTS:
        return Node(tag, allowed_attributes(tag, given))
    if tag in {"html", "body"}:  # the language of a page is said in its catalogue data
        return None
    return _passage("div" if tag in DIVISIONS else "span", given)


def _of_a_class(tag: str, given: Mapping[str, str]) -> Node | None:
    attributes = allowed_attributes(tag, given)
    passage = {name: attributes[name] for name in EVERYWHERE if name in attributes}
    match known_class(tag, given):
        case "footnote":
            return Node("footnote", attributes)
        case "paragraph":
            return Node("p", {**passage})
        case "quotation":
            return Node("blockquote", {**passage})
        case "noteref" if key := note_key(given.get("href", "").lstrip("#")):
            return Node("noteref", {"key": key})
    return Node(tag, attributes) if "href" in attributes else _passage("span", given)


def _passage(tag: str, given: Mapping[str, str]) -> Node | None:
    attributes = allowed_attributes("br", given)
    return Node(tag, attributes) if attributes else None


def _image(given: Mapping[str, str]) -> Node:
    attributes = allowed_attributes("img", given)
    if "src" in attributes:
        return Node("img", {"alt": ""} | attributes)
    return _media(given.get("src", ""), given.get("alt", ""))


def _media(source: str, alternative: str) -> Node:
    """A picture or film of somebody else: a link to it, at the least what stands in its place."""
    url = web_address(source)
    words = text(alternative) or url or ""
    return Node("media", {"href": url} if url else {}, [words] if words else [])
