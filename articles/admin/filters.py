"""Filters of the lists: what comments wait for, and relations too many to be listed."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import ForeignKey, Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Comment, Contribution, TaggedArticle


class DecisionFilter(admin.SimpleListFilter):
    """Comments by state; what waits for a decision comes first."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return Comment.State.choices

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(state=self.value()) if self.value() else queryset


class ChosenFilter(admin.ListFilter):
    """Filter by a related row that is searched for, however many there are."""

    template = "admin/chosen_filter.html"
    parameter_name: str
    field: ForeignKey  # its rows are offered

    def __init__(
        self,
        request: HttpRequest,
        params: dict[str, Any],
        model: type[Model],
        model_admin: admin.ModelAdmin,
    ) -> None:
        super().__init__(request, params, model, model_admin)
        self.site = model_admin.admin_site
        chosen = params.pop(self.parameter_name, [""])[-1]
        if chosen:
            self.used_parameters[self.parameter_name] = chosen

    def has_output(self) -> bool:
        return True

    def expected_parameters(self) -> list[str]:
        return [self.parameter_name]

    def value(self) -> int | None:
        """The key of the chosen row; nonsense in the address is no key."""
        chosen = str(self.used_parameters.get(self.parameter_name, ""))
        return int(chosen) if chosen.isdecimal() and len(chosen) < 19 else None

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        """One search box, and the other parameters of the list that it has to carry along."""
        related: type[Model] = self.field.remote_field.model
        box = forms.ModelChoiceField(
            related._default_manager.all(),
            widget=AutocompleteSelect(self.field, self.site, {"aria-label": self.title}),
            required=False,
        )
        box.widget.choices = box.choices
        others = [
            (name, value)
            for name, values in changelist.filter_params.items()
            for value in values
            if name != self.parameter_name
        ]
        yield {
            "box": box.widget.render(self.parameter_name, self.value()),
            "others": others,
            "selected": self.value() is not None,
            "all": changelist.get_query_string(remove=[self.parameter_name]),
        }


class AuthorFilter(ChosenFilter):
    title = _("author")
    parameter_name = "author"
    field = Contribution._meta.get_field("author")

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset
        return queryset.by_author(self.value())


class TagFilter(ChosenFilter):
    title = _("tag")
    parameter_name = "tag"
    field = TaggedArticle._meta.get_field("tag")

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if self.value() is None:
            return queryset
        return queryset.with_tag(self.value())
