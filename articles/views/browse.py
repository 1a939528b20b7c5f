"""Ways to find an article: the front page, the archive, authors, tags, sections, series."""

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.models import Author, Edition, Section, Series, Tag
from articles.models.edition import EditionQuerySet

from .access import public_page

Noun = TypeVar("Noun", Author, Tag)

PAGE_LENGTH = 30
LATEST, IN_SECTION = 12, 4


@public_page
def front(request: HttpRequest) -> HttpResponse:
    # By printed date: on the day an archive moves in, everything was put online a minute ago.
    newest = Edition.objects.public().newest_first().for_list()
    editions = list(newest.select_related("image", "section")[: LATEST + 1])
    in_section = Edition.objects.public().newest_first().for_list()[:IN_SECTION]
    context = {
        "lead": editions[0] if editions else None,
        "latest": editions[1:],
        "sections": Section.objects.prefetch_related(
            Prefetch("editions", queryset=in_section, to_attr="newest")
        ),
    }
    return render(request, "articles/front.html", context)


@public_page
def archive(request: HttpRequest) -> HttpResponse:
    context = listed(request, Edition.objects.public().newest_first()) | {"years": years()}
    return render(request, "archive/all.html", context)


@public_page
def archive_year(request: HttpRequest, year: int | None) -> HttpResponse:
    editions = some(Edition.objects.public().filter(filed_year=year))
    months = editions.filter(filed_month__isnull=False).values("filed_month")
    context = listed(request, editions.newest_first()) | {
        "year": year,
        "years": years(),
        "months": months.annotate(count=Count("id")).order_by("filed_month"),
    }
    return render(request, "archive/year.html", context)


@public_page
def archive_month(request: HttpRequest, year: int | None, month: int) -> HttpResponse:
    editions = some(Edition.objects.public().filter(filed_year=year, filed_month=month))
    context = listed(request, editions.newest_first()) | {"year": year, "month": month}
    return render(request, "archive/month.html", context)


@public_page
def authors(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "authors/list.html",
        {"authors": with_counts(Author.objects.order_by("sort_name", "id"))},
    )


@public_page
def author(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Author.objects.select_related("portrait"), slug=slug)
    written = some(Edition.objects.public().filter(pk__in=row.editions.values("pk")))
    context = listed(request, written.newest_first()) | {"author": row}
    return render(request, "authors/detail.html", context)


@public_page
def tags(request: HttpRequest) -> HttpResponse:
    return render(
        request, "tags/list.html", {"tags": with_counts(Tag.objects.order_by(Lower("name")))}
    )


@public_page
def tag(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Tag, slug=slug)
    tagged = some(Edition.objects.public().filter(tags=row))
    context = listed(request, tagged.newest_first()) | {"tag": row}
    return render(request, "tags/detail.html", context)


@public_page
def section(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Section, slug=slug)
    editions = some(Edition.objects.public().filter(section=row))
    context = listed(request, editions.newest_first()) | {"section": row}
    return render(request, "sections/detail.html", context)


@public_page
def series(request: HttpRequest, slug: str) -> HttpResponse:
    row = get_object_or_404(Series, slug=slug)
    parts = some(Edition.objects.public().filter(Q(series=row) | Q(issue__series=row)))
    if row.kind == Series.Kind.PERIODICAL:
        parts = parts.order_by("-issue__printed_from", "-issue", "series_position", "article")
    else:
        parts = parts.order_by("series_position", "sort_date", "article")
    context = listed(request, parts) | {"series": row}
    return render(request, "series/detail.html", context)


@public_page
def corrections(request: HttpRequest) -> HttpResponse:
    corrected = Edition.objects.history().exclude(correction="")
    context = listed(request, corrected.order_by("-visible_from", "-id"))
    return render(request, "corrections/list.html", context)


def listed(request: HttpRequest, editions: EditionQuerySet) -> dict[str, Any]:
    """One page of a list, as the address asks; a page that there is not is a 404."""
    rows = editions.select_related("section", "issue__series").for_list()
    try:
        page: Page = Paginator(rows, PAGE_LENGTH).page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error
    return {"page": page}


def some(editions: EditionQuerySet) -> EditionQuerySet:
    """The same editions; a 404 when there are none, as if what they share did not exist."""
    if not editions.exists():
        raise Http404
    return editions


def years() -> Iterable[Mapping[str, object]]:
    """The years of the archive with their numbers of articles, newest first, undated last."""
    public = Edition.objects.public().values("filed_year")
    return public.annotate(count=Count("id")).order_by(F("filed_year").desc(nulls_last=True))


def with_counts(rows: QuerySet[Noun]) -> QuerySet[Noun]:
    """Those that readers can find articles under, with the number of them.

    ``rows`` must be ordered: a model's own order does not count in a query that groups.
    """
    public = Edition.objects.public()
    counted: QuerySet[Noun] = rows.filter(editions__in=public).annotate(
        count=Count("editions", distinct=True)
    )
    return counted
