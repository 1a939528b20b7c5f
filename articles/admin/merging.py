"""The page on which two or more names of the catalogue become one."""

from typing import Any, NamedTuple

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ForeignKey, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.publishing import rights
from articles.publishing.merge_names import (
    Name,
    articles_under,
    editions_under,
    may_merge,
    merge,
)

from .pages import page, sentences

MOST = 50  # at once: more can't be looked at


class Candidate(NamedTuple):
    """One of those that may stay, with what readers and editors find under it."""

    row: Name
    about: str
    address: str
    articles: int
    editions: int


class MergeableAdmin(admin.ModelAdmin):
    """A model of which two rows can be the same thing.

    ``searched_as`` is any foreign key to the model: its rows are offered in the search box.
    """

    change_form_template = "admin/articles/named_form.html"
    actions = ["merge_selected"]
    searched_as: ForeignKey

    def has_merge_permission(self, request: HttpRequest) -> bool:
        return may_merge(request.user, self.model)

    @admin.action(description=gettext_lazy("Merge into one…"), permissions=["merge"])
    def merge_selected(self, request: HttpRequest, rows: QuerySet) -> HttpResponse | None:
        """Take those that are ticked to the page; it asks which of them stays."""
        keys = list(rows.values_list("pk", flat=True)[: MOST + 1])
        if not 2 <= len(keys) <= MOST:
            said = _("Tick at least two, and at most %(most)s, that are the same.")
            self.message_user(request, said % {"most": MOST}, messages.WARNING)
            return None
        asked = QueryDict(mutable=True)
        asked.setlist("id", keys)
        return redirect(f"{self.merge_address()}?{asked.urlencode()}")

    def merge_address(self) -> str:
        return reverse(f"admin:articles_{self.opts.model_name}_merge")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.merge_view)
        own = path("merge/", view, name=f"articles_{self.opts.model_name}_merge")
        return [own, *super().get_urls()]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        if kwargs.get("obj") and self.has_merge_permission(request):
            context["merge_address"] = f"{self.merge_address()}?id={kwargs['obj'].pk}"
        return super().render_change_form(request, context, **kwargs)

    def merge_view(self, request: HttpRequest) -> HttpResponse:
        """Choose what belongs together and which one stays, see what that means, and do it."""
        if not self.has_merge_permission(request):
            raise PermissionDenied
        chosen = request.POST if request.method == "POST" else request.GET
        rows = self.chosen_rows(chosen.getlist("id"))
        kept = next((row for row in rows if str(row.pk) == chosen.get("kept")), None)
        if request.method == "POST" and (done := self.merged(request, kept, rows)):
            return done
        candidates = [candidate(row, request.user) for row in rows]
        return page(
            request,
            "admin/articles/merge.html",
            title=_("Merge"),
            opts=self.opts,
            candidates=candidates,
            kept=kept or max(candidates, key=lambda one: one.editions).row if rows else None,
            search=self.search_box(),
            media=self.media + self.search_box().field.widget.media,
            keeps_words=hasattr(self.model, "synonyms"),
        )

    def chosen_rows(self, keys: list[str]) -> list[Name]:
        numbers = [int(key) for key in keys if key.isdecimal() and len(key) < 19]
        rows = self.model._default_manager.filter(pk__in=numbers[: MOST + 1])
        return sorted(rows, key=lambda row: numbers.index(row.pk))

    def merged(
        self, request: HttpRequest, kept: Name | None, rows: list[Name]
    ) -> HttpResponse | None:
        """The answer after it is done; None when there is something to be said on the page."""
        if kept is None:
            self.message_user(request, _("Choose the one that stays."), messages.ERROR)
            return None
        if len(rows) == 1 and len(set(request.POST.getlist("id"))) > 1:
            said = _("There is nothing left to merge: it is done.")  # a second press
            self.message_user(request, said, messages.INFO)
            return redirect(f"admin:articles_{self.opts.model_name}_change", kept.pk)
        try:
            merge(kept, [row for row in rows if row != kept], by=request.user)
        except ValidationError as error:
            self.message_user(request, sentences(error), messages.ERROR)
            return None
        said = _("Merged. Old addresses lead to “%(name)s”.") % {"name": kept}
        self.message_user(request, said, messages.SUCCESS)
        return redirect(f"admin:articles_{self.opts.model_name}_change", kept.pk)

    def search_box(self) -> forms.BoundField:
        """One more of them, searched for."""

        class Search(forms.Form):
            id = forms.ModelChoiceField(
                self.model._default_manager.all(),
                label=_("Search for another"),
                widget=AutocompleteSelect(self.searched_as, self.admin_site),
            )

        form = Search(auto_id="search_%s")
        form.fields["id"].widget.choices = form.fields["id"].choices
        return form["id"]


def candidate(row: Name, user: User) -> Candidate:
    about = [getattr(row, "dates", "")]
    if hasattr(row, "get_kind_display"):
        about.insert(0, row.get_kind_display())
    return Candidate(
        row,
        ", ".join(part for part in about if part),
        row.get_absolute_url(),
        rights.visible_to(user, articles_under(row)).count(),
        editions_under(row).count(),
    )
