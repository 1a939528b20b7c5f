"""Articles that share tags with one, the nearest in time first: a bounded look into each tag."""

from datetime import date

from django.db import connection
from django.utils import timezone

from articles.models import Edition

from .cards import card, card_query
from .prepared import NOW, Param, Prepared
from .rows import Card

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

_cards = Prepared(
    lambda: card_query(
        Edition.objects.public(NOW).filter(
            pk__in=[Param(f"edition_{place}") for place in range(SHOWN)]
        )
    )
)


def related(tags: list[int], *, sort_date: date, article_id: int, original_id: int) -> list[Card]:
    """At most ``SHOWN`` articles of other works, those first that share most tags. Two queries."""
    if not tags:
        return []
    ids = ranked(tags[:TAGS], sort_date, article_id, original_id)
    if not ids:
        return []
    places = {f"edition_{place}": key for place, key in enumerate(ids + [0] * (SHOWN - len(ids)))}
    found = [card(row) for row in _cards(**places)]
    return sorted(found, key=lambda shown: ids.index(shown.edition_id))


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
