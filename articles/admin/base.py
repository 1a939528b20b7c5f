"""What every model's pages at the desk have in common: lookups, and a history that says all."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.publishing import log

from .recorded import message_of

PAGE = "p"
ENTRIES = 50  # on a page of a history


class DeskAdmin(admin.ModelAdmin):
    """A ModelAdmin that keeps old and new values, and answers no questions by the back door."""

    object_history_template = "admin/object_history.html"
    names_only: frozenset[str] = frozenset()
    """Fields whose values are kept elsewhere: the log says only that they changed."""

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest | None = None) -> bool:
        """Refuse what an address asks of rows that point here: ``author/?articles=7`` would tell
        who signs a manuscript that the person may not see."""
        try:
            field = self.opts.get_field(lookup.partition("__")[0])
        except FieldDoesNotExist:
            return super().lookup_allowed(lookup, value, request)
        is_from_there = field.auto_created and not field.concrete
        return not is_from_there and super().lookup_allowed(lookup, value, request)

    # The log

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> list[dict[str, Any]]:
        return message_of(form, formsets, add=add, names_only=self.names_only)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Model]) -> list[LogEntry]:
        return [log.write(row, by=request.user, message=[], flag=DELETION) for row in queryset]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who did what to this row, newest first, with the values before and after."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        entries = history_of(row)
        paginator = self.get_paginator(request, entries, ENTRIES)
        shown = paginator.get_page(request.GET.get(PAGE, 1))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Change history: %s") % row,
            "subtitle": None,
            "entries": [(entry, log.lines(entry)) for entry in shown],
            "page": shown,
            "page_range": paginator.get_elided_page_range(shown.number),
            "page_var": PAGE,
            "module_name": str(capfirst(self.opts.verbose_name_plural)),
            "object": row,
            "opts": self.opts,
            "preserved_filters": self.get_preserved_filters(request),
            **(extra_context or {}),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, self.object_history_template, context)


def history_of(row: Model) -> QuerySet[LogEntry]:
    """What the log knows of a row, newest first."""
    kind = ContentType.objects.get_for_model(row, for_concrete_model=False)
    found = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk))
    return found.select_related("user").order_by("-action_time", "-pk")
