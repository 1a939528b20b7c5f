"""Publication and withdrawal: one act each, in one transaction, leaving who, when and why."""

from datetime import datetime
from urllib.parse import unquote

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Edition, Event, Redirect
from articles.text.clean import clean
from articles.text.footnotes import problems

from .freeze import freeze
from .images import make_missing_renditions
from .signals import edition_published, edition_withdrawn


class NotPublishable(ValidationError):
    """The article can't be published as it is; the messages say why and what to do."""


def publish(
    article: Article,
    *,
    by: User | None = None,
    at: datetime | None = None,
    correction: str = "",
) -> Edition:
    """Make the next edition of an article and return it.

    Readers see it from ``at`` (now) on. ``correction`` is the public note on what changed and why.
    ``by`` is None for commands. Raises ``PermissionDenied``, or ``NotPublishable`` for an article
    in the trash, without title or text, with a mark that has no note, or at a taken address.
    """
    check_permission(by)
    # Renditions take seconds to make, so they are made before the rows are locked.
    make_missing_renditions(article)
    with transaction.atomic():
        article = Article.objects.select_for_update().get(pk=article.pk)
        visible_from = max(at or timezone.now(), timezone.now())
        check_publishable(article)
        previous = article.editions.order_by("-number").first()
        close_editions(article, visible_from)
        edition = freeze(
            article,
            number=previous.number + 1 if previous else 1,
            visible_from=visible_from,
            correction=correction.strip(),
            by=by,
        )
        keep_old_address(article, previous, edition)
        Event.objects.create(
            article=article, kind=Event.Kind.PUBLISHED, by=by, note=edition.correction
        )
        transaction.on_commit(lambda: edition_published.send_robust(Edition, edition=edition))
    return edition


@transaction.atomic
def withdraw(article: Article, *, by: User | None = None, reason: str) -> None:
    """Take a published article from readers; its page then says that, and why (410).

    ``reason`` is public. Raises ``PermissionDenied`` or ``ValidationError`` when there is nothing
    to withdraw or no reason is given.
    """
    check_permission(by)
    article = Article.objects.select_for_update().get(pk=article.pk)
    if article.state not in {Article.State.PUBLISHED, Article.State.SCHEDULED}:
        raise ValidationError(_("Only a published article can be withdrawn."))
    if not reason.strip():
        raise ValidationError(_("Say why it is withdrawn: readers are shown the reason."))
    article.withdrawn_at, article.withdrawal_reason = timezone.now(), reason.strip()
    article.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    article.editions.update(is_withheld=True)
    Event.objects.create(
        article=article, kind=Event.Kind.WITHDRAWN, by=by, note=article.withdrawal_reason
    )
    transaction.on_commit(lambda: edition_withdrawn.send_robust(Edition, article=article))


def check_permission(by: User | None) -> None:
    if by is not None and not by.has_perm("articles.publish_article"):
        raise PermissionDenied(_("You may not publish or withdraw articles."))


def check_publishable(article: Article) -> None:
    """Raise ``NotPublishable`` with every reason at once."""
    reasons = []
    if article.trashed_at:
        reasons.append(_("The article is in the trash. Restore it first."))
    if not article.title.strip():
        reasons.append(_("The article has no title."))
    if not clean(article.body):
        reasons.append(_("The article has no text."))
    reasons += problems(article.body)
    now_or_later = Q(visible_until__isnull=True) | Q(visible_until__gt=timezone.now())
    taken = (
        Edition.objects.filter(now_or_later)
        .at_address(article.filed_year, article.slug)
        .exclude(article=article)
    )
    if taken.exists():
        reasons.append(_("Another published article has this address. Choose another slug."))
    if reasons:
        raise NotPublishable(reasons)


def close_editions(article: Article, moment: datetime) -> None:
    """End the visibility of earlier editions at ``moment``.

    One that was scheduled for later than that is replaced before anybody sees it. Publishing also
    ends a withdrawal.
    """
    article.editions.filter(Q(visible_until__isnull=True) | Q(visible_until__gt=moment)).update(
        visible_until=Greatest(F("visible_from"), moment)
    )
    article.editions.update(is_withheld=False)
    Article.objects.filter(pk=article.pk).update(withdrawn_at=None, withdrawal_reason="")


def keep_old_address(article: Article, previous: Edition | None, edition: Edition) -> None:
    """Let an address that worked redirect, and never one that works."""
    path = unquote(edition.get_absolute_url())
    Redirect.objects.filter(path=path).delete()
    if previous and (old := unquote(previous.get_absolute_url())) != path:
        Redirect.objects.update_or_create(path=old, defaults={"article": article, "target": ""})
