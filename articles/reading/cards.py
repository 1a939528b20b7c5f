"""Cards: an article as a line in a list, with its byline, in one query for a whole list."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from articles.models import Edition, EditionContribution

from .prepared import NOW, Param, Prepared, Row
from .rows import Card, Credit
from .sql import JSONRows

FIELDS = (
    "pk",
    "article_id",
    "filed_year",
    "slug",
    "title",
    "language",
    "excerpt",
    "printed_words",
    "printed_from",
    "printed_to",
    "sort_date",
    "series_position",
    "word_count",
    "footnote_count",
)
EXCERPT_AT = FIELDS.index("excerpt")
EXCERPT = 280  # characters


def credits_of(edition: str) -> Subquery:
    """The byline of the edition whose id stands in that column of the outer query."""
    rows = EditionContribution.objects.filter(edition=OuterRef(edition)).order_by()
    names = ("author__name", "author__slug", "author__kind")
    found = JSONRows("position", *names, "role", "affiliation", "author__sort_name")
    return Subquery(rows.values("edition").annotate(all=found).values("all"))


def card_query(rows: QuerySet, of: str = "") -> QuerySet:
    """What cards are made of; ``of`` is the way from the rows to their edition (``edition__``)."""
    credited: QuerySet = rows.annotate(credits=credits_of(f"{of}pk"))
    return credited.values_list(*(of + name for name in FIELDS), "credits")


def card(row: Row) -> Card:
    """From a row of ``card_query``."""
    values = list(row[: len(FIELDS) + 1])
    values[EXCERPT_AT] = shortened(values[EXCERPT_AT])
    values[-1] = byline(values[-1])
    return Card(*values)


def byline(rows: Iterable[list[object]] | None) -> tuple[Credit, ...]:
    """The credits in their order."""
    return tuple(sorted(Credit(*row) for row in rows or ()))  # type: ignore[arg-type]


def shortened(text: str) -> str:
    """As much of it as a list has room for, to the end of a word."""
    if len(text) <= EXCERPT:
        return text
    return text[:EXCERPT].rsplit(maxsplit=1)[0] + " …"


_translations = Prepared(
    lambda: card_query(
        Edition.objects.public(NOW)
        .filter(original=Param("original"))
        .exclude(article=Param("article"))
        .order_by("language", "article")
    )
)


def translations(original: int, article: int) -> list[Card]:
    """The other articles of the same work that readers have."""
    return [card(row) for row in _translations(original=original, article=article)]


def _neighbour(order: str, sign: str) -> Prepared:
    return Prepared(
        lambda: card_query(
            Edition.objects.public(NOW)
            .filter(**{"series": Param("series"), f"series_position__{sign}": Param("position")})
            .order_by(order, "pk")[:1]
        )
    )


_before, _after = _neighbour("-series_position", "lt"), _neighbour("series_position", "gt")


def neighbours(series: int, position: int) -> tuple[Card | None, Card | None]:
    """The parts of a series before and after a place, as far as readers have them."""
    found = [query(series=series, position=position) for query in (_before, _after)]
    before, after = (card(rows[0]) if rows else None for rows in found)
    return before, after


def first_of_author(rows: QuerySet) -> QuerySet:
    """Of an author with two roles in one edition only the first row."""
    earlier = EditionContribution.objects.filter(
        edition=OuterRef("edition"), author=OuterRef("author"), position__lt=OuterRef("position")
    )
    return rows.filter(~Exists(earlier))
