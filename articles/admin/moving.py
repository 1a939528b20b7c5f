"""A whole WordPress site moves in: a dry run first, then the import, its report, and the way back.

What is done, and how, is in articles.importing.runs.
"""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.importing import runs
from articles.models import ImportLine, ImportRun
from articles.publishing import rights

from .moving_forms import MappingForm, SiteForm
from .pages import page

RUN = "admin:articles_article_moving_run"
AT_ONCE = 100  # lines of a page
State = ImportRun.State
COUNTED = (
    ("words", gettext_lazy("words")),
    ("notes", gettext_lazy("notes")),
    ("links", gettext_lazy("links")),
    ("pictures", gettext_lazy("pictures")),
    ("quotations", gettext_lazy("quotations")),
    ("comments", gettext_lazy("comments")),
)
STATUSES = {
    "created": gettext_lazy("created"),
    "updated": gettext_lazy("updated"),
    "proposed": gettext_lazy("proposed"),
    "unchanged": gettext_lazy("unchanged"),
    "failed": gettext_lazy("failed"),
    "undone": gettext_lazy("undone"),
    "kept": gettext_lazy("kept"),
}
ACTS: dict[str, Callable[[ImportRun], object]] = {
    "start": runs.start,
    "pause": runs.pause,
    "undo": runs.undo,
}


def demand(request: HttpRequest) -> None:
    if not rights.holds(request.user, "import"):
        raise PermissionDenied


def own_runs(request: HttpRequest) -> QuerySet[ImportRun]:
    """A superuser sees those of others, and of commands."""
    found = ImportRun.objects.all()
    return found if request.user.is_superuser else found.filter(by=request.user.pk)


def sites(request: HttpRequest) -> HttpResponse:
    """What has been moved in, and the form for the next one; it begins with a dry run."""
    demand(request)
    form = SiteForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        run = ImportRun.objects.create(
            source=form.cleaned_data["source"][:300],
            path=str(form.cleaned_data["path"]),
            uploads=form.cleaned_data["uploads"],
            is_rehearsal=True,
            by_id=request.user.pk,
        )
        runs.start(run)
        return redirect(RUN, run.pk)
    return page(
        request,
        "admin/articles/article/moving.html",
        title=_("Move a WordPress site in"),
        form=form,
        runs=own_runs(request)[:50],
        status=422 if form.errors else 200,
    )


def run_page(request: HttpRequest, key: int) -> HttpResponse:
    """How far it is and what came of it; after a dry run, the mapping, and the import itself."""
    demand(request)
    run = get_object_or_404(own_runs(request), pk=key)
    may_publish = rights.holds(request.user, "publish")
    form = None
    if run.is_rehearsal and run.state == State.DONE:
        form = MappingForm(run, request.POST or None, may_publish=may_publish)
        if request.method == "POST" and form.is_valid():
            return begin(request, run, form)
    lines = run.lines.needing_eyes_first().select_related("article")
    turned = Paginator(lines, AT_ONCE).get_page(request.GET.get("page"))
    seen = {line.article_id for line in turned if line.article_id}
    visible = set(rights.visible_to(request.user).filter(pk__in=seen).values_list("pk", flat=True))
    context: dict[str, Any] = {
        "run": run,
        "form": form,
        "turned": turned,
        "rows": [
            (line, line.article_id in visible, STATUSES[line.status], missing(line))
            for line in turned
        ],
        "counted": [
            (label, run.before.get(name, 0), run.after.get(name, 0)) for name, label in COUNTED
        ],
        "left_out": run.about.get("left_out", {}).items(),
    }
    return page(request, "admin/articles/article/moving_run.html", title=run.source, **context)


def missing(line: ImportLine) -> list[tuple[str, int]]:
    """What the source has more of than the archive, in words."""
    numbers = line.report.get("missing", {})
    return [(str(label), numbers[name]) for name, label in COUNTED if name in numbers]


def begin(request: HttpRequest, rehearsal: ImportRun, form: MappingForm) -> HttpResponse:
    """The import itself, or with other answers another dry run."""
    again = "_again" in request.POST
    run = ImportRun.objects.create(
        source=rehearsal.source,
        path=rehearsal.path,
        uploads=rehearsal.uploads,
        language=rehearsal.language,
        mapping=form.mapping(),
        publishes=bool(form.cleaned_data.get("publishes")),
        is_rehearsal=again,
        by_id=request.user.pk,
    )
    runs.start(run)
    return redirect(RUN, run.pk)


@require_POST
def act(request: HttpRequest, key: int, name: str) -> HttpResponse:
    """Start or go on, pause, or undo; what does not apply changes nothing."""
    demand(request)
    run = get_object_or_404(own_runs(request), pk=key)
    if name not in ACTS:
        raise Http404
    if name == "start" and run.is_standing_still:
        runs.go_on.enqueue(run.pk)
    else:
        ACTS[name](run)
    return redirect(RUN, run.pk)
