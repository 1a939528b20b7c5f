"""An article's page, its public history, and every edition of it for ever."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from articles.comments.display import thread
from articles.comments.forms import CommentForm
from articles.models import Edition
from articles.models.edition import EditionQuerySet

from .access import article_answer, for_page, public_page, with_edition

# From here on a text has a table of contents.
MANY_HEADINGS, FEW_HEADINGS, LONG_TEXT = 4, 2, 1500


@public_page
@with_edition
def article(request: HttpRequest, edition: Edition) -> HttpResponse:
    comments = edition.article.comments.approved()
    context = reading(edition) | {
        "translations": translations(edition),
        "neighbours": neighbours(edition),
        "corrections": history(edition).exclude(correction=""),
        "is_revised": edition.number > 1,
        "comments": thread(comments),
        "form": CommentForm(edition.article),
    }
    return render(request, "articles/detail.html", context)


@public_page
def short(request: HttpRequest, number: int) -> HttpResponse:
    """The permanent address: the page behind it may move, so this redirect is never permanent."""
    return article_answer(request, number, permanent=False)


@public_page
@with_edition
def editions(request: HttpRequest, edition: Edition) -> HttpResponse:
    context = {"edition": edition, "editions": history(edition)}
    return render(request, "articles/editions.html", context)


@public_page
@with_edition
def edition(request: HttpRequest, edition: Edition, number: int) -> HttpResponse:
    old = get_object_or_404(for_page(history(edition)), number=number)
    return render(request, "articles/edition.html", reading(old) | {"newest": edition})


def reading(edition: Edition) -> dict[str, Any]:
    """What the text of an edition is shown with, whether it is the newest or an old one."""
    return {
        "edition": edition,
        "contents": edition.outline if deserves_contents(edition) else [],
    }


def deserves_contents(edition: Edition) -> bool:
    """Whether the text is long enough for a table of contents, and has headings for one."""
    headings = len(edition.outline)
    is_long = edition.word_count > LONG_TEXT
    return headings >= MANY_HEADINGS or (is_long and headings >= FEW_HEADINGS)


def history(edition: Edition) -> EditionQuerySet:
    """The editions of the same article that readers have been able to see, newest first."""
    return Edition.objects.history().filter(article=edition.article_id).order_by("-number")


def translations(edition: Edition) -> EditionQuerySet:
    """The public articles of the same work in other languages, or by other hands."""
    family = Edition.objects.public().filter(original=edition.original_id)
    return family.exclude(article=edition.article_id).for_list().order_by("language", "article")


def neighbours(edition: Edition) -> dict[str, Edition | None]:
    """The parts of the series before and after this one, as far as they are public."""
    place = edition.series_position
    if edition.series_id is None or place is None:
        return {}
    parts = Edition.objects.public().filter(series=edition.series_id).for_list()
    before = parts.filter(series_position__lt=place).order_by("-series_position")
    after = parts.filter(series_position__gt=place).order_by("series_position")
    return {"before": before.first(), "after": after.first()}
