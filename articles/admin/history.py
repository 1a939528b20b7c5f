"""The history of a manuscript: every saved state, compared with any other, and brought back."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from django.contrib import messages
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from articles.models import Article, Revision
from articles.publishing import revisions as acts
from articles.publishing import rights
from articles.publishing.content import content
from articles.publishing.differences import CATALOGUE, differences, named, words
from articles.publishing.log import Line, lines
from articles.text.language import direction
from articles.text.render import render

from .base import history_of
from .pages import article_for, page, sentences

PER_PAGE = 100  # saved states


class Sitting(NamedTuple):
    """Saved states that follow one another in the list: one that somebody saved or set aside, or
    several in a row that were saved by themselves, which are folded."""

    is_folded: bool
    states: list[Revision]

    @property
    def texts(self) -> list[Revision]:
        """Those that one is likely to ask about."""
        aside = Revision.Kind.ASIDE
        return [] if self.is_folded else [state for state in self.states if state.kind != aside]


@require_safe
def revisions(request: HttpRequest, article_id: str) -> HttpResponse:
    """Saved states, newest first, and what was done to the article as a whole."""
    if not article_id.isdecimal() or len(article_id) > 18:
        raise Http404
    article = article_for(request, int(article_id), "view")
    states = article.revisions.select_related("created_by").defer("content", "checksum")
    pages = Paginator(states.order_by("-number"), PER_PAGE)
    shown = pages.get_page(request.GET.get("page"))
    found = sittings(shown.object_list)
    texts = [state.number for sitting in found for state in sitting.texts]
    return page(
        request,
        "admin/articles/article/revisions.html",
        title=_("History"),
        original=article,
        revisions=shown.object_list,
        sittings=found,
        compare_new=texts[0] if texts else None,
        compare_old=texts[1] if len(texts) > 1 else None,
        pages=shown,
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


def sittings(states: Iterable[Revision]) -> list[Sitting]:
    """What somebody saved stands for itself; what was saved meanwhile is there for whoever asks."""
    groups = groupby(states, key=lambda state: state.kind == Revision.Kind.AUTOSAVED)
    found: list[Sitting] = []
    for is_autosaved, group in groups:
        together = list(group)
        if is_autosaved and any(sitting.texts for sitting in found):  # the newest is in sight
            found.append(Sitting(is_folded=True, states=together))
        else:
            found += [Sitting(is_folded=False, states=[state]) for state in together]
    return found


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
        may_change=rights.may(request.user, "change", article),
        rendered=render(state.content["body"], language=state.content["language"]),
        direction=direction(state.content["language"]),
        catalogue=[
            (label, words(named(key, state.content[key])))
            for key, label in CATALOGUE.items()
            if state.content.get(key)
        ],
    )


@require_safe
def comparison(request: HttpRequest, article_id: int) -> HttpResponse:
    """What changed from one saved state to another: ``?old=3&new=5``, else the last change."""
    article = article_for(request, article_id, "view")
    states = article.revisions.select_related("created_by").order_by("-number")
    newest = states.exclude(kind=Revision.Kind.ASIDE).first()
    if newest is None:
        raise Http404
    new = chosen(article, request.GET.get("new")) or newest
    old = chosen(article, request.GET.get("old")) or before(new) or new
    if old.number > new.number:
        old, new = new, old
    return page(
        request,
        "admin/articles/article/compare.html",
        title=_("Revision %(old)s and %(new)s") % {"old": old.number, "new": new.number},
        original=article,
        old=old,
        new=new,
        numbers=article.revisions.order_by("-number").values_list("number", flat=True),
        may_change=rights.may(request.user, "change", article),
        language=new.content["language"],
        differences=differences(old.content, new.content),
        direction=direction(new.content["language"]),
    )


def before(state: Revision) -> Revision | None:
    """The text before it; what was set aside was never the text."""
    texts = state.article.revisions.exclude(kind=Revision.Kind.ASIDE)
    return texts.filter(number__lt=state.number).order_by("-number").first()


def chosen(article: Article, number: str | None) -> Revision | None:
    if not number or not number.isdecimal() or len(number) > 9:
        return None
    return article.revisions.select_related("created_by").filter(number=int(number)).first()


@require_http_methods(["GET", "HEAD", "POST"])
def restore(request: HttpRequest, article_id: int, number: int) -> HttpResponse:
    """Show what would change, then bring back a text, also one that was set aside."""
    article = article_for(request, article_id, "change")
    state = get_object_or_404(article.revisions.select_related("created_by"), number=number)
    now = content(article)
    if state.content == now:
        messages.info(request, _("The article is as it was in revision %s already.") % number)
        return redirect("admin:articles_article_change", article_id)
    is_stale = request.POST.get("seen") != str(article.version)
    if request.method == "POST" and not is_stale:
        return brought_back(request, state)
    return page(
        request,
        "admin/articles/article/restore.html",
        title=_("Bring back revision %s") % number,
        original=article,
        revision=state,
        differences=differences(now, state.content),
        language=state.content["language"],
        direction=direction(state.content["language"]),
        is_stale=request.method == "POST",
    )


def brought_back(request: HttpRequest, state: Revision) -> HttpResponse:
    try:
        missing = acts.restore(state, by=request.user)
    except ValidationError as error:
        messages.error(request, sentences(error))
        return redirect("admin:articles_article_history", state.article_id)
    said = _("The article is as it was in revision %s. Readers see it once it is published.")
    messages.success(request, said % state.number)
    for name in missing:
        messages.warning(request, _("Gone from the archive, so left empty: %s") % name)
    return redirect("admin:articles_article_change", state.article_id)
