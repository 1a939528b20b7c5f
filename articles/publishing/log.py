"""Who changed what at the desk, when, from which value to which: Django's own log, told in full.

The admin writes to it by itself (articles/admin/recorded.py). An act that changes something else
than an article (a merge, a new name) calls ``log_change``. Acts on articles leave an ``Event``.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext, override

Value = str | Mapping[str, str]
"""A text as somebody wrote it, or ``{"word": …}`` for one of the program's, to be translated."""

LONGEST = 300  # characters of a value; what is longer is shown around the place that changed
AROUND = 40  # characters before that place


def word(said: object) -> Value:
    """A word of the program (a choice's label) as a value."""
    with override(None):
        return {"word": str(said)}


class Change(NamedTuple):
    """One field of a row. The label is untranslated: it is translated when it is read."""

    field: str
    old: Value
    new: Value


def log_change(
    row: Model, *, by: User | None, changes: Iterable[Change] = (), note: str = ""
) -> None:
    """Remember an act on a row that is no article. By nobody (a command), nothing can be logged.

    ``note`` says in words what no field says: “merged with …”.
    """
    if by is None:
        return
    message: list[dict[str, Any]] = []
    if found := list(changes):
        message.append(changed(found))
    if note:
        message.append({"note": note})
    write(row, by=by, message=message)


def write(row: Model, *, by: User, message: list[dict[str, Any]], flag: int = CHANGE) -> LogEntry:
    return LogEntry.objects.create(
        user_id=by.pk,
        content_type=ContentType.objects.get_for_model(row, for_concrete_model=False),
        object_id=row.pk,
        object_repr=named(row)[:200],
        action_flag=flag,
        change_message=json.dumps(message, ensure_ascii=False),
    )


def named(row: Model) -> str:
    """What the log calls a row. A reader's words don't outlive their comment here."""
    if row._meta.model_name == "comment":
        return f"{row._meta.verbose_name} {row.pk}"
    return str(row)


def changed(changes: Iterable[Change], **of: str) -> dict[str, Any]:
    """Django's entry for changed fields, with their values beside it. ``of`` names a row within."""
    found = list(changes)
    values = [{"field": c.field, **shortened(c.old, c.new)} for c in found]
    return {"changed": {**of, "fields": [c.field for c in found], "values": values}}


def shortened(old: Value, new: Value) -> dict[str, Value]:
    """Both values; of long texts the place where they begin to differ."""
    if isinstance(old, str) and isinstance(new, str) and max(len(old), len(new)) > LONGEST:
        pairs = enumerate(zip(old, new, strict=False))
        alike = next((n for n, (a, b) in pairs if a != b), min(len(old), len(new)))
        start = max(0, alike - AROUND)
        old, new = (excerpt(text, start) for text in (old, new))
    return {"old": old, "new": new}


def excerpt(text: str, start: int) -> str:
    found = text[start : start + LONGEST]
    before = "…" if start and found else ""
    after = "…" if len(text) > start + LONGEST else ""
    return f"{before}{found}{after}"


# Reading it


class Line(NamedTuple):
    """What happened to one field, or to one row within, for people."""

    what: str
    old: str | None
    new: str | None


def lines(entry: LogEntry) -> list[Line]:
    """What an entry says, in the reader's language, whoever wrote it."""
    try:
        message = json.loads(entry.change_message)
    except ValueError:
        message = None
    if not isinstance(message, list):
        return [Line(entry.change_message, None, None)] if entry.change_message else []
    return [line for part in message for line in lines_of(part)]


def lines_of(part: dict[str, Any]) -> list[Line]:
    if "note" in part:
        return [Line(part["note"], None, None)]
    [(act, about)] = list(part.items())[:1] or [("", {})]
    within = f"{gettext(about['name'])} “{about['object']}”" if about.get("name") else ""
    if act == "changed":
        prefix = f"{within}: " if within else ""
        if values := about.get("values"):
            return [
                Line(prefix + gettext(v["field"]), read(v.get("old")), read(v.get("new")))
                for v in values
            ]
        return [Line(prefix + gettext(field), None, None) for field in about.get("fields", [])]
    said = {"added": gettext("Added"), "deleted": gettext("Deleted")}.get(act)
    return [Line(f"{said}: {within}" if within else said, None, None)] if said else []


def read(value: Value | None) -> str | None:
    if isinstance(value, Mapping):
        return gettext(value["word"])
    return value
