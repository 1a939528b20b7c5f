"""What pages are made of: plain values that templates only print, read without models.

A model instance costs as much as the query that fills it; a named tuple costs nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from django.utils.translation import gettext

from articles import addresses
from articles.models import Author, Role
from articles.text import language as languages

PERSONS = {Author.Kind.PERSON, Author.Kind.PSEUDONYM}


class Credit(NamedTuple):
    """An author's part in an edition, in the order of the byline."""

    position: int
    name: str
    slug: str
    kind: str
    role: str
    affiliation: str
    sort_name: str = ""

    @property
    def address(self) -> str:
        return addresses.author(self.slug)

    @property
    def is_author(self) -> bool:
        return self.role == Role.AUTHOR

    @property
    def is_person(self) -> bool:
        return self.kind in PERSONS

    @property
    def role_name(self) -> str:
        """The role in words of the interface."""
        return str(Role(self.role).label)


class Link(NamedTuple):
    """Something with a page of its own: a section, a tag, a series."""

    name: str
    address: str


class Card(NamedTuple):
    """A published article as a line in a list shows it."""

    edition_id: int
    article_id: int
    year: int | None
    slug: str
    title: str
    language: str
    excerpt: str
    printed: str
    """The printed date as printed or in words of the article's language; "" where unknown."""
    printed_from: date | None
    printed_to: date | None
    sort_date: date
    series_position: int | None
    word_count: int
    footnote_count: int
    credits: tuple[Credit, ...]

    @property
    def address(self) -> str:
        return addresses.article(self.year, self.slug)

    @property
    def direction(self) -> str:
        return languages.direction(self.language)

    @property
    def language_name(self) -> str:
        """The language's own name for itself."""
        return languages.language_name(self.language, self.language)

    @property
    def authors(self) -> list[Credit]:
        return [credit for credit in self.credits if credit.is_author]

    @property
    def machine_date(self) -> str:
        """The printed day, month or year in ISO 8601, as exact as it is known; else ""."""
        return machine_date(self.printed_from, self.printed_to)


class Line(NamedTuple):
    """A published article as a line in a list."""

    edition_id: int
    article_id: int
    year: int | None
    sort_date: date
    series_position: int | None
    parts: Sequence[str]
    """Of its HTML: language, link, facts, excerpt. A list puts these together, as it shows more of
    an article or less."""


class Correction(NamedTuple):
    """A public note on what a later edition changed, and why."""

    number: int
    moment: datetime
    text: str


class Cut(NamedTuple):
    """A picture cut to the shape that other sites show beside a link."""

    src: str
    width: int
    height: int


class Picture(NamedTuple):
    """A picture with all its sizes as HTML, and the words that belong to it."""

    html: str
    src: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    licence: str
    cut: Cut | None = None
    copies: int = 0
    """In how many other sizes and formats it is there."""


@dataclass(slots=True)
class Page:
    """An edition with all that its page shows beside the text."""

    card: Card
    number: int
    standfirst: str
    html: str
    notes: str
    outline: list[dict[str, object]]
    printed_date: str
    """In EDTF; ``card.printed`` has it in words."""
    online_at: datetime
    visible_from: datetime
    visible_until: datetime | None
    comments_open: bool
    original_id: int = 0
    """The article itself, or the one that it translates."""
    cited_urls: list[str] = field(default_factory=list)
    """The addresses that its notes and text cite."""
    section: Link | None = None
    series: Link | None = None
    issue: Link | None = None
    """The number of a periodical; its address is that of the periodical."""
    periodical: str = ""
    issue_number: str = ""
    picture: Picture | None = None
    social_picture: Picture | None = None
    """What other sites show beside a link, where that is not the lead picture."""
    tags: list[Link] = field(default_factory=list)
    corrections: list[Correction] = field(default_factory=list)
    """Newest first."""
    translations: list[Card] = field(default_factory=list)
    before: Card | None = None
    after: Card | None = None
    related: list[Line] = field(default_factory=list)

    @property
    def is_revised(self) -> bool:
        return self.number > 1

    @property
    def short_address(self) -> str:
        return addresses.short(self.card.article_id)


def machine_date(first: date | None, last: date | None) -> str:
    """The time between two days in ISO 8601, as a day, month or year; "" for a longer one."""
    if not (first and last) or first.year != last.year:
        return ""
    if first == last:
        return first.isoformat()
    return first.isoformat()[: 7 if first.month == last.month else 4]


def undated() -> str:
    return gettext("undated")
