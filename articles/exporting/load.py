"""A public article, read for its copies."""

from articles.models import Edition
from articles.reading.article import page_at
from articles.reading.citation import record

from .base import Copy


def copy_at(year: int | None, slug: str) -> Copy | None:
    """The copy of what readers have at an address."""
    page = page_at(year, slug)
    if page is None:
        return None
    rows = Edition.objects.filter(pk=page.card.edition_id)
    body, text, checksum = rows.values_list("body", "text", "checksum").get()
    return Copy(page, record(page), body, text, checksum)
