"""Publication and withdrawal: one act each, in one transaction, leaving who, when and why."""

from collections.abc import Iterable
from datetime import datetime
from urllib.parse import unquote

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Edition, Event, Redirect

from . import checklist, counts, rights, standing, workflow
from .findings import Finding
from .freeze import freeze
from .images import make_missing_renditions
from .signals import edition_made, edition_published, edition_withdrawn


class NotPublishable(ValidationError):
    """The article can't be published as it is; the messages say why and what to do."""


def publish(
    article: Article,
    *,
    by: User | None = None,
    at: datetime | None = None,
    correction: str = "",
    note: str = "",
) -> Edition:
    """Make the next edition of an article and return it.

    Readers see it from ``at`` (now) on. ``correction`` is the public note on what changed and why.
    ``note`` is for the desk alone. ``by`` is None for commands. Raises ``PermissionDenied``, or
    ``NotPublishable`` with every error of the checklist.
    """
    rights.demand(by, "publish", article)
    # Renditions take seconds to make, so they are made before the rows are locked.
    make_missing_renditions(article)
    with transaction.atomic():
        article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
        rights.demand(by, "publish", article)
        visible_from = max(at or timezone.now(), timezone.now())
        check_publishable(article, visible_from, by=by)
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
        counts.settle(article)
        # Whatever was saved last, this is what the manuscript holds now.
        Article.objects.filter(pk=article.pk).update(checksum=edition.checksum)
        article.checksum = edition.checksum
        standing.keep(article)
        edition_made.send_robust(Edition, edition=edition)
        workflow.set_stage(article, Article.Stage.DRAFT)
        is_coming = visible_from > timezone.now()
        kind = Event.Kind.SCHEDULED if is_coming else Event.Kind.PUBLISHED
        workflow.leave_event(article, kind, by, f"{edition.correction}\n{note}")
        transaction.on_commit(lambda: edition_published.send_robust(Edition, edition=edition))
    return edition


def why(overridden: Iterable[Finding], *, is_silent: bool) -> str:
    """What the event keeps besides the public note."""
    lines = [_("Without a public note: only catalogue data or typos.")] if is_silent else []
    if said := " ".join(finding.sentence for finding in overridden):
        lines.append(_("Published all the same: %(said)s") % {"said": said})
    return "\n".join(lines)


@transaction.atomic
def withdraw(article: Article, *, by: User | None = None, reason: str) -> None:
    """Take a published article from readers; its page then says that, and why (410).

    Of one that was only scheduled nothing remains to be said: it is a draft again.
    ``reason`` is public. Raises ``PermissionDenied`` or ``ValidationError`` when there is nothing
    to withdraw or no reason is given.
    """
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    rights.demand(by, "publish", article)
    if article.state not in {Article.State.PUBLISHED, Article.State.SCHEDULED}:
        raise ValidationError(_("Only a published article can be withdrawn."))
    if not reason.strip():
        raise ValidationError(_("Say why it is withdrawn: readers are shown the reason."))
    call_off(article)
    if article.editions.ever_visible().exists():
        take_away(article, reason)
    counts.settle(article)
    standing.keep(article)
    Event.objects.create(article=article, kind=Event.Kind.WITHDRAWN, by=by, note=reason.strip())
    transaction.on_commit(lambda: edition_withdrawn.send_robust(Edition, article=article))


def take_away(article: Article, reason: str) -> None:
    """Withhold for good what readers had, and keep the reason that they are given."""
    article.withdrawn_at, article.withdrawal_reason = timezone.now(), reason.strip()
    article.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    article.editions.filter(withdrawn_at__isnull=True).update(
        is_withheld=True, withdrawn_at=article.withdrawn_at
    )


def check_publishable(
    article: Article, visible_from: datetime | None = None, *, by: User | None = None
) -> None:
    """Raise ``NotPublishable`` with every reason at once."""
    if reasons := checklist.errors(article, by=by, at=visible_from):
        raise NotPublishable([finding.sentence for finding in reasons])


def close_editions(article: Article, moment: datetime) -> None:
    """End the visibility of earlier editions at ``moment``.

    Publishing also ends a withdrawal; what was withdrawn itself stays away.
    """
    call_off(article)
    seen_until_then = Q(visible_until__isnull=True) | Q(visible_until__gt=moment)
    article.editions.filter(seen_until_then, visible_from__lte=moment).update(visible_until=moment)
    Article.objects.filter(pk=article.pk).update(withdrawn_at=None, withdrawal_reason="")


def call_off(article: Article) -> None:
    """Close what was scheduled before anybody sees it; what readers have stays open."""
    now = timezone.now()
    if article.editions.filter(visible_from__gt=now).update(visible_until=F("visible_from")):
        article.editions.filter(visible_from__lte=now, visible_until__gt=now).update(
            visible_until=None
        )


def keep_old_address(article: Article, previous: Edition | None, edition: Edition) -> None:
    """Let an address that worked redirect, and none that works again."""
    path = unquote(edition.get_absolute_url())
    Redirect.objects.filter(path=path, article=article).delete()
    if previous and (old := unquote(previous.get_absolute_url())) != path:
        Redirect.objects.update_or_create(path=old, defaults={"article": article, "target": ""})
