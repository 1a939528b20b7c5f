"""The byline in the article's form: rows of authors, taken as values and in the order asked for."""

from typing import Any

from django import forms
from django.contrib import admin
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest, JsonResponse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from articles.models import Article, Contribution
from articles.publishing import rights

SIGNED, OFFERED = 200, 10  # so many credits are looked through for so many affiliations


class ContributionForm(forms.ModelForm):
    place = forms.IntegerField(
        label=_("order"),
        required=False,
        min_value=1,
        max_value=999,
        widget=forms.NumberInput(attrs={"class": "desk-place"}),
    )

    class Meta:
        model = Contribution
        fields = ["author", "role", "affiliation"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["place"] = self.instance.position
        # The columns have no heads: each box says itself what it is for.
        for field in self.fields.values():
            box: forms.Widget = getattr(field.widget, "widget", field.widget)  # in Django's wrapper
            box.attrs["aria-label"] = capfirst(str(field.label))
            for right in ("change", "delete", "view"):
                setattr(field.widget, f"can_{right}_related", False)
        if affiliation := self.fields.get("affiliation"):
            affiliation.widget.attrs["placeholder"] = capfirst(str(affiliation.label))


class Byline(BaseInlineFormSet):
    """Takes the posted rows for the whole byline, and writes them anew together.

    So authors can change places without a row clashing with one that is still in the database, and
    who saves second is not told of rows that are gone meanwhile.
    """

    def initial_form_count(self) -> int:
        return 0 if self.is_bound else super().initial_form_count()

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["id"] = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def save(self, commit: bool = True) -> list[Contribution]:
        rows = self.in_order()
        before = [shown(row) for row in self.instance.contributions.order_by("position")]
        if commit and [shown(row) for row in rows] != before:
            self.instance.contributions.all().delete()
            Contribution.objects.bulk_create(rows)
        else:
            self.new_objects = []
        return rows

    def in_order(self) -> list[Contribution]:
        """The rows of a valid byline as they would stand, not saved."""
        rows = sorted(super().save(commit=False), key=self.place)
        for position, row in enumerate(rows, start=1):
            row.position = position
        return rows

    def place(self, row: Contribution) -> int:
        """The number that was asked for; a row without one comes last."""
        form = next(form for form in self.forms if form.instance is row)
        return form.cleaned_data.get("place") or 1000


def shown(row: Contribution) -> tuple[int, str, str]:
    return row.author_id, row.role, row.affiliation


@require_GET
def affiliations(request: HttpRequest) -> JsonResponse:
    """The affiliations with which an author has signed what the person may see, newest first."""
    author = request.GET.get("author", "")
    if not author.isdecimal() or len(author) > 18:
        return JsonResponse({"affiliations": []})
    seen = rights.visible_to(request.user).values("pk")
    signed = Contribution.objects.filter(author=int(author), article__in=seen)
    named = signed.exclude(affiliation="").order_by("-article")
    found = dict.fromkeys(named.values_list("affiliation", flat=True)[:SIGNED])
    return JsonResponse({"affiliations": list(found)[:OFFERED]})


class BylineInline(admin.TabularInline):
    template = "admin/articles/article/byline.html"
    model = Contribution
    form = ContributionForm
    formset = Byline
    fields = ["place", "author", "role", "affiliation"]
    autocomplete_fields = ["author"]
    extra = 1
    verbose_name = _("author")
    verbose_name_plural = _("byline")

    # A byline is a part of its article: who may write the one may write the other.

    def has_view_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return obj is None or rights.may(request.user, "view", obj)

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.may_write(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.may_write(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return self.may_write(request, obj)

    def may_write(self, request: HttpRequest, article: Article | None) -> bool:
        if article is None:
            return rights.may_add(request.user)
        return rights.may(request.user, "change", article)
