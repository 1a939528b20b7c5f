"""Bringing back an earlier state of a manuscript. The state that it replaces stays a revision."""

from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet, Value
from django.db.models.functions import Concat
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

from . import manuscript, rights
from .content import Content
from .redirects import moved_from

WORDS = ("title", "standfirst", "language", "body", "slug", "printed_date", "printed_label",
         "series_position", "provenance")  # fmt: skip


@transaction.atomic
def restore(revision: Revision, *, by: User | None = None) -> list[str]:
    """Make the manuscript what it was, and say what can't come back because it is gone.

    ``by`` is None for commands. Raises ``PermissionDenied``, or ``ValidationError`` when the old
    address is another article's by now, or the article lay outside of the person's remit then.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=revision.article_id)
    rights.demand(by, "change", article)
    was = rights.place(article)
    then = revision.content
    missing: list[str] = []
    for field in WORDS:
        setattr(article, field, then[field])
    issues = Issue.objects.annotate(name=Concat("series__title", Value(" "), "number"))
    article.section = find(Section.objects.all(), missing, slug=then["section"])
    article.series = find(Series.objects.all(), missing, slug=then["series"])
    article.issue = find(issues, missing, name=then["issue"])
    images = Image.objects.all()
    article.image = find(images, missing, checksum=then["image"])
    article.social_image = find(images, missing, checksum=then.get("social_image"))
    article.translation_of = find(Article.objects.all(), missing, pk=then["translation_of"])
    rights.check_place(by, article, was=was)
    manuscript.save(article)
    restore_byline(article, then, missing)
    article.tags.set(then["tags"])
    manuscript.record(article, by=by, note=_("as in revision %s") % revision.number)
    return missing


def find(rows: QuerySet, missing: list[str], **key: str | int | None) -> Any:
    """The row with this key, if there was one; one that is gone is named in ``missing``."""
    (value,) = key.values()
    if value is None:
        return None
    row = rows.filter(**key).first()
    if row is None and "slug" in key:
        row = moved_from(rows.model, str(value))  # renamed since, or merged with another
    if row is None:
        missing.append(f"{rows.model._meta.verbose_name}: {value}")
    return row


def restore_byline(article: Article, then: Content, missing: list[str]) -> None:
    """Authors are found by name and address, by name alone, or by the address of one renamed."""
    rows: list[Contribution] = []
    for entry in then["byline"]:
        named = Author.objects.filter(name=entry["name"])
        author = (
            named.filter(slug=entry["author"]).first()
            or named.first()  # an address may have passed to somebody else
            or Author.objects.filter(slug=entry["author"]).first()
            or moved_from(Author, entry["author"])
            or find(named, missing, name=entry["name"])  # nobody: it is named as missing
        )
        if author:
            rows.append(
                Contribution(
                    article=article,
                    author=author,
                    role=entry["role"],
                    affiliation=entry["affiliation"],
                    position=len(rows) + 1,
                )
            )
    article.contributions.all().delete()
    Contribution.objects.bulk_create(rows)
