"""A manuscript as readers would see it: the page of the edition that publishing would make."""

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.publishing.freeze import freeze
from articles.publishing.publish import close_editions
from articles.views.articles import reading

from .pages import article_for, page


@require_safe
@never_cache
def preview(request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_for(request, article_id, "view_article")
    try:
        return HttpResponse(page_of_next_edition(article, request))
    except IntegrityError:
        return page(
            request,
            "admin/articles/article/no_preview.html",
            title=_("Preview"),
            original=article,
            status=409,
        )


def page_of_next_edition(article: Article, request: HttpRequest) -> str:
    """Make the next edition, render its page, and take the edition back.

    So the preview is what publication makes, and not another thing that resembles it. Raises
    IntegrityError when another published article has the address.
    """
    with transaction.atomic():
        previous = article.editions.order_by("-number").first()
        now = timezone.now()
        close_editions(article, now)
        number = previous.number + 1 if previous else 1
        edition = freeze(article, number=number, visible_from=now, correction="", by=None)
        context = reading(edition) | {"article_id": article.pk}
        html = render_to_string("admin/articles/article/preview.html", context, request)
        transaction.set_rollback(True)
    return html
