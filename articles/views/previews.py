"""A manuscript as readers would see it, for those who are let see it before."""

from typing import Any

from django.db import IntegrityError
from django.http import HttpResponse
from django.template.loader import render_to_string

from articles.models import Article
from articles.publishing.rehearsal import next_edition

from .answers import for_one
from .articles import reading


def as_readers_would_see(
    manuscript: Article, *, banner: str = "", replies: bool = True, still: bool = False
) -> HttpResponse:
    """The page that publishing would make of it, without the bar of the desk; nothing is kept.

    ``banner`` stands above the text. ``replies`` is off where nobody can answer what isn't there.
    ``still`` leaves out the scripts, for a frame in which none may run.
    """
    context = rehearsed_context(manuscript) | {
        "banner": banner,
        "still": still,
        "path": "",
        "editor": None,
    }
    if not replies:
        context |= {"comments_open": False, "replies": False}
    html = render_to_string("articles/detail.html", context, using="public")
    return for_one(HttpResponse(html))


def rehearsed_context(manuscript: Article) -> dict[str, Any]:
    """What the page shows. Where another article has the address, at one that nobody has."""
    try:
        with next_edition(manuscript) as edition:
            return reading(edition)
    except IntegrityError:
        manuscript.slug = f"{manuscript.slug[:180]}-{manuscript.pk}"
        with next_edition(manuscript) as edition:
            return reading(edition)
