"""The editors' desk: Django's admin with headings for people, and what waits for them in front."""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, URLResolver, path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from . import again, start_page
from .autocomplete import Suggestions
from .my_mail import my_mail

# The order of the desk. What is named nowhere (users, tasks) follows under its own heading.
HEADINGS: dict[str | Promise, tuple[str, ...]] = {
    _("Texts"): ("Article", "Image", "Section", "Series", "Issue"),
    _("People and tags"): ("Author", "Tag"),
    _("Readers"): ("Comment",),
    _("Archive’s insides"): (
        "Edition",
        "Revision",
        "Footnote",
        "Source",
        "Event",
        "Original",
        "Redirect",
    ),
}
VIEW_ON_SITE, WAY_TO_PAGE = "view_on_site", "r/<int:content_type_id>/<path:object_id>/"


class Desk(AdminSite):
    """The one admin site; a second factor at log-in will be another base class."""

    site_header = settings.SITE_NAME
    site_title = settings.SITE_NAME
    index_title = _("The desk")
    index_template = "admin/desk.html"
    empty_value_display = "–"

    def admin_view(
        self, view: Callable[..., HttpResponse], cacheable: bool = False
    ) -> Callable[..., HttpResponse]:
        """Whoever is logged out while they write loses nothing of what they sent."""
        inner = super().admin_view(view, cacheable)
        is_log_out = view == self.logout

        @wraps(inner)
        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if is_log_out or self.has_permission(request):
                return inner(request, *args, **kwargs)
            if again.wants_json(request):
                return again.unknown(self)
            if request.method == "POST":
                return again.log_in_again(self, request, lambda: inner(request, *args, **kwargs))
            return inner(request, *args, **kwargs)

        return answer

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[dict[str, Any]]:
        """The models under the headings of the desk, instead of under the names of programs."""
        found = super().get_app_list(request, app_label)
        archive = [app for app in found if app["app_label"] == "articles"]
        others = [app for app in found if app["app_label"] != "articles"]
        return [heading for app in archive for heading in under_headings(app)] + others

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().index(request, start_page.context(request.user) | (extra_context or {}))

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Django's way from a row to its page asks for no right to see the row; ours does."""
        view = self.admin_view(self.view_on_site)
        djangos = [each for each in super().get_urls() if getattr(each, "name", "") != VIEW_ON_SITE]
        return [
            path(WAY_TO_PAGE, view, name=VIEW_ON_SITE),
            path("my-mail/", self.admin_view(my_mail), name="my_mail"),
            *djangos,
        ]

    def view_on_site(
        self, request: HttpRequest, content_type_id: int, object_id: str
    ) -> HttpResponse:
        content_type = get_object_or_404(ContentType, pk=content_type_id)
        model = content_type.model_class()
        if model is None or not self.is_registered(model):
            raise Http404
        desk = self.get_model_admin(model)
        row = desk.get_object(request, object_id)
        if row is None or not hasattr(row, "get_absolute_url"):
            raise Http404
        if not desk.has_view_permission(request, row):
            raise PermissionDenied
        return redirect(row.get_absolute_url())

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return Suggestions.as_view(admin_site=self)(request)

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        title = {"title": apps.get_app_config(app_label).verbose_name}
        return super().app_index(request, app_label, title | (extra_context or {}))


def under_headings(app: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The app's entry once per heading, with the models of that heading in its order."""
    models = {model["object_name"]: model for model in app["models"]}
    for heading, names in HEADINGS.items():
        if found := [models[name] for name in names if name in models]:
            yield app | {"name": heading, "models": found}
