"""The public addresses as paths. Django's ``reverse`` gives the same; this is for pages with many
links, where asking it for each of them would take longer than all the rest.

``tests/public/test_addresses.py`` holds the two together.
"""

from functools import lru_cache
from urllib.parse import quote

ARCHIVE, AUTHORS, TAGS, CORRECTIONS, SEARCH = (
    "/articles/",
    "/authors/",
    "/tags/",
    "/corrections/",
    "/search/",
)

# Behind the question mark of an address of WordPress: what it led to. All else there is decoration.
OLD_QUERIES = ("p", "page_id", "attachment_id", "cat", "tag", "author", "feed")

# What Django leaves as it is in a path.
SAFE = "/~!*'()-_.;:@&=+$,"


@lru_cache(maxsize=8192)
def encoded(slug: str) -> str:
    return quote(slug, safe=SAFE)


def article(year: int | None, slug: str) -> str:
    return f"/articles/{year or 'undated'}/{encoded(slug)}/"


def short(article_id: int) -> str:
    return f"/a/{article_id}/"


def archive_year(year: int | None) -> str:
    return f"/articles/{year or 'undated'}/"


def archive_month(year: int | None, month: int) -> str:
    return f"/articles/{year or 'undated'}/{month:02}/"


def author(slug: str) -> str:
    return f"/authors/{encoded(slug)}/"


def tag(slug: str) -> str:
    return f"/tags/{encoded(slug)}/"


def section(slug: str) -> str:
    return f"/sections/{encoded(slug)}/"


def series(slug: str) -> str:
    return f"/series/{encoded(slug)}/"
