"""Mail on what concerns a person: what waits for them, as few letters as that takes, sent aside.

A letter is sent by a task once what it tells of is committed. A mail server that is away costs
nobody anything: the task comes again, and so does the tick. What is no longer true by then is not
told. Addresses are never logged.
"""

import logging
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from smtplib import SMTPException
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.mail import EmailMessage
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_tasks import default_task_backend, task

from articles.models import Article, BulkRun, Comment, Notice

from . import rights

Kind = Notice.Kind
log = logging.getLogger(__name__)

SINGLE = 3  # of one kind; more are one letter
COMMENTS_EVERY = timedelta(hours=1)
AGAIN, FRESH = timedelta(minutes=5), timedelta(minutes=30)
LEASE = timedelta(minutes=10)  # after which a task that sends nothing is taken for dead
GIVEN_UP, KEPT = timedelta(days=3), timedelta(days=1)
NOTE = 1000  # characters of what somebody said


class Words(NamedTuple):
    subject: str | Promise
    said: str | Promise


WORDS: Mapping[str, Words] = {
    Kind.REVIEW: Words(
        gettext_lazy("To review: %(title)s"),
        gettext_lazy("%(name)s has sent this text to review."),
    ),
    Kind.ASSIGNED: Words(
        gettext_lazy("Waits for you: %(title)s"),
        gettext_lazy("%(name)s has given this text to you."),
    ),
    Kind.CHANGES: Words(
        gettext_lazy("Changes asked for: %(title)s"),
        gettext_lazy("%(name)s asks for changes in your text."),
    ),
    Kind.APPROVED: Words(
        gettext_lazy("Approved: %(title)s"),
        gettext_lazy("%(name)s has approved your text."),
    ),
    Kind.REMARK: Words(
        gettext_lazy("A remark on: %(title)s"),
        gettext_lazy("%(name)s has left a remark or an answer."),
    ),
    Kind.PUBLISHED: Words(
        gettext_lazy("Published: %(title)s"),
        gettext_lazy("%(name)s has published your text, or put it on the schedule."),
    ),
    Kind.APPEARED: Words(
        gettext_lazy("Readers have it: %(title)s"),
        gettext_lazy("The minute for which this text was scheduled has come."),
    ),
    Kind.WITHDRAWN: Words(
        gettext_lazy("Withdrawn: %(title)s"),
        gettext_lazy("%(name)s has withdrawn your text."),
    ),
    Kind.DEAD: Words(
        gettext_lazy("A source has died: %(title)s"),
        gettext_lazy("This published text of yours cites a source that answers no more."),
    ),
}


@task()
def deliver(key: int) -> None:
    """Send somebody what waits for them; nothing when another task has sent it."""
    user = get_user_model().objects.select_related("remit").filter(pk=key).first()
    if user is None or not (waiting := claim(user)):
        return
    told = [notice for notice in waiting if is_due(notice, user, waiting)]
    dropped = {notice.pk for notice in waiting} - {notice.pk for notice in told}
    Notice.objects.filter(pk__in=dropped).delete()
    with translation.override(settings.LANGUAGE_CODE):
        refused = [letter for letter in letters(user, told) if not post(user, letter)]
    # For the first half hour by itself; then the tick goes on trying.
    newest = max((one.made_at for letter in refused for one in letter.about), default=None)
    if newest and newest > timezone.now() - FRESH:
        later(user, timezone.now() + AGAIN)


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
        if waiting.filter(kind=Kind.COMMENT).exists():
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
    return rights.may(user, "moderate" if kind == Kind.COMMENT else "view", article)


# Letters


class Letter(NamedTuple):
    subject: str
    text: str
    about: Sequence[Notice]


def letters(user: User, notices: Sequence[Notice]) -> Iterator[Letter]:
    """As few as it takes: one for each notice, or of many of a kind one for all."""
    ordered = sorted(notices, key=lambda notice: (notice.kind, notice.pk))
    for kind, group in groupby(ordered, key=lambda notice: notice.kind):
        same = list(group)
        if kind == Kind.COMMENT:
            yield about_comments(user, same)
        elif len(same) > SINGLE:
            yield about_many(kind, same)
        else:
            yield from map(about_one, same)


def about_one(notice: Notice) -> Letter:
    words = WORDS[notice.kind]
    by = notice.by
    name = (by.get_full_name() or by.get_username()) if by else _("The archive")
    said = {"title": notice.article.title, "name": name}
    context = {
        "said": words.said % said,
        "articles": [(notice.article.title, address_of(notice.article))],
        "note": notice.note[:NOTE],
    }
    return Letter(words.subject % said, written("emails/notice.txt", context), [notice])


def about_many(kind: str, notices: Sequence[Notice]) -> Letter:
    articles = {notice.article_id: notice.article for notice in notices}
    context = {
        "said": Kind(kind).label,
        "articles": [(row.title, address_of(row)) for row in articles.values()],
    }
    title = _("%(number)s texts") % {"number": len(articles)}
    subject = WORDS[kind].subject % {"title": title}
    return Letter(subject, written("emails/notice.txt", context), notices)


def about_comments(user: User, notices: Sequence[Notice]) -> Letter:
    """Nothing of what readers wrote, only how much waits."""
    context = {
        "number": rights.moderated_by(user).held().count(),
        "queue": address("admin:articles_comment_changelist") + f"?state={Comment.State.HELD}",
    }
    text = written("emails/comments.txt", context)
    return Letter(_("Comments wait for a decision"), text, notices)


def written(template: str, context: Mapping[str, Any]) -> str:
    text = render_to_string(template, {**context, "settings": address("admin:my_mail")})
    return text.strip() + "\n"


def address(name: str, *arguments: object) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=arguments)}"


def address_of(article: Article) -> str:
    return address("admin:articles_article_change", article.pk)


def post(user: User, letter: Letter) -> bool:
    """Send it, or leave it for another time when the mail server doesn't take it."""
    rows = Notice.objects.filter(pk__in=[notice.pk for notice in letter.about])
    subject = f"[{settings.SITE_NAME}] {' '.join(letter.subject.split())}"
    try:
        EmailMessage(subject, letter.text, to=[user.email]).send()
    except (SMTPException, OSError, ValueError) as error:
        # The message of such an error may name the address.
        log.warning("A mail to user %s could not be sent: %s.", user.pk, type(error).__name__)
        rows.update(claimed_at=None)
        return False
    rows.update(sent_at=timezone.now())
    return True


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
    unsent = Notice.objects.filter(sent_at=None).order_by().values_list("user", flat=True)
    for key in set(unsent):
        deliver.enqueue(key)
