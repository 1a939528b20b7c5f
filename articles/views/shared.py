"""A manuscript for somebody to whom an editor has sent a link, for as long as that works."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import PreviewLink
from articles.publishing.preview_links import link_of

from .answers import for_one, page
from .previews import as_readers_would_see


@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The manuscript as it is now; 410 once the link is over, 404 for one that we never made."""
    response = answer(request, link_of(token))
    # Whoever has the address can read: nobody else may get to know it from here.
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return for_one(response)


def answer(request: HttpRequest, link: PreviewLink | None) -> HttpResponse:
    if link is None:
        return page(request, "errors/404.html", {}, status=404, keep=False)
    if not link.works or link.article.trashed_at:
        return page(request, "previews/over.html", {}, status=410, keep=False)
    banner = _("This text is not published. Please don’t pass it on.")
    return as_readers_would_see(link.article, banner=banner, replies=False)
