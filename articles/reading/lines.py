"""Lines: an article in a list, its HTML made once. One query for a whole list, however many there
are, and one more where some of them have to be made."""

from collections.abc import Collection, Iterable

from django.db.models import QuerySet
from django.utils import timezone

from articles.models import Edition, Fragment, Generation

from .cards import card, card_query
from .fragments import Made, generation, joined, keep, macros, parts_in, stamp
from .prepared import Param, Prepared, Row
from .rows import Card, Line

FIELDS = ("pk", "article_id", "filed_year", "sort_date", "series_position")
COLUMNS = (*FIELDS, "line__stamp", "line__parts", "names")
STAMP, KEPT, NAMES = range(len(FIELDS), len(COLUMNS))
PARTS = ("language", "link", "facts", "excerpt")
AT_ONCE = 64  # lines


def line_query(rows: QuerySet, of: str = "") -> QuerySet:
    """What lines are made of; ``of`` is the way from the rows to their edition (``edition__``)."""
    names = generation(Generation.Of.NAMES)
    found: QuerySet = joined(rows, Fragment.Kind.LINE, of).annotate(names=names)
    return found.values_list(*(of + name for name in FIELDS), *COLUMNS[STAMP:])


def lines(rows: Iterable[Row]) -> list[Line]:
    """From rows of ``line_query``; what stands behind their columns is left alone."""
    found = list(rows)
    if not found:
        return []
    true = stamp(found[0][NAMES])
    known = {row[0]: parts_in(row[KEPT]) for row in found if row[STAMP] == true}
    made = make([row[0] for row in found if row[0] not in known], true)
    return [Line._make((*row[: len(FIELDS)], known.get(row[0]) or made[row[0]])) for row in found]


_cards = Prepared(
    lambda: card_query(
        Edition.objects.filter(pk__in=[Param(f"edition_{place}") for place in range(AT_ONCE)])
    )
)


def cards(editions: Collection[int]) -> list[Card]:
    """Cards of editions, in no order. Readers may have none of these: callers ask."""
    keys, found = list(editions), []
    while keys:
        some, keys = keys[:AT_ONCE], keys[AT_ONCE:]
        some += [0] * (AT_ONCE - len(some))
        found += _cards(**{f"edition_{place}": key for place, key in enumerate(some)})
    return [card(row) for row in found]


def make(editions: Collection[int], true: str) -> dict[int, list[str]]:
    """The parts of the lines of these editions, kept for the next time."""
    if not editions:
        return {}
    now = timezone.now()
    shown = cards(editions)
    with macros("articles/_line.html") as line:
        parts = {
            each.edition_id: [str(getattr(line, name)(each)) for name in PARTS] for each in shown
        }
    made = [Made(c.article_id, c.edition_id, true, now, parts[c.edition_id]) for c in shown]
    keep(Fragment.Kind.LINE, made)
    return parts
