"""What a reader gets at an article's address: its public edition, its new address, or why not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from articles.models import Article, Edition
from articles.models.edition import EditionQuerySet

from .answers import for_everyone, page

View = Callable[..., HttpResponse]


def with_edition(view: View) -> View:
    """Turn a view of a public edition into one of a year and a slug; see ``elsewhere``."""

    @wraps(view)
    def at_address(request: HttpRequest, year: int | None, slug: str, **rest: Any) -> HttpResponse:
        editions = Edition.objects.public().at_address(year, slug).select_related("article")
        edition = editions.without_texts().first()
        if edition is None:
            return elsewhere(request, year, slug)
        return view(request, edition, **rest)

    return at_address


def elsewhere(request: HttpRequest, year: int | None, slug: str) -> HttpResponse:
    """The answer at an address without a public edition.

    The reader is sent to the article's present address, told that it is gone (410), or gets a 404:
    nothing tells a draft from an article that never was.
    """
    if moved := edition_moved_from(year, slug):
        return for_everyone(redirect_below(request, moved))
    return gone(request, article=article_gone_from(year, slug))


def edition_moved_from(year: int | None, slug: str) -> Edition | None:
    """The public edition of the article that once had this address, or has it in lower case."""
    public = Edition.objects.public()
    former = Edition.objects.ever_visible().at_address(year, slug).order_by("-visible_from").first()
    if former:
        return public.filter(article=former.article_id).first()
    return public.at_address(year, slug.lower()).first() if slug != slug.lower() else None


def article_gone_from(year: int | None, slug: str) -> Article | None:
    """The withdrawn or trashed article that readers had at this address."""
    edition = withheld_editions().at_address(year, slug).select_related("article").first()
    return edition.article if edition else None


def withheld_editions() -> EditionQuerySet:
    """Editions that readers had and no longer have, newest first."""
    gone = Edition.objects.ever_visible().filter(is_withheld=True)
    # What was due while it lay in the trash was never seen.
    seen = gone.exclude(article__trashed_at__lte=F("visible_from"))
    return seen.order_by("-visible_from")


def redirect_below(request: HttpRequest, edition: Edition) -> HttpResponse:
    """To the edition's address, with what followed the old one: ``editions/2/``, ``comments/``."""
    rest = "/".join(request.path.split("/")[4:])
    return redirect(
        edition.get_absolute_url() + rest, permanent=True, preserve_request=request.method == "POST"
    )


def article_answer(request: HttpRequest, article_id: int, *, permanent: bool) -> HttpResponse:
    """Send the reader to an article, or say that it is gone; a 404 when readers never had it."""
    edition = Edition.objects.public().filter(article=article_id).first()
    if edition:
        return redirect(edition, permanent=permanent)
    withheld = withheld_editions().filter(article=article_id).select_related("article").first()
    return gone(request, article=withheld.article if withheld else None)


def gone(request: HttpRequest, *, article: Article | None) -> HttpResponse:
    """The page of an article that was withdrawn: it says so, with the public reason."""
    if article is None:
        raise Http404
    withdrawn_at = None if article.trashed_at else article.withdrawn_at
    context = {"withdrawn_at": withdrawn_at, "reason": article.withdrawal_reason}
    return page(request, "articles/gone.html", context, about=[article.pk], status=410)
