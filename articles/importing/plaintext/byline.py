"""Understand a byline: who wrote, for whom, when. “Adam Smith and Eva Klein, ISL, 6 May 1926”."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from articles.importing.base import Credit
from articles.importing.plaintext.names import MOST_WORDS, is_group, is_name
from articles.importing.plaintext.wording import PUBLISHED, ROLES
from articles.text.printed_dates import PrintedDate, find_dates

LONGEST = 250
MOST_WORDS_OF_A_GROUP = 12
JOINTS = " ,،;|·•–—-\t"  # between the parts of a byline
SEPARATOR = re.compile(r"\s*[,،;|·•\t]\s*|\s+[–—/-]\s+")
AND = re.compile(
    r"\s+(?:and|und|y|e|et|en|og|и|ve|και|&|\+|و|with|mit|avec|con)\s+|\s+و(?=\w)|\s+ו[־-]?(?=\w)"
)
BEFORE_DATE = re.compile(r"(?:(?:^|\s)(?:on|am|vom|le|du|el|del|em|il|op|في|ב))?\s*\(?\s*$")
IN_BRACKETS = re.compile(r"(?P<name>[^()]+?)\s+\((?P<affiliation>[^()]+)\)")


@dataclass(frozen=True)
class Byline:
    credits: tuple[Credit, ...] = ()
    date: PrintedDate | None = None
    prefixed: bool = False  # it begins with “By”, “Translated by”, “Published on”
    place: str = ""  # where it was written; it belongs to the date as printed

    @property
    def is_strong(self) -> bool:
        return self.prefixed or self.date is not None


def read_byline(line: str, *, day_first: bool = True) -> Byline | None:
    """None where the line is no byline, or not wholly understood."""
    if len(line) > LONGEST:
        return None
    role, rest = _without_prefix(line)
    dates = find_dates(rest, day_first=day_first)
    if len(dates) > 1:
        return None
    byline = Byline(prefixed=bool(role))
    set_apart = True
    if dates:
        set_apart = _is_set_apart(rest, dates[0])
        without = _without_date(rest, dates[0])
        if without is None or (dates[0].year_only and not set_apart):
            return None
        byline, rest = replace(byline, date=dates[0]), without
    rest = rest.strip(JOINTS)
    if not rest:
        return byline if byline.date else None
    if role == "date":
        return None
    return _with_people(byline, rest, role) or (
        _with_group_or_place(byline, rest, role) if set_apart else None
    )


@cache
def _prefixes() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (role, re.compile(rf"(?:{words})(?:\s*[::]\s*|\s+)(?=\S)", re.IGNORECASE))
        for role, words in (*ROLES.items(), ("date", PUBLISHED))
    )


def _without_prefix(line: str) -> tuple[str, str]:
    """The role that the first words give to the people, and the rest of the line."""
    matches = ((role, pattern.match(line)) for role, pattern in _prefixes())
    longest = max(((match.end(), role) for role, match in matches if match), default=(0, ""))
    return longest[1], line[longest[0] :]


def _is_set_apart(line: str, date: PrintedDate) -> bool:
    """By a comma or the like; not so in “the crisis of 1921”, “they met on 6 May 1926”."""
    before = line[: date.start].rstrip()
    return not before or before[-1] in JOINTS + "("


def _without_date(line: str, date: PrintedDate) -> str | None:
    """The rest of the line; None where the date stands in a sentence that goes on."""
    before, after = line[: date.start], line[date.end :].lstrip(" )")
    before = BEFORE_DATE.sub("", before)
    if after and after[0].isalnum():
        return None
    return f"{before.rstrip(' ,،')}, {after.lstrip(' ,،.')}" if after else before


def _with_people(byline: Byline, text: str, role: str) -> Byline | None:
    names, affiliation = _people(text, single_names=bool(role))
    if not names:
        return None
    credits_ = tuple(Credit(name, role or "author", own or affiliation) for name, own in names)
    return replace(byline, credits=credits_)


def _with_group_or_place(byline: Byline, text: str, role: str) -> Byline | None:
    dated = byline.date is not None and not byline.date.year_only
    group, _, rest = text.partition(",")
    may_be_group = is_group(group) and len(group.split()) <= MOST_WORDS_OF_A_GROUP
    if (role or dated) and may_be_group:
        credit = Credit(group.strip(), role or "author", rest.strip())
        return replace(byline, credits=(credit,))
    if dated and not role and len(text.split()) <= 2 and (text[0].isupper() or not text.isascii()):
        return replace(byline, place=text)
    return None


def _people(text: str, *, single_names: bool) -> tuple[list[tuple[str, str]], str]:
    """([(name, affiliation in brackets behind it)], affiliation of all)."""
    names: list[tuple[str, str]] = []
    for start, end in _segments(text):
        found = _names(text[start:end], single_names=single_names)
        if not found:
            return names, text[start:].strip(JOINTS)
        names += found
    return names, ""


def _segments(text: str) -> Iterable[tuple[int, int]]:
    """The parts between commas and the like; not within brackets."""
    start = 0
    for match in SEPARATOR.finditer(text):
        before = text[: match.start()]
        if before.count("(") <= before.count(")"):
            yield start, match.start()
            start = match.end()
    yield start, len(text)


def _names(segment: str, *, single_names: bool) -> list[tuple[str, str]]:
    """The names in a part of the byline; none where it is not all names.

    “Ada Brandt and the Tenants' Union” are two authors; “, Tenants' Union” is an affiliation.
    """
    for first, *others in (AND.split(segment), [segment]):
        found = [_name(first, single_names=single_names)]
        beside = is_name(found[0][0])
        found += [_name(person, single_names=single_names, groups=beside) for person in others]
        if all(name for name, _affiliation in found):
            return found
    return []


def _name(person: str, *, single_names: bool, groups: bool = False) -> tuple[str, str]:
    bracketed = IN_BRACKETS.fullmatch(person.strip())
    name, affiliation = bracketed.groups() if bracketed else (person.strip(), "")
    is_short_group = groups and is_group(name) and len(name.split()) <= MOST_WORDS
    known = is_name(name, single=single_names) or is_short_group
    return (name, affiliation) if known else ("", "")
