"""Addresses that nobody has yet, for articles that the program names by itself."""

from collections.abc import Collection, Iterator
from itertools import chain, count, islice

from articles.models import Article, Edition

Address = tuple[int | None, str]  # year and slug


def free_slug(article: Article, taken: Collection[Address] = ()) -> str:
    """The article's slug, or the first of slug-2, slug-3 … that nobody has in its year."""
    year, slug = article.filed_year, article.slug
    numbered = (f"{slug[:190]}-{number}" for number in count(2))
    for names in batched(chain([slug], numbered), 20):
        # By exact names: the indexes by year and slug are read, and no table.
        alike = {"filed_year": year, "slug__in": names}
        in_use = {name for other, name in taken if other == year}
        others = Article.objects.filter(**alike).exclude(pk=article.pk)
        in_use.update(others.values_list("slug", flat=True))
        editions = Edition.objects.filter(**alike).exclude(article=article.pk)
        in_use.update(editions.values_list("slug", flat=True))
        for name in names:
            if name not in in_use:
                return name
    raise AssertionError("numbers have no end")


def batched(names: Iterator[str], size: int) -> Iterator[list[str]]:
    while True:
        yield list(islice(names, size))
