"""The desk's own small inputs; that of the text is in body.py."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteMixin
from django.core.exceptions import ValidationError
from django.forms.renderers import BaseRenderer
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from articles.models import Tag

SUGGESTED = "admin:articles_tag_suggested"


class MomentInput(forms.DateTimeInput):
    """The browser's own choice of day and time, which works on phones."""

    input_type = "datetime-local"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%dT%H:%M")


class TagsInput(AutocompleteMixin, forms.SelectMultiple):
    """Tags by name: known ones are suggested, new ones are made by writing them.

    A word that is a synonym stands for its tag; that is settled where articles get their tags.
    """

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        # The mixin wants a field and a site to find its address; this widget has its own.
        super().__init__(Tag._meta.pk, None, attrs)

    @property
    def media(self) -> forms.Media:
        scripts: list[Any] = ["desk/tags.js", Script("desk/suggested.js", type="module")]
        return super().media + forms.Media(js=scripts)

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        """The box, and below it room for the tags that occur in the text."""
        box = super().render(name, value, attrs, renderer)
        below = {"id": (attrs or {}).get("id", f"id_{name}"), "url": reverse(SUGGESTED)}
        return box + render_to_string("admin/articles/suggested_tags.html", below)

    def get_url(self) -> str:
        return reverse("admin:articles_tag_names")

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"data-tags": "true", "data-token-separators": '[",", "،", ";"]'}

    def optgroups(
        self, name: str, value: Iterable[str], attrs: dict[str, Any] | None = None
    ) -> list[tuple[str | None, list[dict[str, Any]], int]]:
        """Only what is chosen: the rest comes from the suggestions."""
        options = [
            self.create_option(name, tag, tag, True, index)
            for index, tag in enumerate(value)
            if tag
        ]
        return [(None, options, 0)]


class TagsField(forms.Field):
    """A list of tag names, known or new."""

    widget = TagsInput

    def prepare_value(self, value: Iterable[Tag | str] | None) -> list[str]:
        return [str(tag) for tag in value or ()]

    def to_python(self, value: Iterable[str] | None) -> list[str]:
        names = (" ".join(name.split()) for name in value or ())
        return list(dict.fromkeys(name for name in names if name))

    def validate(self, value: list[str]) -> None:
        longest = Tag._meta.get_field("name").max_length or 0
        for name in value:
            if len(name) > longest:
                raise ValidationError(
                    _("“%(name)s…” is too long for a tag: at most %(longest)s characters."),
                    params={"name": name[:30], "longest": longest},
                )
            if not slugify(name, allow_unicode=True):
                raise ValidationError(
                    _("“%(name)s” has no letter or digit, so it can't have an address."),
                    params={"name": name},
                )

    def has_changed(self, initial: Iterable[Tag | str] | None, data: Iterable[str] | None) -> bool:
        return sorted(self.prepare_value(initial)) != sorted(self.to_python(data))
