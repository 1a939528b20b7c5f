"""Which documents are one work in several languages, and how that is kept."""

import re
from collections.abc import Iterator, MutableMapping

from articles.models import Article, Original

from .base import Document

WITH_LANGUAGE = re.compile(r"(?:\.[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)?\.\w{2,8}")


def settle(article: Article, document: Document, known: MutableMapping[str, int] | None) -> None:
    """Make the article, before it is saved, a translation of the one with the same key.

    The first that came is the original. A key that begins as a path finds those that came in
    earlier imports; others are ``known`` from the same one only.
    """
    key = document.translation_key
    if not key or article.translation_of_id or (article.pk and article.translations.exists()):
        return
    for other in _others(article, key, known):
        original = other.translation_of or other
        languages = {original.language, *original.translations.values_list("language", flat=True)}
        if original.pk != article.pk and article.language not in languages:
            article.translation_of = original
            return


def remember(article: Article, document: Document, known: MutableMapping[str, int] | None) -> None:
    if known is not None and document.translation_key:
        known.setdefault(document.translation_key, article.pk)


def _others(
    article: Article, key: str, known: MutableMapping[str, int] | None
) -> Iterator[Article]:
    if known and key in known:
        yield from Article.objects.filter(pk=known[key])
    rows = Original.objects.filter(source__startswith=f"{key}.").exclude(article=article.pk)
    for original in rows.select_related("article").order_by("id")[:50]:
        if WITH_LANGUAGE.fullmatch(original.source.removeprefix(key)):
            yield original.article
