"""The form under an article."""

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.models import Article, Comment
from articles.text.urls import find_urls

from .plain_text import clean_name, clean_text

MAX_TEXT = 6000  # characters: two printed pages
MAX_LINKS = 3


class NameField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return clean_name(super().to_python(value) or "")


class TextField(forms.CharField):
    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class CommentForm(forms.Form):
    """A reader's reply to an article, or to an approved comment on it.

    ``website`` is a trap: people don't see it, programs that fill in every field do.
    """

    parent = forms.ModelChoiceField(
        Comment.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": _("The comment that you reply to is no longer there.")},
    )
    name = NameField(
        label=_("Name or pseudonym"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "nickname", "dir": "auto"}),
    )
    email = forms.EmailField(
        label=_("E-mail (optional)"),
        required=False,
        help_text=_("For the moderators only, and erased when they have decided."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    text = TextField(
        label=_("Comment"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
    website = forms.CharField(required=False)

    def __init__(
        self, article: Article, data: QueryDict | None = None, *, parent: int | None = None
    ) -> None:
        super().__init__(data, initial={"parent": parent}, auto_id="write-%s", label_suffix="")
        self.article = article
        cast("forms.ModelChoiceField", self.fields["parent"]).queryset = article.comments.approved()

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if len(find_urls(text)) > MAX_LINKS:
            raise forms.ValidationError(
                ngettext(
                    "A comment may hold %d link at most.",
                    "A comment may hold %d links at most.",
                    MAX_LINKS,
                )
                % MAX_LINKS
            )
        if self.article.comments.filter(text=text).exists():
            raise forms.ValidationError(_("This comment has reached us already."))
        return text

    def clean_website(self) -> str:
        if self.cleaned_data["website"]:
            raise forms.ValidationError(
                _("A field that must stay empty was filled in. It is empty again: press Send.")
            )
        return ""

    def unsaved(self) -> Comment:
        """The comment as it would be stored, from valid data."""
        fields = ("parent", "name", "email", "text")
        return Comment(article=self.article, **{name: self.cleaned_data[name] for name in fields})
