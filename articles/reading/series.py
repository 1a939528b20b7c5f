"""A series in its order, a periodical number by number with the newest first.

A page is addressed by the article that the page before it ended with.
"""

from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db.models import DateField, F, Field, IntegerField, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from articles.models import Edition, Issue

from .keyset import Keyset, Slice
from .lines import COLUMNS, line_query, lines
from .prepared import NOW, Param, Prepared
from .shelves import LENGTH, NUMBER, Shelf

Parts = dict[str, Field]

LAST = 2**31 - 1  # where a part without a number stands
NUMBERS: Parts = {
    "issued": DateField(),
    "issue_number": IntegerField(),
    "backwards": IntegerField(),
    "article_id": IntegerField(),
}
PARTS: Parts = {"place": IntegerField(), "sort_date": DateField(), "article_id": IntegerField()}


def _parts() -> QuerySet:
    """What belongs to a series, with what its order goes by."""
    series = Param("series")
    numbers = Issue.objects.filter(series=series).order_by().values("pk")
    place = Coalesce("series_position", LAST)
    return (
        Edition.objects.public(NOW)
        .filter(Q(series=series) | Q(issue__in=numbers))
        .annotate(
            place=place,
            backwards=-place,
            issue_number=Coalesce("issue_id", 0),
            issued=Coalesce("issue__printed_from", Value(date.min), output_field=DateField()),
        )
    )


def _keyset(parts: Parts, *, descending: bool) -> Keyset:
    return Keyset(
        _parts,
        parts,
        numbered,
        length=LENGTH,
        descending=descending,
    )


def numbered(rows: QuerySet) -> QuerySet:
    """Lines, and behind each the number that it stands in."""
    return line_query(rows).values_list(*COLUMNS, "issue__number")


def _key(parts: Parts) -> Prepared:
    return Prepared(lambda: _parts().filter(article=Param("article")).values_list(*map(F, parts)))


_series, _periodical = _keyset(PARTS, descending=False), _keyset(NUMBERS, descending=True)
_series_key, _periodical_key = _key(PARTS), _key(NUMBERS)


def series_shelf(
    series: int, path: str, *, is_periodical: bool, before: str = "", after: str = ""
) -> Shelf:
    """One page of a series; the groups are the numbers of a periodical."""
    keyset, key_of, parts = (
        (_periodical, _periodical_key, NUMBERS) if is_periodical else (_series, _series_key, PARTS)
    )
    given = after or before
    keys = key_of(series=series, article=int(given)) if NUMBER.fullmatch(given) else []
    if not keys:
        return shelf_of(path, keyset.from_beginning(series=series))
    turn = keyset.later_than if after else keyset.earlier_than
    return shelf_of(path, turn(dict(zip(parts, keys[0], strict=True)), series=series))


def shelf_of(path: str, found: Slice) -> Shelf:
    shown = lines(found.rows)
    if not shown:
        return Shelf(shown)
    numbers = [row[-1] or "" for row in found.rows]
    groups = [
        (number, [line for _number, line in group])
        for number, group in groupby(zip(numbers, shown, strict=True), key=itemgetter(0))
    ]
    older = f"{path}?after={shown[-1].article_id}" if found.has_later else ""
    newer = f"{path}?before={shown[0].article_id}" if found.has_earlier else ""
    return Shelf(shown, older, newer, groups=groups)
