"""Where pictures are shown: in manuscripts, in what was published, as portraits."""

from typing import NamedTuple

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q

from articles.models import Article, Author, Edition, Image, ImageUse

from . import rights


class Uses(NamedTuple):
    """What shows a picture, as far as a person may see it; ``hidden`` counts the other articles."""

    articles: list[Article]
    editions: list[Edition]
    authors: list[Author]
    hidden: int

    @property
    def is_none(self) -> bool:
        return not any(self)


def is_used() -> Q:
    """The condition on images that something shows them, or showed them in an edition."""
    image = OuterRef("pk")
    return (
        Exists(ImageUse.objects.filter(image=image))
        | Exists(Article.objects.filter(image=image))
        | Exists(Article.objects.filter(social_image=image))
        | Exists(Edition.objects.filter(image=image))
        | Exists(Edition.objects.filter(social_image=image))
        | Exists(Author.objects.filter(portrait=image))
    )


def uses(image: Image, user: User) -> Uses:
    by_fields = Q(image=image) | Q(social_image=image)
    editions = Edition.objects.filter(
        by_fields | Q(article__image_uses__image=image, body__contains=image.src)
    ).distinct()
    manuscripts = Article.objects.filter(
        by_fields | Q(image_uses__image=image, body__contains=image.src)
    ).distinct()
    either = Article.objects.filter(
        Q(pk__in=manuscripts.values("pk")) | Q(pk__in=editions.values("article"))
    )
    seen = rights.visible_to(user, either)
    return Uses(
        list(seen.filter(pk__in=manuscripts.values("pk")).defer("body")),
        list(editions.filter(article__in=seen).without_texts().order_by("article", "-number")),
        list(Author.objects.filter(portrait=image))
        if user.has_perm("articles.view_author")
        else [],
        either.count() - seen.count(),
    )
