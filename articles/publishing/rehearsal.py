"""The edition that publishing would make now: made, looked at, and taken back."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Edition

from .freeze import freeze
from .publish import close_editions


@contextmanager
def next_edition(article: Article) -> Iterator[Edition]:
    """Within the block the edition is there for queries; after it nothing of it remains.

    So a preview is what publication makes, and not another thing that resembles it. Raises
    IntegrityError when another published article has the address.
    """
    with transaction.atomic():
        previous = article.editions.order_by("-number").first()
        now = timezone.now()
        close_editions(article, now)
        number = previous.number + 1 if previous else 1
        try:
            yield freeze(article, number=number, visible_from=now, correction="", by=None)
        finally:
            transaction.set_rollback(True)
