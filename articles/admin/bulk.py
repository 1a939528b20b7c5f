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
from articles.publishing.publish import publish, withdraw

from .acts import ReasonForm, is_unchanged
from .pages import page, sentences

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


def publish_changed(article: Article, by: User) -> None:
    if is_unchanged(article):
        raise ValidationError(_("Nothing has changed since the last edition."))
    publish(article, by=by)


@admin.action(description=_("Publish"), permissions=["publish"])
def publish_selected(
    desk: admin.ModelAdmin, request: HttpRequest, articles: QuerySet[Article]
) -> HttpResponse | None:
    if "confirmed" not in request.POST:
        return confirmation(
            request, articles, action="publish_selected", title=_("Publish these articles now?")
        )
    do_to_each(request, articles, lambda article: publish_changed(article, request.user))
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
