"""The form of an article."""

import re
import uuid
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.publishing.manuscript import opened_revision
from articles.publishing.slugs import free_slug

from .body import BodyInput
from .conflict import HOLD
from .limits import LimitedForm
from .slug import SlugInput
from .widgets import TagsField

LINE_BREAKS = re.compile(r"\s*[\r\n]+\s*")

# What the page carries from its opening to its saving, unseen.
CARRIED = ("opened_version", "opened_revision", "merges", "token")


def is_made_from(slug: str, title: str) -> bool:
    """Whether the address is the title's, or that with a number because it was taken."""
    named = Article(title=title)
    named.fill_derived()
    start, _dash, number = slug.rpartition("-")
    return slug == named.slug or (number.isdecimal() and named.slug.startswith(start))


class CarriedInput(forms.HiddenInput):
    """A browser that fills in again what stood in a form must not mix two states of it."""

    def __init__(self) -> None:
        super().__init__({"autocomplete": "off"})


class ArticleForm(LimitedForm):
    tags = TagsField(
        label=_("Tags"),
        required=False,
        help_text=_("Write a word and press Enter; what is known already is suggested."),
    )
    opened_version = forms.IntegerField(required=False, widget=CarriedInput)
    opened_revision = forms.CharField(required=False, max_length=100, widget=CarriedInput)
    merges = forms.IntegerField(required=False, widget=CarriedInput)
    token = forms.CharField(required=False, max_length=36, widget=CarriedInput)
    revision_note = forms.CharField(
        label=_("What you changed"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("For the history, if you like. Readers don’t see it."),
    )

    class Meta:
        model = Article
        fields = "__all__"
        widgets = {
            # An area, because a long title takes two lines; its line breaks become spaces.
            "title": forms.Textarea(attrs={"class": "desk-title", "rows": 1, "dir": "auto"}),
            "standfirst": forms.Textarea(
                attrs={"class": "desk-standfirst", "rows": 2, "dir": "auto"}
            ),
            "body": BodyInput,
            # Notations of their own, which read from the left at every desk
            "language": forms.TextInput(attrs={"size": 8, "dir": "ltr"}),
            "printed_date": forms.TextInput(attrs={"class": "vTextField", "dir": "ltr"}),
            "slug": SlugInput,
            "provenance": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            box: forms.Widget = getattr(field.widget, "widget", field.widget)  # in Django's wrapper
            # Wherever on the page a field stands, it is sent with the text.
            box.attrs["form"] = "article_form"
            # A browser would cut a long text off without a word; the form says what is too long.
            box.attrs.pop("maxlength", None)
            # Beside a box: a way to add what it lacks, and no row of signs.
            for right in ("change", "delete", "view"):
                setattr(field.widget, f"can_{right}_related", False)
        if "translation_of" in self.fields:
            self.fields["translation_of"].widget.can_add_related = False
        if "slug" in self.fields:
            self.fields["slug"].widget.row = self.instance
        if "embargo_until" in self.fields:  # two boxes, of which the label names neither
            day, time = self.fields["embargo_until"].widget.widgets
            day.attrs["aria-label"] = _("Embargo until: day")
            time.attrs["aria-label"] = _("Embargo until: time")
        self.initial["token"] = str(uuid.uuid4())
        if self.instance.pk:
            self.initial["opened_version"] = self.instance.version
            self.initial["opened_revision"] = opened_revision(self.instance)
            # The first letter in the box is that of a tag, so the box can't tell by itself.
            if "body" in self.fields:
                self.fields["body"].widget.attrs["dir"] = self.instance.direction
                self.fields["body"].widget.language = self.instance.language

    def clean_title(self) -> str:
        return LINE_BREAKS.sub(" ", self.cleaned_data["title"])

    def clean_translation_of(self) -> Article | None:
        original = self.cleaned_data["translation_of"]
        if original and original == self.instance:
            raise ValidationError(_("An article can’t be a translation of itself."))
        return original

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if HOLD in self.data:
            self.add_error(None, _("Look at it, and save it once it is as you want it."))
        if "slug" in cleaned and "title" in cleaned:
            cleaned["slug"] = self.settled_slug(cleaned)
        return cleaned

    def settled_slug(self, cleaned: dict[str, Any]) -> str:
        """An address that was made from the title follows it until readers have it."""
        slug: str = cleaned["slug"]
        before = self.instance  # the model is filled in after this
        follows = (
            before.pk is not None
            and before.public_from is None
            and slug == before.slug
            and cleaned["title"] != before.title
            and is_made_from(slug, before.title)
        )
        if slug and not follows:
            return slug
        printed = cleaned.get("printed_date", "")
        named = Article(pk=before.pk, title=cleaned["title"], printed_date=printed)
        try:
            named.fill_derived()
        except ValueError:  # the date is refused at its own field
            return slug
        return free_slug(named)

    def validate_unique(self) -> None:
        """Also in its year, which the form has no field for, so that Django leaves it out."""
        super().validate_unique()
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self.add_error("slug", error.messages)
