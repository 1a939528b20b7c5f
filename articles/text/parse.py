"""HTML from anywhere -> a rough tree of the elements that are ours.

libxml2's tokeniser does the reading. Aliases are resolved here, unknown elements unwrapped and
attributes checked; what may stand where is decided afterwards (shape.py), and nh3 has the last word
on safety (clean.py).
"""

from collections.abc import Mapping

from lxml import etree

from articles.text.attributes import allowed_attributes, known_class, note_key, text, web_address
from articles.text.characters import without_controls
from articles.text.elements import ALIASES, DIVISIONS, DROPPED, ELEMENTS, INLINE, MEDIA, VOID
from articles.text.tree import Node

DEEPEST = 120
"""Elements nested deeper are unwrapped. A canonical body never comes near it (shape.py)."""

TOO_DEEP = 500
"""libxml2 looks through all that is open at every stray end tag. So that hostile nesting does not
cost quadratic time, a document this deep is closed and read on as if it began anew."""

CHUNK = 4096
UNWRAPPED_ROOTS = frozenset({"html", "body"})


def parse(html: str) -> list[Node | str]:
    """The rough tree. Beside the allow-list it has these elements: `footnote`, `noteref`; `media`
    for what is not ours to show; `div` for a division with a language, and, empty, for the edge of
    one without."""
    html = without_controls(html)
    reader = _Reader()
    parser = _parser(reader)
    for start in range(0, len(html), CHUNK):
        parser.feed(html[start : start + CHUNK])
        if reader.depth > TOO_DEEP:
            parser.close()
            parser = _parser(reader)
    parser.close()
    return reader.root.children


def _parser(reader: "_Reader") -> etree.HTMLParser:
    parser = etree.HTMLParser(target=reader, huge_tree=True)
    parser.feed("<body>")  # a document with nothing in it is an error to lxml
    return parser


class _Reader:
    """Receives what the tokeniser reads; its calls of start and end are always balanced."""

    def __init__(self) -> None:
        self.root = Node("body")
        self.depth = 0
        self._open = [self.root]
        self._kept: list[bool] = []  # for each open element: has it a node of its own?
        self._dropped = 0
        self._text: list[str] = []

    def start(self, tag: str, given: Mapping[str, str]) -> None:
        self._flush()
        self.depth += 1
        tag = ALIASES.get(tag, tag)
        if not self._dropped and tag in MEDIA:
            self._place(_media(given.get("src", ""), ""))
        if self._dropped or tag in DROPPED:
            self._dropped += 1
            return
        node = _element(tag, given)
        kept = node is not None and len(self._open) < DEEPEST and tag not in VOID
        self._kept.append(kept)
        if node is not None and (kept or tag in VOID):
            self._place(node)
        elif _is_block(tag):
            self._place(Node("div"))
        if node is not None and kept:
            self._open.append(node)

    def end(self, tag: str) -> None:
        self._flush()
        self.depth -= 1
        if self._dropped:
            self._dropped -= 1
        elif self._kept.pop():
            self._open.pop()
        elif _is_block(ALIASES.get(tag, tag)):
            self._place(Node("div"))

    def data(self, text: str) -> None:
        if not self._dropped:
            self._text.append(text)

    def close(self) -> None:
        self._flush()

    def _place(self, node: Node | str) -> None:
        self._open[-1].children.append(node)

    def _flush(self) -> None:
        if self._text:
            self._place(without_controls("".join(self._text)))  # "&#11;" brings one back
            self._text.clear()


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
    return (
        None if tag in UNWRAPPED_ROOTS else _passage("div" if tag in DIVISIONS else "span", given)
    )


def _of_a_class(tag: str, given: Mapping[str, str]) -> Node | None:
    attributes = allowed_attributes(tag, given)
    passage = {name: attributes[name] for name in ("lang", "dir") if name in attributes}
    match known_class(tag, given):
        case "footnote":
            return Node("footnote", attributes)
        case "paragraph":
            return Node("p", passage)
        case "quotation":
            return Node("blockquote", passage)
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
