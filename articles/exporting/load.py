"""A public article, read for its copies."""

from articles.models import Edition
from articles.reading.article import page_at
from articles.reading.citation import Record, record
from articles.reading.rows import Page

from .base import Copy


def copy_at(year: int | None, slug: str) -> Copy | None:
    """The copy of what readers have at an address."""
    page = page_at(year, slug)
    if page is None:
        return None
    rows = Edition.objects.filter(pk=page.card.edition_id)
    body, text, checksum = rows.values_list("body", "text", "checksum").get()
    return Copy(page, in_full(page), body, text, checksum)


def in_full(page: Page) -> Record:
    """The record of a page with what the page itself does not show."""
    names = ("issue__series__title", "issue__number", "original")
    edition = Edition.objects.filter(pk=page.card.edition_id)
    periodical, number, original = edition.values_list(*names).get()
    return record(page)._replace(
        periodical=periodical or "", number=number or "", original=original
    )
