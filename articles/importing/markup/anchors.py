"""The links within a piece of HTML: what they point to, and which look like the mark of a note."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from articles.importing.markup.tree import BLOCK, Element, Piece
from articles.text.characters import is_blank

LONGEST_LABEL = 30
FARTHEST = 60
"""So many pieces are looked through for what stands before an element in its block."""

LABEL = re.compile(
    r"""\s*+ (?P<open>[\[(])? \s*+
    (?: (?:note|notes|fn|n|anm|anmerkung|nota|fu(?:ß|ss)note|прим|ref)\b\.?\s*+ )?
    (?P<value> [a-z]{0,2}\d{1,4}[a-z]? | [⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4} | [ivxlc]{1,7} | [a-zа-яα-ωא-תء-ي]{1,2}
    | [*†‡§‖¶#•]{1,5} )
    \s*+ (?P<close>[\])])? [.:]? \s*+""",
    re.VERBOSE | re.IGNORECASE,
)
HIGH_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
ARROWS = frozenset("^↑↥⇑⇧↩↪↵⏎←⤴⬆▲△\ufe0e\ufe0f \u00a0")
BACK_WORDS = frozenset({"back", "[back]", "(back)", "return", "top", "zurück", "retour", "volver"})

BACK = re.compile(
    r"[\s\[(]*(?:back|return|jump|go back|up|top|zurück|nach oben|retour|remonter|volver|torna"
    r"|назад|наверх|العودة|חזרה)\b(?:\s+\w+){0,3}[\s\])↩↑]*$",
    re.IGNORECASE,
)
TO_A_NOTE = re.compile(
    r"""_?(?:ftn|edn)\d+ | ftnt\d+ | sd(?:foot|end)note\d+sym | fn[-_:.]?\w{0,40}\d+\w{0,8}
    | (?:user-content-)?fn[-:]\w{1,40} | (?:end|foot)?notes?[-_:.]?\d+
    | (?:foot|end)note[-_]\w{1,60} | cite_note-.{1,100}
    | easy-footnote-bottom-.{1,40} | note[-_]\w{1,40}""",
    re.VERBOSE | re.IGNORECASE,
)
TO_A_MARK = re.compile(
    r"""_(?:ftn|edn)ref\d+ | ftnt_ref\d+ | sd(?:foot|end)note\d+anc
    | (?:user-content-)?(?:fn|footnote|endnote|note|cite)[-_:.]?ref(?![a-z]).*
    | .{1,80}[-_:.]ref\d* | .*back.*""",
    re.VERBOSE | re.IGNORECASE,
)
MARK_CLASSES = re.compile(
    r"foot-?note|end-?note|noteref|note-ref|\bfn\b|\bfnref|sdfootnoteanc|sdendnoteanc|\breference\b"
    r"|\befn|_ftn",
    re.IGNORECASE,
)
BACK_CLASSES = re.compile(
    r"back-?(?:ref|link)|backlink|footnote-?back|reversefootnote|footnote-return|to-top|fn-?back",
    re.IGNORECASE,
)
AROUND_A_MARK = frozenset(
    {"bdi", "sup", "span", "font", "b", "strong", "i", "em", "small", "u", "ins"}
)


@dataclass
class Link:
    """An `a` that points into the page. `target` is None where that is not in the HTML."""

    anchor: Element
    name: str
    label: str
    target: Element | None

    @property
    def value(self) -> str:
        """The number, letter or sign of its label; "" where it has none."""
        match = LABEL.fullmatch(self.label)
        return label_value(match["value"]) if match else ""

    @property
    def is_bracketed(self) -> bool:
        match = LABEL.fullmatch(self.label)
        return bool(match and match["open"] and match["close"])


def label_value(printed: str) -> str:
    """One spelling of a number: `٣`, `³` and `3` are the same."""
    plain = printed.translate(HIGH_DIGITS)
    return str(int(plain)) if plain.isdecimal() else plain.lower()


@dataclass
class Page:
    """A tree with the ways through it."""

    root: Element
    order: dict[Element, int] = field(default_factory=dict)
    parent: dict[Element, Element] = field(default_factory=dict)
    targets: dict[str, Element] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    _siblings: dict[Element, tuple[list[Element], dict[Element, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        anchors: list[Element] = []
        for element in self.root.walk():
            self.order[element] = len(self.order)
            for child in element.elements():
                self.parent[child] = element
            for name in names_of(element):
                self.targets.setdefault(name, element)
            if element.tag == "a" and "#" in element.get("href"):
                anchors.append(element)
        self.links = [self.link(anchor) for anchor in anchors]

    def link(self, anchor: Element) -> Link:
        name = anchor.get("href").rpartition("#")[2]
        target = self.targets.get(name) or self.targets.get(unquote(name))
        return Link(anchor, unquote(name), label_of(anchor), target)

    def siblings(self, element: Element) -> tuple[list[Element], int]:
        """The elements beside it, it among them, and its place there."""
        parent = self.parent.get(element, self.root)
        if parent not in self._siblings:
            found = [*parent.elements()]
            self._siblings[parent] = found, {child: n for n, child in enumerate(found)}
        found, places = self._siblings[parent]
        return found, places[element]

    def above(self, element: Element) -> Iterator[Element]:
        """What it stands in, from the inside outwards, without the root."""
        while (element := self.parent.get(element, self.root)) is not self.root:
            yield element

    def block_of(self, element: Element) -> Element:
        """The block that it is or stands in; the root where there is none."""
        if element.tag in BLOCK:
            return element
        return next((outer for outer in self.above(element) if outer.tag in BLOCK), self.root)

    def wrapper_of(self, anchor: Element) -> Element:
        """The outermost formatting around a mark that holds nothing else."""
        wrapper = anchor
        for outer in self.above(anchor):
            if outer.tag not in AROUND_A_MARK or not _holds_only(outer, wrapper):
                break
            wrapper = outer
        return wrapper

    def begins_block(self, element: Element) -> bool:
        """Whether nothing but a label stands before it in its block."""
        block = self.block_of(element)
        return block is element or begins(block, element)

    def is_raised(self, anchor: Element) -> bool:
        """Superscript, as marks are."""
        inside = [*anchor.elements()]
        around = [anchor, *inside, self.parent.get(anchor, self.root)]
        around += [*self.above(anchor)][:3]
        return any(
            element.tag == "sup" or element.style.get("vertical-align") in {"super", "top"}
            for element in around
        )


def names_of(element: Element) -> Iterator[str]:
    for attribute in ("id", "name") if element.tag == "a" else ("id",):
        if name := element.get(attribute).strip():
            yield name


def begins(block: Element, element: Element) -> bool:
    before = ""
    seen = 0
    stack: list[Piece] = [*reversed(block.children[:FARTHEST])]
    while stack and seen < FARTHEST:
        piece = stack.pop()
        seen += 1
        if piece is element:
            return is_blank(before) or LABEL.fullmatch(before) is not None
        if isinstance(piece, str):
            before += piece[:LONGEST_LABEL]
        elif piece.tag == "br":
            before = ""
        else:
            stack += reversed(piece.children[:FARTHEST])
        if len(before.strip()) > LONGEST_LABEL:
            return False
    return False


def is_mark_like(link: Link) -> bool:
    """Its name, class or role says that it leads to a note."""
    anchor = link.anchor
    if is_way_back(link):
        return False
    roles = f"{anchor.get('role')} {anchor.get('epub:type')} {anchor.get('rel')}"
    return (
        "doc-noteref" in roles
        or "noteref" in roles
        or "footnote" in roles.split()
        or "mso-footnote-id" in anchor.style
        or "mso-endnote-id" in anchor.style
        or TO_A_NOTE.fullmatch(link.name) is not None
        or MARK_CLASSES.search(anchor.get("class")) is not None
    )


def is_way_back(link: Link) -> bool:
    """It leads from a note to its mark."""
    anchor, label = link.anchor, link.label.strip()
    return (
        "doc-backlink" in anchor.get("role")
        or anchor.get("rev") == "footnote"
        or BACK_CLASSES.search(anchor.get("class")) is not None
        or TO_A_MARK.fullmatch(link.name) is not None
        or bool(label and set(label) <= ARROWS)
        or label.lower() in BACK_WORDS
    )


def is_label_of_a_way(label: str) -> bool:
    """Whether the text of a link back only says so. Any other belongs to the note."""
    rest = "".join(char for char in label if char not in ARROWS)
    return not rest or LABEL.fullmatch(rest) is not None or BACK.match(label) is not None


def label_of(element: Element) -> str:
    """Its text, as far as a label may be long."""
    return element.beginning(LONGEST_LABEL + 1).strip()


def _holds_only(outer: Element, inner: Element) -> bool:
    others = [child for child in outer.children[:8] if child is not inner]
    if len(outer.children) > 8:
        return False
    return all(
        is_blank(other.strip("[]()")) if isinstance(other, str) else not other.children
        for other in others
    )
