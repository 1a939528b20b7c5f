"""Authors and tags of printed names: found again, whatever their case, or made.

Two names that differ in more than case and spacing are two: a person can join them later, but
nobody can part what a program has joined.
"""

import unicodedata
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from articles.models import Author, Section, Tag

Named = TypeVar("Named", Author, Tag)

# Only words that no person is called by. They decide as the first or last words of a name.
COLLECTIVE = (
    "collective", "committee", "federation", "kollektiv", "komitee", "verein",
    "colectivo", "comité", "sindicato", "collectif", "syndicat", "لجنة", "نقابة", "ועד", "איגוד",
)  # fmt: skip
ORGAN = (
    "editorial board", "editors", "editorial", "redaktion", "redacción", "rédaction",
    "هيئة التحرير", "המערכת",
)  # fmt: skip


def author_named(name: str) -> Author:
    """The author of this name. Raises ValidationError for a name that is too long or empty."""
    name = " ".join(name.split())
    slug = slugify(name, allow_unicode=True)[:190] or "author"
    for author in alike(Author.objects.all(), name, slug):
        if comparable(author.name) == comparable(name):
            return author
    author = Author(name=name, kind=kind_of(name), slug=free_slug(slug))
    author.full_clean()
    author.save()
    return author


def tag_named(name: str) -> Tag:
    """The tag of this name, or that it is a synonym of.

    Raises ValidationError for a name that is too long or has no letter.
    """
    name = " ".join(name.split())
    slug = slugify(name, allow_unicode=True)
    tag: Tag
    for tag in alike(Tag.objects.all(), name, slug):
        if comparable(tag.name) == comparable(name):
            return tag
    if not slug:
        raise ValidationError({"tags": _("“%(name)s” is no tag.") % {"name": name}})
    if len(name) > 100:
        raise ValidationError({"tags": _("The tag “%(name)s” is too long.") % {"name": name}})
    return Tag.objects.named(name) or Tag.objects.create(name=name)


def section_named(name: str) -> Section:
    """The section of this name, made where there is none. Raises ValidationError."""
    name = " ".join(name.split())
    for section in Section.objects.all():
        if comparable(section.name) == comparable(name):
            return section
    slug = slugify(name, allow_unicode=True)[:90] or "section"
    taken = set(Section.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    numbers = (f"{slug}-{number}" for number in range(2, len(taken) + 3))
    free = next(free for free in (slug, *numbers) if free not in taken)
    section = Section(name=name, slug=free)
    section.full_clean()
    section.save()
    return section


def alike(rows: QuerySet[Named], name: str, slug: str) -> QuerySet[Named]:
    """Those that can be of this name. SQLite ignores case in ASCII only; slugs are lower case."""
    same_slug = Q(slug=slug) | Q(slug__startswith=f"{slug}-") | Q(slug__startswith=f"{slug}_")
    return rows.filter(Q(name__iexact=name) | same_slug).order_by("id")


def comparable(name: str) -> str:
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


def kind_of(name: str) -> Author.Kind:
    """A collective or an organ when a word of the name says so, otherwise a person."""
    padded = f" {comparable(name)} "
    for kind, words in ((Author.Kind.ORGAN, ORGAN), (Author.Kind.COLLECTIVE, COLLECTIVE)):
        if any(padded.startswith(f" {word} ") or padded.endswith(f" {word} ") for word in words):
            return kind
    return Author.Kind.PERSON


def free_slug(slug: str) -> str:
    taken = set(Author.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    number, free = 1, slug
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free
