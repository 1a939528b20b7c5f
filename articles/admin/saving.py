"""Saving the form of an article: one save, whatever else happens to the article at that moment."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from articles.models import Article
from articles.publishing import manuscript, rights

from . import conflict, token, transitions
from .manuscript import ArticleForm
from .posted import Binding

CHANGE = "admin:articles_article_change"


class Saving(Binding):
    """An admin whose form never writes over what somebody else has saved."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Show or save. What was written on an older state is put together with the newer one."""
        rest = form_url, extra_context
        if request.method != "POST":
            return super().changeform_view(request, object_id, *rest)
        sent = request.POST
        try:
            return self.reconcile_and_save(request, object_id, *rest)
        except (manuscript.Overtaken, DatabaseError):
            # Another save came between the look and this one, or held it up: look once more.
            request.POST = sent
        try:
            return self.reconcile_and_save(request, object_id, *rest)
        except DatabaseError:
            # Nothing of it is stored. Where the database answers again, the form is shown again.
            said = _("The save failed, and nothing of it is stored. What you wrote stands below.")
            messages.error(request, said)
            request.POST = conflict.held(sent.copy())
            return super().changeform_view(request, object_id, *rest)

    def reconcile_and_save(
        self, request: HttpRequest, object_id: str | None, *rest: Any
    ) -> HttpResponse:
        # A form for a new article that has been saved already is a form of that article.
        article = self.get_object(request, object_id) if object_id else token.draft(request)
        if article:
            if not self.has_change_permission(request, article):
                return self.out_of_hands(request, article)
            request.POST = conflict.reconciled(self, request, article)
        number = str(article.pk) if article else object_id
        return super().changeform_view(request, number, *rest)

    def out_of_hands(self, request: HttpRequest, article: Article) -> HttpResponse:
        """Their own text may have gone to review since they opened it: what they wrote is kept."""
        if not rights.is_own(request.user, article):
            raise PermissionDenied
        messages.warning(request, conflict.out_of_hands(self, request, article))
        return redirect(CHANGE, article.pk)

    def save_model(
        self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool
    ) -> None:
        if not change:
            obj.created_by = request.user
        opened = form.cleaned_data["opened_version"] if change else None
        manuscript.save(obj, expected_version=opened)

    def save_related(
        self, request: HttpRequest, form: ArticleForm, formsets: list[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        token.keep(request, form.instance)
        chosen = form.cleaned_data
        manuscript.record(form.instance, by=request.user, note=chosen["revision_note"])
        if chosen["merges"]:
            conflict.tell_of_merge(form.instance, chosen["merges"], by=request.user)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        """Where the pressed button leads; what a save wrote stays written, whatever comes of it."""
        if "_do" in request.POST:
            return transitions.follow(request, obj)
        if "_continue" in request.POST:
            messages.success(request, _("Saved."))
            return redirect(CHANGE, obj.pk)
        return super().response_change(request, obj)

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        if "_do" in request.POST or "_continue" in request.POST:
            return self.response_change(request, obj)
        return super().response_add(request, obj, post_url_continue)
