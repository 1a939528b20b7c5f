"""What a form changed, value by value, as articles.publishing.log keeps it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.forms import ReadOnlyPasswordHashWidget
from django.core.files import File
from django.db.models import Model
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import override

from articles.publishing.log import Change, Value, changed


def message_of(
    form: forms.Form, formsets: Iterable[Any] | None, *, add: bool, names_only: frozenset[str]
) -> list[dict[str, Any]]:
    """What was done with a form and the rows within it. Of ``names_only`` no value is kept."""
    # Before translation is switched off: what is compared here is written as the person writes.
    fields = form.changed_data
    for formset in formsets or ():
        for row in formset.forms:
            row.changed_data  # noqa: B018  kept by the form
    with override(None):
        message = [{"added": {}}] if add else changes_of(form, fields, names_only)
        for formset in formsets or ():
            message += rows_of(formset)
    return message


def changes_of(
    form: forms.Form, fields: Collection[str], names_only: frozenset[str] = frozenset(), **of: str
) -> list[dict[str, Any]]:
    """An entry for the fields with their values, and one for those whose values are not kept."""
    named = [name for name in fields if name in names_only or is_secret(form, name)]
    told = [name for name in fields if name not in named]
    message = []
    if told:
        message.append(changed((change(form, name) for name in told), **of))
    if named:
        message.append({"changed": {**of, "fields": [label(form, name) for name in named]}})
    return message


def rows_of(formset: Any) -> list[dict[str, Any]]:
    forms_by_row = {id(row.instance): row for row in formset.forms}
    message: list[dict[str, Any]] = [{"added": within(row)} for row in formset.new_objects]
    for row, fields in formset.changed_objects:
        form = forms_by_row.get(id(row))
        message += changes_of(form, fields, **within(row)) if form else []
    return message + [{"deleted": within(row)} for row in formset.deleted_objects]


def within(row: Model) -> dict[str, str]:
    return {"name": str(row._meta.verbose_name), "object": str(row)}


def is_secret(form: forms.Form, name: str) -> bool:
    """Whether the field is about a password: that it changed is said, and nothing more."""
    field = form.fields.get(name)
    widget = getattr(field, "widget", None)
    hidden = isinstance(widget, forms.PasswordInput | ReadOnlyPasswordHashWidget)
    return hidden or "password" in name


def change(form: forms.Form, name: str) -> Change:
    field = form.fields[name]
    old = written(field, form[name].initial)
    return Change(label(form, name), old, written(field, form.cleaned_data.get(name)))


def label(form: forms.Form, name: str) -> str:
    field = form.fields.get(name)
    return str(field.label or name) if field else name


def written(field: forms.Field, value: Any) -> Value:
    """A field's value in words that are understood in ten years."""
    if isinstance(field, forms.BooleanField):
        return {"word": "yes" if value else "no"}
    if value is None or value == "":
        return ""
    if isinstance(field, forms.ModelChoiceField):
        return ", ".join(row_name(field, row) for row in chosen(field, listed(value)))
    if isinstance(field, forms.ChoiceField):
        return choice(field, listed(value))
    return ", ".join(plain(item) for item in listed(value))


def listed(value: Any) -> list[Any]:
    """A value that may be several, as a list."""
    is_one = isinstance(value, str | File) or not hasattr(value, "__iter__")
    return [value] if is_one else list(value)


def plain(value: Any) -> str:
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M}"
    return str(value)


def chosen(field: forms.ModelChoiceField, values: list[Any]) -> list[Any]:
    """The rows behind values: rows themselves or their keys."""
    rows = {row.pk: row for row in values if isinstance(row, Model)}
    keys = [item for item in values if not isinstance(item, Model)]
    if keys and field.queryset is not None:
        # Not among those that are offered: what was chosen before may not be one of them.
        rows |= field.queryset.model._default_manager.in_bulk(keys)
    return sorted(rows.values(), key=str)


def row_name(field: forms.ModelChoiceField, row: Any) -> str:
    """As the form calls it, unless it does so with markup."""
    label = field.label_from_instance(row)
    return str(row if isinstance(label, SafeString) else label)


def choice(field: forms.ChoiceField, values: list[Any]) -> Value:
    offered: list[tuple[Any, Any]] = list(field.choices)
    known = {
        str(key): str(word)
        for entry, words in offered
        for key, word in (words if isinstance(words, list | tuple) else [(entry, words)])
    }
    said = [known.get(str(item), str(item)) for item in values]
    return {"word": said[0]} if len(said) == 1 else ", ".join(said)
