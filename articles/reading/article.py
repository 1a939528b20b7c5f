"""The page of an article: one query for the edition and what stands on every page, and one each
for what some have: translations, the parts before and after, related articles, a picture."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery

from articles import addresses
from articles.models import Crop, Edition, EditionTag, Image, Rendition
from articles.publishing.images import HEAD, Place, Size, in_all_sizes
from articles.text.elements import IMAGE_PREFIX

from .cards import FIELDS, card, card_query, neighbours, translations
from .prepared import NOW, Param, Prepared, Row
from .related import related
from .rows import Correction, Cut, Link, Page, Picture
from .sql import JSONRows

REST = (
    "number",
    "correction",
    "standfirst",
    "html",
    "notes",
    "outline",
    "printed_date",
    "online_at",
    "visible_from",
    "visible_until",
    "article__comments_open",
    "cited_urls",
    "original_id",
    "image_id",
    "social_image_id",
    "series_id",
    "section__name",
    "section__slug",
    "series__title",
    "series__slug",
    "issue__number",
    "issue__series__title",
    "issue__series__slug",
    "tag_rows",
    "family_size",
)


def page_query(editions: QuerySet) -> QuerySet:
    """What ``page_of`` makes a page of."""
    tags = EditionTag.objects.filter(edition=OuterRef("pk")).order_by().values("edition")
    family = Edition.objects.public(NOW).filter(original=OuterRef("original")).order_by()
    joined: QuerySet = card_query(editions.order_by()).annotate(
        tag_rows=Subquery(tags.annotate(all=JSONRows("tag__name", "tag__slug")).values("all")),
        family_size=Subquery(family.values("original").annotate(n=Count("pk")).values("n")),
    )
    return joined.values_list(*FIELDS, "credits", *REST)


def _at(**where: Any) -> Prepared:
    return Prepared(
        lambda: page_query(Edition.objects.public(NOW).filter(slug=Param("slug", _slug()), **where))
    )


def _slug() -> Any:
    return Edition._meta.get_field("slug")


_dated, _undated = _at(filed_year=Param("year")), _at(filed_year__isnull=True)
_one = Prepared(lambda: page_query(Edition.objects.filter(pk=Param("edition"))))


def page_at(year: int | None, slug: str) -> Page | None:
    """The page of the edition that readers have at an address."""
    rows = _dated(year=year, slug=slug) if year else _undated(slug=slug)
    return page_of(rows[0]) if rows else None


def page_of_edition(edition: int, offered: Sequence[int] = ()) -> Page:
    """The page of any edition, also of one that readers don't have: callers ask who may see it.

    ``offered`` are the editions that it offers to read on: see ``articles.reading.related``.
    """
    page = page_of(_one(edition=edition)[0])
    page.related = related(offered)
    return page


def page_of(row: Row) -> Page:
    """From a row of ``page_query``."""
    shown = card(row)
    rest = dict(zip(REST, row[len(FIELDS) + 1 :], strict=True))
    tags = sorted(rest["tag_rows"] or (), key=lambda tag: str(tag[0]).lower())
    page = Page(
        card=shown,
        number=rest["number"],
        standfirst=rest["standfirst"],
        html=rest["html"],
        notes=rest["notes"],
        outline=rest["outline"],
        printed_date=rest["printed_date"],
        online_at=rest["online_at"],
        visible_from=rest["visible_from"],
        visible_until=rest["visible_until"],
        comments_open=rest["article__comments_open"],
        original_id=rest["original_id"],
        cited_urls=rest["cited_urls"],
        section=link(rest["section__name"], rest["section__slug"], addresses.section),
        series=link(rest["series__title"], rest["series__slug"], addresses.series),
        issue=issue(rest),
        periodical=rest["issue__series__title"] or "",
        issue_number=rest["issue__number"] or "",
        tags=[Link(name, addresses.tag(slug)) for name, slug in tags],
    )
    if page.is_revised or rest["correction"]:
        page.corrections = corrections(shown.article_id)
    if rest["image_id"]:
        page.picture = picture(rest["image_id"])
    if rest["social_image_id"]:
        page.social_picture = picture(rest["social_image_id"])
    if (rest["family_size"] or 0) > 1:
        page.translations = translations(rest["original_id"], shown.article_id)
    if rest["series_id"] and shown.series_position is not None:
        page.before, page.after = neighbours(rest["series_id"], shown.series_position)
    return page


def link(name: str | None, slug: str | None, address: Any) -> Link | None:
    return Link(name, address(slug)) if name and slug else None


def issue(rest: dict[str, Any]) -> Link | None:
    """The number of a periodical, under the periodical's address."""
    number, title = rest["issue__number"], rest["issue__series__title"]
    if number is None:
        return None
    return Link(f"{title} {number}", addresses.series(rest["issue__series__slug"]))


_corrections = Prepared(
    lambda: (
        Edition.objects.history(NOW)
        .filter(article=Param("article"))
        .exclude(correction="")
        .order_by("-number")
        .values_list("number", "visible_from", "correction")
    )
)


def corrections(article: int) -> list[Correction]:
    """The corrections of an article that readers have been given, newest first."""
    return [Correction(*row) for row in _corrections(article=article)]


def _picture_query() -> QuerySet:
    copies = Rendition.objects.filter(image=OuterRef("pk")).order_by().values("image")
    sizes = Subquery(copies.annotate(all=JSONRows("format", "width", "file")).values("all"))
    words = ("alt", "caption", "credit", "licence")
    cut = Crop.objects.filter(image=OuterRef("pk"), purpose=Crop.Purpose.SHARE).order_by()
    parts = {f"cut_{name}": Subquery(cut.values(name)) for name in Cut._fields if name != "src"}
    parts["cut_src"] = Subquery(cut.values("file"))
    shown = Image.objects.filter(pk=Param("image")).order_by().annotate(sizes=sizes, **parts)
    cuts = [f"cut_{name}" for name in Cut._fields]
    return shown.values_list("file", "width", "height", *words, "sizes", *cuts)


_picture = Prepared(_picture_query)


def picture(image: int, place: Place = HEAD) -> Picture | None:
    """A picture of the archive by its id, for where it is to stand."""
    for file, width, height, alt, caption, credit, licence, copies, *cut in _picture(image=image):
        src = IMAGE_PREFIX + file
        sizes = [Size(kind, wide, IMAGE_PREFIX + name) for kind, wide, name in copies or ()]
        html = in_all_sizes(src, width, height, alt, sizes, place)
        shared = Cut(IMAGE_PREFIX + cut[0], cut[1], cut[2]) if cut[0] else None
        words = alt, caption, credit, licence
        return Picture(html, src, width, height, *words, shared, len(sizes))
    return None
