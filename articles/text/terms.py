"""What a search compares instead of words: terms, the same ones for all forms of a word.

A word is stemmed in its language and folded. Scripts without spaces between words give pairs of
signs; Hebrew, whose particles are written together with the word and which has no stemmer, gives
triples of letters: then a word is a row of terms, found wherever they follow each other.
"""

import re
import threading
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

import snowballstemmer

from .fold import INVISIBLE, fold

Terms = tuple[str, ...]

ALGORITHMS = {
    "ar": "arabic", "ca": "catalan", "cs": "czech", "da": "danish", "de": "german", "el": "greek",
    "en": "english", "eo": "esperanto", "es": "spanish", "et": "estonian", "eu": "basque",
    "fa": "persian", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi",
    "hu": "hungarian", "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian",
    "nb": "norwegian", "ne": "nepali", "nl": "dutch", "nn": "norwegian", "no": "norwegian",
    "pl": "polish", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian",
    "st": "sesotho", "sv": "swedish", "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}  # fmt: skip

LONGEST = 60  # characters of a term; what is longer is no word

# Marks are parts of words, and \w doesn't have them.
MARKS = "".join(char for char in map(chr, range(0x300, 0xFE30)) if unicodedata.combining(char)
                or unicodedata.category(char).startswith("M"))  # fmt: skip
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")

# Thai, Lao, Myanmar, Khmer; kana, Han and Hangul.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1100-\u11ff\u3005-\u3007\u3040-\u30ff"
    "\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
HEBREW = "\u0590-\u05ff\ufb1d-\ufb4f"
RUN = re.compile(rf"(?P<pairs>[{UNSPACED}]+)|(?P<triples>[{HEBREW}]+)|[^{UNSPACED}{HEBREW}]+")

# What is written together with a Hebrew word, and its endings. A short word may begin with such a
# letter by itself; the article is the commonest, so less has to remain of its word.
PARTICLES = re.compile("^(?:ו?ה(?=...)|ו?[שבכלמ](?=.....)|ו(?=....))")
ENDINGS = re.compile("(?<=...)(?:ות|ימ|ה|ת|י)$")  # after folding, which knows no final letters


def terms(text: str, language: str) -> Iterator[str]:
    """The terms of a text in their order, for an index."""
    for word in words(text):
        yield from word_terms(word, language)


def words(text: str) -> list[str]:
    found: list[str] = WORD.findall(INVISIBLE.sub("", unicodedata.normalize("NFKC", text)))
    return found


@lru_cache(maxsize=2**16)
def word_terms(word: str, language: str) -> Terms:
    """One word as it stands in an index."""
    return tuple(term for run in RUN.finditer(word) for term in run_terms(run, language))


def run_terms(run: re.Match[str], language: str) -> Terms:
    if run["pairs"]:
        return grams(fold(run[0]), 2)
    if run["triples"] and primary(language) != "yi":
        return grams(fold(run[0]), 3)
    return fold_terms(stem(run[0].casefold(), language))


def fold_terms(word: str) -> Terms:
    """What folding leaves of a word; nothing of one that consists of marks."""
    return tuple(part[:LONGEST] for part in WORD.findall(fold(word)))


def grams(word: str, length: int) -> Terms:
    return tuple(word[at : at + length] for at in range(max(len(word) - length, 0) + 1) if word)


def stem(word: str, language: str) -> str:
    """The word without its endings, where the language has an algorithm for that."""
    algorithm = ALGORITHMS.get(primary(language))
    if algorithm is None or len(word) > LONGEST:
        return word
    with _one_at_a_time:
        return str(_stemmer(algorithm).stemWord(word))


def primary(language: str) -> str:
    return language.partition("-")[0].lower()


# A stemmer keeps its word in itself.
_one_at_a_time = threading.Lock()


@cache
def _stemmer(algorithm: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(algorithm)


# Searching


def alternatives(chunk: str, languages: Iterable[str]) -> set[Terms]:
    """Every row of terms that a word, or several joined by signs, may be in an index of texts in
    these languages. Nobody says in which language they search, or types every accent."""
    found = {
        tuple(term for word in words(spelling) for term in word_terms(word, language))
        for language in {*map(primary, languages), ""}
        for spelling in (chunk, fold(chunk))
    }
    found |= {trimmed(row_of) for row_of in [fold(chunk)] if is_hebrew(row_of)}
    return found - {()}


def is_hebrew(word: str) -> bool:
    run = RUN.fullmatch(word)
    return bool(run and run["triples"])


def trimmed(word: str) -> Terms:
    """A folded Hebrew word without particles and ending, as far as three letters remain."""
    return grams(ENDINGS.sub("", PARTICLES.sub("", word)), 3)


def beginning(chunk: str) -> Terms:
    """The terms of words that may go on: as they are written, not stemmed.

    Empty where a word is no single term: there its beginning finds it anyway.
    """
    folded = tuple(term for word in words(chunk) for term in fold_terms(word))
    has_grams = any(run["pairs"] or run["triples"] for run in RUN.finditer(chunk))
    return () if has_grams else folded
