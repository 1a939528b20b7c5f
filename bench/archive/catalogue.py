"""Who writes in the archive, and what its articles are filed under."""

import random
from typing import NamedTuple

from django.utils.text import slugify

from articles.models import Author, Section, Series, Tag

from .words import Vocabulary

AUTHORS, TAGS, SECTIONS, SERIES = 300, 400, 8, 60


class Catalogue(NamedTuple):
    authors: list[Author]
    tags: list[Tag]
    sections: list[Section]
    series: list[Series]


def fill(chance: random.Random) -> Catalogue:
    """Make all of them, and return them with the rows that they have become."""
    words = Vocabulary("en", chance)
    names = [f"{words.phrase(1)} {words.phrase(1)} {n}" for n in range(AUTHORS)]
    Author.objects.bulk_create(
        Author(name=name, sort_name=name, slug=slugify(name)) for name in names
    )
    names = [f"{words.phrase(1)} {n}" for n in range(TAGS)]
    Tag.objects.bulk_create(Tag(name=name, slug=slugify(name)) for name in names)
    names = [f"{words.phrase(1)} {n}" for n in range(SECTIONS)]
    Section.objects.bulk_create(
        Section(name=name, slug=slugify(name), position=n) for n, name in enumerate(names)
    )
    names = [f"{words.phrase(3)} {n}" for n in range(SERIES)]
    Series.objects.bulk_create(Series(title=name, slug=slugify(name)) for name in names)
    return Catalogue(
        list(Author.objects.order_by("pk")),
        list(Tag.objects.order_by("pk")),
        list(Section.objects.order_by("pk")),
        list(Series.objects.order_by("pk")),
    )
