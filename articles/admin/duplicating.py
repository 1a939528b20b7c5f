"""“Make a copy”, from the menu of an article's form."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.publishing.duplicate import duplicate

from .pages import article_for, sentences

CHANGE = "admin:articles_article_change"


@require_POST
def duplicate_page(request: HttpRequest, article_id: int) -> HttpResponse:
    """Copy what was saved last, and open the copy."""
    article = article_for(request, article_id, "view")
    try:
        copy = duplicate(article, by=request.user)
    except ValidationError as error:  # such as a date that an older release took
        messages.error(request, sentences(error))
        return redirect(CHANGE, article_id)
    messages.success(
        request,
        _("This is the copy, a draft with an address of its own. “%(title)s” is as it was.")
        % {"title": article.title},
    )
    return redirect(CHANGE, copy.pk)
