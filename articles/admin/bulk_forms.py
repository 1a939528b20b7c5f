"""What acts on many articles ask beside whether they are meant."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, BulkRun, Section
from articles.publishing import rights

from .acts import ReasonForm
from .publication import NoteForm
from .widgets import TagsField, TagsInput


class BulkForm(forms.Form):
    """Asks nothing. ``given`` is what was chosen, fit for JSON."""

    def __init__(self, run: BulkRun, data: Any = None) -> None:
        super().__init__(data, label_suffix="")

    def given(self) -> dict[str, Any]:
        return {}


class NamesInput(TagsInput):
    """Known tags are suggested; there is no one text whose words could be."""

    def render(self, *arguments: Any, **named: Any) -> Any:
        return super(TagsInput, self).render(*arguments, **named)


class TagsForm(BulkForm):
    add = TagsField(label=gettext_lazy("Add"), required=False, widget=NamesInput)
    remove = TagsField(label=gettext_lazy("Remove"), required=False, widget=NamesInput)

    def clean(self) -> dict[str, Any]:
        chosen: dict[str, Any] = super().clean() or {}
        if not self.errors and not chosen.get("add") and not chosen.get("remove"):
            raise ValidationError(_("Name a tag to add or to remove."))
        both = {name.casefold() for name in chosen.get("add", [])} & {
            name.casefold() for name in chosen.get("remove", [])
        }
        if both:
            raise ValidationError(_("A tag can’t be added and removed at once."))
        return chosen

    def given(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("add", "remove")}


class SectionForm(BulkForm):
    section = forms.ModelChoiceField(
        Section.objects.none(),
        label=gettext_lazy("Section"),
        required=False,
        empty_label=gettext_lazy("without a section"),
    )

    def __init__(self, run: BulkRun, data: Any = None) -> None:
        super().__init__(run, data)
        self.fields["section"].queryset = rights.sections_for(run.user)

    def given(self) -> dict[str, Any]:
        section = self.cleaned_data["section"]
        return {"section": section.pk if section else None}


class AssignForm(BulkForm):
    to = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Waits for"),
        required=False,
        empty_label=gettext_lazy("anybody"),
    )

    def __init__(self, run: BulkRun, data: Any = None) -> None:
        super().__init__(run, data)
        at_desk = get_user_model().objects.filter(is_active=True, is_staff=True)
        self.fields["to"].queryset = at_desk.order_by("first_name", "username")

    def given(self) -> dict[str, Any]:
        to = self.cleaned_data["to"]
        return {"to": to.pk if to else None}


class PublishForm(BulkForm, NoteForm):
    """What a page would have asked about each of them."""

    def __init__(self, run: BulkRun, data: Any = None) -> None:
        super().__init__(run, data)
        self.fields["correction"].label = _("Public note, for those that readers have already")
        self.fields["anyway"].label = _("Publish also what the checklist has questions about")
        if not Article.objects.filter(pk__in=run.keys, public_from__isnull=False).exists():
            del self.fields["correction"], self.fields["silent"]

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class WithdrawForm(BulkForm):
    reason = ReasonForm.base_fields["reason"]

    def given(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["reason"]}


FORMS: Mapping[str, type[BulkForm]] = {
    "tags": TagsForm,
    "section": SectionForm,
    "assign": AssignForm,
    "publish": PublishForm,
    "withdraw": WithdrawForm,
}
"""By act; the others ask nothing more."""
