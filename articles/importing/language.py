"""In which language is a text? By its script first, then by its letters (py3langid's model)."""

import unicodedata
from collections import Counter
from functools import cache
from typing import NamedTuple

from py3langid import langid

from articles.importing.base import Finding, Level, Options
from articles.text.language import normalise_tag
from articles.text.urls import find_urls

LETTERS_LOOKED_AT = 20_000
LETTERS_NEEDED = 40  # below that a guess by letters is no better than a bet
SURE = 0.9

# The languages tried where a script has several; the model knows more, and mixes them up.
BY_SCRIPT = {
    "ARABIC": ("ar", "fa", "ur", "ps", "ug"),
    "HEBREW": ("he",),
    "CYRILLIC": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"),
    "GREEK": ("el",),
    "LATIN": (
        *("en", "de", "fr", "es", "it", "pt", "nl", "ca", "gl", "eu", "ro", "sv", "da", "no"),
        *("fi", "is", "pl", "cs", "sk", "sl", "hr", "hu", "et", "lv", "lt", "sq", "tr", "id"),
        *("ms", "vi", "sw", "ga", "cy", "eo", "az", "la"),
    ),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "BENGALI": ("bn", "as"),
    "ARMENIAN": ("hy",),
    "GEORGIAN": ("ka",),
    "HANGUL": ("ko",),
    "HIRAGANA": ("ja",),
    "CJK": ("zh", "ja"),
}


class Guess(NamedTuple):
    language: str  # empty where nothing speaks for any
    sure: bool


def guess_language(text: str) -> Guess:
    """The language of most of the text; what stands in addresses doesn't count."""
    sample = _without_urls(text[:LETTERS_LOOKED_AT])
    script, letters = _main_script(sample)
    candidates = BY_SCRIPT.get(script, ())
    if not candidates:
        return Guess("", sure=False)
    if len(candidates) == 1:
        return Guess(candidates[0], sure=letters > 1)
    if letters < LETTERS_NEEDED:
        return Guess("", sure=False)
    probabilities = {tag: p for tag, p in rank(sample) if tag in candidates}
    best = max(probabilities, key=probabilities.__getitem__)
    return Guess(best, sure=probabilities[best] >= SURE * sum(probabilities.values()))


def rank(text: str) -> list[tuple[str, float]]:
    """All languages that the model knows with their probabilities, the likeliest first."""
    return [(str(tag), float(probability)) for tag, probability in _identifier().rank(text)]


@cache
def _identifier() -> langid.LanguageIdentifier:
    return langid.LanguageIdentifier.from_model_file(langid.MODEL_FILE, norm_probs=True)


def _without_urls(text: str) -> str:
    parts, position = [], 0
    for start, end, _url in find_urls(text):
        parts.append(text[position:start])
        position = end
    return " ".join([*parts, text[position:]])


def _main_script(text: str) -> tuple[str, int]:
    """The script of most letters, as Unicode names them, and how many letters those are."""
    scripts: Counter[str] = Counter()
    for char, count in Counter(filter(str.isalpha, text)).items():
        scripts[unicodedata.name(char, "?").split(" ")[0]] += count
    return scripts.most_common(1)[0] if scripts else ("", 0)


def settle_language(
    text: str, options: Options, *, declared: str = "", is_certain: bool = False
) -> tuple[str, list[Finding]]:
    """The language of a text and what is to be said of it.

    What a person chose counts most, then what the source declares, if the letters don't speak
    against it: programs write the language of their own menus. ``is_certain``: a person wrote it.
    """
    if options.language:
        return options.language, []
    said = _tag(declared)
    guess = guess_language(text)
    if said and (is_certain or not guess.sure or primary(said) == primary(guess.language)):
        return said, [Finding(Level.FOUND, "language", f"Language: {said}")]
    if said:
        message = f"The file says its language is {said}; its letters say {guess.language}."
        return guess.language, [Finding(Level.UNSURE, "language", message)]
    return _guessed(guess)


def _guessed(guess: Guess) -> tuple[str, list[Finding]]:
    if not guess.language:
        message = "The language could not be told; choose it."
        return "", [Finding(Level.UNSURE, "language", message)]
    if not guess.sure:
        message = f"The language is perhaps {guess.language}; check it."
        return guess.language, [Finding(Level.UNSURE, "language", message)]
    return guess.language, [Finding(Level.FOUND, "language", f"Language: {guess.language}")]


def primary(tag: str) -> str:
    return tag.partition("-")[0].lower()


def _tag(declared: str) -> str:
    try:
        return normalise_tag(declared.strip().replace("_", "-")) if declared.strip() else ""
    except ValueError:
        return ""
