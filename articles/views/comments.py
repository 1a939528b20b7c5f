"""Taking in a comment. Nothing here sets a cookie or keeps the address of a machine."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.comments.display import Reply, as_html
from articles.comments.forms import CommentForm
from articles.comments.spam import Stamp, judge, stamp, within_limits
from articles.models import Comment, Edition
from articles.reading.article import page_of_edition
from articles.reading.discussion import one_reply

from .access import with_edition
from .answers import page, public_page
from .drafts import draft_of

MAX_BODY = 64 * 1024  # bytes: the longest comment in any script, percent-encoded, with room
DRAINED = 16 * 1024 * 1024


class SeeOther(HttpResponseRedirect):
    """After a POST: the answer is a page of its own, and reloading it sends nothing again."""

    status_code = 303


@csrf_exempt  # there is no session to abuse; pages of other sites are refused by is_foreign
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@with_edition
def comments(request: HttpRequest, edition: Edition) -> HttpResponse:
    """GET: the form, with the signed time that the article's own page can't have. POST: send it."""
    if request.method == "POST" and is_too_large(request):
        return refused(request, edition, 413, _("That is more than a comment may hold."))
    if not edition.article.comments_open:
        return refused(request, edition, 403, _("Comments on this article are closed."))
    if request.method == "POST":
        return receive(request, edition)
    parent = replied_to(request, edition)
    form = CommentForm(edition.article, parent=parent.id if parent else None)
    return form_page(request, edition, form, parent=parent)


@public_page
@with_edition
def sent(request: HttpRequest, edition: Edition) -> HttpResponse:
    return page(request, "comments/sent.html", {"card": page_of_edition(edition.pk).card})


def receive(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Hold the comment for a moderator, or show the form again with every word that was typed."""
    if is_foreign(request):
        message = _("This comment came from a page of another site and was not taken.")
        return refused(request, edition, 403, message)
    form = CommentForm(edition.article, request.POST)
    if not form.is_valid():
        return form_page(request, edition, form, status=422)
    comment = form.unsaved()
    age = judge(request.POST.get("stamp", ""), edition.article)
    if age is not Stamp.RIPE:
        return check_page(request, edition, form, comment, age)
    if not within_limits(edition.article, sender(request)):
        form.add_error(None, _("Too many comments have come in. Please try again in an hour."))
        return form_page(request, edition, form, status=429)
    comment.save()
    address = edition.filed_year, edition.slug
    return SeeOther(reverse("comment_sent", args=address))


def check_page(
    request: HttpRequest, edition: Edition, form: CommentForm, comment: Comment, age: Stamp
) -> HttpResponse:
    """The comment as it will look, above the form that sends it. Costs a reader one more press."""
    sentences = {
        Stamp.YOUNG: _("That was quick. Read it once more, then press Send."),
        Stamp.STALE: _("The form was a day old. Read your comment once more, then press Send."),
    }
    if age in sentences:
        form.add_error(None, sentences[age])
    return form_page(
        request,
        edition,
        form,
        parent=one_reply(edition.article_id, comment.parent_id) if comment.parent_id else None,
        preview=(comment.name, as_html(comment.text)),
        status=422 if age in sentences else 200,
    )


def form_page(
    request: HttpRequest, edition: Edition, form: CommentForm, *, status: int = 200, **extra: Any
) -> HttpResponse:
    card = page_of_edition(edition.pk).card
    draft = draft_of(card, form, stamp(edition.article))
    context = {"card": card, "form": draft, "parent": None, "preview": None, **extra}
    return page(request, "comments/form.html", context, keep=False, status=status)


def refused(request: HttpRequest, edition: Edition, status: int, message: str) -> HttpResponse:
    context = {"card": page_of_edition(edition.pk).card, "message": message}
    return page(request, "comments/refused.html", context, keep=False, status=status)


def replied_to(request: HttpRequest, edition: Edition) -> Reply | None:
    """The approved comment that ``?parent=`` names; a 404 for any other."""
    number = request.GET.get("parent")
    if number is None:
        return None
    if not (number.isascii() and number.isdigit() and len(number) < 18):
        raise Http404
    parent = one_reply(edition.article_id, int(number))
    if parent is None:
        raise Http404
    return parent


def is_too_large(request: HttpRequest) -> bool:
    """Judge by the declared length, before anything is parsed.

    A body of some megabytes is read and thrown away: a browser shows the answer only once it has
    sent everything. Of a larger one the connection is simply closed.
    """
    length = int(request.headers.get("Content-Length") or 0)
    if length <= MAX_BODY:
        return False
    if length <= DRAINED:
        while request.read(MAX_BODY):
            pass
    return True


def is_foreign(request: HttpRequest) -> bool:
    """Whether the browser says that a page of another site sent this."""
    if request.headers.get("Sec-Fetch-Site") == "cross-site":
        return True
    origin = request.headers.get("Origin")
    ours = {request.get_host(), urlsplit(settings.SITE_URL).netloc}
    return origin is not None and origin.partition("://")[2] not in ours


def sender(request: HttpRequest) -> str:
    """The address to count by, never kept: the one that the nearest trusted machine saw."""
    if settings.TRUST_PROXY and (chain := request.headers.get("X-Forwarded-For")):
        return chain.rpartition(",")[2].strip()
    return str(request.META["REMOTE_ADDR"])
