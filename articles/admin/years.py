"""The way to a year, from decades down to months, without reading the articles in between."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from articles.models import Article
from articles.models.distinct import distinct
from articles.publishing import rights

YEAR, MONTH = "printed_from__year", "printed_from__month"
FROM, BEFORE, UNDATED = "printed_from__gte", "printed_from__lt", "printed_from__isnull"
ALL = (YEAR, MONTH, FROM, BEFORE, UNDATED)
DAY = re.compile(r"[0-9]{3}[1-9]-01-01|[0-9]{2}[1-9]0-01-01|[0-9][1-9]00-01-01|[1-9]000-01-01")
FEW = 12  # years that are shown at once


class Choice(NamedTuple):
    title: str
    query: dict[str, str]
    """What the address of the list says of dates."""
    is_chosen: bool = False


class Years(NamedTuple):
    """Where the list is, and where it can go from there."""

    back: Choice | None
    choices: list[Choice]


def years(params: dict[str, str], user: User) -> Years:
    """From what the address says of dates; nonsense there is as if nothing stood there."""
    year, decade = number(params.get(YEAR)), decade_of(params.get(FROM))
    month = number(params.get(MONTH))
    every = Choice(_("All years"), {})
    if year:
        return Years(within(year) or every, [*months(year, month)])
    if decade is not None:
        return Years(every, [one(row) for row in known(user) if row // 10 * 10 == decade])
    if UNDATED in params:
        return Years(every, [Choice(_("undated"), {UNDATED: "True"}, is_chosen=True)])
    return Years(None, [*first_step(known(user)), Choice(_("undated"), {UNDATED: "True"})])


def first_step(found: list[int]) -> Iterator[Choice]:
    """Years, or decades of too many."""
    if len(found) <= FEW:
        yield from map(one, found)
    else:
        yield from map(decade_choice, sorted({year // 10 * 10 for year in found}))


def within(year: int) -> Choice | None:
    return decade_choice(year // 10 * 10) if year >= 10 else None


def one(year: int) -> Choice:
    return Choice(str(year), {YEAR: str(year)})


def decade_choice(first: int) -> Choice:
    query = {FROM: f"{max(first, 1):04}-01-01", BEFORE: f"{first + 10:04}-01-01"}
    return Choice(_("%(year)ss") % {"year": first}, query)


def months(year: int, chosen: int | None) -> Iterable[Choice]:
    for month in range(1, 13):
        name = date_format(date(year, month, 1), "F")
        yield Choice(name, {YEAR: str(year), MONTH: str(month)}, is_chosen=month == chosen)


def known(user: User) -> list[int]:
    """The years of what the person sees; of everything, where that is quicker known."""
    if rights.sees_all(user):
        return distinct(Article, "filed_year")
    seen = rights.visible_to(user).filter(filed_year__isnull=False).order_by("filed_year")
    return list(seen.values_list("filed_year", flat=True).distinct())


def number(value: str | None) -> int | None:
    if value and value.isascii() and value.isdecimal() and len(value) <= 4:
        return int(value) or None
    return None


def decade_of(value: str | None) -> int | None:
    """Of the day that a decade begins with."""
    found = number((value or "")[:4])
    return found // 10 * 10 if found else None


def address(choice: Choice) -> dict[str, Any]:
    """The same as changes of the address of the list: other dates are dropped."""
    return {**dict.fromkeys(ALL), **choice.query}


def sensible(params: dict[str, list[str]]) -> dict[str, list[str]]:
    """What an address says of dates, without what is none."""
    return {name: values for name, values in params.items() if is_sensible(name, values[-1])}


def is_sensible(name: str, value: str) -> bool:
    match name:
        case "printed_from__year":
            return number(value) is not None
        case "printed_from__month":
            return number(value) in range(1, 13)
        case "printed_from__gte" | "printed_from__lt":
            return DAY.fullmatch(value) is not None
    return True
