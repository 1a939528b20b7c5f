"""What the archive keeps by itself: to be searched and read, and changed by nobody's hand."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import (
    Edition,
    EditionContribution,
    Event,
    Footnote,
    Original,
    Redirect,
    Revision,
)
from articles.publishing import rights

from .base import DeskAdmin


class RecordAdmin(DeskAdmin):
    """Read only for everyone, also for those who may do everything."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class OfArticleAdmin(RecordAdmin):
    """Rows of articles, and only of those that the person may see."""

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = super().get_queryset(request)
        if rights.sees_all(request.user):
            return rows
        return rows.filter(article__in=rights.visible_to(request.user))


class EditionBylineInline(admin.TabularInline):
    model = EditionContribution
    fields = readonly_fields = ["position", "author", "role", "affiliation"]
    ordering = ["position"]
    can_delete = False
    verbose_name_plural = _("byline")

    def has_view_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return request.user.has_perm("articles.view_edition")

    def get_queryset(self, request: HttpRequest) -> QuerySet[EditionContribution]:
        return super().get_queryset(request).select_related("author")


@admin.register(Edition)
class EditionAdmin(OfArticleAdmin):
    list_display = ["title", "number", "language", "visible_from", "visible_until",
                    "is_withheld", "word_count", "footnote_count"]  # fmt: skip
    list_filter = ["is_withheld", "language", ("section", admin.RelatedOnlyFieldListFilter)]
    search_fields = ["title", "slug", "contributions__author__name", "text", "checksum"]
    date_hierarchy = "visible_from"
    ordering = ["-visible_from"]
    inlines = [EditionBylineInline]
    fieldsets = [
        (None, {"fields": ["article", "number", "title", "standfirst", "language", "correction"]}),
        (_("When readers see it"), {
            "fields": ["online_at", "visible_from", "visible_until", "is_withheld", "created_by"],
        }),
        (_("Catalogue"), {
            "fields": ["printed_date", "printed_label", "filed_year", "slug", "keywords", "section",
                       "series", "series_position", "issue", "image", "translates"],
        }),
        (_("Text"), {"fields": ["word_count", "footnote_count", "checksum", "text"]}),
    ]  # fmt: skip
    readonly_fields = ["keywords", "translates"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        """Without what is large and not shown."""
        seen = rights.visible_to(request.user).filter(pk=OuterRef("original"))
        rows = super().get_queryset(request).annotate(original_is_seen=Exists(seen))
        return rows.defer("body", "html", "notes", "content", "outline")

    @admin.display(description=_("translation of"))
    def translates(self, edition: Edition) -> str:
        """The original's title, for those who may see its manuscript."""
        if edition.original_id == edition.article_id or not edition.original_is_seen:
            return ""
        return edition.original.title

    @admin.display(description=_("tags"))
    def keywords(self, edition: Edition) -> str:
        return ", ".join(edition.tags.values_list("name", flat=True))

    def view_on_site(self, edition: Edition) -> str | None:
        """The edition's own page, where readers have been able to see it."""
        if not Edition.objects.history().filter(pk=edition.pk).exists():
            return None
        return reverse(
            "edition", args=[edition.filed_year or "undated", edition.slug, edition.number]
        )


@admin.register(Revision)
class RevisionAdmin(OfArticleAdmin):
    list_display = ["title", "number", "created_at", "created_by", "note"]
    search_fields = ["article__title", "created_by__username", "note", "checksum"]
    date_hierarchy = "created_at"
    list_select_related = ["article", "created_by"]
    fields = ["article", "number", "created_at", "created_by", "note", "checksum", "whole"]
    readonly_fields = ["whole"]
    ordering = ["-created_at"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        return super().get_queryset(request).defer("content", "article__body")

    @admin.display(description=_("article"), ordering="article__title")
    def title(self, revision: Revision) -> str:
        return revision.article.title

    @admin.display(description=_("text"))
    def whole(self, revision: Revision) -> SafeString:
        key = [revision.article_id, revision.number]
        url = reverse("admin:articles_article_revision", args=key)
        return format_html('<a href="{}">{}</a>', url, _("read it"))


@admin.register(Event)
class EventAdmin(OfArticleAdmin):
    list_display = ["at", "kind", "article", "by", "note"]
    list_filter = ["kind"]
    search_fields = ["article__title", "by__username", "note"]
    date_hierarchy = "at"
    list_select_related = ["article", "by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return super().get_queryset(request).defer("article__body")


@admin.register(Footnote)
class FootnoteAdmin(OfArticleAdmin):
    """Written in the text of an article; here to be searched across all of them."""

    list_display = ["mark", "text", "article", "kind", "citations"]
    list_display_links = ["text"]
    list_filter = ["kind", "article__language"]
    search_fields = ["text", "article__title", "sources__url"]
    list_select_related = ["article"]
    fields = ["article", "mark", "kind", "text", "citations", "sources"]
    ordering = ["-article", "kind", "number"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Footnote]:
        return super().get_queryset(request).defer("html", "article__body")


@admin.register(Original)
class OriginalAdmin(OfArticleAdmin):
    list_display = ["source", "format", "article", "imported_at"]
    list_filter = ["format"]
    search_fields = ["source", "article__title", "checksum"]
    date_hierarchy = "imported_at"
    list_select_related = ["article"]
    fields = ["article", "source", "format", "imported_at", "checksum", "size"]
    readonly_fields = ["size"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Original]:
        return super().get_queryset(request).defer("data", "article__body")

    @admin.display(description=_("size"))
    def size(self, original: Original) -> str:
        return f"{len(original.data):,} bytes"


@admin.register(Redirect)
class RedirectAdmin(DeskAdmin):
    list_display = ["path", "article", "target", "created_at"]
    search_fields = ["path", "target", "article__title"]
    date_hierarchy = "created_at"
    list_select_related = ["article"]
    autocomplete_fields = ["article"]
    fields = ["path", "article", "target"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Redirect]:
        rows = super().get_queryset(request).defer("article__body")
        if rights.sees_all(request.user):
            return rows
        seen = rights.visible_to(request.user)
        return rows.filter(Q(article__isnull=True) | Q(article__in=seen))

    def view_on_site(self, redirect: Redirect) -> str:
        return redirect.path
