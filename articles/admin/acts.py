"""Publishing, withdrawing and the trash: a page for one article.

The acts themselves are in articles.publishing; here they are asked for, confirmed and answered.
"""

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.models import Article, Edition
from articles.publishing import rights, trash
from articles.publishing.content import checksum, content
from articles.publishing.images import make_missing_renditions
from articles.publishing.publish import NotPublishable, check_publishable, publish, withdraw
from articles.publishing.render import render
from articles.text.diff import compare

from .history import changes
from .pages import article_for, page
from .widgets import MomentInput

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


# Publishing


class PublishForm(forms.Form):
    at = forms.DateTimeField(
        label=_("When"),
        required=False,
        widget=MomentInput,
        help_text=_("Empty: now. A moment in the future needs nobody to be there."),
    )
    correction = forms.CharField(
        label=_("Correction"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField", "dir": "auto"}),
        help_text=_("What changed and why, for readers. Empty where it doesn’t concern them."),
    )

    def clean_at(self) -> object:
        at = self.cleaned_data["at"]
        if at and at < timezone.now():
            raise ValidationError(_("That moment has passed. Leave it empty to publish now."))
        return at


def publish_page(request: HttpRequest, article_id: int) -> HttpResponse:
    """Show what readers would see, then publish exactly that."""
    article = article_for(request, article_id, "publish")
    last = last_edition(article)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            edition = publish_as_seen(article, request.POST.get("seen", ""), form, request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, published_sentence(edition))
            return redirect(CHANGE, article_id)
    return page(
        request,
        "admin/articles/article/publish.html",
        title=_("Publish"),
        original=article,
        form=form,
        seen=seen(article),
        problems=problems(article, request.user),
        rendered=render(article),
        last_edition=last,
        is_unchanged=bool(last) and is_unchanged(article),
        changes=changes(last.content, content(article)) if last else [],
        comparison=compare(last.body, article.body, language=article.language) if last else None,
    )


def publish_as_seen(article: Article, as_seen: str, form: PublishForm, by: User) -> Edition:
    """Publish what the page showed: a second press finds its edition made and makes no other.

    Raises ValidationError when the article has changed since the page was opened.
    """
    make_missing_renditions(article)  # takes seconds, so before the row is locked
    with transaction.atomic():
        article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
        last = last_edition(article)
        if as_seen != seen(article):
            if last and as_seen == f"{article.version}.{last.number - 1}":
                return last
            raise ValidationError(
                _("The article has changed since you opened this page. Look at it once more.")
            )
        chosen = form.cleaned_data
        return publish(
            article, by=by, at=chosen["at"], correction=chosen["correction"] if last else ""
        )


def seen(article: Article) -> str:
    """What a page about the article was made from: its version and its last edition."""
    last = last_edition(article)
    return f"{article.version}.{last.number if last else 0}"


def last_edition(article: Article) -> Edition | None:
    return article.editions.order_by("-number").first()


def published_sentence(edition: Edition) -> str:
    values = {
        "number": edition.number,
        "moment": date_format(timezone.localtime(edition.visible_from), "DATETIME_FORMAT"),
    }
    if edition.visible_from > timezone.now():
        return _("Readers see edition %(number)s from %(moment)s on.") % values
    return _("Published: edition %(number)s.") % values


def problems(article: Article, by: User) -> list[str]:
    """Why the article can't be published as it is."""
    try:
        check_publishable(article, by=by)
    except NotPublishable as error:
        return error.messages
    return []


def is_unchanged(article: Article) -> bool:
    """Whether readers have exactly this already."""
    last = last_edition(article)
    return last is not None and not last.is_withheld and last.checksum == checksum(content(article))


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
