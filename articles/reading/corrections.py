"""Every correction that readers may know of, newest first; pages are addressed by edition."""

from typing import NamedTuple

from django.db.models import DateTimeField, IntegerField, QuerySet

from articles.addresses import CORRECTIONS
from articles.models import Edition

from .cards import FIELDS, card, card_query
from .keyset import Keyset, Slice
from .prepared import NOW, Param, Prepared, Row
from .rows import Card, Correction
from .shelves import LENGTH, NUMBER

NEWEST = 3  # on the front page


class Corrections(NamedTuple):
    """One page of them, and the addresses of the pages beside it ("" where there is none)."""

    entries: list[tuple[Card, Correction]]
    older: str = ""
    newer: str = ""


def _corrected() -> QuerySet:
    return Edition.objects.history(NOW).exclude(correction="")


def _told(rows: QuerySet) -> QuerySet:
    return card_query(rows).values_list(*FIELDS, "credits", "number", "visible_from", "correction")


_keyset = Keyset(
    _corrected,
    {"visible_from": DateTimeField(), "pk": IntegerField()},
    _told,
    length=LENGTH,
    descending=True,
)
_newest = Prepared(lambda: _told(_corrected().order_by("-visible_from", "-pk")[:NEWEST]))
_key = Prepared(lambda: _corrected().filter(pk=Param("pk")).values_list("visible_from", "pk"))


def corrections(before: str = "", after: str = "") -> Corrections:
    given = before or after
    keys = _key(pk=int(given)) if NUMBER.fullmatch(given) else []
    if not keys:
        return corrections_of(_keyset.from_beginning())
    key = dict(zip(("visible_from", "pk"), keys[0], strict=True))
    turn = _keyset.later_than if before else _keyset.earlier_than
    return corrections_of(turn(key))


def newest_corrections() -> list[tuple[Card, Correction]]:
    """The last few."""
    return [corrected(row) for row in _newest()]


def corrected(row: Row) -> tuple[Card, Correction]:
    return card(row), Correction(*row[len(FIELDS) + 1 :])


def corrections_of(found: Slice) -> Corrections:
    entries = [corrected(row) for row in found.rows]
    if not entries:
        return Corrections(entries)
    older = f"{CORRECTIONS}?before={entries[-1][0].edition_id}" if found.has_later else ""
    newer = f"{CORRECTIONS}?after={entries[0][0].edition_id}" if found.has_earlier else ""
    return Corrections(entries, older, newer)
