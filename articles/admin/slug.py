"""The field for the end of an address, which says what becomes of an address that readers have."""

from typing import Any, NamedTuple

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from articles.models import Article, Edition

YEAR, SLUG = 1111, "SLUG"  # to be put into an address and found there again
UNDATED = "undated"  # the year of the address of an article without one


class Notice(NamedTuple):
    """What is said of an address: where readers have it, and how another one would read.

    ``pattern`` has ``{slug}`` in it, and ``{year}`` where it goes by the printed date.
    """

    address: str
    pattern: str
    sentence: str


class SlugInput(forms.TextInput):
    """``row`` is the article, author, tag, section or series; None: readers don't have it."""

    row: Any = None

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "vTextField", "dir": "auto"} | (attrs or {}))

    @property
    def media(self) -> forms.Media:
        scripts: list[Any] = [Script("desk/slug.js", type="module")]
        return super().media + forms.Media(js=scripts)

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,
    ) -> SafeString:
        box = super().render(name, value, attrs, renderer)
        said = of_article(self.row) if isinstance(self.row, Article) else of_name(self.row)
        if said is None:
            return box
        below = {"id": (attrs or {}).get("id", f"id_{name}"), "undated": UNDATED}
        return box + render_to_string("admin/articles/slug_notice.html", below | {"notice": said})


def of_article(article: Article) -> Notice | None:
    edition = Edition.objects.public().filter(article=article.pk).only("filed_year", "slug").first()
    if edition is None:
        return None
    pattern = reverse("article", args=[YEAR, SLUG])
    pattern = pattern.replace(str(YEAR), "{year}").replace(SLUG, "{slug}")
    sentence = _("Once this is published, {old} leads to {new}.")
    return Notice(edition.get_absolute_url(), pattern, sentence)


def of_name(row: Any) -> Notice | None:
    if row is None:
        return None
    pattern = reverse(row._meta.model_name, args=[SLUG]).replace(SLUG, "{slug}")
    sentence = _("From the next save on, {old} leads to {new}.")
    return Notice(row.get_absolute_url(), pattern, sentence)
