"""The front page: the newest article, those before it, and the newest of each division."""

from itertools import islice
from typing import NamedTuple

from articles import addresses
from articles.models import Edition
from articles.publishing.images import FRONT

from .article import picture
from .cards import FIELDS, card, card_query
from .corrections import newest_corrections
from .lines import line_query, lines
from .prepared import NOW, Param, Prepared
from .rows import Card, Correction, Line, Link, Picture
from .site import section_rows

LATEST, IN_SECTION = 12, 4


class Front(NamedTuple):
    lead: Card | None
    lead_picture: Picture | None
    latest: list[Line]
    divisions: list[tuple[Link, list[Line]]]
    corrections: list[tuple[Card, Correction]]


# By printed date: on the day an archive moves in, everything was put online a minute ago.
_newest = Prepared(lambda: line_query(Edition.objects.public(NOW).newest_first()[: LATEST + 1]))
_lead = Prepared(
    lambda: card_query(Edition.objects.filter(pk=Param("edition"))).values_list(
        *FIELDS, "credits", "image_id"
    )
)
_newest_in = Prepared(
    lambda: line_query(
        Edition.objects.public(NOW).filter(section=Param("section")).newest_first()[:IN_SECTION]
    )
)


def front() -> Front:
    """Some queries, of which one is for all divisions."""
    newest = lines(_newest())
    lead = _lead(edition=newest[0].edition_id) if newest else []
    *_words, image = lead[0] if lead else (None,)
    return Front(
        card(lead[0]) if lead else None,
        picture(image, FRONT) if image else None,
        newest[1:],
        divisions(),
        newest_corrections(),
    )


def divisions() -> list[tuple[Link, list[Line]]]:
    """The newest articles of each section, in one query."""
    sections = section_rows()
    found = _newest_in.for_each("section", [key for _name, _slug, key in sections])
    newest = iter(lines(row for rows in found for row in rows))
    return [
        (Link(name, addresses.section(slug)), list(islice(newest, len(rows))))
        for (name, slug, _key), rows in zip(sections, found, strict=True)
    ]
