"""What differs between two states of an article: for the desk, and for readers of a correction.

Both get the same comparison, so that whoever publishes sees beforehand what readers will.
"""

from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy

from articles import addresses
from articles.models import Edition, Image, Role, Section, Series
from articles.text.diff import Comparison, compare, compare_words

from .content import Content

# What a state holds besides the text, in the order in which a person asks for it.
CATALOGUE = {
    "title": gettext_lazy("title"),
    "standfirst": gettext_lazy("standfirst"),
    "byline": gettext_lazy("byline"),
    "language": gettext_lazy("language"),
    "printed_date": gettext_lazy("printed date"),
    "printed_label": gettext_lazy("date as printed"),
    "tags": gettext_lazy("tags"),
    "section": gettext_lazy("section"),
    "series": gettext_lazy("series"),
    "series_position": gettext_lazy("place in the series"),
    "issue": gettext_lazy("issue"),
    "translation_of": gettext_lazy("translation of"),
    "image": gettext_lazy("picture"),
    "social_image": gettext_lazy("picture for sharing"),
    "provenance": gettext_lazy("provenance"),
    "slug": gettext_lazy("slug"),
}
SENTENCES = frozenset({"title", "standfirst", "provenance"})
"""Compared word by word."""


class Change(NamedTuple):
    """A field that differs."""

    field: str
    label: str
    before: str
    after: str
    html: SafeString
    """Both, with what was taken out in <del> and what came in in <ins>."""


class Differences(NamedTuple):
    changes: list[Change]
    text: Comparison

    @property
    def is_same(self) -> bool:
        return not self.changes and self.text.is_same


def differences(old: Content, new: Content) -> Differences:
    """From the old state to the new one."""
    text = compare(old["body"], new["body"], language=new["language"])
    return Differences(list(_changes(old, new)), text)


def _changes(old: Content, new: Content) -> Iterator[Change]:
    for field, label in CATALOGUE.items():
        was, now = old.get(field), new.get(field)
        if was != now:
            before, after = named(field, was), named(field, now)
            html = mark_safe(_html(field, before, after))
            yield Change(field, str(label), words(before), words(after), html)


def _html(field: str, before: Any, after: Any) -> str:
    if field in SENTENCES:
        return compare_words(before or "", after or "")
    return "<br>".join(_items(entries(before), entries(after)))


def _items(before: list[str], after: list[str]) -> Iterator[str]:
    """Entries of a list: what stays as it is, what was taken out, what came in."""
    stays = [entry for entry in after if entry in before]
    if stays != [entry for entry in before if entry in after]:
        stays = []  # in another order
    for entry in before:
        if entry not in stays:
            yield f"<del>{escape(entry, quote=False)}</del>"
    for entry in after:
        shown = escape(entry, quote=False)
        yield shown if entry in stays else f"<ins>{shown}</ins>"


def entries(value: Any) -> list[str]:
    if value in (None, "", []):
        return []
    return [words(entry) for entry in value] if isinstance(value, list) else [words(value)]


def words(value: Any) -> str:
    """A value of the content for people."""
    if isinstance(value, list):
        return ", ".join(words(item) for item in value) or "–"
    if isinstance(value, dict):  # an entry of the byline
        role = Role(value["role"]).label if value["role"] in Role.values else value["role"]
        about = "; ".join(str(part) for part in (role, value["affiliation"]) if part)
        return f"{value['name']} ({about})"
    return "–" if value in {None, ""} else str(value)


def named(field: str, value: Any) -> Any:
    """A value by the name that people know, where the content keeps an address or a checksum."""
    if value is None:
        return None
    match field:
        case "section":
            row: Any = Section.objects.filter(slug=value).first()
        case "series":
            row = Series.objects.filter(slug=value).first()
        case "image" | "social_image":
            row = Image.objects.filter(checksum=value).first()
        case "translation_of":
            # By the title that readers know: a draft's is nobody's business.
            row = Edition.objects.public().filter(article=value).only("title").first()
            return row.title if row else addresses.short(value)
        case _:
            return value
    return str(row) if row else value
