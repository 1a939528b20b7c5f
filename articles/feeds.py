"""Feeds in full text with notes, for the site, an author, a tag, a section.

Atom 1.0: RFC 4287. JSON Feed 1.1: jsonfeed.org.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from json import dumps
from typing import Any, NamedTuple
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from articles import addresses
from articles.models import (
    Author,
    Edition,
    EditionContribution,
    EditionTag,
    Redirect,
    Section,
    Tag,
    Tally,
)
from articles.reading.cards import credits_of
from articles.reading.counted import total
from articles.reading.prepared import NOW, Param, Prepared
from articles.reading.rows import Credit
from articles.reading.sql import JSONRows
from articles.text.absolute import absolute
from articles.text.characters import without_controls
from articles.text.elements import IMAGE_PREFIX
from articles.text.footnotes import prefix_ids
from articles.text.language import direction

LENGTH = 30
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when an empty feed was updated


class Entry(NamedTuple):
    """An article as feeds tell it."""

    article_id: int
    year: int | None
    slug: str
    title: str
    language: str
    summary: str
    html: str
    notes: str
    online_at: datetime
    changed_at: datetime
    section: str | None
    image: str | None
    credits: list[Credit]
    tags: list[str]

    @property
    def permanent_address(self) -> str:
        """What identifies the article in every feed, whatever becomes of its title."""
        return settings.SITE_URL + addresses.short(self.article_id)

    @property
    def address(self) -> str:
        return settings.SITE_URL + addresses.article(self.year, self.slug)

    @property
    def full_text(self) -> str:
        """Text and notes, fit to share a page with other articles and to stand on another site.

        Links between marks and notes stay within the entry, and no two entries share an id.
        """
        html = prefix_ids(self.html + self.notes, f"a{self.article_id}-")
        inside = absolute(html, settings.SITE_URL)
        return f'<div lang="{self.language}" dir="{direction(self.language)}">{inside}</div>'

    @property
    def terms(self) -> list[str]:
        return list(dict.fromkeys(([self.section] if self.section else []) + self.tags))


FIELDS = (
    *("article_id", "filed_year", "slug", "title", "language", "excerpt", "html", "notes"),
    *("online_at", "visible_from", "section__name", "image__file", "credits", "tag_names"),
)


def newest(among: QuerySet | None = None, *, few: bool = False) -> Prepared:
    """Of the public editions those that were put online last, with all that an entry shows.

    ``among`` are the keys to choose from. Where they are ``few`` they are sorted. Otherwise the
    order is read from its index until there are enough: "+ 0" keeps SQLite from sorting them all.
    They are chosen before the texts are read.
    """

    def build() -> QuerySet:
        chosen: QuerySet = Edition.objects.public(NOW).recently_online_first()
        if among is not None and few:
            chosen = chosen.filter(pk__in=among)
        elif among is not None:
            chosen = chosen.alias(key=F("pk") + 0).filter(key__in=among)
        tags = EditionTag.objects.filter(edition=OuterRef("pk")).order_by().values("edition")
        names = Subquery(tags.annotate(all=JSONRows("tag__name")).values("all"))
        return (
            Edition.objects.filter(pk__in=chosen.values("pk")[:LENGTH])
            .annotate(credits=credits_of("pk"), tag_names=names)
            .recently_online_first()
            .values_list(*FIELDS)
        )

    return Prepared(build)


class Sized(NamedTuple):
    """The query of a place with few articles and that of one with many."""

    few: Prepared
    many: Prepared


def sized(among: QuerySet) -> Sized:
    return Sized(newest(among, few=True), newest(among))


# An author may stand in a byline twice, as author and as translator.
_of_site = newest()
OF = {
    Tally.Kind.AUTHOR: sized(
        EditionContribution.objects.filter(author=Param("key")).order_by().values("edition")
    ),
    Tally.Kind.TAG: sized(EditionTag.objects.filter(tag=Param("key")).values("edition")),
    Tally.Kind.SECTION: sized(Edition.objects.filter(section=Param("key")).order_by().values("pk")),
}
FEW = 300  # articles


def entries(query: Prepared, **key: int) -> list[Entry]:
    return [entry(*row) for row in query(**key)]


def entry(*row: Any) -> Entry:
    """From a row of ``newest``."""
    *fields, names, tags = row
    byline = sorted(Credit(*name) for name in names or ())
    terms = sorted((name for (name,) in tags or ()), key=str.lower)
    return Entry._make([*fields, byline, terms])


@dataclass(frozen=True)
class Channel:
    """What a feed is about: its title, the path of the page it follows, what is in it."""

    title: str
    path: str
    entries: list[Entry]

    @property
    def address(self) -> str:
        return settings.SITE_URL + self.path


def of_site() -> Channel:
    return Channel(settings.SITE_NAME, "/", entries(_of_site))


def of_author(slug: str) -> Channel:
    found = Author.objects.filter(slug=slug).values_list("pk", "name").first()
    return channel_of(found, addresses.author(slug), Tally.Kind.AUTHOR)


def of_tag(slug: str) -> Channel:
    found = Tag.objects.filter(slug=slug).values_list("pk", "name").first()
    return channel_of(found, addresses.tag(slug), Tally.Kind.TAG)


def of_section(slug: str) -> Channel:
    found = Section.objects.filter(slug=slug).values_list("pk", "name").first()
    return channel_of(found, addresses.section(slug), Tally.Kind.SECTION)


def channel_of(found: tuple[int, str] | None, path: str, kind: Tally.Kind) -> Channel:
    """The channel of an author, a tag, a section; a 404 when readers know of no article there."""
    if found is None:
        raise Http404
    query = OF[kind].few if total(kind, found[0]) <= FEW else OF[kind].many
    told = entries(query, key=found[0])
    if not told:
        raise Http404
    return Channel(f"{found[1]} · {settings.SITE_NAME}", path, told)


Opened = Callable[..., Channel]


def feed(request: HttpRequest, opened: Opened, **which: str) -> Channel | HttpResponse:
    """The channel, or the way to it: where the page has moved, its feeds have moved along."""
    try:
        return opened(**which)
    except Http404:
        page, _, name = request.path.rpartition("/")
        old = Redirect.objects.filter(path=f"{page}/", article=None).first()
        if old is None:
            raise
        # One slash and no more: "//host" would be another site.
        return redirect(f"/{old.target.strip('/')}/{name}", permanent=True)


class AtomFeed(Atom1Feed):
    """Django's Atom feed with what it lacks: full text, each entry's language, several authors."""

    def latest_post_date(self) -> datetime:
        dates: list[datetime] = [item["updateddate"] for item in self.items]
        return max(dates, default=NEVER)  # Django takes now: no two answers would be the same

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for credit in item["credits"]:
            role = "author" if credit.is_author else "contributor"
            handler.startElement(role, AttributesImpl({}))
            handler.addQuickElement("name", without_controls(credit.name))
            handler.addQuickElement("uri", settings.SITE_URL + credit.address)
            handler.endElement(role)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def atom(request: HttpRequest, channel: Opened, **which: str) -> HttpResponse:
    about = feed(request, channel, **which)
    if isinstance(about, HttpResponse):
        return about
    written = AtomFeed(
        title=without_controls(about.title),
        link=about.address,
        description=None,
        language=settings.LANGUAGE_CODE,
        author_name=settings.SITE_NAME,
        feed_url=about.address + "feed.xml",
        feed_guid=about.address,
    )
    for told in about.entries:
        written.add_item(
            title=without_controls(told.title),
            link=told.address,
            description=escape(without_controls(told.summary)),
            unique_id=told.permanent_address,
            pubdate=told.online_at,
            updateddate=told.changed_at,
            categories=[without_controls(term) for term in told.terms],
            language=told.language,
            credits=told.credits,
            content=told.full_text,
        )
    return HttpResponse(written.writeString("utf-8"), content_type=AtomFeed.content_type)


def json(request: HttpRequest, channel: Opened, **which: str) -> HttpResponse:
    about = feed(request, channel, **which)
    if isinstance(about, HttpResponse):
        return about
    written = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": about.title,
        "home_page_url": about.address,
        "feed_url": about.address + "feed.json",
        "language": settings.LANGUAGE_CODE,
        "authors": [{"name": settings.SITE_NAME, "url": settings.SITE_URL + "/"}],
        "items": [json_item(told) for told in about.entries],
    }
    body = dumps(written, ensure_ascii=False)
    return HttpResponse(body, content_type="application/feed+json; charset=utf-8")


def json_item(told: Entry) -> dict[str, Any]:
    item = {
        "id": told.permanent_address,
        "url": told.address,
        "title": told.title,
        "summary": told.summary,
        "content_html": told.full_text,
        "date_published": moment(told.online_at),
        "date_modified": moment(told.changed_at),
        "language": told.language,
        "authors": [
            {"name": credit.name, "url": settings.SITE_URL + credit.address}
            for credit in told.credits
            if credit.is_author
        ],
        "tags": told.terms,
    }
    image = {"image": settings.SITE_URL + IMAGE_PREFIX + told.image} if told.image else {}
    return item | image


def moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
