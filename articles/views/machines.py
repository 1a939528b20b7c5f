"""What programs ask for: robots.txt, security.txt, the health of the site, pictures."""

import re
from datetime import timedelta
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import quote_etag
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import condition, require_safe

from .answers import public_page

# The formats that articles.publishing.images writes; nothing else is ever served.
PICTURES = {
    ".avif": "image/avif",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
TEXT = "text/plain; charset=utf-8"
RANGE = re.compile(r"bytes=(?P<first>[0-9]{0,15})-(?P<last>[0-9]{0,15})")


@public_page
def robots(request: HttpRequest) -> HttpResponse:
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*/comments/",
        f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


@require_safe
@never_cache  # it depends on the day
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116). It expires, so the date moves on with the months."""
    expires = timezone.now().date().replace(day=1) + timedelta(days=184)
    lines = [
        f"Contact: mailto:{settings.DEFAULT_FROM_EMAIL}",
        f"Expires: {expires.isoformat()}T00:00:00Z",
        f"Canonical: {settings.SITE_URL}{reverse('security_txt')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type=TEXT)


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and has every migration, else 503."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("no database\n", content_type=TEXT, status=503)
    if missing:
        return HttpResponse("migrations are missing\n", content_type=TEXT, status=503)
    return HttpResponse("ok\n", content_type=TEXT)


def name_as_tag(request: HttpRequest, name: str) -> str:
    """A picture never changes under its name, so the name says whether a cache has it."""
    return quote_etag(name)


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
@condition(etag_func=name_as_tag)
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture, or the part of it that is asked for. The web server in front may do this itself.

    ``name`` has the shape of ``PictureConverter``: no other folder, no dots but the last.
    """
    kind = PICTURES[PurePosixPath(name).suffix]
    try:
        file = default_storage.open(name)
    except FileNotFoundError as error:
        raise Http404 from error
    wanted = part_wanted(request, name, file.size) if request.method == "GET" else None
    response = FileResponse(file) if wanted is None else part(file, wanted)
    response.headers["Content-Type"] = kind
    response.headers["Accept-Ranges"] = "bytes"
    return response


def part_wanted(request: HttpRequest, name: str, size: int) -> range | None:
    """The bytes of ``size`` that a request wants; an empty range for none of them, None for all.

    RFC 9110, section 14: several ranges at once, or one of an older file, are answered with all.
    """
    asked = RANGE.fullmatch(request.headers.get("Range", ""))
    if not asked or not (asked["first"] or asked["last"]):
        return None
    if request.headers.get("If-Range", quote_etag(name)) != quote_etag(name):
        return None
    if not asked["first"]:
        return range(max(size - int(asked["last"]), 0), size)
    end = min(int(asked["last"]) + 1, size) if asked["last"] else size
    first = int(asked["first"])
    return None if asked["last"] and int(asked["last"]) < first else range(first, end)


def part(file: File, wanted: range) -> HttpResponse:
    """206 with those bytes; 416 when there are none."""
    with file:
        if not wanted:
            headers = {"Content-Range": f"bytes */{file.size}", "Cache-Control": "no-store"}
            return HttpResponse(status=416, headers=headers)
        file.seek(wanted.start)
        response = HttpResponse(file.read(len(wanted)), status=206)
    response.headers["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{file.size}"
    return response
