"""The form of an article. Who saves second is told so, sees both texts, and keeps their own."""

import re
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.text.clean import clean
from articles.text.diff import Comparison, compare

from .body import BodyInput
from .limits import LimitedForm
from .widgets import TagsField

LINE_BREAKS = re.compile(r"\s*[\r\n]+\s*")

# What the page carries from its opening to its saving, unseen.
CARRIED = ("opened_version",)

# The text is compared word by word; the others are no part of the article.
NOT_COMPARED = {"body", "revision_note", *CARRIED}


class Difference(NamedTuple):
    """A field of the form that reads otherwise in the archive by now."""

    label: str
    theirs: str
    yours: str


@dataclass(frozen=True)
class Conflict:
    """What somebody else saved while this form was open."""

    differences: list[Difference]
    text: Comparison | None  # from their text to yours


def shown(value: object) -> str:
    """A field's value for people."""
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return "" if value is None else str(value)


class ArticleForm(LimitedForm):
    tags = TagsField(
        label=_("Tags"),
        required=False,
        help_text=_("Write a word and press Enter; what is known already is suggested."),
    )
    opened_version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    revision_note = forms.CharField(
        label=_("What you changed"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("For the history, if you like. Readers don’t see it."),
    )

    conflict: Conflict | None = None

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
            "language": forms.TextInput(attrs={"size": 8}),
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
        if self.instance.pk:
            self.initial["opened_version"] = self.instance.version
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
        # Until the model is filled in below, the instance is the article as it stands now.
        if self.instance.pk and cleaned.get("opened_version") != self.instance.version:
            self.tell_of_conflict(cleaned)
        return cleaned

    def tell_of_conflict(self, cleaned: dict[str, Any]) -> None:
        """Refuse once. The form then counts as opened now, so that saving again puts it through."""
        self.conflict = Conflict(
            [
                Difference(str(self.fields[name].label), self.theirs(name), shown(cleaned[name]))
                for name in self.changed_data
                if name in cleaned and name not in NOT_COMPARED
            ],
            self.text_conflict(clean(cleaned.get("body", ""))),
        )
        self.add_error(
            None,
            _(
                "Somebody else has saved this article since you opened it. Nothing is lost: your "
                "version is below, theirs is in the history. Save again to put yours on top."
            ),
        )
        reopened = {self.add_prefix("opened_version"): [str(self.instance.version)]}
        self.data = MultiValueDict({**dict(self.data.lists()), **reopened})

    def theirs(self, name: str) -> str:
        """A field as it stands in the archive now."""
        return shown(self.initial[name] if name == "tags" else getattr(self.instance, name))

    def text_conflict(self, yours: str) -> Comparison | None:
        theirs = self.instance.body
        if yours == theirs:
            return None
        return compare(theirs, yours, language=self.instance.language)

    def validate_unique(self) -> None:
        """Also in its year, which the form has no field for, so that Django leaves it out."""
        super().validate_unique()
        if self.errors:
            return
        try:
            self.instance.validate_constraints()
        except ValidationError as error:
            self.add_error("slug", error.messages)
