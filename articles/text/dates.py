"""Printed dates as EDTF: what days they may mean, and how they read in words.

The part of EDTF (ISO 8601-2) that an archive needs: a day, a month, a year, a season (21 to 24,
northern hemisphere), a decade `192X`, a century `19XX`, each of them `?` uncertain, `~`
approximate or `%` both, and an interval of two such dates, `1926/1928-05~`.
"""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton

from articles.text.date_words import DATE_WORDS, date_words

_SHAPE = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")
SPRING, WINTER = 21, 24


@dataclass(frozen=True)
class _Part:
    """One date of EDTF; a month of 21 to 24 is a season, 0 stands for what isn't given."""

    year: str
    month: int
    day: int
    qualifier: str

    @property
    def is_season(self) -> bool:
        return self.month >= SPRING

    @property
    def first(self) -> date:
        year = int(self.year.replace("X", "0")) or 1  # the first century begins with year 1
        month = 3 * (self.month - SPRING) + 3 if self.is_season else self.month
        return date(year, month or 1, self.day or 1)

    @property
    def last(self) -> date:
        year = int(self.year.replace("X", "9"))
        if self.month == WINTER:  # it ends in February of the next year
            return date.max if year == date.max.year else _month_end(year + 1, 2)
        if self.is_season:
            return _month_end(year, 3 * (self.month - SPRING) + 5)
        return date(year, self.month, self.day) if self.day else _month_end(year, self.month or 12)


def interval(edtf: str) -> tuple[date, date]:
    """The first and the last day that the date may mean; ValueError says what is wrong with it."""
    parts = _parse(edtf)
    first, last = parts[0].first, parts[-1].last
    if len(parts) == 2 and parts[0].first > parts[1].first:
        raise ValueError(f"The interval “{edtf}” ends before it begins.")
    return first, last


@lru_cache(maxsize=4096)  # lists of articles and comments name the same days again and again
def label(edtf: str, language: str) -> str:
    """The date as people write it in this language: “6 December 2021”, “Spring 1926”, “c. 1890”."""
    parts = _parse(edtf)
    locale = _locale(language)
    dash = " – " if any(part.month or part.qualifier for part in parts) else "–"
    return dash.join(_part_label(part, locale) for part in parts)


def _parse(edtf: str) -> list[_Part]:
    texts = edtf.split("/")
    if not edtf or len(texts) > 2:
        raise ValueError(f"“{edtf}” is no date; write it like 2021-12-06, 2021-12, 1926 or 1926~.")
    return [_parse_part(text) for text in texts]


def _parse_part(text: str) -> _Part:
    match = _SHAPE.fullmatch(text)
    if not match:
        raise ValueError(f"“{text}” is no date; write it like 2021-12-06, 2021-12, 1926 or 1926~.")
    year, month, day, qualifier = match[1], int(match[2] or 0), int(match[3] or 0), match[4]
    if year == "0000":
        raise ValueError(f"“{text}”: there was no year 0.")
    if match[2] and (not 1 <= month <= WINTER or 12 < month < SPRING):
        raise ValueError(f"“{text}”: there is no month {match[2]}.")
    if match[2] and "X" in year:
        raise ValueError(f"“{text}”: a month needs a whole year before it.")
    if match[3] and (month >= SPRING or not 1 <= day <= monthrange(int(year), month)[1]):
        raise ValueError(f"“{text}”: there is no such day.")
    return _Part(year, month, day, qualifier)


def _month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _locale(language: str) -> Locale:
    if language.lower() in ("", "en"):
        return Locale("en", "GB")
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        primary = language.partition("-")[0].lower()
        return Locale(primary) if primary in DATE_WORDS else Locale("en", "GB")


def _part_label(part: _Part, locale: Locale) -> str:
    text = _plain_label(part, locale)
    if part.qualifier in ("~", "%"):
        text = f"{date_words(locale.language).circa[0]} {text}"
    if part.qualifier in ("?", "%"):
        text += "؟" if locale.language in ("ar", "fa") else "?"
    return text


def _plain_label(part: _Part, locale: Locale) -> str:
    words = date_words(locale.language)
    if part.year.endswith("XX"):
        return f"{part.year[:2]}00–{part.year[:2]}99"
    if "X" in part.year:
        return words.decade.format(part.year[:3] + "0", part.year[:3] + "9")
    if part.is_season:
        return f"{words.seasons[part.month - SPRING][0]}{words.of}{int(part.year)}"
    if part.day:
        return format_date(part.first, "long", locale=locale)
    if part.month:
        return format_skeleton("yMMMM", part.first, locale=locale)
    return str(int(part.year))
