"""What search engines may find: every public article, and the pages that lead to them.

`/sitemap.xml` is an index of files, however small the archive: no address changes when it grows.
A file holds the rows of a range of keys: it is read without those before it, what it lists stays in
it, and only the last one grows.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any, NamedTuple
from xml.sax.saxutils import escape

from django.conf import settings
from django.db.models import Count, F, Max, Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse

from articles import addresses
from articles.models import Author, Edition, Section, Series, Tag, Tally
from articles.reading.counted import up_to_date

MOST = 10_000
"""Addresses in a file. The protocol allows 50,000, which would cost a worker ten times the memory
of any other page."""

PAGES = ("/", addresses.ARCHIVE, addresses.AUTHORS, addresses.TAGS, addresses.CORRECTIONS)

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
URLSET = f'{HEAD}<urlset {NAMESPACE} xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
INDEX = f"{HEAD}<sitemapindex {NAMESPACE}>\n"


class Part(NamedTuple):
    """A file of the sitemap: the rows of a kind whose keys begin with ``number * MOST``."""

    kind: str
    number: int
    changed: datetime | None = None

    def of(self, rows: QuerySet, key: str = "pk") -> QuerySet:
        """Those of the rows that belong into it, in their order."""
        return rows.filter(self.has(key)).order_by(key)

    def has(self, key: str) -> Q:
        low = self.number * MOST
        return Q(**{f"{key}__gte": low, f"{key}__lt": low + MOST})


class Place(NamedTuple):
    """A kind of pages that list articles."""

    model: type[Model]
    tally: Tally.Kind
    address: Callable[[str], str]


PLACES = {
    "authors": Place(Author, Tally.Kind.AUTHOR, addresses.author),
    "sections": Place(Section, Tally.Kind.SECTION, addresses.section),
    "series": Place(Series, Tally.Kind.SERIES, addresses.series),
    "tags": Place(Tag, Tally.Kind.TAG, addresses.tag),
}


def sitemap(request: HttpRequest) -> HttpResponse:
    """The index of the files."""
    up_to_date()
    return xml(INDEX, map(entry, all_parts()), "</sitemapindex>\n")


def file(request: HttpRequest, kind: str, number: int) -> HttpResponse:
    """One of the files that the index lists. They are counted from 1."""
    if kind not in {"pages", "articles", *PLACES}:
        raise Http404
    up_to_date()
    written = list(lines(Part(kind, number - 1)))
    if not written:
        raise Http404
    return xml(URLSET, written, "</urlset>\n")


def all_parts() -> Iterator[Part]:
    """Every file that has something in it."""
    yield Part("pages", 0)
    for kind, place in PLACES.items():
        yield from (Part(kind, *row) for row in parted(shown(place), "pk"))
    public = Edition.objects.public().filter(article_id__gt=0)
    newest = parted(public, "article_id", changed=Max("visible_from"))
    yield from (Part("articles", *row) for row in newest)


def parted(rows: QuerySet, key: str, **more: Any) -> QuerySet:
    """The number of each file that has rows in it, and what else is asked of it."""
    numbered = rows.order_by().annotate(part=F(key) / MOST).values("part")
    counted: QuerySet = numbered.annotate(size=Count("pk"), **more).order_by("part")
    return counted.values_list("part", *more)


def lines(part: Part) -> Iterator[str]:
    """What the file of a part lists."""
    if part.kind == "articles":
        return articles(part)
    if part.kind == "pages":
        return map(url, PAGES if part.number == 0 else ())
    place = PLACES[part.kind]
    slugs = part.of(shown(place)).values_list("slug", flat=True)
    return (url(place.address(slug)) for slug in slugs)


def shown(place: Place) -> QuerySet:
    """Those under which readers find an article."""
    counted = Tally.objects.filter(kind=place.tally, count__gt=0)
    return place.model._default_manager.filter(pk__in=counted.values("ref"))


def articles(part: Part) -> Iterator[str]:
    """The articles of a part by their keys, each with the languages in which it stands."""
    rows = part.of(Edition.objects.public(), "article_id")
    languages = alternates(part)
    fields = ("article_id", "filed_year", "slug", "visible_from")
    for key, year, slug, changed in rows.values_list(*fields):
        yield url(addresses.article(year, slug), changed, languages.get(key, ""))


def alternates(part: Part) -> dict[int, str]:
    """The links from articles of a part to the languages of their work: article -> links.

    Every article of a family names all of them, itself included, or search engines believe none.
    There is one place for each language: the article that came first has it.
    """
    public = Edition.objects.public().order_by("article_id")
    # "+ 0" has SQLite look for them in the index of articles, which holds all of this.
    translations = public.filter(article_id__gt=0).alias(source=F("original_id") + 0)
    concerned = translations.filter(part.has("article_id") | part.has("source"))
    works = concerned.exclude(original_id=F("article_id")).values("original_id")
    families: dict[int, dict[str, tuple[int, str]]] = {}
    members = public.filter(original__in=works)
    fields = ("original_id", "article_id", "language", "filed_year", "slug")
    for original, key, language, year, slug in members.values_list(*fields):
        family = families.setdefault(original, {})
        family.setdefault(language, (key, addresses.article(year, slug)))
    found: dict[int, str] = {}
    for original, family in families.items():
        if len(family) > 1:
            found |= dict.fromkeys((key for key, _path in family.values()), links(original, family))
    return found


def links(original: int, family: dict[str, tuple[int, str]]) -> str:
    """The members of a family; the original is for whoever reads none of the languages."""
    named = {language: path for language, (_key, path) in sorted(family.items())}
    for key, path in family.values():
        if key == original:
            named["x-default"] = path
    return "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{whole(path)}"/>'
        for language, path in named.items()
    )


def url(path: str, changed: datetime | None = None, more: str = "") -> str:
    day = f"<lastmod>{changed.date().isoformat()}</lastmod>" if changed else ""
    return f"<url><loc>{whole(path)}</loc>{day}{more}</url>\n"


def entry(part: Part) -> str:
    address = whole(reverse("sitemap_file", args=[part.kind, part.number + 1]))
    day = f"<lastmod>{part.changed.date().isoformat()}</lastmod>" if part.changed else ""
    return f"<sitemap><loc>{address}</loc>{day}</sitemap>\n"


def whole(path: str) -> str:
    """The address that begins with SITE_URL, whatever host a request has come to."""
    return escape(settings.SITE_URL + path)


def xml(head: str, body: Iterable[str], tail: str) -> HttpResponse:
    return HttpResponse("".join([head, *body, tail]), content_type="application/xml")
