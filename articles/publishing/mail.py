"""Mail on what concerns a person: what waits for them, as few letters as that takes, sent aside.

A letter is sent by a task once what it tells of is committed. A mail server that is away costs
nobody anything: the task comes again, and so does the tick. What is no longer true by then, or no
longer wanted, is not told. Addresses are never logged, and a letter has only the reader's own.
"""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q, QuerySet
from django.utils import timezone, translation
from django_tasks import default_task_backend, task

from articles.models import Article, BulkRun, MailChoice, Notice

from . import rights
from .letters import Letter, letters

Kind = Notice.Kind
log = logging.getLogger(__name__)

COMMENTS_EVERY = timedelta(hours=1)
LEASE = timedelta(minutes=10)  # after which what was not sent is tried again, by whomever
FRESH = timedelta(minutes=30)  # for so long it is tried by itself, then at each tick
GIVEN_UP, KEPT = timedelta(days=3), timedelta(days=1)
NEEDED: Mapping[str, str] = {
    Kind.REVIEW: "review",
    Kind.REMARK: "remark",
    Kind.COMMENT: "moderate",
}
"""The right to what a letter of this kind is about, where to see the text is not enough."""


@task()
def deliver(key: int) -> None:
    """Send somebody what waits for them; nothing when another task has sent it."""
    user = get_user_model().objects.select_related("remit").filter(pk=key).first()
    if user is None or not (waiting := claim(user)):
        return
    unwanted = MailChoice.objects.filter(user=user, is_wanted=False)
    kinds = set(unwanted.values_list("kind", flat=True))
    told = [row for row in waiting if row.kind not in kinds and is_due(row, user, waiting)]
    dropped = {notice.pk for notice in waiting} - {notice.pk for notice in told}
    Notice.objects.filter(pk__in=dropped).delete()
    with translation.override(settings.LANGUAGE_CODE):
        post(user, list(letters(user, told)))
    newest = max((row.made_at for row in unsent(told)), default=None)
    if newest and newest > timezone.now() - FRESH:
        later(user, timezone.now() + LEASE)


def claim(user: User) -> list[Notice]:
    """What is to be told now, and is told by nobody else."""
    now = timezone.now()
    ended = Q(run=None) | Q(run__state__in=[BulkRun.State.DONE, BulkRun.State.STOPPED])
    free = Q(claimed_at=None) | Q(claimed_at__lt=now - LEASE)
    waiting = Notice.objects.filter(ended & free, user=user, sent_at=None)
    lately = Notice.objects.filter(
        user=user, kind=Kind.COMMENT, sent_at__gt=now - COMMENTS_EVERY
    ).order_by("-sent_at")
    if last := lately.first():
        if waiting.filter(kind=Kind.COMMENT).count() == 1:  # for the others it is arranged
            later(user, (last.sent_at or now) + COMMENTS_EVERY)
        waiting = waiting.exclude(kind=Kind.COMMENT)
    keys = list(waiting.values_list("pk", flat=True))
    Notice.objects.filter(free, pk__in=keys, sent_at=None).update(claimed_at=now)
    mine: QuerySet[Notice] = Notice.objects.filter(pk__in=keys, claimed_at=now)
    return list(mine.select_related("article", "by").defer("article__body"))


def is_due(notice: Notice, user: User, waiting: Sequence[Notice]) -> bool:
    """Whether it is still so, still concerns the person, and isn't told by another one of these."""
    article = notice.article
    if not (user.is_active and user.is_staff and user.email):
        return False
    if not concerns(notice.kind, user, article):
        return False
    match notice.kind:
        case Kind.REVIEW:
            waits = article.stage == Article.Stage.REVIEW and not article.trashed_at
            return waits and article.assigned_to_id in {None, user.pk}
        case Kind.ASSIGNED:
            told = {one.article_id for one in waiting if one.kind in {Kind.REVIEW, Kind.CHANGES}}
            return article.assigned_to_id == user.pk and article.pk not in told
        case Kind.COMMENT:
            return rights.moderated_by(user).held().exists()
    return True


def concerns(kind: str, user: User, article: Article) -> bool:
    """Whether the person may know of the article, as far as the kind tells of it."""
    return rights.may(user, NEEDED.get(kind, "view"), article)


def post(user: User, ready: Sequence[Letter]) -> None:
    """Send them; what the mail server doesn't take stays unsent."""
    if not ready:
        return
    try:
        with get_connection() as server:
            for letter in ready:
                send(user, letter, server)
    except (SMTPException, OSError) as error:
        log.warning("There is no mail server to be had: %s.", type(error).__name__)


def send(user: User, letter: Letter, server: BaseEmailBackend) -> None:
    mail = EmailMessage(
        f"[{settings.SITE_NAME}] {' '.join(letter.subject.split())}",
        letter.text,
        to=[user.email],
        headers={"Auto-Submitted": "auto-generated"},  # so that no absence is announced to us
        connection=server,
    )
    try:
        mail.send()
    except (SMTPException, OSError, ValueError) as error:
        # The message of such an error may name the address.
        log.warning("A mail to user %s could not be sent: %s.", user.pk, type(error).__name__)
    else:
        sent = Notice.objects.filter(pk__in=[notice.pk for notice in letter.about])
        sent.update(sent_at=timezone.now())


def unsent(notices: Sequence[Notice]) -> QuerySet[Notice]:
    return Notice.objects.filter(pk__in=[notice.pk for notice in notices], sent_at=None)


def later(user: User, moment: datetime) -> None:
    """Try again then, where tasks can wait; else the tick does."""
    if default_task_backend.supports_defer:
        deliver.using(run_after=moment).enqueue(user.pk)


# Called by the tick


def send_waiting() -> None:
    """Send what is still unsent, give up what nobody took, forget what was sent."""
    now = timezone.now()
    Notice.objects.filter(sent_at__lt=now - KEPT).delete()
    old = Notice.objects.filter(sent_at=None, made_at__lt=now - GIVEN_UP)
    if number := old.delete()[0]:
        log.error("%s notices were given up: no mail server has taken them for days.", number)
    waiting = Notice.objects.filter(sent_at=None).order_by().values_list("user", flat=True)
    for key in set(waiting):
        deliver.enqueue(key)
