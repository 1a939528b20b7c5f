"""Remarks at the desk: a panel beside the text, and a page with the text as readers see it.

Both send the same forms. A script asks for JSON and puts the new list in its place; without one
the page comes again.
"""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article, Remark
from articles.publishing import remarks, rights
from articles.publishing.render import render
from articles.text.quotes import Passages, Quote

from .pages import article_for, page, sentences

LIST = "admin/articles/article/side/remarks.html"
REFUSED = 409


class RemarkForm(forms.Form):
    """A new remark. A script fills in the passage; without one its words are copied here."""

    exact = forms.CharField(
        label=gettext_lazy("About which words"),
        required=False,
        max_length=remarks.LONGEST,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        help_text=gettext_lazy("Copy them from the text. Empty: the whole article."),
    )
    prefix = forms.CharField(required=False, widget=forms.HiddenInput)
    suffix = forms.CharField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("Remark"),
        max_length=remarks.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(self, article: Article, data: object = None) -> None:
        super().__init__(data, auto_id="remark-new-%s")
        self.article = article

    def quote(self) -> Quote | None:
        """The passage; words that were copied by hand get those around them."""
        given = self.cleaned_data
        if not given["exact"]:
            return None
        wanted = Quote(given["exact"], given["prefix"], given["suffix"])
        if wanted.prefix or wanted.suffix:  # marked by a script, in a text that may be newer
            return wanted
        place = Passages(self.article.body).find(wanted)
        return place.quote if place else wanted

    def clean_exact(self) -> str:
        exact = " ".join(self.cleaned_data["exact"].split())
        is_copied = not (self.data.get("prefix") or self.data.get("suffix"))
        if exact and is_copied and Passages(self.article.body).find(Quote(exact)) is None:
            raise ValidationError(_("These words are not in the text as it was saved last."))
        return exact


@dataclass(frozen=True)
class Said:
    """A remark or an answer, and what this person may do with it."""

    remark: Remark
    is_own: bool
    is_last: bool

    @property
    def may_delete(self) -> bool:
        return self.is_own and self.is_last


@dataclass(frozen=True)
class Line:
    """A thread as the list shows it."""

    thread: remarks.Thread
    said: Said
    answers: list[Said]


def panel(request: HttpRequest, article: Article) -> dict[str, Any] | None:
    """The list and the form, for those who may leave remarks here."""
    if not rights.may(request.user, "remark", article):
        return None
    return listed(request, article)


def listed(
    request: HttpRequest, article: Article, form: RemarkForm | None = None
) -> dict[str, Any]:
    threads = [line(thread, request.user) for thread in remarks.threads(article)]
    unresolved = [each for each in threads if not each.thread.is_resolved]
    return {
        "article": article,
        "form": form or RemarkForm(article),
        "unresolved": unresolved,
        "resolved": [each for each in threads if each.thread.is_resolved],
        "count": len(unresolved),
    }


def line(thread: remarks.Thread, user: User) -> Line:
    said = [thread.remark, *thread.answers]
    each = [Said(row, row.created_by_id == user.pk, row is said[-1]) for row in said]
    return Line(thread, each[0], each[1:])


@require_http_methods(["GET", "HEAD", "POST"])
def remarks_page(request: HttpRequest, article_id: int) -> HttpResponse:
    """The text as readers see it and what is said about it; POST leaves a remark."""
    article = article_for(request, article_id, "remark")
    if request.method != "POST":
        return shown(request, article)
    form = RemarkForm(article, request.POST)
    if not form.is_valid():
        return refused(request, article, "", form)
    try:
        remark = remarks.leave(
            article, form.cleaned_data["text"], quote=form.quote(), by=request.user
        )
    except ValidationError as error:
        form.add_error(None, error)
        return refused(request, article, "", form)
    return done(request, article, remark.pk)


@require_POST
def remark_act(request: HttpRequest, article_id: int, remark_id: int, act: str) -> HttpResponse:
    """Answer, edit, resolve, reopen or delete one."""
    article = article_for(request, article_id, "remark")
    if act not in ("answer", "edit", "resolve", "reopen", "delete"):
        raise Http404
    text = request.POST.get("text", "")
    remark = article.remarks.select_related("article", "parent").filter(pk=remark_id).first()
    if remark is None:
        return refused(request, article, text, said=remarks.gone())
    try:
        do(act, remark, text, request.user)
    except ValidationError as error:
        return refused(request, article, text, said=sentences(error))
    except PermissionDenied as error:
        return refused(request, article, text, said=str(error), status=403)
    return done(request, article, remark.parent_id or remark_id)


def do(act: str, remark: Remark, text: str, by: User) -> None:
    match act:
        case "answer":
            remarks.answer(remark.parent or remark, text, by=by)
        case "edit":
            remarks.edit(remark, text, by=by)
        case "delete":
            remarks.delete(remark, by=by)
        case "resolve":
            remarks.resolve(remark.parent or remark, by=by)
        case _:
            remarks.reopen(remark.parent or remark, by=by)


# Answers


def wants_json(request: HttpRequest) -> bool:
    return request.accepts("application/json") and not request.accepts("text/html")


def as_json(request: HttpRequest, article: Article, *, focus: int) -> HttpResponse:
    context = listed(request, article)
    return JsonResponse(
        {
            "html": render_to_string(LIST, context, request),
            "count": context["count"],
            "focus": f"remark-{focus}",
        }
    )


def done(request: HttpRequest, article: Article, focus: int) -> HttpResponse:
    if wants_json(request):
        return as_json(request, article, focus=focus)
    address = reverse("admin:articles_article_remarks", args=[article.pk])
    return redirect(f"{address}#remark-{focus}")


def refused(
    request: HttpRequest,
    article: Article,
    text: str,
    form: RemarkForm | None = None,
    *,
    said: str = "",
    status: int = REFUSED,
) -> HttpResponse:
    """Say why, and give back what was written."""
    if wants_json(request):
        errors = [str(error) for field in form.errors.values() for error in field] if form else []
        return JsonResponse({"error": " ".join([said, *errors]).strip()}, status=status)
    return shown(request, article, form, said=said, written=text, status=status)


def shown(
    request: HttpRequest,
    article: Article,
    form: RemarkForm | None = None,
    *,
    status: int = 200,
    **more: str,
) -> HttpResponse:
    if wants_json(request):
        return as_json(request, article, focus=0)
    return page(
        request,
        "admin/articles/article/remarks.html",
        title=_("Remarks"),
        original=article,
        rendered=render(article),
        status=status,
        **(listed(request, article, form) | more),
    )
