"""Bringing back an earlier state of a manuscript. The state that it replaces stays a revision."""

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import (
    Article,
    Author,
    Contribution,
    Image,
    Issue,
    Revision,
    Section,
    Series,
)

from . import manuscript
from .content import Content

WORDS = ("title", "standfirst", "language", "body", "slug", "printed_date", "printed_label",
         "series_position", "provenance")  # fmt: skip


@transaction.atomic
def restore(revision: Revision, *, by: AbstractBaseUser | None = None) -> list[str]:
    """Make the manuscript what it was, and say what can't come back because it is gone.

    ``by`` is None for commands. Raises ``PermissionDenied``, or ``ValidationError`` when the old
    address is another article's by now.
    """
    if by is not None and not by.has_perm("articles.change_article"):
        raise PermissionDenied(_("You may not change articles."))
    article = Article.objects.select_for_update().get(pk=revision.article_id)
    then = revision.content
    missing: list[str] = []
    for field in WORDS:
        setattr(article, field, then[field])
    article.section = find(Section.objects, missing, slug=then["section"])
    article.series = find(Series.objects, missing, slug=then["series"])
    article.issue = find_issue(then["issue"], missing)
    article.image = find(Image.objects, missing, checksum=then["image"])
    article.translation_of = find(Article.objects, missing, pk=then["translation_of"])
    manuscript.save(article)
    restore_byline(article, then, missing)
    article.tags.set(then["tags"])
    manuscript.record(article, by=by, note=_("as in revision %s") % revision.number)
    return missing


def find[Row](rows: Manager[Row], missing: list[str], **key: str | int | None) -> Row | None:
    """The row of this key; one that is gone is named in ``missing``."""
