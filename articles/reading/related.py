"""Articles that share tags with one, the nearest in time first: a bounded look into each tag."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection
from django.utils import timezone

from articles.models import Edition, EditionTag

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
    WHERE tag_id = %s AND (sort_date, article_id) {sign} (%s, %s)
    ORDER BY sort_date {order}, article_id {order} LIMIT {near}) AS side"""
SIDES = [
    SIDE.format(sign=sign, order=order, near=NEAR) for sign, order in (("<", "DESC"), (">", "ASC"))
]
RANKED = """SELECT likely.edition_id FROM (
        SELECT edition_id, COUNT(*) AS shared FROM ({sides}) AS near
        GROUP BY edition_id ORDER BY shared DESC, edition_id DESC LIMIT {likely}) AS likely
    JOIN articles_edition AS edition ON edition.id = likely.edition_id
    WHERE NOT edition.is_withheld AND edition.visible_from <= %s
        AND (edition.visible_until IS NULL OR edition.visible_until > %s)
        AND edition.original_id <> %s
    ORDER BY likely.shared DESC, likely.edition_id DESC LIMIT {shown}"""

_tags = Prepared(
    lambda: EditionTag.objects.filter(edition=Param("edition")).values_list("tag__name", "tag_id")
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
    """At most ``SHOWN`` editions of other works, those first that share most tags. Two queries."""
    tags = sorted(_tags(edition=place.edition), key=lambda tag: (str(tag[0]).lower(), tag[1]))
    keys = [key for _name, key in tags[:TAGS]]
    return ranked(keys, place.sort_date, place.article, place.original) if keys else []


def ranked(tags: list[int], sort_date: date, article_id: int, original_id: int) -> list[int]:
    """The ids of the editions, best first."""
    sides = " UNION ALL ".join(SIDES * len(tags))
    day = connection.ops.adapt_datefield_value(sort_date)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    params = [value for tag in tags for value in (tag, day, article_id) * len(SIDES)]
    with connection.cursor() as cursor:
        cursor.execute(
            RANKED.format(sides=sides, likely=LIKELY, shown=SHOWN), [*params, now, now, original_id]
        )
        return [key for (key,) in cursor.fetchall()]
