"""Each opening of a form carries a token: saves of the same opening know one another by it."""

import uuid

from django.http import HttpRequest
from django.utils import timezone

from articles.models import Article, FormSave

LAST = 20


def of(request: HttpRequest) -> uuid.UUID | None:
    """The token that was posted; nonsense is none."""
    try:
        return uuid.UUID(request.POST.get("token", ""))
    except ValueError:
        return None


def last(request: HttpRequest) -> FormSave | None:
    """What this opening of the form has saved last."""
    token = of(request)
    return token and FormSave.objects.filter(token=token, user=request.user.pk).first()


def draft(request: HttpRequest) -> Article | None:
    """The article that this form for a new one has become already."""
    saved = last(request)
    return saved.article if saved else None


def wrote(request: HttpRequest, article: Article) -> bool:
    """Whether the article stands as this opening of the form has saved it."""
    saved = last(request)
    return saved is not None and (saved.article_id, saved.version) == (article.pk, article.version)


def keep(request: HttpRequest, article: Article) -> None:
    """Note the save. Raises IntegrityError when the token's first save is made twice at once."""
    token, user = of(request), request.user
    if token is None or user.is_anonymous:
        return
    now = {"version": article.version, "saved_at": timezone.now()}
    mine = FormSave.objects.filter(token=token, user=user, article=article)
    if not mine.update(**now):
        FormSave.objects.create(token=token, user=user, article=article, **now)


def saves(request: HttpRequest, article: Article | None) -> dict[str, int]:
    """The versions that this person's last forms have saved: so a page knows which of the texts
    that are kept on a device have arrived."""
    rows = FormSave.objects.filter(user=request.user.pk)
    if article:
        rows = rows.filter(article=article)
    found = rows.order_by("-saved_at").values_list("token", "version")[:LAST]
    return {str(token): version for token, version in found}
