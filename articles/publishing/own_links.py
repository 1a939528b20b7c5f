"""Links from a text to pages of this very site: whether they lead where they say."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.db.models import Q
from django.urls import Resolver404, ResolverMatch, resolve

from articles import addresses
from articles.models import Edition, Redirect

NOWHERE = ""
"""No page of ours answers there, or not yet."""

FILES = ("/media/", "/static/")


def leads(hrefs: Iterable[str]) -> dict[str, str]:
    """Of the links to our own pages those that don't lead straight to one, and where they should.

    Two queries, whatever their number.
    """
    paths = {href: path for href in hrefs if (path := own_path(href))}
    if not paths:
        return {}
    moved = {row.path: row for row in Redirect.objects.filter(path__in=set(paths.values()))}
    pages = {path: _page(path) for path in paths.values()}
    public = _public(
        _asked(pages, "short", "number") | {row.article_id for row in moved.values()},
        _asked(pages, "article", "slug"),
    )
    found = {}
    for href, path in paths.items():
        if row := moved.get(path):
            found[href] = row.target or public.get(row.article_id or 0, NOWHERE)
        elif not _is_there(pages[path], public):
            found[href] = NOWHERE
    return found


def own_path(href: str) -> str:
    """The path of a link to one of our pages, not encoded; "" for every other link."""
    parts = urlsplit(href)
    if parts.netloc and parts.netloc != urlsplit(settings.SITE_URL).netloc:
        return ""
    is_page = parts.path.startswith("/") and not parts.path.startswith(FILES)
    return unquote(parts.path) if is_page else ""


def _page(path: str) -> ResolverMatch | None:
    """Which page answers at a path; Django adds a slash that was forgotten."""
    for spelling in (path, f"{path}/"):
        try:
            return resolve(spelling)
        except Resolver404:
            continue
    return None


def _asked(pages: dict[str, ResolverMatch | None], name: str, key: str) -> set[Any]:
    """What the pages of one kind are asked for."""
    return {match.kwargs[key] for match in pages.values() if match and match.url_name == name}


def _public(articles: set[int | None], slugs: set[str]) -> dict[int, str]:
    """By article, the path (not encoded) at which readers have it now."""
    rows = Edition.objects.public().filter(Q(article__in=articles) | Q(slug__in=slugs))
    return {
        article: unquote(addresses.article(year, slug))
        for article, year, slug in rows.values_list("article_id", "filed_year", "slug")
    }


def _is_there(match: ResolverMatch | None, public: dict[int, str]) -> bool:
    if match is None:
        return False
    if match.url_name == "short":
        return match.kwargs["number"] in public
    if match.url_name == "article":
        address = addresses.article(match.kwargs["year"], match.kwargs["slug"])
        return unquote(address) in public.values()
    return True
