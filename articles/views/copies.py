"""An article's copies in other formats, for people and programs to take along."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header

from articles.exporting.base import FORMATS, WITH_TEXT, write
from articles.exporting.load import copy_at
from articles.reading.citation import copy_path

from .access import article_gone_from, edition_moved_from, gone
from .answers import for_everyone, public_page


@public_page
def copy(request: HttpRequest, year: int | None, slug: str, suffix: str) -> HttpResponse:
    """What readers have at an address as ``txt``, ``bib`` …; its page is the canonical address."""
    if suffix not in FORMATS:
        raise Http404
    found = copy_at(year, slug)
    if found is None:
        if moved := edition_moved_from(year, slug):
            return redirect(copy_path(moved.get_absolute_url(), suffix), permanent=True)
        return gone(request, article=article_gone_from(year, slug))
    is_file = suffix not in WITH_TEXT
    response = HttpResponse(
        write(found, suffix),
        content_type=f"{FORMATS[suffix].media_type}; charset=utf-8",
        headers={
            "Content-Disposition": content_disposition_header(is_file, f"{slug}.{suffix}") or "",
            "Link": f'<{settings.SITE_URL}{found.page.card.address}>; rel="canonical"',
        },
    )
    return for_everyone(response, about=[found.record.article_id])
