"""Saving while somebody writes: the form's script sends the whole form every few seconds.

What is valid is saved, what isn't is named, and nothing that somebody else saved is written over.
The answers are JSON; ``static/desk/form/autosave.js`` is the other end.
"""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse, QueryDict
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from articles.models import Article
from articles.publishing import manuscript
from articles.publishing.content import content
from articles.text.clean import clean, read
from articles.text.diff import compare
from articles.text.footnotes import plain_line
from articles.text.language import direction
from articles.text.tree import text_blocks

from . import conflict, presence, token
from .pages import article_for
from .posted import Binding, Posted, settle

FIRST_WORDS = 8  # of the text make the title of a draft that has none yet


def autosave(desk: Binding, request: HttpRequest, article_id: int | None = None) -> HttpResponse:
    """Save what is valid of the form that was sent; of a new article, make the draft."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        article = article_for(request, article_id, "view") if article_id else token.draft(request)
        return save(desk, request, article or Article())
    except (manuscript.Overtaken, IntegrityError):
        # Somebody else's save, or another one of this very form, came in between: look again.
        again = article_id or getattr(token.draft(request), "pk", None)
        article = article_for(request, again, "view") if again else Article()
        return save(desk, request, article)


def save(desk: Binding, request: HttpRequest, article: Article) -> JsonResponse:
    if article.pk:
        if not desk.has_change_permission(request, article):
            return refused(conflict.out_of_hands(desk, request, article), HTTPStatus.FORBIDDEN)
        if conflict.is_stale(article, request):
            return overtaken(request, article)
    elif not desk.has_add_permission(request):
        return refused(_("You may not write new articles."), HTTPStatus.FORBIDDEN)
    posted = settle(desk, request, with_title(request.POST, article), article)
    if not posted.form.is_valid():
        return JsonResponse({"errors": posted.errors}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        saved = write(request, posted, article)
    except manuscript.Overtaken:
        raise
    except ValidationError as error:
        errors = {"": error.messages}
        return JsonResponse({"errors": errors}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse(answer(request, saved, posted))


def with_title(data: QueryDict, article: Article) -> QueryDict:
    """Until a draft has a name, its first words are."""
    if data.get("title", "").strip():
        return data
    data = data.copy()
    is_named = article.pk and article.title != first_words(article.body)
    data["title"] = article.title if is_named else first_words(clean(data.get("body", "")))
    return data


def first_words(body: str) -> str:
    lines = (plain_line(block.children) for block in text_blocks(read(body)))
    words = next((line for line in lines if line), "").split()
    more = "…" if len(words) > FIRST_WORDS else ""
    return (" ".join(words[:FIRST_WORDS])[:200] + more) or _("Untitled")


@transaction.atomic
def write(request: HttpRequest, posted: Posted, before: Article) -> Article:
    """Save the article and keep the state. Raises Overtaken, ValidationError, IntegrityError."""
    explicit = bool(request.POST.get("explicit"))
    if before.pk and not is_changed(posted, before):
        if explicit:
            manuscript.record(before, by=request.user)
        return before
    article = posted.form.save(commit=False)
    if not article.pk:
        article.created_by = request.user
    manuscript.save(article, expected_version=before.version if before.pk else None)
    posted.form.save_m2m()
    posted.byline.instance = article
    posted.byline.save()
    manuscript.record(article, by=request.user, autosaved=not explicit)
    token.keep(request, article)
    return article


def is_changed(posted: Posted, before: Article) -> bool:
    beside = any(conflict.differs(name, before, posted.article) for name in conflict.BESIDE)
    return beside or posted.content() != content(before)


def answer(request: HttpRequest, article: Article, posted: Posted) -> dict[str, Any]:
    """What the form needs to go on from here."""
    return {
        "article": article.pk,
        "version": article.version,
        "revision": manuscript.opened_revision(article),
        "title": article.title,
        "slug": article.slug,
        "when": presence.clock(timezone.now()),
        "errors": posted.errors,
        "addresses": addresses(article),
        "presence": presence.signs_of_life(article, request.user),
    }


def addresses(article: Article | None) -> dict[str, str]:
    """Where a form sends what: on its page, and in the answer to the first save of a new one."""
    if article is None or not article.pk:
        return {
            "autosave": reverse("admin:articles_article_autosave_new"),
            "token": reverse("admin:articles_article_token"),
        }
    names = ("change", "autosave", "presence", "difference")
    return {
        name: reverse(f"admin:articles_article_{name}", args=[article.pk]) for name in names
    } | {"token": reverse("admin:articles_article_token")}


def overtaken(request: HttpRequest, article: Article) -> JsonResponse:
    last = presence.last_save(article, request.user)
    return JsonResponse({"last": last, "version": article.version}, status=HTTPStatus.CONFLICT)


def refused(reason: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"reason": reason}, status=status)


@require_GET
@never_cache
def fresh_token(request: HttpRequest) -> JsonResponse:
    """For a form whose log-in has been renewed in another tab: what it has to send along now."""
    return JsonResponse({"token": get_token(request), "user": request.user.pk})


@require_POST
def difference(request: HttpRequest, article_id: int) -> HttpResponse:
    """What a text that is kept on somebody's device changes in what is saved."""
    article = article_for(request, article_id, "view")
    body = clean(request.POST.get("body", ""))
    return render(
        request,
        "admin/articles/article/comparison.html",
        {
            "comparison": compare(article.body, body, language=article.language),
            "language": article.language,
            "direction": direction(article.language),
        },
    )
