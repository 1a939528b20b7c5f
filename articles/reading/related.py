"""Articles that share tags with one, the nearest in time first: a bounded look into each tag."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from articles.models import Edition

from .lines import line_query, lines
from .prepared import NOW, Param, Prepared
from .rows import Line

SHOWN = 4
NEAR = 12  # articles of a tag that are looked at, on either side
TAGS = 6  # that are looked at
LIKELY = 24  # editions, by shared tags; of these some are old, withdrawn or translations

# The ORM can't limit the parts of a union. Of each tag the neighbours of this article are read from
# the index, so this takes as long in a large archive as in a small one.
SIDE = """SELECT * FROM (
    SELECT article_id, edition_id FROM articles_editiontag
    WHERE tag_id = (SELECT tag_id FROM own WHERE place = {place})
        AND (sort_date, article_id) {sign} (%s, %s)
    ORDER BY sort_date {order}, article_id {order} LIMIT {near}) AS side"""
SIDES = [
    SIDE.format(place=place, sign=sign, order=order, near=NEAR)
    for place in range(1, TAGS + 1)
    for sign, order in (("<", "DESC"), (">", "ASC"))
]
RANKED = """WITH own AS (
        SELECT tag_id, ROW_NUMBER() OVER (ORDER BY tag_id) AS place
        FROM articles_editiontag WHERE edition_id = %s)
    SELECT likely.edition_id FROM (
        SELECT edition_id, COUNT(*) AS shared FROM ({sides}) AS near
        GROUP BY edition_id ORDER BY shared DESC, edition_id DESC LIMIT {likely}) AS likely
    JOIN articles_edition AS edition ON edition.id = likely.edition_id
    WHERE NOT edition.is_withheld AND edition.visible_from <= %s
        AND (edition.visible_until IS NULL OR edition.visible_until > %s)
        AND edition.original_id <> %s
    ORDER BY likely.shared DESC, likely.edition_id DESC LIMIT {shown}""".format(  # noqa: S608  numbers, and words of ours
    sides=" UNION ALL ".join(SIDES), likely=LIKELY, shown=SHOWN
)

_lines = Prepared(
    lambda: line_query(
        Edition.objects.public(NOW).filter(
            pk__in=[Param(f"edition_{place}") for place in range(SHOWN)]
        )
    )
)


class Place(NamedTuple):
    """Where an edition stands, as far as its relatives go by that."""

    edition: int
    article: int
    original: int
    sort_date: date


def related(ids: Sequence[int]) -> list[Line]:
    """Of editions those that readers have, in the order given."""
    if not ids:
        return []
    places = {f"edition_{place}": key for place, key in enumerate([*ids, *[0] * SHOWN][:SHOWN])}
    return sorted(lines(_lines(**places)), key=lambda line: ids.index(line.edition_id))


def chosen(place: Place) -> list[int]:
    """The ids of at most ``SHOWN`` editions of other works, those first that share most tags."""
    day = connection.ops.adapt_datefield_value(place.sort_date)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    beside = (day, place.article) * len(SIDES)
    with connection.cursor() as cursor:
        cursor.execute(RANKED, [place.edition, *beside, now, now, place.original])
        return [key for (key,) in cursor.fetchall()]


def offered_by(edition: Edition) -> list[int]:
    """The same for an edition that is there as a whole."""
    return chosen(Place(edition.pk, edition.article_id, edition.original_id, edition.sort_date))
