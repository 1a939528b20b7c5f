"""The forms of the import screen: the text that is pasted, and the document read from it."""

import base64
import binascii
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from articles.importing.base import (
    MEGABYTE,
    Credit,
    Document,
    Options,
    Reading,
    Unreadable,
    read,
)
from articles.importing.save import free_slug
from articles.models import Article, Contribution, Role, Section
from articles.models.fields import validate_edtf, validate_language
from articles.publishing import rights
from articles.text.clean import clean
from articles.text.dates import interval
from articles.text.language import direction, is_language_tag, normalise_tag

from .body import BodyInput
from .widgets import TagsField

MAX_BYTES = 2 * MEGABYTE  # a thick book; what is larger comes by the command
TOO_LONG = _("The text is larger than 2 MB. Ask the keeper to import it with import_articles.")


class ReadingOptions(forms.Form):
    """How the text is to be read; kept through both steps."""

    day_first = forms.TypedChoiceField(
        label=_("6/12/2021 is"),
        choices=[("yes", _("6 December")), ("no", _("June 12"))],
        coerce=lambda value: value == "yes",
        initial="yes" if settings.DAY_FIRST else "no",
    )
    hint = forms.CharField(
        label=_("Language"),
        required=False,
        max_length=35,
        validators=[validate_language],
        widget=forms.TextInput(attrs={"size": 8, "dir": "ltr"}),
        help_text=_("Empty: recognised from the text. Otherwise en, de, ar …"),
    )

    def options(self) -> Options:
        chosen = self.cleaned_data
        return Options(day_first=chosen["day_first"], language=chosen["hint"], max_bytes=MAX_BYTES)


class PasteForm(ReadingOptions):
    """A pasted text or a file; ``cleaned_data`` holds its bytes as ``data``, and a ``name``."""

    text = forms.CharField(
        label=_("Text"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={"rows": 18, "class": "desk-body", "dir": "auto", "autofocus": True}
        ),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".txt,.text,text/plain"}),
        help_text=_("A plain text (.txt) of at most 2 MB."),
    )
    field_order = ["text", "file", "day_first", "hint"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > MAX_BYTES:  # said before it is read into memory
            raise ValidationError(TOO_LONG)
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        text, file = cleaned.get("text", ""), cleaned.get("file")
        if self.errors:
            return cleaned
        if text.strip() and file:
            raise ValidationError(_("Paste a text or choose a file, not both."))
        data = file.read() if file else text.encode()
        if not file and not text.strip():
            raise ValidationError(_("Paste a text or choose a file."))
        if len(data) > MAX_BYTES:
            raise ValidationError(TOO_LONG)
        return cleaned | {"data": data, "name": file.name[:200] if file else ""}


class CorrectForm(ReadingOptions):
    """What was understood, for a person to set right."""

    title = forms.CharField(
        label=_("Title"),
        max_length=Article._meta.get_field("title").max_length,
        widget=forms.TextInput(attrs={"class": "vTextField desk-title", "dir": "auto"}),
    )
    standfirst = forms.CharField(
        label=_("Standfirst"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField", "dir": "auto"}),
    )
    printed_date = forms.CharField(
        label=_("Printed date"),
        required=False,
        max_length=60,
        validators=[validate_edtf],
        widget=forms.TextInput(attrs={"dir": "ltr"}),
        help_text=_("2021-12-06, 2021-12, 1926-21 (spring), 1926~ (circa); empty: unknown."),
    )
    printed_label = forms.CharField(
        label=_("Date as printed"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    language = forms.CharField(
        label=_("Language"),
        max_length=35,
        validators=[validate_language],
        widget=forms.TextInput(attrs={"size": 8, "dir": "ltr"}),
    )
    section = forms.ModelChoiceField(Section.objects.all(), label=_("Section"), required=False)
    tags = TagsField(label=_("Tags"), required=False)
    slug = forms.SlugField(
        label=_("Slug"),
        required=False,
        allow_unicode=True,
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("The end of the address. Empty: made from the title."),
    )
    address = forms.CharField(
        label=_("Provenance"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"class": "vTextField", "dir": "auto"}),
        help_text=_("Where it stood before, what it was taken from."),
    )
    body = forms.CharField(label=_("Text"), strip=False, widget=BodyInput)
    name = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)
    original_bytes = forms.CharField(widget=forms.HiddenInput, strip=False)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sections = self.fields["section"]
        sections.queryset = rights.sections_for(by)
        sections.required = not rights.covers_section(by, None)
        for name in ReadingOptions.base_fields:
            self.fields[name].widget = forms.HiddenInput()
        self.fields["body"].widget.attrs["dir"] = direction(self.shown_language())
        self.fields["body"].widget.language = self.shown_language()

    @staticmethod
    def initial_for(document: Document, pasted: dict[str, Any]) -> dict[str, Any]:
        """What the form shows first, and what the next step needs to read the text again."""
        return {
            **vars(document),
            "language": document.language or settings.LANGUAGE_CODE,
            "name": pasted["name"],
            "hint": pasted["hint"],
            "day_first": "yes" if pasted["day_first"] else "no",
            "original_bytes": base64.b64encode(pasted["data"]).decode(),
        }

    def original(self) -> tuple[Reading | None, bytes]:
        """The text as it was pasted, read once more; None when it did not arrive whole."""
        self.full_clean()
        try:
            data = base64.b64decode(self.data.get("original_bytes", ""), validate=True)
            options = self.options()
            return read(data, name="", format_name="plain", options=options), data
        except (binascii.Error, ValueError, KeyError, Unreadable):
            return None, b""

    def shown_language(self) -> str:
        """The language to show the text in, also while the field holds none."""
        tag = str(self["language"].value() or "")
        return normalise_tag(tag) if is_language_tag(tag) else settings.LANGUAGE_CODE

    def clean_body(self) -> str:
        body = clean(self.cleaned_data["body"])
        if not body:
            raise ValidationError(_("There is no text left."))
        return body

    def clean_language(self) -> str:
        return normalise_tag(self.cleaned_data["language"])

    def clean(self) -> dict[str, Any]:
        """A slug that was chosen must be free; one that is made from the title will be."""
        cleaned = super().clean() or self.cleaned_data
        slug, date = cleaned.get("slug"), cleaned.get("printed_date", "")
        if slug and not self.errors:
            year = interval(date)[0].year if date else None
            if free_slug(Article(filed_year=year, slug=slug), ()) != slug:
                self.add_error("slug", _("Another article of that year has this address."))
        return cleaned

    def document(self, credits_: BaseFormSet) -> Document:
        found = self.cleaned_data
        return Document(
            credits=[
                Credit(row["name"], row["role"], row["affiliation"])
                for row in (form.cleaned_data for form in credits_)
                if row.get("name")
            ],
            **{
                field: found[field]
                for field in ("title", "standfirst", "language", "printed_date", "printed_label",
                              "body", "tags", "address")
            },
        )  # fmt: skip

    def add_model_errors(self, error: ValidationError) -> None:
        """What the archive refused, at its field where the form has one."""
        has_fields = hasattr(error, "error_dict")
        for field, said in (error.error_dict if has_fields else {None: error.error_list}).items():
            self.add_error(field if field in self.fields else None, said)


class CreditForm(forms.Form):
    name = forms.CharField(
        label=_("Name"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.AUTHOR)
    affiliation = forms.CharField(
        label=_("Affiliation as printed"),
        required=False,
        max_length=Contribution._meta.get_field("affiliation").max_length,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


CreditFormSet = formset_factory(CreditForm, extra=1, max_num=60, validate_max=True)
