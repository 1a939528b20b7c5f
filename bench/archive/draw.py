"""What is drawn for each article: a text, a title, a date, and what it is filed under."""

import random
from datetime import date, timedelta
from typing import NamedTuple

from articles.models import Article

from .bodies import Body
from .catalogue import Catalogue
from .words import Vocabulary, falling

TAGS_EACH, REMARKS = 5, 200
IN_SERIES, TRANSLATED, UNDATED, YEAR_ONLY = 0.05, 0.05, 0.02, 0.1  # parts of all articles
FIRST_DAY, DAYS = date(1900, 1, 1), 45_000


class Work(NamedTuple):
    """An article that has no row yet, and the keys of its authors and tags."""

    article: Article
    body: Body
    authors: list[int]
    tags: list[int]


class Draw:
    """Draws one article after the other."""

    def __init__(self, chance: random.Random, catalogue: Catalogue, texts: list[Body]) -> None:
        self.chance, self.catalogue, self.texts = chance, catalogue, texts
        self.words = {language: Vocabulary(language, chance) for language in _languages(texts)}
        self.tag_weights = falling(len(catalogue.tags), 5)
        self.parts = [0] * len(catalogue.series)
        self.originals: list[Article] = []  # with rows, and without a translation
        self.remarks = {
            language: [words.sentences(chance.randint(20, 80)) for _ in range(REMARKS)]
            for language, words in self.words.items()
        }

    def work(self, number: int) -> Work:
        body = self.chance.choice(self.texts)
        article = Article(
            title=f"{self.words[body.language].phrase(5)} {number}",
            standfirst=body.standfirst,
            language=body.language,
            body=body.html,
            printed_date=self.printed_date(),
            section=self.chance.choice(self.catalogue.sections),
        )
        article.fill_derived()
        if self.chance.random() < IN_SERIES:
            self.file_in_series(article)
        if self.originals and self.chance.random() < TRANSLATED:
            article.translation_of = self.originals.pop()
        authors = self.chance.sample(self.catalogue.authors, self.chance.choice((1, 1, 2)))
        return Work(article, body, [author.pk for author in authors], self.tags())

    def printed_date(self) -> str:
        """A day, for some articles but a year, for a few nothing."""
        kind, day = self.chance.random(), FIRST_DAY + timedelta(self.chance.randrange(DAYS))
        if kind < UNDATED:
            return ""
        return str(day.year) if kind < UNDATED + YEAR_ONLY else day.isoformat()

    def file_in_series(self, article: Article) -> None:
        place = self.chance.randrange(len(self.parts))
        self.parts[place] += 1
        article.series = self.catalogue.series[place]
        article.series_position = self.parts[place]

    def tags(self) -> list[int]:
        """Different ones, of which a few are met often and most seldom."""
        drawn: dict[int, None] = {}
        while len(drawn) < TAGS_EACH:
            (tag,) = self.chance.choices(self.catalogue.tags, cum_weights=self.tag_weights)
            drawn[tag.pk] = None
        return list(drawn)

    def remark(self, language: str) -> str:
        """What a reader has to say."""
        return self.chance.choice(self.remarks[language])


def _languages(texts: list[Body]) -> list[str]:
    return list(dict.fromkeys(text.language for text in texts))
