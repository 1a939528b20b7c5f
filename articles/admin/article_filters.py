"""Filters of the list of articles. None of them reads the articles to know what it offers."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.models.distinct import distinct
from articles.models.manuscripts import ArticleQuerySet
from articles.publishing import rights
from articles.text.language import language_name

NONE = "none"


class StateFilter(admin.SimpleListFilter):
    """Where an article stands. The trash is shown only when it is asked for."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return Article.State.choices

    def queryset(self, request: HttpRequest, queryset: ArticleQuerySet) -> QuerySet:
        return queryset.in_state(self.value()) if self.value() else queryset.kept()


class LanguageFilter(admin.SimpleListFilter):
    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        here = get_language() or "en"
        names = [(language_name(tag, here), tag) for tag in languages_for(request.user)]
        return [(tag, name) for name, tag in sorted(names)]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(language=self.value()) if self.value() else queryset


def languages_for(user: User) -> list[str]:
    """The languages of what the person sees; of everything, where that is quicker known."""
    if rights.sees_all(user):
        return distinct(Article, "language")
    seen = rights.visible_to(user).order_by("language")
    return list(seen.values_list("language", flat=True).distinct())


class SectionFilter(admin.SimpleListFilter):
    title = _("section")
    parameter_name = "section__id__exact"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        sections = rights.sections_for(request.user).values_list("pk", "name")
        return [(str(key), name) for key, name in sections] + [(NONE, gettext("without a section"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        value = self.value() or ""
        if value == NONE:
            return queryset.filter(section=None)
        if value.isdecimal() and len(value) < 19:
            return queryset.filter(section=int(value))
        return queryset


Narrowed = Callable[[ArticleQuerySet, User], QuerySet]


class Only(NamedTuple):
    """A narrowing that can be joined with others of its kind."""

    parameter: str
    label: str | Promise
    narrowed: Narrowed


ONLIES = (
    Only("mine", _("waiting for me"), lambda rows, user: rows.filter(assigned_to=user)),
    Only("own", _("made by me"), lambda rows, user: rows.filter(created_by=user)),
    Only(
        "changed",
        _("with unpublished changes"),
        lambda rows, _user: rows.with_unpublished_changes(),
    ),
    Only("unresolved", _("with open remarks"), lambda rows, _user: rows.with_open_remarks()),
    Only("dead", _("citing dead sources"), lambda rows, _user: rows.citing_dead_sources()),
    Only("behind", _("behind their original"), lambda rows, _user: rows.behind_their_original()),
)
YES = "yes"


class OnlyFilter(admin.ListFilter):
    """Several narrowings, each switched on and off by itself."""

    title = _("what there is to do")
    template = "admin/articles/article/only_filter.html"

    def __init__(
        self,
        request: HttpRequest,
        params: dict[str, Any],
        model: type[Model],
        model_admin: admin.ModelAdmin,
    ) -> None:
        super().__init__(request, params, model, model_admin)
        for only in ONLIES:
            if params.pop(only.parameter, [""])[-1] == YES:
                self.used_parameters[only.parameter] = YES

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str]:
        return [only.parameter for only in ONLIES]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        for only in ONLIES:
            if only.parameter in self.used_parameters:
                queryset = only.narrowed(queryset, request.user)
        return queryset

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        for only in ONLIES:
            is_on = only.parameter in self.used_parameters
            address = changelist.get_query_string({only.parameter: None if is_on else YES})
            yield {"selected": is_on, "query_string": address, "display": only.label}
