"""Addresses that lead nowhere: the old ones redirect, for the others there is a page that helps."""

from contextlib import suppress
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.addresses import OLD_QUERIES
from articles.models import Redirect

from .access import View, article_answer
from .answers import for_everyone, page

QUOTED = " ".join(f'"{name}"' for name in OLD_QUERIES)
BUT_OLD_QUERIES = f"params, except=({QUOTED})"
"""To a cache that would otherwise take `/?p=123` for the page without the question."""


def or_old_address(view: View) -> View:
    """The front page, unless its address has what led to a page of WordPress: `/?p=123`."""

    @wraps(view)
    def front(request: HttpRequest) -> HttpResponse:
        response = None
        if old_query(request):
            with suppress(Http404):
                response = answer_for_old(request)
        response = for_everyone(response) if response else view(request)
        response.headers["No-Vary-Search"] = BUT_OLD_QUERIES
        return response

    return front


def old_query(request: HttpRequest) -> list[str]:
    """What of a query may have led to a page of WordPress, in the spelling of redirects."""
    given = {name: request.GET[name] for name in OLD_QUERIES if name in request.GET}
    return [f"?{name}={value[:200]}" for name, value in given.items() if "\0" not in value]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The handler for 404: an address that worked once still does."""
    try:
        if answer := answer_for_old(request):
            answer = for_everyone(answer)
            answer.headers["No-Vary-Search"] = BUT_OLD_QUERIES
            return answer
    except Http404:
        pass  # the old address of an article that has no public edition yet
    return page(request, "errors/404.html", {}, status=404)


def answer_for_old(request: HttpRequest) -> HttpResponse | None:
    """The redirect (301) that an old address deserves, or the 410 of what was there."""
    if "\0" in request.path:  # PostgreSQL can't even be asked for it
        return None
    bare = request.path.rstrip("/")
    spellings = [request.path, bare, bare + "/"]
    # A site in a folder had pages behind the question mark of that folder's address.
    by_query = [f"{bare}/{query}" for query in old_query(request)]
    found = {row.path: row for row in Redirect.objects.filter(path__in=[*by_query, *spellings])}
    old = next((found[path] for path in (*by_query, *spellings) if path in found), None)
    return answer_at(request, old) if old else None


def answer_at(request: HttpRequest, old: Redirect) -> HttpResponse:
    if old.article_id:
        return article_answer(request, old.article_id, permanent=True)
    # One slash and no more: "//host" would be another site.
    return redirect("/" + old.target.lstrip("/\\"), permanent=True)
