"""What the desk's own pages share: the frame around them, and the article they are about."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.cache import add_never_cache_headers

from articles.models import Article
from articles.publishing import rights


def article_for(request: HttpRequest, article_id: int, act: str) -> Article:
    """The article, for somebody who may do ``act`` to it ("publish"); else 403 or 404.

    Who may not even see it is told that there is none.
    """
    if not rights.may_view_any(request.user):
        raise PermissionDenied
    articles = rights.visible_to(request.user)
    article = get_object_or_404(
        articles.select_related("section", "series", "issue__series", "image", "social_image"),
        pk=article_id,
    )
    rights.demand(request.user, act, article)
    return article


def page(
    request: HttpRequest, template: str, *, title: str, status: int = 200, **context: Any
) -> TemplateResponse:
    """A page of the desk, in the admin's frame, kept by no cache."""
    request.current_app = admin.site.name
    everything = {**admin.site.each_context(request), "opts": Article._meta, "title": title}
    response = TemplateResponse(request, template, everything | context, status=status)
    add_never_cache_headers(response)
    return response


def sentences(error: ValidationError) -> str:
    """All that a refused act has to say, in one line for a message."""
    return " ".join(str(message) for message in error.messages)
