"""The language and direction of passages: kept where they say something.

A word processor writes the language of its spelling checker on every run of text. Kept is what
differs from the language of the article and from that of most of the text.
"""

import unicodedata
from collections import Counter

from articles.importing.markup.program import WORD_PROCESSORS, Program
from articles.importing.markup.tree import BLOCK, Element
from articles.text.attributes import language as language_tag
from articles.text.language import Direction, direction

SAMPLE = 2000
RTL_LETTERS = frozenset({"R", "AL"})


def settle_passages(root: Element, language: str, program: Program) -> None:
    """`language` is that of the article, "" where it is not known."""
    settler = _Settler(language, is_noise=program in WORD_PROCESSORS)
    if settler.is_noise:
        settler.usual.add(_mostly(root))
    settler.settle(root, "", direction(language))


class _Settler:
    def __init__(self, language: str, *, is_noise: bool) -> None:
        self.language = language
        self.usual = {_primary(language)}
        self.is_noise = is_noise

    def settle(self, element: Element, around: str, way_around: Direction) -> None:
        """`around` is the language of the passage that it stands in, "" for that of the article."""
        attributes = element.attributes
        said = language_tag(attributes.pop("lang", "") or attributes.pop("xml:lang", "")) or ""
        attributes.pop("xml:lang", None)
        is_page = element.tag in {"html", "body"}
        own = "" if is_page or not said else self.language_of(element, said)
        if said and not is_page and own != around and not _same(own, around):
            if own or self.language:
                attributes["lang"] = own or self.language
        else:
            own = around
        way = self.way_of(element)
        if way and way != way_around and not is_page:
            attributes["dir"] = way
        for child in element.elements():
            self.settle(child, own, way or way_around)

    def language_of(self, element: Element, said: str) -> str:
        """ "" where it is that of the article, or likely only the spelling checker's."""
        if _primary(said) in self.usual:
            return ""
        words = element.beginning(SAMPLE)
        if self.is_noise and (not any(map(str.isalpha, words)) or _way(words) != direction(said)):
            return ""
        return said

    def way_of(self, element: Element) -> Direction | None:
        said = element.attributes.pop("dir", "") or element.style.get("direction", "")
        if self.is_noise and element.tag not in BLOCK:
            return None
        match said.lower():
            case "rtl":
                return "rtl"
            case "ltr":
                return "ltr"
            case "auto":
                return _way(element.beginning(SAMPLE))
        return None


def _primary(tag: str) -> str:
    return tag.lower().partition("-")[0]


def _same(one: str, other: str) -> bool:
    return _primary(one) == _primary(other)


def _way(words: str) -> Direction:
    """The direction of the first letter; left to right where there is none."""
    for char in words:
        if char.isalpha():
            return "rtl" if unicodedata.bidirectional(char) in RTL_LETTERS else "ltr"
    return "ltr"


def _mostly(root: Element) -> str:
    """The language that most letters are said to be in."""
    letters: Counter[str] = Counter()
    stack = [(root, "")]
    while stack:
        element, around = stack.pop()
        own = element.get("lang") or around
        letters[_primary(own)] += sum(len(c) for c in element.children if isinstance(c, str))
        stack += [(child, own) for child in element.elements()]
    return letters.most_common(1)[0][0]
