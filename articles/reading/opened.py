"""An article that is asked for: its text, and all else of its page as it was made before, if that
is still true. One query."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Exists, Func, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from articles.models import Crop, Edition, Fragment, Generation, Rendition

from .fragments import Made, generation, joined, keep, parts_in, stamp
from .prepared import NOW, Param, Prepared
from .related import Place, chosen
from .rows import Page
from .sql import JSONRows

FIELDS = (
    *("pk", "article", "filed_year", "slug", "sort_date", "original", "article__comments_open"),
    *("html", "notes", "names", "editions"),
    *("page__stamp", "page__parts", "related__stamp", "related__parts", "has_appeared"),
    *("translations", "corrections", "before", "after", "copies", "cuts"),
)


class Parts(NamedTuple):
    """What the page of an article has beside its text and its comments, as texts."""

    title: str
    language: str
    direction: str
    about: str
    """The ids of the articles that stand on it."""
    metadata: str
    scripts: str
    header: str
    after: str
    form: str


class Row(NamedTuple):
    """As ``FIELDS``."""

    edition: int
    article: int
    year: int | None
    slug: str
    sort_date: Any
    original: int
    comments_open: bool
    html: str
    notes: str
    names: int
    editions: int
    stamp: str | None
    parts: str | None
    related_stamp: str | None
    related: str | None
    has_appeared: bool
    translations: list[list[int]] | None
    corrections: list[list[int]] | None
    before: int | None
    after: int | None
    copies: int
    cuts: int


class Opened(NamedTuple):
    """The edition that readers have at an address."""

    edition: int
    article: int
    year: int | None
    slug: str
    comments_open: bool
    html: str
    notes: str
    parts: Parts | None
    """None where they have to be made."""
    names: int
    related: list[int]
    """The editions to offer."""


def others(rows: QuerySet, group: str, column: str) -> Subquery:
    """The values of a column in other editions."""
    found = rows.order_by().values(group).annotate(all=JSONRows(column)).values("all")
    return Subquery(found)


def number_of(rows: QuerySet) -> Subquery:
    """How many there are."""
    return Subquery(rows.order_by().annotate(n=Func("pk", function="COUNT")).values("n"))


def beside(order: str, sign: str) -> Subquery:
    """The nearest part of the same series on one side."""
    place = {f"series_position__{sign}": OuterRef("series_position")}
    parts = Edition.objects.public(NOW).filter(series=OuterRef("series"), **place)
    return Subquery(parts.order_by(order, "pk").values("pk")[:1])


def _query(**where: Any) -> QuerySet:
    public = Edition.objects.public(NOW)
    found: QuerySet = public.filter(
        slug=Param("slug", Edition._meta.get_field("slug")), **where
    ).order_by()
    for kind in (Fragment.Kind.PAGE, Fragment.Kind.RELATED):
        found = joined(found, kind)
    family = public.filter(original=OuterRef("original")).exclude(article=OuterRef("article"))
    history = Edition.objects.history(NOW).filter(article=OuterRef("article"))
    pictures = Q(image=OuterRef("image")) | Q(image=OuterRef("social_image"))
    cuts = Crop.objects.filter(pictures, purpose=Crop.Purpose.SHARE)
    come = Edition.objects.filter(visible_from__gt=OuterRef("related__made_at"))
    whole: QuerySet = found.annotate(
        names=generation(Generation.Of.NAMES),
        editions=generation(Generation.Of.EDITIONS),
        has_appeared=Exists(come.filter(visible_from__lte=NOW)),
        translations=others(family, "original", "pk"),
        corrections=others(history.exclude(correction=""), "article", "number"),
        before=beside("-series_position", "lt"),
        after=beside("series_position", "gt"),
        copies=number_of(Rendition.objects.filter(pictures)),
        cuts=number_of(cuts),
    )
    return whole.values_list(*FIELDS)


_dated = Prepared(lambda: _query(filed_year=Param("year")))
_undated = Prepared(lambda: _query(filed_year__isnull=True))


def opened(year: int | None, slug: str) -> Opened | None:
    """What readers have at an address."""
    now = timezone.now()
    rows = _dated(year=year, slug=slug, now=now) if year else _undated(slug=slug, now=now)
    if not rows:
        return None
    row = Row._make(rows[0])
    related = related_to(row, now)
    true = stamp(
        row.names,
        first_of(row.translations),
        first_of(row.corrections),
        row.before,
        row.after,
        row.copies + row.cuts,
        related,
    )
    return Opened(
        row.edition,
        row.article,
        row.year,
        row.slug,
        row.comments_open,
        row.html,
        row.notes,
        Parts._make(parts_in(row.parts)) if row.parts and row.stamp == true else None,
        row.names,
        related,
    )


def stamp_of(page: Page, names: int) -> str:
    """The same for a page that was made, by what is on it."""
    pictures = page.picture, page.social_picture
    return stamp(
        names,
        sorted(card.edition_id for card in page.translations),
        sorted(correction.number for correction in page.corrections),
        page.before.edition_id if page.before else None,
        page.after.edition_id if page.after else None,
        sum({p.src: p.copies + bool(p.cut) for p in pictures if p}.values()),
        [line.edition_id for line in page.related],
    )


def first_of(rows: Iterable[list[int]] | None) -> list[int]:
    return sorted(value for (value,) in rows or ())


def related_to(row: Row, now: datetime) -> list[int]:
    """The editions to offer. Which these are can change with any publication, but seldom does; so
    they are chosen anew after one, and the page is only made anew when they are others."""
    true = stamp(row.names, row.editions)
    if row.related_stamp == true and row.related is not None and not row.has_appeared:
        return [int(key) for key in row.related.split()]
    found = chosen(Place(row.edition, row.article, row.original, row.sort_date))
    keep(
        Fragment.Kind.RELATED,
        [Made(row.article, row.edition, true, now, [" ".join(map(str, found))])],
    )
    return found


def keep_page(shown: Opened, page: Page, parts: Parts, begun: datetime) -> None:
    """Keep what was made of it for those who come next."""
    made = Made(shown.article, shown.edition, stamp_of(page, shown.names), begun, parts)
    keep(Fragment.Kind.PAGE, [made])
