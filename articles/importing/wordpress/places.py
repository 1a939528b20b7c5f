"""The other addresses of a WordPress site: of categories, tags, authors, months, feeds."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from .survey import Survey

NO_SLUG = re.compile(r"[^a-z0-9_-]+")


class Place(NamedTuple):
    """An old address, and what it was about: a ``kind`` and a name or a path."""

    old: str
    kind: str  # section, tag, author; path
    name: str


def places(about: Survey) -> Iterator[Place]:
    """What each of them was about. A feed is the old address with `feed/`."""
    site = about.site
    for slug, name in site.categories.items():
        yield from category(about, slug, name)
    for slug, name in site.tags.items():
        named = about.given.mapping.tags.get(slug, name)
        yield Place(f"{site.path}/tag/{slug}/", "tag", named)
        yield Place(f"{site.path}/?tag={slug}", "tag", named)
    for login, name in {**about.guests, **site.authors}.items():
        yield Place(f"{site.path}/author/{NO_SLUG.sub('-', login)}/", "author", name)
        if key := site.numbers.get(f"author {login}"):
            yield Place(f"{site.path}/?author={key}", "author", name)
    for moment in sorted(about.years):
        yield Place(f"{site.path}/{moment}/", "path", f"/articles/{moment}/")
    yield from feeds(site.path)
    if site.path:
        yield Place(f"{site.path}/", "path", "/")


def category(about: Survey, slug: str, name: str) -> Iterator[Place]:
    site, mapping = about.site, about.given.mapping
    kind, named = "tag", mapping.tags.get(slug, name)
    if section := mapping.sections.get(slug):
        kind, named = "section", section
    yield Place(f"{site.path}/category/{site.category_path(slug)}/", kind, named)
    if site.category_path(slug) != slug:
        yield Place(f"{site.path}/category/{slug}/", kind, named)
    if key := site.numbers.get(f"category {slug}"):
        yield Place(f"{site.path}/?cat={key}", kind, named)


def feeds(root: str) -> Iterator[Place]:
    for name in ("feed", "feed/atom", "feed/rss", "feed/rss2", "feed/rdf", "comments/feed"):
        yield Place(f"{root}/{name}/", "path", "/feed.xml")
    for name in ("rss", "rss2", "atom", "rdf"):
        yield Place(f"{root}/?feed={name}", "path", "/feed.xml")
    yield Place(f"{root}/sitemap_index.xml", "path", "/sitemap.xml")
    yield Place(f"{root}/wp-sitemap.xml", "path", "/sitemap.xml")
