"""The text of one item -> its elements. What XML forbids and WordPress writes is mended, by name.

The parser is expat without namespaces: a prefix that nobody declared is a part of the name. There
is no document type in what it gets, and so there are no entities but XML's own five.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
BYTES = re.compile("[\udc80-\udcff]+")
SURROGATES = re.compile("[\ud800-\udfff]")
FORBIDDEN_REFERENCE = re.compile(r"&#(?:x0*([0-9a-fA-F]{1,6})|0*(\d{1,7}));")
CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
NAMED_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,30});")
LOOSE_AMPERSAND = re.compile(r"&(?!#?\w{1,30};)")
ITEM = re.compile(r"<item(?:\s[^<>]*)?>")

LEAVES = (
    r"title|link|pubDate|dc:creator|guid|description|content:encoded|excerpt:encoded|category"
    r"|wp:(?!comment>|commentmeta>|postmeta>)[a-zA-Z_]+"
)
LEAF = re.compile(
    rf"<(?P<tag>{LEAVES})(?P<attributes>(?:\s[^<>]*)?)>(?P<text>.*?)</(?P=tag)\s*>", re.DOTALL
)
GROUP = re.compile(r"<(?P<tag>wp:(?:comment|commentmeta|postmeta))>(?P<text>.*?)</(?P=tag)\s*>",
                   re.DOTALL)  # fmt: skip
ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(slots=True)
class Node:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list["Node"] = field(default_factory=list)

    def get(self, tag: str) -> str:
        """The text of its first child of that name; "" where there is none."""
        return next((child.text for child in self.children if child.tag == tag), "")

    def all(self, tag: str) -> Iterator["Node"]:
        return (child for child in self.children if child.tag == tag)


@dataclass(frozen=True)
class Parsed:
    node: Node
    mends: tuple[str, ...] = ()
    """What was wrong with the XML, in sentences."""


def parse(text: str) -> Parsed:
    """Never fails: what no parser can read is taken apart by the names of its parts."""
    text, mends = characters(text)
    second = ITEM.search(text, 6)
    try:
        return Parsed(_parsed(text), mends)
    except expat.ExpatError as error:
        why = str(error).partition(":")[0]
    mended = _outside_cdata(text)
    try:
        node = _parsed(mended)
    except expat.ExpatError:
        if second:
            mends += ("The item before the next one has no end: what stood there was read.",)
            text = text[: second.start()]
        mends += (f"The XML is broken ({why}): the item was read field by field.",)
        return Parsed(by_name(text), mends)
    return Parsed(node, (*mends, f"Signs that XML does not allow there were read as text ({why})."))


def characters(text: str) -> tuple[str, tuple[str, ...]]:
    """Without what is no character of XML."""
    mends = []
    if BYTES.search(text):
        text, count = BYTES.subn(_as_windows, text)
        mends.append(f"Bytes that are no UTF-8 were read as Windows-1252 ({count}).")
    if SURROGATES.search(text):
        text = SURROGATES.sub("\ufffd", text)
    text, count = CONTROLS.subn("", text)
    if count:
        mends.append(f"Control characters that XML forbids were left out ({count}).")
    return text, tuple(mends)


def _as_windows(match: re.Match[str]) -> str:
    return match[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _outside_cdata(text: str) -> str:
    """Entities of HTML, loose ampersands and references to forbidden characters, as text."""
    parts, last = [], 0
    for match in CDATA.finditer(text):
        parts += [_as_text(text[last : match.start()]), match[0]]
        last = match.end()
    return "".join([*parts, _as_text(text[last:])])


def _as_text(text: str) -> str:
    text = FORBIDDEN_REFERENCE.sub(_reference, text)
    text = NAMED_ENTITY.sub(_entity, text)
    return LOOSE_AMPERSAND.sub("&amp;", text)


def _reference(match: re.Match[str]) -> str:
    number = int(match[1], 16) if match[1] else int(match[2])
    is_allowed = number in {9, 10, 13} or 0x20 <= number < 0xD800 or 0xE000 <= number < 0xFFFE
    return match[0] if is_allowed or 0x10000 <= number < 0x110000 else ""


def _entity(match: re.Match[str]) -> str:
    known = html.unescape(match[0])
    return html.escape(known) if known != match[0] else f"&amp;{match[1]};"


def _parsed(text: str) -> Node:
    root = Node("root")
    stack = [root]
    pieces: list[list[str]] = [[]]

    def start(tag: str, attributes: dict[str, str]) -> None:
        node = Node(tag, attributes)
        stack[-1].children.append(node)
        stack.append(node)
        pieces.append([])

    def end(_tag: str) -> None:
        stack.pop().text = "".join(pieces.pop())

    def data(words: str) -> None:
        pieces[-1].append(words)

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = data
    parser.Parse(text, True)
    return root.children[0] if root.children else root


# What is beyond any parser


def by_name(text: str) -> Node:
    """The fields that an export is known to have, each up to the end tag of its name."""
    item = Node("item")
    rest = GROUP.sub(lambda match: _group(item, match), text)
    item.children[:0] = _leaves(rest)
    return item


def _group(item: Node, match: re.Match[str]) -> str:
    item.children.append(Node(match["tag"], {}, "", _leaves(match["text"])))
    return ""


def _leaves(text: str) -> list[Node]:
    return [
        Node(match["tag"], _attributes(match["attributes"]), plain(match["text"]))
        for match in LEAF.finditer(text)
    ]


def _attributes(text: str) -> dict[str, str]:
    return {
        name: html.unescape(double or single) for name, double, single in ATTRIBUTE.findall(text)
    }


def plain(text: str) -> str:
    """The text of an element, with the marks of CDATA taken off wherever they stand."""
    if "<![CDATA[" in text:
        return text.strip().replace("]]]]><![CDATA[>", "]]>").replace("<![CDATA[", "").replace(
            "]]>", ""
        )  # fmt: skip
    return html.unescape(text)
