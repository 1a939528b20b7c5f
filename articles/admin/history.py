"""The history of a manuscript: every saved state, compared with any other, and brought back."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles.models import Article, Revision
from articles.publishing import revisions as acts
from articles.publishing.content import Content
from articles.publishing.log import Line, lines
from articles.text.diff import compare
from articles.text.language import direction
from articles.text.render import render

from .base import history_of
from .pages import article_for, page, sentences

# What a revision holds besides the text, in the order in which a person asks for it.
CATALOGUE = {
    "title": gettext_lazy("title"),
    "standfirst": gettext_lazy("standfirst"),
    "byline": gettext_lazy("byline"),
    "language": gettext_lazy("language"),
    "printed_date": gettext_lazy("printed date"),
    "printed_label": gettext_lazy("date as printed"),
    "tags": gettext_lazy("tags"),
    "section": gettext_lazy("section"),
    "series": gettext_lazy("series"),
    "series_position": gettext_lazy("place in the series"),
    "issue": gettext_lazy("issue"),
    "translation_of": gettext_lazy("translation of"),
    "image": gettext_lazy("picture"),
    "provenance": gettext_lazy("provenance"),
    "slug": gettext_lazy("slug"),
}


@require_safe
def revisions(request: HttpRequest, article_id: str) -> HttpResponse:
    """Saved states, newest first, and what was done to the article as a whole."""
    if not article_id.isdecimal() or len(article_id) > 18:
        raise Http404
    article = article_for(request, int(article_id), "view")
    return page(
        request,
        "admin/articles/article/revisions.html",
        title=_("History"),
        original=article,
        revisions=article.revisions.select_related("created_by")
        .defer("content", "checksum")
        .order_by("-number"),
        events=article.events.select_related("by"),
        settings=settings_changed(article),
        editions=article.editions.select_related("created_by").without_texts().order_by("-number"),
    )


def settings_changed(article: Article) -> list[tuple[LogEntry, Line]]:
    """What no revision holds, such as whether readers may comment: who changed it, and from what.

    The log has an entry for each save, most of which say nothing else than that there was one.
    """
    told = history_of(article).filter(change_message__contains='"values"')
    return [(entry, line) for entry in told for line in lines(entry) if line.new is not None]


@require_safe
def revision(request: HttpRequest, article_id: int, number: int) -> HttpResponse:
    """One saved state, whole."""
    article = article_for(request, article_id, "view")
    state = get_object_or_404(article.revisions.select_related("created_by"), number=number)
    return page(
        request,
        "admin/articles/article/revision.html",
        title=_("Revision %s") % number,
        original=article,
        revision=state,
        rendered=render(state.content["body"], language=state.content["language"]),
        direction=direction(state.content["language"]),
        catalogue=[
            (label, words(state.content[key]))
            for key, label in CATALOGUE.items()
            if state.content[key]
        ],
    )


@require_safe
def comparison(request: HttpRequest, article_id: int) -> HttpResponse:
    """What changed from one saved state to another: ``?old=3&new=5``, else the last change."""
    article = article_for(request, article_id, "view")
    newest = article.revisions.order_by("-number").first()
    if newest is None:
        raise Http404
    new = chosen(article, request.GET.get("new")) or newest
    old = chosen(article, request.GET.get("old")) or new
    if old.number > new.number:
        old, new = new, old
    return page(
        request,
        "admin/articles/article/compare.html",
        title=_("Revision %(old)s and %(new)s") % {"old": old.number, "new": new.number},
        original=article,
        old=old,
        new=new,
        changes=changes(old.content, new.content),
        comparison=compare(
            old.content["body"], new.content["body"], language=new.content["language"]
        ),
        direction=direction(new.content["language"]),
    )


def chosen(article: Article, number: str | None) -> Revision | None:
    if not number or not number.isdecimal() or len(number) > 9:
        return None
    return article.revisions.filter(number=int(number)).first()


def changes(old: Content, new: Content) -> list[tuple[str, str, str]]:
    """The catalogue data that differ: label, before, after."""
    return [
        (str(label), words(old[key]), words(new[key]))
        for key, label in CATALOGUE.items()
        if old[key] != new[key]
    ]


def words(value: Any) -> str:
    """A value of the content for people."""
    if isinstance(value, list):
        return ", ".join(words(item) for item in value)
    if isinstance(value, dict):  # an entry of the byline
        about = "; ".join(part for part in (value["role"], value["affiliation"]) if part)
        return f"{value['name']} ({about})"
    return "–" if value in {None, ""} else str(value)


@require_POST
def restore(request: HttpRequest, article_id: int, number: int) -> HttpResponse:
    article = article_for(request, article_id, "change")
    state = get_object_or_404(article.revisions, number=number)
    try:
        missing = acts.restore(state, by=request.user)
    except ValidationError as error:
        messages.error(request, sentences(error))
        return redirect("admin:articles_article_history", article_id)
    messages.success(
        request,
        _("The article is as it was in revision %s. Readers see it once it is published.") % number,
    )
    for name in missing:
        messages.warning(request, _("Gone from the archive, so left empty: %s") % name)
    return redirect("admin:articles_article_change", article_id)
