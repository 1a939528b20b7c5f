"""Where many texts are filed: section and tags of a manuscript, changed without its form.

Each is a save like any other: it leaves a revision, and whoever has the article open is told.
"""

from collections.abc import Collection

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, Section, Tag

from . import manuscript, rights


class Unchanged(ValidationError):
    """It is so already."""

    def __init__(self) -> None:
        super().__init__(_("It is so already."))


@transaction.atomic
def set_section(article: Article, section: Section | None, *, by: User | None = None) -> None:
    """File the manuscript under a section, or none. Raises PermissionDenied, ValidationError."""
    article = for_change(article, by)
    if article.section_id == (section.pk if section else None):
        raise Unchanged
    was = rights.place(article)
    article.section = section
    rights.check_place(by, article, was=was)
    manuscript.save(article)
    manuscript.record(article, by=by, note=_("section: %s") % (section or "–"))


@transaction.atomic
def change_tags(
    article: Article,
    *,
    add: Collection[str] = (),
    remove: Collection[str] = (),
    by: User | None = None,
) -> None:
    """Add tags by their names or synonyms, and remove others. Raises as ``set_section`` does."""
    article = for_change(article, by)
    has = {tag.pk: tag for tag in article.tags.all()}
    gone = [tag for name in remove if (tag := Tag.objects.named(name)) and tag.pk in has]
    known = {name: Tag.objects.named(name) for name in add}
    new = [tag or name for name, tag in known.items() if tag is None or tag.pk not in has]
    if not new and not gone:
        raise Unchanged
    manuscript.save(article)
    article.tags.remove(*gone)
    article.tags.add(*new)
    named = [f"+ {tag}" for tag in new] + [f"− {tag}" for tag in gone]
    manuscript.record(article, by=by, note=", ".join(named)[:200])


def for_change(article: Article, by: User | None) -> Article:
    """The manuscript as it is now, held until it is saved."""
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    rights.demand(by, "change", article)
    if article.trashed_at:
        raise ValidationError(_("The article is in the trash. Restore it first."))
    return article
