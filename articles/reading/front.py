"""The front page: the newest article, those before it, and the newest of each division."""

from typing import NamedTuple

from articles import addresses
from articles.models import Edition

from .article import picture
from .cards import card, card_query
from .corrections import corrections
from .prepared import NOW, Param, Prepared
from .rows import Card, Correction, Link, Picture
from .site import section_rows

LATEST, IN_SECTION, CORRECTIONS = 12, 4, 3


class Front(NamedTuple):
    lead: Card | None
    lead_picture: Picture | None
    latest: list[Card]
    divisions: list[tuple[Link, list[Card]]]
    corrections: list[tuple[Card, Correction]]


# By printed date: on the day an archive moves in, everything was put online a minute ago.
_newest = Prepared(lambda: card_query(Edition.objects.public(NOW).newest_first()[: LATEST + 1]))
_in_section = Prepared(
    lambda: card_query(
        Edition.objects.public(NOW).filter(section=Param("section")).newest_first()[:IN_SECTION]
    )
)
_image = Prepared(
    lambda: Edition.objects.filter(pk=Param("edition"), image__isnull=False).values_list("image")
)


def front() -> Front:
    """Three queries and one for each division."""
    newest = [card(row) for row in _newest()]
    lead = newest[0] if newest else None
    divisions = [
        (Link(name, addresses.section(slug)), [card(row) for row in _in_section(section=key)])
        for name, slug, key in section_rows()
    ]
    return Front(
        lead,
        picture_of_lead(lead) if lead else None,
        newest[1:],
        divisions,
        corrections().entries[:CORRECTIONS],
    )


def picture_of_lead(lead: Card) -> Picture | None:
    rows = _image(edition=lead.edition_id)
    return picture(rows[0][0]) if rows else None
