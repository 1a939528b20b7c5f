"""Ways to find an article: the front page, the archive, authors, tags, sections, series."""

from collections.abc import Mapping
from datetime import date
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from articles import addresses
from articles.models import Author, Section, Series, Tag, Tally
from articles.publishing.images import PORTRAIT
from articles.reading import corrections as corrected
from articles.reading import counted, shelves
from articles.reading.article import picture
from articles.reading.front import front as front_page
from articles.reading.plot import plot
from articles.reading.rows import PERSONS, Line, Link, undated
from articles.reading.series import series_shelf
from articles.reading.shelves import Shelf, place

from .answers import ids, page, public_page


@public_page
def front(request: HttpRequest) -> HttpResponse:
    shown = front_page()
    context = shown._asdict() | {"total": counted.total(Tally.Kind.ARCHIVE)}
    listed = [card for _link, cards in shown.divisions for card in cards]
    about = ids(shown.lead, *shown.latest, *listed, *(card for card, _text in shown.corrections))
    return page(request, "front.html", context, about=about)


@public_page
def archive(request: HttpRequest) -> HttpResponse:
    shelf = shelves.archive.shelf(addresses.ARCHIVE, **turn(request))
    shelf.total = counted.total(Tally.Kind.ARCHIVE)
    years = [] if shelf.newer else counted.years()
    return listed(request, "archive/all.html", shelf, {"years": years, "plot": plot(years)})


@public_page
def archive_year(request: HttpRequest, year: int | None) -> HttpResponse:
    path = addresses.archive_year(year)
    listing = shelves.year if year else shelves.undated
    which: dict[str, Any] = {"year": year} if year else {}
    shelf = some(listing.shelf(path, **turn(request), **which))
    shelf.total = counted.total(Tally.Kind.YEAR, year or 0)
    context: dict[str, Any] = {"year": year, "years": [], "months": []}
    if not shelf.newer:  # further pages lead back to the first, which shows the way around
        context |= {"years": counted.years(), "months": counted.months(year)}
    return listed(request, "archive/year.html", shelf, context)


@public_page
def archive_month(request: HttpRequest, year: int | None, month: int) -> HttpResponse:
    if year is None:  # what has no year has no month
        raise Http404
    path = addresses.archive_month(year, month)
    shelf = some(shelves.month.shelf(path, **turn(request), year=year, month=month))
    shelf.total = counted.total(Tally.Kind.MONTH, year * 100 + month)
    context = {"year": year, "month": date(year, month, 1)}
    return listed(request, "archive/month.html", shelf, context)


@public_page
def authors(request: HttpRequest) -> HttpResponse:
    index = counted.authors.index(addresses.AUTHORS, **turn(request))
    return page(request, "authors/list.html", vars(index), turns=True)


@public_page
def author(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Author, slug=slug)
    path = addresses.author(slug)
    shelf = some(shelves.author.shelf(path, **turn(request), author=row.pk))
    shelf.total = counted.total(Tally.Kind.AUTHOR, row.pk)
    shelf.groups = by_year(shelf.lines)
    about = {
        "name": row.name,
        "dates": row.dates,
        "description": row.description,
        "kind": row.kind,
        "is_person": row.kind in PERSONS,
    }
    portrait = picture(row.portrait_id, PORTRAIT) if row.portrait_id else None
    context = {"author": about, "picture": portrait, "feeds": feeds(path, row.name)}
    return listed(request, "authors/detail.html", shelf, context)


@public_page
def tags(request: HttpRequest) -> HttpResponse:
    index = counted.tags.index(addresses.TAGS, **turn(request))
    return page(request, "tags/list.html", vars(index), turns=True)


@public_page
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Tag, slug=slug)
    path = addresses.tag(slug)
    shelf = some(shelves.tag.shelf(path, **turn(request), tag=row.pk))
    shelf.total = counted.total(Tally.Kind.TAG, row.pk)
    context = {"tag": Link(row.name, path), "feeds": feeds(path, row.name)}
    return listed(request, "tags/detail.html", shelf, context)


@public_page
def section(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Section, slug=slug)
    path = addresses.section(slug)
    shelf = some(shelves.section.shelf(path, **turn(request), section=row.pk))
    shelf.total = counted.total(Tally.Kind.SECTION, row.pk)
    context = {
        "section": Link(row.name, path),
        "description": row.description,
        "feeds": feeds(path, row.name),
    }
    return listed(request, "sections/detail.html", shelf, context)


@public_page
def series(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Series, slug=slug)
    path = addresses.series(slug)
    is_periodical = row.kind == Series.Kind.PERIODICAL
    shelf = some(series_shelf(row.pk, path, is_periodical=is_periodical, **turn(request)))
    shelf.total = counted.total(Tally.Kind.SERIES, row.pk)
    context = {
        "series": Link(row.title, path),
        "description": row.description,
        "is_periodical": is_periodical,
    }
    return listed(request, "series/detail.html", shelf, context)


@public_page
def corrections(request: HttpRequest) -> HttpResponse:
    shown = corrected.corrections(**turn(request))
    about = ids(*(card for card, _correction in shown.entries))
    return page(request, "corrections/list.html", shown._asdict(), about=about, turns=True)


def turn(request: HttpRequest) -> dict[str, str]:
    """Where in the list the reader has turned to: the one place by which the page is kept."""
    where = place(request.GET.get("before", ""), request.GET.get("after", ""))
    return {"before": "", "after": ""} | (dict([where]) if where else {})


def listed(
    request: HttpRequest, template: str, shelf: Shelf, context: Mapping[str, Any]
) -> HttpResponse:
    about = ids(*shelf.lines)
    return page(request, template, {**context, "shelf": shelf}, about=about, turns=True)


def some(shelf: Shelf) -> Shelf:
    """The same shelf; a 404 when it is empty, as if what its articles share did not exist."""
    if not shelf.lines:
        raise Http404
    return shelf


def by_year(lines: list[Line]) -> list[tuple[str, list[Line]]]:
    groups = groupby(lines, key=lambda line: line.year)
    return [(str(year or undated()), list(group)) for year, group in groups]


def feeds(path: str, name: str) -> list[Link]:
    """The two feeds of a page."""
    return [Link(f"{name} (Atom)", f"{path}feed.xml"), Link(f"{name} (JSON)", f"{path}feed.json")]
