"""How an article is cited: what a catalogue says of it, and the line that people copy."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from html import escape
from typing import NamedTuple

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from articles.models import Author
from articles.text.language import direction

from .rows import PERSONS, Credit, Link, Page, undated

# The copies that reference managers read: name and suffix. articles.exporting makes them.
REFERENCES = (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "csl.json"))

ENDS = (".", "!", "?", "…", "؟", "。", "！", "？", "۔")
ARABIC_COMMA = frozenset({"ar", "ckb", "fa", "ps", "sd", "ug", "ur"})


class Name(NamedTuple):
    """Who took part, as a catalogue files them."""

    name: str
    sort_name: str
    kind: str
    role: str
    role_name: str
    address: str

    @property
    def is_person(self) -> bool:
        return self.kind in PERSONS

    @property
    def divided(self) -> tuple[str, str]:
        """Family name and given name; ("", "") where the name is to be left whole.

        The editors divide a name by writing a comma into the sort name. Where they have not, the
        real name of a person in two words of a European script is divided as every reference
        manager would: a wrong guess at anything else does more harm than a whole name.
        """
        if not self.is_person:
            return "", ""
        family, comma, given = self.sort_name.partition(",")
        if comma and given.strip():
            return family.strip(), given.strip()
        words = self.name.split()
        if self.kind == Author.Kind.PERSON and len(words) == 2 and self.name[-1] < "\u0530":
            return words[1], words[0]
        return "", ""


class Record(NamedTuple):
    """An edition in a catalogue: all that a reference manager has a field for, as plain values."""

    article_id: int
    title: str
    abstract: str
    language: str
    names: Sequence[Name]
    address: str
    """Where its page stands now, whole."""
    permanent: str
    """The address to cite, whole."""
    printed: str
    """The printed date in words; "" where unknown."""
    printed_date: str
    """The same as EDTF."""
    printed_from: date | None
    printed_to: date | None
    machine_date: str
    """The printed day, month or year in ISO 8601; "" where it is not that exact."""
    online_at: datetime
    changed_at: datetime
    periodical: str = ""
    number: str = ""
    """Of the periodical."""
    series: str = ""
    section: str = ""
    tags: Sequence[str] = ()
    original: int = 0
    """The article that it translates, or itself."""
    cited: Sequence[str] = ()
    """The web addresses that it cites."""

    @property
    def authors(self) -> list[Name]:
        return [name for name in self.names if name.role == "author"]

    @property
    def others(self) -> list[Name]:
        return [name for name in self.names if name.role != "author"]

    @property
    def issued(self) -> str:
        """The printed day, month or year, else the year that the archive files it under, else the
        day when it was first to be read here."""
        if self.machine_date:
            return self.machine_date
        if self.printed_from:
            return f"{self.printed_from.year:04}"
        return self.online_at.date().isoformat()


class Citation(NamedTuple):
    """A citation to copy, and the files for reference managers."""

    html: SafeString
    """The whole of it, each name isolated, so that scripts of both directions can stand in it."""
    language: str
    direction: str
    files: list[Link]


def record(page: Page) -> Record:
    """What a catalogue says of the article of a page."""
    card = page.card
    return Record(
        article_id=card.article_id,
        title=card.title,
        abstract=page.standfirst or card.excerpt,
        language=card.language,
        names=[name_of(credit) for credit in card.credits],
        address=settings.SITE_URL + card.address,
        permanent=settings.SITE_URL + page.short_address,
        printed=card.printed,
        printed_date=page.printed_date,
        printed_from=card.printed_from,
        printed_to=card.printed_to,
        machine_date=card.machine_date,
        online_at=page.online_at,
        changed_at=page.visible_from,
        periodical=page.periodical,
        number=page.issue_number,
        series=page.series.name if page.series else "",
        section=page.section.name if page.section else "",
        tags=[tag.name for tag in page.tags],
        original=page.original_id,
        cited=page.cited_urls,
    )


def name_of(credit: Credit) -> Name:
    return Name(
        name=credit.name,
        sort_name=credit.sort_name,
        kind=credit.kind,
        role=credit.role,
        role_name="" if credit.is_author else credit.role_name,
        address=settings.SITE_URL + credit.address,
    )


def copy_path(article: str, suffix: str) -> str:
    """The path of a copy of the article whose page has the path ``article``."""
    return f"{article.removesuffix('/')}.{suffix}"


def cite(page: Page, entry: Record) -> Citation:
    """The citation of a page's article, in the words of its language."""
    text = "".join(sentences(entry, name=isolated, work=cited))
    address = escape(entry.permanent)
    return Citation(
        html=mark_safe(f'{text} <a href="{address}" dir="ltr">{address}</a>'),
        language=entry.language,
        direction=direction(entry.language),
        files=[Link(name, copy_path(page.card.address, suffix)) for name, suffix in REFERENCES],
    )


def plain(entry: Record) -> str:
    """The citation as plain text.

    Where the text runs from right to left the address has a line of its own: at the end of another
    its last slash would jump to the wrong side.
    """
    gap = "\n" if direction(entry.language) == "rtl" else " "
    return "".join(sentences(entry, name=str, work=str)) + gap + entry.permanent


Written = Callable[[str], str]


def sentences(entry: Record, *, name: Written, work: Written) -> list[str]:
    """Authors: Title. Others (what they did). Periodical number, date. Site.

    ``name`` and ``work`` write names and titles; all else is ours and needs no escaping.
    """
    comma = "، " if entry.language.partition("-")[0] in ARABIC_COMMA else ", "
    authors = comma.join(name(author.name) for author in entry.authors)
    others = comma.join(
        f"{name(other.name)} {name(f'({other.role_name})')}" for other in entry.others
    )
    source = [work(entry.periodical)] if entry.periodical else []
    source += [f" {name(entry.number)}"] if source and entry.number else []
    when = entry.printed or undated()
    return [
        f"{authors}: " if authors else "",
        f"{work(entry.title)}{stop(entry.title)} ",
        f"{others}. " if others else "",
        *source,
        comma if source else "",
        f"{name(when)}{stop(when)} ",
        f"{name(settings.SITE_NAME)}{stop(settings.SITE_NAME)}",
    ]


def stop(text: str) -> str:
    return "" if text.endswith(ENDS) else "."


def isolated(text: str) -> str:
    return f"<bdi>{escape(text)}</bdi>"


def cited(text: str) -> str:
    return f"<cite><bdi>{escape(text)}</bdi></cite>"
