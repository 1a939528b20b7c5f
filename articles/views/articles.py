"""An article's page, its public history, and every edition of it for ever."""

from datetime import datetime
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser, User
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import addresses
from articles.exporting.base import copies
from articles.models import Article, Edition
from articles.models.edition import EditionQuerySet
from articles.publishing import rights
from articles.publishing.rehearsal import next_edition
from articles.reading.article import page_of_edition
from articles.reading.citation import cite, record
from articles.reading.discussion import discussion
from articles.reading.fragments import written
from articles.reading.metadata import metadata
from articles.reading.opened import Opened, Parts, keep_page, opened
from articles.reading.related import offered_by
from articles.reading.rows import Link, Page

from .access import article_answer, elsewhere, with_edition
from .answers import ids, page, public_page
from .bar import at_desk
from .drafts import CommentDraft

# Templates of what is made once of an article's page.
PARTS = ("scripts", "header", "after", "form")
# From here on a text has a table of contents.
MANY_HEADINGS, FEW_HEADINGS, LONG_TEXT = 4, 2, 1500


@public_page
def article(request: HttpRequest, year: int | None, slug: str) -> HttpResponse:
    shown = opened(year, slug)
    if shown is None:
        return draft(request, year, slug) or elsewhere(request, year, slug)
    parts = shown.parts or made(shown)
    links, notice = for_desk(request.user, shown.article) if at_desk(request) else ([], "")
    context = {
        "parts": parts,
        "html": shown.html,
        "notes": shown.notes,
        "comments_open": shown.comments_open,
        "comments": discussion(shown.article),
        "action": CommentDraft(addresses.article(shown.year, shown.slug)).action,
    }
    return page(
        request,
        "articles/detail.html",
        context,
        about=map(int, parts.about.split()),
        links=links,
        notice=notice,
    )


def reading(edition: Edition) -> dict[str, Any]:
    """What an article's page shows, but for what readers have said, all of it made now."""
    shown = page_of_edition(edition.pk, offered_by(edition))
    return {
        "parts": parts_of(shown),
        "html": shown.html,
        "notes": shown.notes,
        "comments_open": shown.comments_open,
        "comments": [],
        "action": "",
    }


def made(shown: Opened) -> Parts:
    """What an article's page has beside its text and comments, kept for those who come next."""
    begun = timezone.now()
    whole = page_of_edition(shown.edition, shown.related)
    parts = parts_of(whole)
    keep_page(shown, whole, parts, begun)
    return parts


def parts_of(shown: Page) -> Parts:
    entry = record(shown)
    context = {
        "page": shown,
        "contents": contents(shown),
        "citation": cite(shown, entry),
        "formats": copies(shown.card.address),
        "form": CommentDraft(shown.card.address),
    }
    about = ids(shown.card, shown.before, shown.after, *shown.translations, *shown.related)
    return Parts(
        title=shown.card.title,
        language=shown.card.language,
        direction=shown.card.direction,
        about=" ".join(map(str, about)),
        metadata=metadata(shown, entry),
        **{name: written(f"articles/parts/{name}.html", **context) for name in PARTS},
    )


def contents(shown: Page) -> list[dict[str, object]]:
    """The outline of a text that is long enough for a table of contents, and divided enough."""
    headings = len(shown.outline)
    is_long = shown.card.word_count > LONG_TEXT
    deserved = headings >= MANY_HEADINGS or (is_long and headings >= FEW_HEADINGS)
    return shown.outline if deserved else []


# For the desk


def draft(request: HttpRequest, year: int | None, slug: str) -> HttpResponse | None:
    """A manuscript at the address that it will have, for those who may see it at the desk."""
    if not at_desk(request):
        return None
    theirs = rights.visible_to(request.user).kept()
    manuscript = theirs.filter(filed_year=year, slug=slug).first()
    if manuscript is None or manuscript.withdrawn_at:
        return None
    try:
        return rehearsed(request, manuscript)
    except IntegrityError:  # another article has the address: its page answers
        return None


def rehearsed(request: HttpRequest, manuscript: Article) -> HttpResponse:
    """The page that publishing would make. Raises IntegrityError when its address is taken."""
    with next_edition(manuscript) as edition:
        context = reading(edition) | {"draft": True}
    links, _notice = for_desk(request.user, manuscript.pk)
    notice = _("This is a preview. Readers don’t see it.")
    return page(request, "articles/detail.html", context, links=links, notice=notice, keep=False)


def for_desk(user: User | AnonymousUser, article_id: int) -> tuple[list[Link], str]:
    """Where this person goes from an article's page, and what of it readers don't see yet.

    Who may not see the manuscript is told nothing of it.
    """
    manuscript = rights.visible_to(user).filter(pk=article_id).first()
    if manuscript is None or user.is_anonymous:
        return [], ""
    edits = rights.may(user, "change", manuscript)
    links = [
        Link(
            _("Edit") if edits else _("At the desk"),
            reverse("admin:articles_article_change", args=[article_id]),
        ),
        Link(_("Preview"), reverse("admin:articles_article_preview", args=[article_id])),
    ]
    if manuscript.has_unpublished_changes:
        return links, _("The manuscript has changes that are not published.")
    return links, ""


# Its other addresses


@public_page
def short(request: HttpRequest, number: int) -> HttpResponse:
    """The permanent address: the page behind it may move, so this redirect is never permanent."""
    return article_answer(request, number, permanent=False)


class Line(NamedTuple):
    """An edition in the public history."""

    number: int
    visible_from: datetime
    title: str
    language: str
    correction: str
    checksum: str
    address: str


@public_page
@with_edition
def editions(request: HttpRequest, newest: Edition) -> HttpResponse:
    fields = ("number", "visible_from", "title", "language", "correction", "checksum")
    at = {"year": newest.filed_year, "slug": newest.slug}
    lines = [
        Line(**row, address=reverse("edition", kwargs={**at, "number": row["number"]}))
        for row in history(newest).values(*fields)
    ]
    shown = page_of_edition(newest.pk)
    context = {"card": shown.card, "editions": lines}
    return page(request, "articles/editions.html", context, about=ids(shown.card))


@public_page
@with_edition
def edition(request: HttpRequest, newest: Edition, number: int) -> HttpResponse:
    old = history(newest).filter(number=number).only("pk").first()
    if old is None:
        raise Http404
    shown = page_of_edition(old.pk)
    context = {
        "page": shown,
        "contents": contents(shown),
        "newest": page_of_edition(newest.pk).card,
        "newest_number": newest.number,
        "history": reverse("editions", args=[newest.filed_year, newest.slug]),
    }
    return page(request, "articles/edition.html", context, about=ids(shown.card))


def history(newest: Edition) -> EditionQuerySet:
    """The editions of the same article that readers have been able to see, newest first."""
    return Edition.objects.history().filter(article=newest.article_id).order_by("-number")
