"""A copy of a manuscript, notes and all, as a new draft."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, Contribution, Event

from . import manuscript, rights, workflow
from .slugs import free_slug

COPIED = ("standfirst", "body", "language", "printed_date", "printed_label", "section", "series",
          "issue", "translation_of", "image", "social_image", "provenance",
          "comments_open")  # fmt: skip
"""All that was written and catalogued, but for what is only one article's: its address, its place
in a series, its way to publication."""

LONGEST_TITLE = Article._meta.get_field("title").max_length


@transaction.atomic
def duplicate(article: Article, *, by: User | None = None) -> Article:
    """Make a draft with the same text, byline and tags, and return it.

    Remarks, revisions and editions stay with the first. Raises PermissionDenied for who may not see
    the article or add one; ValidationError when it lies outside of the person's remit.
    """
    rights.demand(by, "view", article)
    if by is not None and not rights.may_add(by):
        raise PermissionDenied(_("You may not add articles."))
    copy = Article(created_by=by, **{name: getattr(article, name) for name in COPIED})
    ending = _(" (copy)")
    copy.title = article.title[: (LONGEST_TITLE or 500) - len(ending)] + ending
    rights.check_place(by, copy)
    copy.fill_derived()
    copy.slug = free_slug(copy)
    manuscript.save(copy)
    Contribution.objects.bulk_create(
        Contribution(
            article=copy,
            author_id=row.author_id,
            role=row.role,
            affiliation=row.affiliation,
            position=row.position,
        )
        for row in article.contributions.order_by("position")
    )
    copy.tags.set(article.tags.all())
    manuscript.record(copy, by=by, note=_("copy of “%(title)s”") % {"title": article.title[:150]})
    for noted, other in ((copy, article), (article, copy)):
        workflow.leave_event(noted, Event.Kind.DUPLICATED, by, f"{other.title} ({other.pk})")
    return copy
