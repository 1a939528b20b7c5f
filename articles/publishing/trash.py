"""The trash: an article goes in whole and comes back whole."""

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Edition, Event

from . import counts, rights
from .signals import edition_restored, edition_withdrawn


@transaction.atomic
def trash(article: Article, *, by: User | None = None, note: str = "") -> None:
    """Put an article into the trash. Readers who had it are told that it is gone (410)."""
    article = locked(article, by)
    if article.trashed_at:
        return
    article.trashed_at = timezone.now()
    article.save(update_fields=["trashed_at"])
    article.editions.update(is_withheld=True)
    counts.settle(article)
    Event.objects.create(article=article, kind=Event.Kind.TRASHED, by=by, note=note)
    transaction.on_commit(lambda: edition_withdrawn.send_robust(Edition, article=article))


@transaction.atomic
def restore(article: Article, *, by: User | None = None, note: str = "") -> None:
    """Take an article back out of the trash, in the state in which it went in."""
    article = locked(article, by)
    if not article.trashed_at:
        return
    article.trashed_at = None
    article.save(update_fields=["trashed_at"])
    article.editions.filter(withdrawn_at__isnull=True).update(is_withheld=False)
    counts.settle(article)
    Event.objects.create(article=article, kind=Event.Kind.RESTORED, by=by, note=note)
    transaction.on_commit(lambda: edition_restored.send_robust(Edition, article=article))


@transaction.atomic
def delete_for_good(article: Article, *, by: User | None = None) -> None:
    """Delete an article that readers never had.

    Raises ValidationError for any other, and for one that something else still needs.
    """
    article = locked(article, by)
    if not article.trashed_at:
        raise ValidationError(_("Only an article in the trash can be deleted for good."))
    if article.editions.exists():
        raise ValidationError(
            _("An article that was published stays in the archive: its address must answer.")
        )
    try:
        article.delete()
    except ProtectedError as error:
        needed_by = error.protected_objects
        titles = {row.title for row in needed_by if isinstance(row, Article | Edition)}
        needing = ", ".join(f"“{title}”" for title in sorted(titles))
        raise ValidationError(
            _("It can’t be deleted for good: it is the original of %(needing)s.")
            % {"needing": needing}
        ) from error


def locked(article: Article, by: User | None) -> Article:
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    rights.demand(by, "trash", article)
    return article
