"""A manuscript as readers would see it: the page of the edition that publishing would make."""

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.views.articles import rehearsed

from .pages import article_for, page


@require_safe
@never_cache
def preview(request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_for(request, article_id, "view")
    try:
        return rehearsed(request, article)
    except IntegrityError:
        return page(
            request,
            "admin/articles/article/no_preview.html",
            title=_("Preview"),
            original=article,
            status=409,
        )
