"""A few hundred distinct texts of about 1,200 words with nine notes, made ready by the engine."""

import random
from collections.abc import Iterator
from typing import Any, NamedTuple

from articles.models import Article
from articles.publishing.freeze import written
from articles.text.clean import clean

from .words import Vocabulary

NOTES, PARAGRAPHS, HEADINGS = 9, 14, 3
HALF = 31  # words of half a paragraph, to the end of the sentence: some 1,200 in all
DISTINCT = {"en": 150, "de": 50, "es": 40, "ar": 30, "he": 20, "ru": 10}


class Body(NamedTuple):
    """A text, and all that publication makes of it, which does not depend on the article."""

    language: str
    standfirst: str
    html: str
    written: dict[str, Any]


def bodies(chance: random.Random) -> Iterator[Body]:
    """The distinct texts, through the same cleaning and rendering as every other text."""
    for language, number in DISTINCT.items():
        words = Vocabulary(language, chance)
        for _ in range(number):
            html = clean(_text(words, chance))
            standfirst = words.sentences(25)
            # A rendering reads no row of the article, so that one without a row will do.
            draft = Article(title="", standfirst=standfirst, language=language, body=html)
            yield Body(language, standfirst, html, written(draft))


def _text(words: Vocabulary, chance: random.Random) -> str:
    with_note = set(chance.sample(range(PARAGRAPHS), NOTES))
    with_heading = set(range(3, PARAGRAPHS, PARAGRAPHS // HEADINGS))
    parts = []
    for number in range(PARAGRAPHS):
        if number in with_heading:
            parts.append(f"<h2>{words.phrase(4)}</h2>")
        note = _note(words, chance) if number in with_note else ""
        said = f"{words.sentences(HALF)}{note} <em>{words.phrase(3)}</em> {words.sentences(HALF)}"
        parts.append(f"<p>{said}</p>")
    return "".join(parts)


def _note(words: Vocabulary, chance: random.Random) -> str:
    address = f"https://example.org/{chance.randrange(10**6)}"
    cited = f'<a href="{address}">{address.removeprefix("https://")}</a>'
    return f'<span class="footnote">{words.sentence()} {cited}</span>'
