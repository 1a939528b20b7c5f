"""The column beside a text: one panel for each thing that belongs to it without being it.

A new panel is a function here or in the module that it is about, one line in ``PANELS``, and a
template ``templates/admin/articles/article/side/<key>.html``. That gets the function's context, the
``article``, the ``user`` and a CSRF token; it stands outside of the article's form, so it may hold
forms of its own.
"""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Article

from . import checklist, preview, remarks, translation

Context = dict[str, Any]


class Panel(NamedTuple):
    key: str
    label: str | Promise
    context: Callable[[HttpRequest, Article], Context | None]
    """What its template shows, or None when the panel is not for this person or this article."""
    is_wide: bool = False
    """Whether the column takes half of the screen while this panel is open."""


class Shown(NamedTuple):
    """A panel as the page has it."""

    key: str
    label: str | Promise
    html: SafeString
    is_wide: bool
    count: int
    """What in it waits for somebody, shown on its tab; from the context's ``count``."""


def notes(request: HttpRequest, article: Article) -> Context:
    """The footnotes as they were read from the text at the last save."""
    return {"notes": article.footnotes.prefetch_related("sources")}


def history(request: HttpRequest, article: Article) -> Context:
    """What was done last, and the newest saved states; all of it is on the page of the history."""
    states = article.revisions.select_related("created_by").defer("content")
    return {
        "events": article.events.select_related("by")[:LATEST],
        "revisions": states.order_by("-number")[:LATEST],
    }


LATEST = 8

PANELS = [
    Panel("notes", _("Notes"), notes),
    Panel("remarks", _("Remarks"), remarks.panel),
    Panel("checklist", _("Checklist"), checklist.panel),
    Panel("original", _("Original"), translation.panel, is_wide=True),
    Panel("preview", _("Preview"), preview.panel, is_wide=True),
    Panel("history", _("History"), history),
]
"""In the order of their tabs, after that of the details."""


def panels(request: HttpRequest, article: Article | None) -> Iterator[Shown]:
    """The panels of an article that is saved, for the person who looks."""
    for panel in PANELS if article else ():
        context = panel.context(request, article)
        if context is not None:
            template = f"admin/articles/article/side/{panel.key}.html"
            html = render_to_string(template, {"article": article, **context}, request)
            count = context.get("count", 0)
            yield Shown(panel.key, panel.label, html, panel.is_wide, count)
