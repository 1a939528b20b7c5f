"""The organisation's own colours and mark, from the settings."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from .answers import public_page

MARKS = {".svg": "image/svg+xml", ".png": "image/png", ".webp": "image/webp"}


@public_page
def theme(request: HttpRequest) -> HttpResponse:
    """The two colours as a style sheet: the policy allows no styles within a page."""
    if not settings.SITE_COLOURS:
        raise Http404
    light, dark = settings.SITE_COLOURS
    css = f":root {{ --brand-light: {light}; --brand-dark: {dark}; }}\n"
    return HttpResponse(css, content_type="text/css; charset=utf-8")


@public_page
def mark(request: HttpRequest) -> HttpResponse:
    """The file that SITE_MARK names. As a page of its own it may run nothing: see the policy."""
    if settings.SITE_MARK is None:
        raise Http404
    file = Path(settings.SITE_MARK)
    return HttpResponse(file.read_bytes(), content_type=MARKS[file.suffix.lower()])
