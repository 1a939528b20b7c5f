"""Cited addresses at the desk: what each is called, whether it still answers, who cites it."""

from datetime import datetime
from typing import Any

from django.contrib import admin
from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.models import Footnote, Source
from articles.publishing import rights
from articles.publishing.log import Change, log_change

from .records import RecordAdmin


class DeadFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "dead"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[Any]:
        return [("yes", _("dead")), ("no", _("not known to be dead"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        match self.value():
            case "yes":
                return queryset.filter(dead_since__isnull=False)
            case "no":
                return queryset.filter(dead_since__isnull=True)
        return queryset


@admin.register(Source)
class SourceAdmin(RecordAdmin):
    """Made from the notes; a title may be given, as addresses say little."""

    list_display = ["shown", "host", "notes", "dead_since", "created_at"]
    list_filter = [DeadFilter]
    search_fields = ["url", "title"]
    date_hierarchy = "created_at"
    actions = ["mark_dead", "mark_alive"]
    fields = ["title", "dead_since", "url", "host", "created_at", "cited_in"]
    readonly_fields = ["url", "host", "created_at", "cited_in"]

    def has_change_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        return request.user.has_perm("articles.change_source")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """Cited where the person may read it, and counted there only."""
        citing: QuerySet = Footnote.sources.through.objects.filter(source=OuterRef("pk"))
        sees_all = rights.sees_all(request.user)
        if not sees_all:
            citing = citing.filter(footnote__article__in=rights.visible_to(request.user))
        number = citing.order_by().values("source").annotate(number=Count("pk")).values("number")
        rows = (
            super()
            .get_queryset(request)
            .annotate(number_of_notes=Coalesce(Subquery(number, output_field=IntegerField()), 0))
        )
        return rows if sees_all else rows.filter(Exists(citing))

    @admin.action(description=_("Mark as dead from now on"), permissions=["change"])
    def mark_dead(self, request: HttpRequest, sources: QuerySet[Source]) -> None:
        """Of one that is known to be dead, the day on which that was found stays."""
        self.mark(request, sources.filter(dead_since__isnull=True), timezone.now())

    @admin.action(description=_("Mark as answering again"), permissions=["change"])
    def mark_alive(self, request: HttpRequest, sources: QuerySet[Source]) -> None:
        self.mark(request, sources.filter(dead_since__isnull=False), None)

    def mark(
        self, request: HttpRequest, sources: QuerySet[Source], moment: datetime | None
    ) -> None:
        """One by one, so that the history of each says who did it."""
        number = 0
        for source in Source.objects.filter(pk__in=sources.values("pk")):
            change = Change("dead since", worded(source.dead_since), worded(moment))
            source.dead_since = moment
            source.save(update_fields=["dead_since"])
            log_change(source, by=request.user, changes=[change])
            number += 1
        said = ngettext("%(number)s source marked.", "%(number)s sources marked.", number)
        self.message_user(request, said % {"number": number})

    @admin.display(description=_("source"), ordering="url")
    def shown(self, source: Source) -> str:
        return str(source)[:120]

    @admin.display(description=_("notes"), ordering="number_of_notes")
    def notes(self, source: Source) -> int:
        return source.number_of_notes

    @admin.display(description=_("cited in"))
    def cited_in(self, source: Source) -> SafeString:
        url = reverse("admin:articles_footnote_changelist")
        return format_html('<a href="{}?sources__id__exact={}">{}</a>', url, source.pk, _("notes"))


def worded(moment: datetime | None) -> str:
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""
