"""Which of many known terms occur in a text: whole words, whatever their case and marks.

Terms and text are folded and divided into words; the terms are one tree of words, so that the text
is read once, however many terms there are. Where several begin at a word, the longest counts.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from articles.text.fold import fold

# A word, or one ideograph: these languages put no spaces between words.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")
ARABIC = re.compile(r"[\u0600-\u06ff]")
HEBREW = re.compile(r"[\u0590-\u05ff]")

# What is written together with the word after it: and, so, with, like, to; and the article.
ARABIC_PREFIXES = (
    *(
        conjunction + preposition + article
        for conjunction in ("", "و", "ف")
        for preposition in ("", "ب", "ك", "ل")
        for article in ("", "ال")
        if conjunction + preposition + article
    ),
    *("لل", "ولل", "فلل"),
)
HEBREW_PREFIXES = tuple(
    conjunction + rest
    for conjunction in ("", "ו", "ש", "וש", "כש")
    for rest in ("", "ה", "ב", "כ", "ל", "מ", "מה", "שב", "של")
    if conjunction + rest
)
SHORTEST = 3  # letters that have to be left of a word without what stands before it

Tree = dict[Any, Any]
END: None = None  # the key under which a term's own value stands, beside the words that go on


class Terms:
    """Terms with what each of them stands for: ``{"Mieten": "Rent", "Rent": "Rent"}``."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        self.tree: Tree = {}
        for term, meaning in terms.items():
            for spelt in spellings(words(term)):
                self.add(spelt, meaning)

    def add(self, term: Sequence[str], meaning: str) -> None:
        branch = self.tree
        for word in term:
            branch = branch.setdefault(word, {})
        if term:
            branch.setdefault(END, meaning)

    def found_in(self, *texts: str) -> list[str]:
        """What occurs, most often first, and what comes first first."""
        found = Counter(meaning for text in texts for meaning in self.occurrences(words(text)))
        return [meaning for meaning, _number in found.most_common()]

    def occurrences(self, text: Sequence[str]) -> Iterator[str]:
        place = 0
        while place < len(text):
            length, meaning = self.longest_at(text, place)
            if length:
                yield meaning
            place += max(length, 1)

    def longest_at(self, text: Sequence[str], place: int) -> tuple[int, str]:
        """How many words the longest term has that begins here (0: none does), and its meaning."""
        length, meaning = 0, ""
        branches = [self.tree]
        for end in range(place, len(text)):
            forms = bare_forms(text[end])
            branches = [branch[form] for branch in branches for form in forms if form in branch]
            if not branches:
                break
            if ended := next((branch for branch in branches if END in branch), None):
                length, meaning = end - place + 1, ended[END]
        return length, meaning


def words(text: str) -> list[str]:
    return WORD.findall(fold(text))


def spellings(term: list[str]) -> list[list[str]]:
    """The term as it is written, and without the Arabic article on its words."""
    bare = [without_article(word) for word in term]
    return [term] if bare == term else [term, bare]


def without_article(word: str) -> str:
    return word[2:] if word.startswith("ال") and len(word) >= SHORTEST + 2 else word


def bare_forms(word: str) -> tuple[str, ...]:
    """The word, and what is left of it without what may stand before it in its script."""
    if word.isascii():
        return (word,)
    if ARABIC.match(word):
        return (word, *stripped(word, ARABIC_PREFIXES))
    if HEBREW.match(word):
        return (word, *stripped(word, HEBREW_PREFIXES))
    return (word,)


def stripped(word: str, prefixes: Iterable[str]) -> list[str]:
    return [
        word.removeprefix(prefix)
        for prefix in prefixes
        if word.startswith(prefix) and len(word) >= len(prefix) + SHORTEST
    ]
