"""Work on the index that may take longer than a request."""

from django_tasks import task

from articles.models import Article, Edition

from . import index


@task()
def index_filed_under(kind: str, key: int) -> None:
    """Write anew all that is found by an author's or a tag's name; nothing when that is gone."""
    through = {"author": "contributions__author", "tag": "tagged__tag"}[kind]
    for part, model in zip(index.PARTS, (Article, Edition), strict=True):
        filed = model._default_manager.filter(**{through: key}).values("pk")
        index.write(part, part.rows().filter(pk__in=filed).values_list("pk", flat=True))
