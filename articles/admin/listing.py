"""The list of articles at the desk: its columns, filters, search and actions."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.models import Article, Contribution
from articles.publishing import rights
from articles.search import query
from articles.text.dates import label
from articles.text.language import language_name

from . import bulk, saved_filters, years
from .article_filters import LanguageFilter, OnlyFilter, SectionFilter, StateFilter
from .badges import badges
from .base import DeskAdmin
from .filters import AuthorFilter, TagFilter
from .paginator import CappedPaginator
from .rows import dressed

PAGE = "p"
PAGES: list[tuple[str, str, Callable[..., HttpResponse]]] = [
    ("saved-views/", "filter_save", saved_filters.save),
    ("saved-views/<int:key>/delete/", "filter_delete", saved_filters.delete),
    ("many/<int:key>/", "bulk", bulk.run_page),
    ("many/<int:key>/stop/", "bulk_stop", bulk.stop),
    ("many/<int:key>/go-on/", "bulk_go_on", bulk.go_on),
]


class ArticleList(ChangeList):
    """One page of articles, with all that their lines show, in a constant number of queries.

    Nothing is read of the other articles: rows come in the order of an index, and are counted no
    further than some pages on.
    """

    paginator: CappedPaginator

    def get_queryset(self, request: HttpRequest, **kwargs: Any) -> QuerySet[Article]:
        return super().get_queryset(request, **kwargs).without_texts()

    def get_filters_params(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        return years.sensible(super().get_filters_params(params))

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = dressed(self.result_list)
        self.years = years.years(self.params, request.user)

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if not self.is_popup:
            self.title = capfirst(self.opts.verbose_name_plural)

    @property
    def count_shown(self) -> str:
        """How many articles there are, as far as they were counted."""
        number = localize(self.result_count)
        return _("more than %s") % number if self.paginator.has_more else str(number)

    @property
    def year_links(self) -> list[dict[str, Any]]:
        back = [(self.years.back, "back")] if self.years.back else []
        return [
            {
                "title": choice.title,
                "address": self.get_query_string(years.address(choice)),
                "kind": kind,
                "is_chosen": choice.is_chosen,
            }
            for choice, kind in [*back, *((choice, "") for choice in self.years.choices)]
        ]


class ArticleListing(DeskAdmin):
    """What the list of articles shows and offers; the form is ``ArticleAdmin``."""

    list_display = ["named", "state_shown", "byline", "printed", "section", "in_language", "saved"]
    list_filter = [OnlyFilter, StateFilter, SectionFilter, LanguageFilter, AuthorFilter, TagFilter]
    sortable_by = ["named", "printed", "saved"]  # in the order of an index
    search_fields = ["title"]  # that there is a search; what it finds is in articles.search
    search_help_text = gettext_lazy(
        "Words of the text, its notes, title, authors or tags; “words in quotation marks” together"
    )
    list_select_related = ["section"]
    list_per_page = 50
    list_max_show_all = 50  # who wants more turns the page
    show_full_result_count = False
    ordering = ["-modified_at"]
    actions = bulk.ACTIONS

    @property
    def media(self) -> Media:
        """The search boxes among the filters need what autocomplete fields bring along."""
        box = AutocompleteSelect(Contribution._meta.get_field("author"), self.admin_site)
        return super().media + box.media + Media(js=["desk/filters.js"])

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return super().changelist_view(
            request, saved_filters.context(request) | (extra_context or {})
        )

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(end, self.admin_site.admin_view(view), name=f"articles_article_{name}")
            for end, name, view in PAGES
        ]
        return own + super().get_urls()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleList

    def get_paginator(
        self, request: HttpRequest, queryset: QuerySet, per_page: int, *_more: Any, **_named: Any
    ) -> Paginator:
        asked = request.GET.get(PAGE, "")
        page = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 8 else 1
        return CappedPaginator(queryset, per_page, page=page)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """So for the list and for every autocomplete; nothing is found twice."""
        return query.manuscripts(queryset, search_term), False

    # The columns

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def named(self, article: Article) -> SafeString:
        return format_html(
            '<span lang="{}" dir="auto">{}</span>', article.language, article.title or "–"
        )

    @admin.display(description=gettext_lazy("state"))
    def state_shown(self, article: Article) -> SafeString:
        shown = badges(article, article.coming_at)
        pills = format_html_join(" ", '<span class="desk-state desk-{}">{}</span>', shown)
        if not article.public_address:
            return pills
        return format_html('{} <a href="{}">{}</a>', pills, article.public_address, _("open"))

    @admin.display(description=gettext_lazy("authors"))
    def byline(self, article: Article) -> str:
        return ", ".join(row.author.name for row in article.contributions.all())

    @admin.display(description=gettext_lazy("printed"), ordering="printed_from")
    def printed(self, article: Article) -> str:
        if article.printed_label or not article.printed_date:
            return article.printed_label
        return label(article.printed_date, get_language() or "en")

    @admin.display(description=gettext_lazy("language"))
    def in_language(self, article: Article) -> str:
        return language_name(article.language, get_language() or "en")

    @admin.display(description=gettext_lazy("saved"), ordering="modified_at")
    def saved(self, article: Article) -> SafeString:
        """The hour of today, the day of what is older; the other one is shown when pointed at."""
        moment = timezone.localtime(article.modified_at)
        is_today = moment.date() == timezone.localdate()
        return format_html(
            '<time datetime="{}" title="{}">{}</time> <span class="desk-by" dir="auto">{}</span>',
            moment.isoformat(timespec="seconds"),
            date_format(moment, "DATETIME_FORMAT"),
            date_format(moment, "TIME_FORMAT" if is_today else "SHORT_DATE_FORMAT"),
            article.saved_by,
        )

    # The actions

    # Asked by the actions of the list: whether there can be an article to which it may be done.

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return rights.holds(request.user, "publish")

    def has_submit_permission(self, request: HttpRequest) -> bool:
        return rights.holds(request.user, "submit") or writes_own(request.user)

    def has_trash_permission(self, request: HttpRequest) -> bool:
        return rights.holds(request.user, "trash") or writes_own(request.user)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


def writes_own(user: User) -> bool:
    return user.has_perm("articles.write_own_article")
