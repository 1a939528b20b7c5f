"""Addresses that lead nowhere: the old ones redirect, for the others there is a page that helps."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.models import Redirect

from .access import article_answer
from .answers import for_everyone, page


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The handler for 404: an address that worked once still does."""
    try:
        if answer := answer_for_old(request):
            return for_everyone(answer)
    except Http404:
        pass  # the old address of an article that has no public edition yet
    return page(request, "errors/404.html", {}, status=404)


def answer_for_old(request: HttpRequest) -> HttpResponse | None:
    """The redirect (301) that an old address deserves, or the 410 of what was there."""
    if "\0" in request.path:  # PostgreSQL can't even be asked for it
        return None
    bare = request.path.rstrip("/")
    old = Redirect.objects.filter(path__in=[request.path, bare, bare + "/"]).first()
    if old is None:
        return None
    if old.article_id:
        return article_answer(request, old.article_id, permanent=True)
    # One slash and no more: "//host" would be another site.
    return redirect("/" + old.target.lstrip("/\\"), permanent=True)
