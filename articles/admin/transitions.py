"""The buttons beside Save: what is saved first, then moved on, published, or shown.

``_do`` in the posted form names one of ``workflow.TRANSITIONS`` or of ``PAGES``. The same
transitions have a page of their own, for whoever may make them without writing the text, and for
asking a reason where there is no script.
"""

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from articles.publishing import rights, workflow
from articles.publishing.workflow import TRANSITIONS

from .pages import article_for, page, sentences

CHANGE = "admin:articles_article_change"
PAGES = frozenset({"preview", "publish", "withdraw", "history"})
"""The article's pages that a button leads to once the form is saved."""

WAITS = {"submit": "review", "ask_changes": "change"}
"""Transitions after which the article waits for somebody, who must have this right."""

READY = frozenset({"submit", "approve"})
"""Transitions that say that a text is ready; what is still open is told beforehand."""


AT_FIRST = {"submit": TRANSITIONS["submit"]}
"""What can be done to an article that is saved for the first time with it."""


class MoveForm(forms.Form):
    """What a transition asks: why, and who is to look at the article next."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField", "dir": "auto"}),
    )
    waits_for = forms.ModelChoiceField(
        label=gettext_lazy("Waits for"),
        queryset=User.objects.none(),
        required=False,
        empty_label=gettext_lazy("anybody"),
    )

    def __init__(self, name: str, article: Article, data: object = None, *, of: str = "") -> None:
        """``of`` is the id of the form on the page that the fields are sent with."""
        super().__init__(data, prefix=name)
        transition = TRANSITIONS[name]
        self.name, self.label = name, transition.label
        self.open_remarks = article.remarks.unresolved().count() if name in READY else 0
        self.fields["reason"].required = transition.wants_reason
        if name == "ask_changes":
            self.fields["reason"].label = _("What should be changed")
        if name in WAITS:
            self.fields["waits_for"].queryset = people(article, WAITS[name])
            self.fields["waits_for"].initial = expected(name, article)
        else:
            del self.fields["waits_for"]
        for field in self.fields.values():
            field.widget.attrs |= {"form": of} if of else {}


def people(article: Article, right: str) -> QuerySet[User]:
    """Those at the desk who have the right, to this article."""
    return rights.who_may(right, article).order_by("first_name", "username")


def expected(name: str, article: Article) -> int | None:
    """Changes are mostly made by whoever made the article."""
    return article.created_by_id if name == "ask_changes" else None


def asked(article: Article, user: User) -> list[MoveForm]:
    """The transitions that ask something, with the fields for their dialogs."""
    return [
        MoveForm(name, article, of="article_form")
        for name, transition in workflow.possible(article, user).items()
        if name in WAITS or transition.wants_reason
    ]


def follow(request: HttpRequest, article: Article) -> HttpResponse:
    """What comes after the save, by the button that was pressed."""
    name = request.POST["_do"]
    if name in PAGES:
        return redirect(f"admin:articles_article_{name}", article.pk)
    if name not in TRANSITIONS:
        return redirect(CHANGE, article.pk)
    form = MoveForm(name, article, request.POST)
    if not form.is_valid():
        return redirect("admin:articles_article_move", article.pk, name)
    make(request, article, form)
    return redirect(CHANGE, article.pk)


def make(request: HttpRequest, article: Article, form: MoveForm) -> None:
    """Make the transition and say so; what stands in its way is said too."""
    given = form.cleaned_data
    try:
        with transaction.atomic():
            moved = workflow.move(article, form.name, by=request.user, note=given["reason"])
            if form.name in WAITS:
                workflow.assign(moved, given["waits_for"], by=request.user)
    except workflow.OutOfTurn as error:
        article.refresh_from_db(fields=["stage"])
        is_there = article.stage == TRANSITIONS[form.name].target
        messages.add_message(
            request, messages.INFO if is_there else messages.ERROR, sentences(error)
        )
    except (ValidationError, PermissionDenied) as error:
        said = sentences(error) if isinstance(error, ValidationError) else str(error)
        messages.error(request, said)
    else:
        stage = moved.get_stage_display()
        messages.success(request, _("Done: the article is “%(stage)s”.") % {"stage": stage})


def move_page(request: HttpRequest, article_id: int, name: str) -> HttpResponse:
    """Ask, and make the transition."""
    if name not in TRANSITIONS:
        raise Http404
    article = article_for(request, article_id, TRANSITIONS[name].right)
    form = MoveForm(name, article, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        make(request, article, form)
        return redirect(CHANGE, article_id)
    return page(
        request,
        "admin/articles/article/move.html",
        title=form.label,
        original=article,
        form=form,
    )
