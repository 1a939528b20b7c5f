"""The list of articles at the desk: its columns, filters, search and actions."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Prefetch, QuerySet
from django.forms import Media
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Contribution, Edition
from articles.publishing import rights
from articles.search import query
from articles.text.dates import label

from . import bulk
from .badges import badges
from .base import DeskAdmin
from .filters import AuthorFilter, StateFilter, TagFilter


class ArticleList(ChangeList):
    """The rows of the list with all that a line shows: four queries, whatever their number."""

    def get_queryset(self, request: HttpRequest, **kwargs: Any) -> QuerySet[Article]:
        public = Edition.objects.public().only("article", "slug", "filed_year")
        authors = Contribution.objects.select_related("author").order_by("position")
        return (
            super()
            .get_queryset(request, **kwargs)
            .defer("body")
            .prefetch_related(
                Prefetch("contributions", authors),
                Prefetch("editions", public, to_attr="public_editions"),
            )
        )


class ArticleListing(DeskAdmin):
    """What the list of articles shows and offers; the form is ``ArticleAdmin``."""

    list_display = ["title", "state_shown", "public_page", "byline", "printed", "section",
                    "saved"]  # fmt: skip
    list_filter = [StateFilter, "language", ("section", admin.RelatedOnlyFieldListFilter),
                   AuthorFilter, TagFilter]  # fmt: skip
    search_fields = ["title"]  # that there is a search; what it finds is in articles.search
    search_help_text = _(
        "Words of the text, its notes, title, authors or tags; “words in quotation marks” together"
    )
    date_hierarchy = "printed_from"
    list_select_related = ["section"]
    list_per_page = 50
    ordering = ["-modified_at"]
    actions = bulk.ACTIONS

    @property
    def media(self) -> Media:
        """The search boxes among the filters need what autocomplete fields bring along."""
        box = AutocompleteSelect(Contribution._meta.get_field("author"), self.admin_site)
        return super().media + box.media + Media(js=["desk/filters.js"])

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """So for the list and for every autocomplete; nothing is found twice."""
        return query.manuscripts(queryset, search_term), False

    @admin.display(description=_("authors"))
    def byline(self, article: Article) -> str:
        return ", ".join(row.author.name for row in article.contributions.all())

    @admin.display(description=_("printed"), ordering="printed_from")
    def printed(self, article: Article) -> str:
        if article.printed_label or not article.printed_date:
            return article.printed_label
        return label(article.printed_date, article.language)

    @admin.display(description=_("state"))
    def state_shown(self, article: Article) -> SafeString:
        return format_html_join(" ", '<span class="desk-state desk-{}">{}</span>', badges(article))

    @admin.display(description=_("saved"), ordering="modified_at")
    def saved(self, article: Article) -> str:
        return date_format(timezone.localtime(article.modified_at), "SHORT_DATETIME_FORMAT")

    @admin.display(description=_("page"))
    def public_page(self, article: Article) -> SafeString | str:
        if article.state != Article.State.PUBLISHED or not article.public_editions:
            return ""
        url = article.public_editions[0].get_absolute_url()
        return format_html('<a href="{}">{}</a>', url, _("open"))

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Asked by the actions of the list."""
        return rights.holds(request.user, "publish")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions
