"""The checklist at the desk: beside the text, on a page of its own, and before publication."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.publishing.checklist import check, of_level
from articles.publishing.findings import Finding, Level
from articles.text.quotes import Quote

from .pages import article_for, page

LIST = "admin/articles/article/side/checklist.html"


class Jump(NamedTuple):
    """A link to a place in the text, in the article's form."""

    label: str
    quote: Quote
    address: str


class Line(NamedTuple):
    """A finding with the ways to where it can be mended."""

    finding: Finding
    field: str
    """The address of its field in the form, or ""."""
    jumps: list[Jump]


def line(finding: Finding, article: Article) -> Line:
    form = reverse("admin:articles_article_change", args=[article.pk])
    return Line(
        finding,
        f"{form}#id_{finding.field}" if finding.field else "",
        [
            Jump(spot.label, spot.quote, f"{form}#passage?{urlencode(spot.quote._asdict())}")
            for spot in finding.spots
        ],
    )


def panel(request: HttpRequest, article: Article) -> dict[str, Any]:
    return listed(article, check(article, by=request.user))


def listed(article: Article, findings: list[Finding]) -> dict[str, Any]:
    """The findings as the list shows them; what only hints is not counted."""
    lines = {
        level: [line(finding, article) for finding in of_level(findings, level)] for level in Level
    }
    return {
        "article": article,
        "errors": lines[Level.ERROR],
        "warnings": lines[Level.WARNING],
        "hints": lines[Level.HINT],
        "count": len(lines[Level.ERROR]) + len(lines[Level.WARNING]),
    }


@require_safe
def checklist_page(request: HttpRequest, article_id: int) -> HttpResponse:
    """The list alone; as JSON for the script that keeps it up to date."""
    article = article_for(request, article_id, "view")
    context = panel(request, article)
    if request.accepts("application/json") and not request.accepts("text/html"):
        html = render_to_string(LIST, context, request)
        return JsonResponse({"html": html, "count": context["count"]})
    return page(
        request,
        "admin/articles/article/checklist.html",
        title=_("Checklist"),
        original=article,
        **context,
    )
