"""Acts on many articles: chosen in the list, foreseen on a page of their own, reported there.

What is done, and how, is in articles.publishing.bulk.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.models import Article, BulkRun
from articles.publishing import bulk, rights
from articles.publishing.acts_on_many import ACTS

from .bulk_forms import FORMS, BulkForm
from .pages import page, sentences

RUN = "admin:articles_article_bulk"
NAMED = 10  # titles that are shown of what is not possible for one reason

State = BulkRun.State
Action = Callable[[admin.ModelAdmin, HttpRequest, QuerySet[Article]], HttpResponse | None]


def action(name: str) -> Action:
    """The entry of the list's menu: keeps what is meant, and leads to the page that asks."""
    act = ACTS[name]

    def chosen(
        _desk: admin.ModelAdmin, request: HttpRequest, articles: QuerySet[Article]
    ) -> HttpResponse | None:
        try:
            run = bulk.ask(articles, name, by=request.user)
        except bulk.TooMany as error:
            messages.error(request, sentences(error))
            return None
        return redirect(RUN, run.pk)

    chosen.__name__ = f"{name}_selected"
    return admin.action(chosen, description=act.label, permissions=[act.right])


ACTIONS = [action(name) for name in ACTS]


def run_page(request: HttpRequest, key: int) -> HttpResponse:
    """Ask before anything is done; then show how far it is, and in the end what came of it."""
    run = own_run(request, key)
    if run.state != State.ASKED:
        return progress(request, run)
    form = FORMS.get(run.act, BulkForm)(run, request.POST or None)
    if request.method == "POST" and form.is_valid():
        bulk.start(run, form.given())
        return redirect(RUN, run.pk)
    return question(request, run, form)


def own_run(request: HttpRequest, key: int) -> BulkRun:
    """One that this person has asked for; anybody else's is not there."""
    if not rights.may_view_any(request.user):
        return get_object_or_404(BulkRun.objects.none())
    return get_object_or_404(BulkRun.objects.filter(user=request.user.pk), pk=key)


def question(request: HttpRequest, run: BulkRun, form: BulkForm) -> HttpResponse:
    possible, refused = bulk.foresee(run)
    act = ACTS[run.act]
    return page(
        request,
        "admin/articles/article/bulk_question.html",
        title=act.question,
        run=run,
        form=form,
        media=form.media,
        act=act,
        possible=possible,
        impossible=run.total - possible,
        refused=[(why, rows[:NAMED], max(len(rows) - NAMED, 0)) for why, rows in refused],
        reads_later=bool(act.problems) and run.total > bulk.READ_AT_ONCE,
        goes_on_behind=run.total > bulk.AT_ONCE,
    )


def progress(request: HttpRequest, run: BulkRun) -> HttpResponse:
    context: dict[str, Any] = {
        "run": run,
        "act": ACTS[run.act],
        "is_running": run.state == State.RUNNING,
        "more_failures": run.failed - len(run.failures),
    }
    return page(
        request, "admin/articles/article/bulk_progress.html", title=ACTS[run.act].label, **context
    )


@require_POST
def stop(request: HttpRequest, key: int) -> HttpResponse:
    run = own_run(request, key)
    bulk.stop(run)
    if run.state == State.ASKED:
        messages.info(request, _("Nothing was done."))
        return redirect("admin:articles_article_changelist")
    return redirect(RUN, run.pk)


@require_POST
def go_on(request: HttpRequest, key: int) -> HttpResponse:
    """Have a run gone on with that stands still."""
    run = own_run(request, key)
    if run.is_standing_still:
        bulk.go_on.enqueue(run.pk)
    return redirect(RUN, run.pk)
