"""Find the dates printed in a line: `06.12.2021`, `December 6th, 2021`, `٦ ديسمبر ٢٠٢١`, “c. 1890”.

Meant for bylines and other short lines, not for running text.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from articles.text.date_words import (
    DATE_WORDS,
    fold_name,
    month_numbers,
    season_numbers,
    weekday_names,
)

AMBIGUOUS = "ambiguous"  # 6/12/2021: the order of day and month was not evident
IMPOSSIBLE = "impossible"  # 31.02.2021: no such day
NO_CENTURY = "no-century"  # 6.12.21


@dataclass(frozen=True)
class PrintedDate:
    """`edtf` is empty where `problem` is IMPOSSIBLE or NO_CENTURY."""

    edtf: str
    label: str  # letter for letter as printed
    start: int
    end: int
    problem: str = ""
    year_only: bool = False


Understood = tuple[str, str] | None  # (edtf, problem); None: no date after all
_Understand = Callable[[re.Match[str]], Understood]

_ORDINAL = r"(?:st|nd|rd|th|er|º|ª|°|\.)?"
_OF = r"(?:\s+(?:of|de|del|dello|в|من)\s+|\s+d[’']|[\s.,/-]+)"
_YEAR = r"(?P<year>1[0-9]{3}|20[0-9]{2})(?![0-9])"
_DECADE = r"(?P<year>1[0-9]{2}0|20[0-9]0)"
_DAY = rf"(?P<day>[0-9]{{1,2}}){_ORDINAL}"
_DASH = r"\s*[-–—/]\s*"
_TIME = (
    r"(?:\s*(?:,|-|–|\||at|um|à|a las|alle|às|om|в|الساعة|בשעה)?\s*"
    r"(?:[01]?[0-9]|2[0-3])[:h.][0-5][0-9](?::[0-5][0-9])?(?:\s?(?:[ap]\.?m\b\.?|Uhr|h\b))?)?"
)


def find_dates(line: str, *, day_first: bool = True) -> list[PrintedDate]:
    """The dates in `line`, from left to right; `day_first` decides 6/12/2021."""
    ascii_line = _ascii_digits(line)
    found: list[PrintedDate] = []
    for pattern, understand in _ways(day_first=day_first):
        for match in pattern.finditer(ascii_line):
            start, end = match.span()
            understood = understand(match)
            if understood and not any(start < other.end and other.start < end for other in found):
                edtf, problem = understood
                year_only = understand is _year
                found.append(PrintedDate(edtf, line[start:end], start, end, problem, year_only))
    return sorted(found, key=lambda printed: printed.start)


def _ascii_digits(text: str) -> str:
    """Digits of any script as 0 to 9, every other character where it was."""
    return "".join(
        str(int(char)) if char.isdecimal() and not char.isascii() else char for char in text
    )


@cache
def _ways(*, day_first: bool) -> tuple[tuple[re.Pattern[str], _Understand], ...]:
    """The forms of a printed date, the fuller ones first; the year alone stands last."""
    circa = (
        rf"(?:(?P<circa>{_one_of({w for words in DATE_WORDS.values() for w in words.circa})})\s*)?"
    )
    month = _one_of(month_numbers())
    months = rf"[בו]?(?P<month>{month})\.?(?:{_DASH}(?P<month2>{month})\.?)?"
    weekday = rf"(?:(?:{_one_of(weekday_names())})\.?,?\s+)?"
    season = rf"(?P<season>{_one_of(season_numbers())})"
    year_month = r"(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<month>[0-9]{1,2})"
    numbers = r"(?P<one>[0-9]{1,2})(?P<sep>\s?[./-]\s?)(?P<two>[0-9]{1,2})(?P=sep)"
    day_of = rf"(?:(?P<day1>[0-9]{{1,2}}){_ORDINAL}{_DASH})?{_DAY}{_OF}?"
    years_of = r"(?:the|die|années|años|anni|anos|jaren)\s+"
    numeric = partial(_numeric, day_first=day_first)
    forms: tuple[tuple[str, _Understand], ...] = (
        (rf"{year_month}(?P=sep)(?P<day>[0-9]{{1,2}})(?:T[0-9:.Z+]+)?(?![0-9-])", _iso),
        (rf"{weekday}{numbers}(?P<year>[0-9]{{4}}|[0-9]{{2}})(?![0-9]){_TIME}", numeric),
        (rf"{weekday}{day_of}{months}{_OF}{_YEAR}{_TIME}", _named_day),
        (rf"{weekday}{months}\s+{_DAY},?\s+{_YEAR}{_TIME}", _named_day),
        (rf"{circa}{months}{_OF}{_YEAR}(?P<doubt>\?)?", _named_month),
        (r"(?P<year>[12][0-9]{3})-(?P<month>0[1-9]|1[0-2])(?![0-9-])", _iso_month),
        (rf"{circa}{season}{_OF}{_YEAR}", _season),
        (rf"{circa}{_YEAR}\s?[-–]\s?(?P<year2>[12][0-9]{{3}}|[0-9]{{2}})(?![0-9])", _years),
        (rf"{years_of}{_DECADE}(?:s|er)?(?:\s+Jahre)?(?![0-9])", _decade),
        (rf"{_DECADE}(?:s|er\s+Jahre)", _decade),
        (rf"{circa}{_YEAR}(?P<doubt>\?)?", _year),
    )
    return tuple(
        (re.compile(rf"(?<![\w.,/:-])(?:{form})(?!\w)", re.IGNORECASE), understand)
        for form, understand in forms
    )


def _one_of(names: Iterable[str]) -> str:
    """A pattern for any of these names, the longest first, with or without hamza on alef."""
    spaced = (re.escape(name).replace(r"\ ", r"\s+") for name in sorted(names, key=len)[::-1])
    return "|".join(name.replace("ا", "[اأإآ]") for name in spaced)


def _edtf(year: str, month: int = 0, day: int = 0) -> str:
    """EDTF of a day, month or year; empty if the calendar has none such."""
    try:
        date(int(year), month or 1, day or 1)
    except ValueError:
        return ""
    return "-".join([year, *(f"{number:02}" for number in (month, day) if number)])


def _iso(match: re.Match[str]) -> Understood:
    edtf = _edtf(match["year"], int(match["month"]), int(match["day"]))
    return (edtf, "") if edtf else ("", IMPOSSIBLE)


def _iso_month(match: re.Match[str]) -> Understood:
    """1905-06 is a month, or two years."""
    two_years = int(match["month"]) > int(match["year"][2:])
    return f"{match['year']}-{match['month']}", AMBIGUOUS if two_years else ""


def _numeric(match: re.Match[str], *, day_first: bool) -> Understood:
    one, two, year = int(match["one"]), int(match["two"]), match["year"]
    if len(year) == 2:
        return "", NO_CENTURY
    dotted = match["sep"].strip() == "."  # only people who put the day first write dots
    open_question = not dotted and one <= 12 and two <= 12 and one != two
    day_leads = dotted or day_first
    orders = [(two, one), (one, two)] if day_leads else [(one, two), (two, one)]
    edtf = next(filter(None, (_edtf(year, month, day) for month, day in orders)), "")
    return (edtf, AMBIGUOUS if open_question else "") if edtf else ("", IMPOSSIBLE)


def _months(match: re.Match[str]) -> tuple[int, int]:
    """The first and the last month named; Arabic often names one month twice, آذار/مارس."""
    first = month_numbers()[fold_name(match["month"])]
    return first, month_numbers()[fold_name(match["month2"])] if match["month2"] else first


def _named_day(match: re.Match[str]) -> Understood:
    first, last = _months(match)
    if first != last:
        return None
    day1 = match.groupdict().get("day1")
    end = _edtf(match["year"], last, int(match["day"]))
    start = _edtf(match["year"], first, int(day1)) if day1 else end
    if not (start and end) or start > end:
        return "", IMPOSSIBLE
    return (end if start == end else f"{start}/{end}"), ""


def _named_month(match: re.Match[str]) -> Understood:
    first, last = _months(match)
    start, end = _edtf(match["year"], first), _edtf(match["year"], last)
    if first < last:
        return f"{start}/{end}", ""
    return (start + _qualifier(match), "") if first == last else None


def _season(match: re.Match[str]) -> Understood:
    number = season_numbers()[match["season"].casefold()]
    return f"{match['year']}-{number}{_qualifier(match)}", ""


def _years(match: re.Match[str]) -> Understood:
    start, end = match["year"], match["year2"]
    end = start[:2] + end if len(end) == 2 else end
    return (f"{start}/{end}", "") if start < end else None


def _decade(match: re.Match[str]) -> Understood:
    return match["year"][:3] + "X", ""


def _year(match: re.Match[str]) -> Understood:
    return match["year"] + _qualifier(match), ""


def _qualifier(match: re.Match[str]) -> str:
    circa, doubt = match["circa"], match.groupdict().get("doubt")
    return "%" if circa and doubt else "~" if circa else "?" if doubt else ""
