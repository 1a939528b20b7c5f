"""The site with nothing kept: its page cache is emptied before each request.

So a page is found missing, made from the database, compressed and kept, as on its first visit.
"""

from collections.abc import Iterable
from typing import Any

from site_project.wsgi import application as site

from articles.pagecache.front import Front  # isort: skip  # now that the apps are ready

if not isinstance(site, Front):
    raise RuntimeError("The page cache is off: PAGE_CACHE_MB is 0.")  # noqa: TRY004
pages, answer = site.pages, site


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The WSGI application."""
    with pages.lock:
        pages.kept.clear()
    return answer(environ, start_response)
