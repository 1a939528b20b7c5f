"""Acts on many articles at once, as actions of the list.

The acts themselves are in articles.publishing; here they are asked for, confirmed and answered.
"""

from collections.abc import Callable

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.models import Article
from articles.publishing import trash
from articles.publishing.checklist import check, of_level
from articles.publishing.findings import Level
from articles.publishing.publish import publish, withdraw

from .acts import ReasonForm
from .pages import page, sentences
from .publication import NoteForm, is_unchanged, why

Act = Callable[[Article], object]


def do_to_each(request: HttpRequest, articles: QuerySet[Article], act: Act) -> None:
    """Do it to every article that allows it, and say which did not, and why."""
    done = 0
    for article in articles:
        try:
            act(article)
            done += 1
        except ValidationError as error:
            messages.error(request, f"{article.title}: {sentences(error)}")
        except PermissionDenied as error:
            messages.error(request, f"{article.title}: {error}")
    if done:
        said = ngettext("Done for %(done)s article.", "Done for %(done)s articles.", done)
        messages.success(request, said % {"done": done})


def confirmation(
    request: HttpRequest,
    articles: QuerySet[Article],
    *,
    action: str,
    title: str,
    form: forms.Form | None = None,
) -> HttpResponse:
    """Ask before it is done; the answer comes to the same action as ``confirmed``."""
    return page(
        request,
        "admin/articles/article/confirm.html",
        title=title,
        action=action,
        articles=articles,
        form=form,
        checkbox=ACTION_CHECKBOX_NAME,
    )


class PublishManyForm(NoteForm):
    """What a page would have asked about each of them."""

    def __init__(self, *args: object) -> None:
        super().__init__(*args)
        self.fields["correction"].label = _("Public note, for those that readers have already")
        self.fields["anyway"].label = _("Publish also what the checklist has questions about")


def publish_changed(article: Article, form: PublishManyForm, by: User) -> None:
    """Publish one of many, under the conditions of the page for one."""
    if is_unchanged(article):
        raise ValidationError(_("Nothing has changed since the last edition."))
    given = form.cleaned_data
    warnings = of_level(check(article, by=by), Level.WARNING)
    if warnings and not given["anyway"]:
        said = " ".join(finding.sentence for finding in warnings)
        raise ValidationError(_("Not published, because the checklist asks: %s") % said)
    is_later = article.editions.ever_visible().exists()
    publish(
        article,
        by=by,
        correction=given.get("correction", "") if is_later else "",
        note=why(warnings, is_silent=is_later and given.get("silent", False)),
    )


@admin.action(description=_("Publish"), permissions=["publish"])
def publish_selected(
    desk: admin.ModelAdmin, request: HttpRequest, articles: QuerySet[Article]
) -> HttpResponse | None:
    form = PublishManyForm(request.POST if "confirmed" in request.POST else None)
    if not articles.filter(public_from__isnull=False).exists():
        del form.fields["correction"], form.fields["silent"]
    if not form.is_valid():
        return confirmation(
            request,
            articles,
            action="publish_selected",
            title=_("Publish these articles now?"),
            form=form,
        )
    do_to_each(request, articles, lambda article: publish_changed(article, form, request.user))
    return None


@admin.action(description=_("Withdraw"), permissions=["publish"])
def withdraw_selected(
    desk: admin.ModelAdmin, request: HttpRequest, articles: QuerySet[Article]
) -> HttpResponse | None:
    form = ReasonForm(request.POST if "confirmed" in request.POST else None)
    if not form.is_valid():
        return confirmation(
            request,
            articles,
            action="withdraw_selected",
            title=_("Withdraw these articles?"),
            form=form,
        )
    reason = form.cleaned_data["reason"]
    do_to_each(request, articles, lambda article: withdraw(article, by=request.user, reason=reason))
    return None


@admin.action(description=_("Move to the trash"), permissions=["delete"])
def trash_selected(
    desk: admin.ModelAdmin, request: HttpRequest, articles: QuerySet[Article]
) -> HttpResponse | None:
    if "confirmed" not in request.POST:
        return confirmation(
            request, articles, action="trash_selected", title=_("Move these to the trash?")
        )
    do_to_each(request, articles, lambda article: trash.trash(article, by=request.user))
    return None


@admin.action(description=_("Restore from the trash"), permissions=["delete"])
def restore_selected(
    desk: admin.ModelAdmin, request: HttpRequest, articles: QuerySet[Article]
) -> None:
    do_to_each(request, articles, lambda article: trash.restore(article, by=request.user))


ACTIONS = [publish_selected, withdraw_selected, trash_selected, restore_selected]
