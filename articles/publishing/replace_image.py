"""Another file in the place of a picture: manuscripts and portraits follow, editions don't.

What was published stays as it was published, until it is published again.
"""

from typing import NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from articles.models import Article, Author, Image

from . import images, manuscript, rights

DETAILS = ("alt", "caption", "credit", "licence", "focus_x", "focus_y")


class Replacement(NamedTuple):
    """The new picture, the articles that show it now, and how many the person may not change."""

    image: Image
    changed: list[Article]
    left: int


def may_replace(user: User | None) -> bool:
    return user is None or user.has_perms(["articles.add_image", "articles.change_image"])


def shown_in(image: Image) -> QuerySet[Article]:
    """The manuscripts that show the picture now; an edition that does is another matter."""
    in_text = Q(image_uses__image=image, body__contains=f'src="{image.src}"')
    return Article.objects.filter(Q(image=image) | Q(social_image=image) | in_text).distinct()


def replace(old: Image, data: bytes, *, name: str = "", by: User | None = None) -> Replacement:
    """Keep the new file and let it take the place of ``old`` wherever the person may change that.

    Words, credit, licence and focus are taken over. Raises PermissionDenied, ``images.BadImage``
    for a file that is no picture, ValidationError for one that can't take the place.
    """
    if not may_replace(by):
        raise PermissionDenied(_("You may not replace pictures."))
    with transaction.atomic():
        old = Image.objects.select_for_update(no_key=True).get(pk=old.pk)
        if old.replaced_by:
            raise ValidationError(_("This picture has been replaced already."))
        details = {field: getattr(old, field) for field in DETAILS}
        new = images.store(data, name=name, **details)
        if new == old:
            raise ValidationError(_("This is the same file: there is nothing to replace."))
        if new.replaced_by:
            raise ValidationError(_("That file was replaced by another one itself."))
        old.replaced_by = new
        old.save(update_fields=["replaced_by"])
        if by is None or by.has_perm("articles.change_author"):
            Author.objects.filter(portrait=old).update(portrait=new)
        changed, left = [], 0
        # PostgreSQL locks no rows of a query with DISTINCT, as this one is.
        found = Article.objects.filter(pk__in=shown_in(old).values("pk"))
        for article in found.select_for_update(no_key=True, of=("self",)).order_by("pk"):
            if rights.may(by, "change", article):
                show_instead(article, old, new, by)
                changed.append(article)
            else:
                left += 1
    return Replacement(new, changed, left)


def show_instead(article: Article, old: Image, new: Image, by: User | None) -> None:
    """In the text and in the fields for pictures, saved as a state of its own."""
    article.body = article.body.replace(f'src="{old.src}"', f'src="{new.src}"')
    if article.image_id == old.pk:
        article.image = new
    if article.social_image_id == old.pk:
        article.social_image = new
    manuscript.save(article)
    manuscript.record(article, by=by, note=_("picture replaced"))
