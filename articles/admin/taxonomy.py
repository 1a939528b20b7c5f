"""What articles are found by: authors, sections, series and issues, each with its number."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import unquote

from django.contrib import admin
from django.db.models import Count, F, IntegerField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms import ModelForm
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.models import (
    Article,
    Author,
    Contribution,
    Edition,
    Issue,
    Section,
    Series,
)
from articles.publishing import rights
from articles.publishing.redirects import keep_old_address

from .base import DeskAdmin
from .merging import MergeableAdmin
from .slug import SlugInput


class CountedAdmin(DeskAdmin):
    """Rows with the number of their articles that the person may see, which leads to the list.

    ``counted`` are the rows that join articles with this model, ``counted_by`` and
    ``counted_article`` their two ends; ``query`` is the parameter of the article list, and
    ``published_by`` the way from an article to the rows that its editions keep.
    """

    counted: type[Model] = Article
    counted_by: str
    counted_article = "pk"
    query: str
    published_by: str

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        rows = self.counted._default_manager.filter(**{self.counted_by: OuterRef("pk")})
        if not rights.sees_all(request.user):
            seen = rights.visible_to(request.user)
            rows = rows.filter(**{f"{self.counted_article}__in": seen.values("pk")})
        each = (
            rows.order_by()
            .values(self.counted_by)
            .annotate(number_of_articles=Count(F(self.counted_article), distinct=True))
            .values("number_of_articles")
        )
        number = Coalesce(Subquery(each, output_field=IntegerField()), 0)
        return super().get_queryset(request).annotate(number_of_articles=number)

    def get_deleted_objects(
        self, objs: Iterable[Model], request: HttpRequest
    ) -> tuple[list[Any], dict[str, int], set[str], list[Any]]:
        """Name the articles that are in the way, and not the rows between.

        What an edition keeps is always in the way, also a tag: what was published stays as it was.
        """
        deleted, counts, lacking, protected = super().get_deleted_objects(objs, request)
        keys = [row.pk for row in objs]
        needing = Q(**{f"editions__{self.published_by}__in": keys})
        if protected:
            theirs = self.counted._default_manager.filter(**{f"{self.counted_by}__in": keys})
            needing |= Q(pk__in=theirs.values(self.counted_article))
        articles = Article.objects.filter(needing).distinct()
        seen = rights.visible_to(request.user, articles)
        links = [link(article) for article in seen]
        if hidden := articles.count() - len(links):
            said = ngettext(
                "%(number)s article that you may not see",
                "%(number)s articles that you may not see",
                hidden,
            )
            links.append(said % {"number": hidden})
        return deleted, counts, lacking, links or protected

    def get_form(
        self, request: HttpRequest, obj: Model | None = None, **kwargs: Any
    ) -> type[ModelForm]:
        """The field for the slug says what becomes of an address that readers have."""
        form = super().get_form(request, obj, **kwargs)
        if slug := form.base_fields.get("slug"):
            slug.widget = SlugInput()
            slug.widget.row = obj if obj and self.was_public(obj) else None
        return form

    def save_model(self, request: HttpRequest, obj: Model, form: ModelForm, change: bool) -> None:
        """Save; an address that readers could use redirects to the new one."""
        before = self.model._default_manager.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if before and hasattr(obj, "get_absolute_url") and self.was_public(before):
            old, new = unquote(before.get_absolute_url()), unquote(obj.get_absolute_url())
            keep_old_address(before.get_absolute_url(), obj.get_absolute_url())
            if old != new:
                said = _("%(old)s leads to %(new)s from now on, and so do its feeds.")
                self.message_user(request, said % {"old": old, "new": new})

    def shown_by(self) -> list[str]:
        """The ways from an edition to the rows on whose pages it is listed."""
        return [self.published_by]

    def was_public(self, row: Model) -> bool:
        """Whether readers have been able to find an edition under it."""
        shown = Edition.objects.filter(visible_from__lte=timezone.now())
        return any(shown.filter(**{way: row.pk}).exists() for way in self.shown_by())

    @admin.display(description=_("articles"), ordering="number_of_articles")
    def article_count(self, row: Model) -> SafeString:
        url = reverse("admin:articles_article_changelist")
        return format_html(
            '<a href="{}?{}={}">{}</a>', url, self.query, row.pk, row.number_of_articles
        )


def link(article: Article) -> SafeString:
    url = reverse("admin:articles_article_change", args=[article.pk])
    return format_html('<a href="{}" dir="auto">{}</a>', url, article.title)


@admin.register(Author)
class AuthorAdmin(MergeableAdmin, CountedAdmin):
    searched_as = Contribution._meta.get_field("author")
    counted, counted_by, counted_article, query = Contribution, "author", "article", "author"
    published_by = "contributions__author"
    list_display = ["name", "sort_name", "kind", "dates", "article_count"]
    list_filter = ["kind"]
    search_fields = ["name", "sort_name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    autocomplete_fields = ["portrait"]


@admin.register(Section)
class SectionAdmin(MergeableAdmin, CountedAdmin):
    searched_as = Article._meta.get_field("section")
    counted_by, query = "section", "section__id__exact"
    published_by = "section"
    list_display = ["name", "slug", "position", "article_count"]
    list_editable = ["position"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """To the form of an article, those that the person may choose."""
        if request.GET.get("field_name") == "section":
            queryset = queryset.filter(pk__in=rights.sections_for(request.user))
        return super().get_search_results(request, queryset, search_term)


class IssueInline(admin.TabularInline):
    model = Issue
    fields = ["number", "printed_date", "printed_label"]
    extra = 0
    show_change_link = True


@admin.register(Series)
class SeriesAdmin(MergeableAdmin, CountedAdmin):
    searched_as = Article._meta.get_field("series")
    counted_by, query = "series", "series__id__exact"
    published_by = "series"
    list_display = ["title", "kind", "slug", "article_count"]
    list_filter = ["kind"]
    search_fields = ["title", "slug"]
    prepopulated_fields = {"slug": ["title"]}
    inlines = [IssueInline]

    def shown_by(self) -> list[str]:
        """The page of a periodical lists what stands in its numbers."""
        return [self.published_by, "issue__series"]

    def get_inlines(self, request: HttpRequest, obj: Series | None) -> list[Any]:
        """A serial has parts, a periodical has numbers."""
        return self.inlines if obj and obj.kind == Series.Kind.PERIODICAL else []


@admin.register(Issue)
class IssueAdmin(CountedAdmin):
    counted_by, query = "issue", "issue__id__exact"
    published_by = "issue"
    list_display = ["number", "series", "printed_date", "printed_label", "article_count"]
    list_filter = [("series", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["series"]
    search_fields = ["number", "series__title", "printed_label"]
    autocomplete_fields = ["series"]
    date_hierarchy = "printed_from"

    def get_readonly_fields(self, request: HttpRequest, obj: Issue | None = None) -> list[str]:
        """What was published in a number of one periodical was not published in another's."""
        return ["series"] if obj and obj.editions.exists() else []

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related("series")
