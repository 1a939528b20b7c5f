"""What an article's own row keeps of its editions: since when readers have it, and which text.

Kept in the transaction of the acts that change it, so that a list of a hundred thousand articles
knows where each stands without asking for their editions.
"""

from typing import Any

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from articles.models import Article, Edition


def keep(article: Article) -> None:
    """Bring the row, and the object, up to date with the article's editions."""
    kept = Article.objects.filter(pk=article.pk)
    kept.update(**from_editions())
    article.public_from, article.published_checksum = kept.values_list(
        "public_from", "published_checksum"
    ).get()


def keep_all() -> None:
    """The same for every article, after rows were written by other programs."""
    Article.objects.update(**from_editions())


def from_editions() -> dict[str, Any]:
    """The values of the kept fields, from the editions that weren't called off."""
    editions = Edition.objects.not_called_off().filter(article=OuterRef("pk"))
    first, last = editions.order_by("visible_from"), editions.order_by("-number")
    return {
        "public_from": Subquery(first.values("visible_from")[:1]),
        "published_checksum": Coalesce(Subquery(last.values("checksum")[:1]), Value("")),
    }
