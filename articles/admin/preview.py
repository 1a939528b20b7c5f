"""A manuscript as readers would see it: saved, or as it stands in the form at this moment."""

from collections.abc import Callable
from functools import partial
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import admin
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods

from articles.models import Article, Contribution
from articles.publishing import rights
from articles.views.articles import rehearsed
from articles.views.previews import as_readers_would_see

from .byline import ContributionForm
from .pages import article_for, page

ROWS = "contributions"  # the prefix of the byline's rows in the form
MOST_ROWS = 200

View = Callable[[HttpRequest], HttpResponse]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def preview(request: HttpRequest, article_id: int) -> HttpResponse:
    """GET: a page of its own, of what is saved. POST: what was sent, for the frame beside it."""
    article = article_for(request, article_id, "view")
    if request.method == "POST":
        return framed(partial(live, article=article))(request)
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


def framed(view: View) -> View:
    """Let the desk show this answer, and no other, in a frame."""
    return xframe_options_sameorigin(csp_replace({"frame-ancestors": [SELF]})(view))


def live(request: HttpRequest, article: Article) -> HttpResponse:
    """The page of what is in the form, saved or not. All that is written for it is taken back."""
    with transaction.atomic():
        if rights.may(request.user, "change", article) and "title" in request.POST:
            take_over(request, article)
        response = as_readers_would_see(article, still=True)
        transaction.set_rollback(True)
    return response


def take_over(request: HttpRequest, article: Article) -> None:
    """Put on the article what the form has of it. What is not valid stays as it is saved."""
    sent = {**dict(request.POST.lists()), "opened_version": [str(article.version)]}
    of_article = admin.site.get_model_admin(Article).get_form(request, article, change=True)
    form = of_article(MultiValueDict(sent), instance=article)
    form.is_valid()
    try:
        article.fill_derived()
    except ValueError:  # an unfinished date
        saved = Article.objects.only("printed_date").get(pk=article.pk)
        article.printed_date = saved.printed_date
        article.fill_derived()
    if "tags" in form.cleaned_data:
        article.tags.set(form.cleaned_data["tags"])
    if f"{ROWS}-TOTAL_FORMS" in request.POST:
        article.contributions.all().delete()
        Contribution.objects.bulk_create(byline(request, article))


def byline(request: HttpRequest, article: Article) -> list[Contribution]:
    """The rows of the byline that are whole, in the order that is asked for."""
    found: list[tuple[int, Contribution]] = []
    named = set()
    total = request.POST.get(f"{ROWS}-TOTAL_FORMS", "")
    for number in range(min(int(total), MOST_ROWS) if total.isdecimal() else 0):
        row = ContributionForm(request.POST, prefix=f"{ROWS}-{number}")
        if f"{ROWS}-{number}-DELETE" in request.POST or not row.is_valid():
            continue
        key = (row.instance.author_id, row.instance.role)
        if key not in named:
            named.add(key)
            found.append((row.cleaned_data.get("place") or 1000, row.instance))
    rows = [row for _place, row in sorted(found, key=lambda one: one[0])]
    for position, row in enumerate(rows, start=1):
        row.article, row.position = article, position
    return rows


def panel(request: HttpRequest, article: Article) -> dict[str, Any]:
    """For the column beside the text."""
    key = [article.pk]
    shares = rights.may(request.user, "share", article)
    return {
        "address": reverse("admin:articles_article_preview", args=key),
        "shared": reverse("admin:articles_article_shared", args=key) if shares else "",
    }
