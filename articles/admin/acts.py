"""Withdrawing, and the way back from the trash: a page for one article.

The acts themselves are in articles.publishing; here they are asked for, confirmed and answered.
"""

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.models import Article
from articles.publishing import rights, trash
from articles.publishing.publish import withdraw

from .pages import article_for, page

CHANGE = "admin:articles_article_change"


def possible(article: Article, user: User) -> set[str]:
    """The acts that this person could do to the article as it stands."""
    acts = set()
    if rights.may(user, "publish", article) and not article.trashed_at:
        acts.add("publish")
        if article.state in {Article.State.PUBLISHED, Article.State.SCHEDULED}:
            acts.add("withdraw")
    if rights.may(user, "trash", article) and article.trashed_at:
        acts.add("restore")
    if rights.may_add(user):
        acts.add("duplicate")
    return acts


def at_first(user: User) -> set[str]:
    """What can be done to an article that is saved for the first time with it."""
    return {"publish"} if rights.holds(user, "publish") else set()


# Withdrawing, and the way back from the trash


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField", "dir": "auto"}),
        help_text=_("Readers are shown it where the article was."),
    )


def withdraw_page(request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_for(request, article_id, "publish")
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw(article, by=request.user, reason=form.cleaned_data["reason"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Withdrawn. Its page says so, and why."))
            return redirect(CHANGE, article_id)
    return page(
        request,
        "admin/articles/article/withdraw.html",
        title=_("Withdraw"),
        original=article,
        form=form,
    )


@require_POST
def restore_page(request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_for(request, article_id, "trash")
    trash.restore(article, by=request.user)
    messages.success(request, _("Restored from the trash, as it was."))
    return redirect(CHANGE, article_id)
