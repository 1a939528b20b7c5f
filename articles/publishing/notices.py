"""Who is told of what: rows made in the transaction of what happened, which ``mail`` then sends.

Nobody is told of their own acts, of what they have switched off, or of a text they may not see.
"""

import logging
from collections.abc import Callable, Collection, Iterable
from functools import partial, wraps
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.signals import post_save, pre_save

from articles.models import (
    Article,
    BulkRun,
    Comment,
    Edition,
    Event,
    MailChoice,
    Notice,
    Remark,
    Source,
)

from . import mail, rights
from .bulk import current_run
from .signals import bulk_run_ended, edition_appeared, remark_left

log = logging.getLogger(__name__)

Kind = Notice.Kind
Act = Event.Kind

TO_WRITER = {
    Act.CHANGES_ASKED: Kind.CHANGES,
    Act.APPROVED: Kind.APPROVED,
    Act.PUBLISHED: Kind.PUBLISHED,
    Act.SCHEDULED: Kind.PUBLISHED,
    Act.WITHDRAWN: Kind.WITHDRAWN,
}
"""What is told to whoever made the article."""


def connect() -> None:
    post_save.connect(event_left, sender=Event, dispatch_uid="notices")
    post_save.connect(comment_came, sender=Comment, dispatch_uid="notices")
    pre_save.connect(source_saved, sender=Source, dispatch_uid="notices")
    remark_left.connect(remarked, dispatch_uid="notices")
    edition_appeared.connect(appeared, dispatch_uid="notices")
    bulk_run_ended.connect(run_ended, dispatch_uid="notices")


def aside(receiver: Callable[..., None]) -> Callable[..., None]:
    """A receiver that fails is logged, and spoils nothing of what it was told."""

    @wraps(receiver)
    def guarded(**signal: Any) -> None:
        try:
            with transaction.atomic():
                receiver(**signal)
        except Exception:  # an act is worth more than the news of it
            log.exception("Nobody was told of what %s heard.", receiver.__name__)

    return guarded


# What happened


@aside
def event_left(*, instance: Event, created: bool, raw: bool, **_signal: Any) -> None:
    """Every act on an article leaves an event."""
    if not created or raw:
        return
    article, by, note = instance.article, instance.by, instance.note
    if instance.kind == Act.SUBMITTED:
        tell(reviewers_of(article), Kind.REVIEW, article, by=by, note=note)
    elif instance.kind == Act.ASSIGNED:
        to = Article.objects.values_list("assigned_to", flat=True).get(pk=article.pk)
        tell(people(pk=to), Kind.ASSIGNED, article, by=by)
    elif kind := TO_WRITER.get(Act(instance.kind)):
        tell(people(pk=article.created_by_id), kind, article, by=by, note=note)


def remarked(*, remark: Remark, **_signal: Any) -> None:
    """To whoever made the article, and for an answer to whoever began and has answered before."""
    keys = {remark.article.created_by_id}
    if thread := remark.parent:
        keys |= {thread.created_by_id, *thread.answers.values_list("created_by", flat=True)}
    to = people(pk__in=keys - {None})
    tell(to, Kind.REMARK, remark.article, by=remark.created_by, note=remark.text)


def appeared(*, edition: Edition, **_signal: Any) -> None:
    """Its minute has come: to whoever made it, and whoever put it on the schedule."""
    keys = {edition.article.created_by_id, edition.created_by_id}
    tell(people(pk__in=keys - {None}), Kind.APPEARED, edition.article)


@aside
def comment_came(*, instance: Comment, created: bool, raw: bool, **_signal: Any) -> None:
    """Nothing of a comment goes by mail, only that there is one."""
    if created and not raw and instance.state == Comment.State.HELD:
        tell(having("moderate_comment"), Kind.COMMENT, instance.article)


@aside
def source_saved(*, instance: Source, raw: bool, **_signal: Any) -> None:
    """One that was alive until now has died: to those whose published texts cite it."""
    if raw or instance.dead_since is None or instance.pk is None:
        return
    if not Source.objects.filter(pk=instance.pk, dead_since__isnull=True).exists():
        return
    citing = Article.objects.in_state(Article.State.PUBLISHED).filter(
        footnotes__sources=instance, created_by__isnull=False
    )
    for article in citing.select_related("created_by").defer("body").distinct():
        tell(people(pk=article.created_by_id), Kind.DEAD, article, note=instance.url)


def run_ended(*, run: BulkRun, **_signal: Any) -> None:
    """What waited for the end of an act on many articles waits no more."""
    users = Notice.objects.filter(run=run, sent_at__isnull=True).values_list("user", flat=True)
    for key in set(users.order_by()):
        mail.deliver.enqueue(key)


# Who is told


def people(**which: Any) -> QuerySet[User]:
    """Those at the desk whom mail reaches."""
    users = get_user_model().objects.filter(is_active=True, is_staff=True, **which)
    return users.exclude(email="").select_related("remit")


def having(permission: str) -> QuerySet[User]:
    """Those among them who have a permission of this app, themselves or by a role."""
    granted = Q(user_permissions__codename=permission) | Q(groups__permissions__codename=permission)
    return people().filter(granted | Q(is_superuser=True)).distinct()


def reviewers_of(article: Article) -> list[User]:
    return [user for user in having("review_article") if rights.may(user, "review", article)]


def tell(
    users: Iterable[User],
    kind: Notice.Kind,
    article: Article,
    *,
    by: User | None = None,
    note: str = "",
) -> None:
    """Keep that they are to be told; the mail goes out once the transaction is over."""
    others = {user.pk: user for user in users if by is None or user.pk != by.pk}
    if not others:
        return
    silent = silenced(kind, others)
    may_know = [
        user
        for key, user in others.items()
        if key not in silent and mail.concerns(kind, user, article)
    ]
    run = current_run.get()
    Notice.objects.bulk_create(
        Notice(user=user, kind=kind, article=article, by=by, note=note.strip(), run_id=run)
        for user in may_know
    )
    if run is None:
        for user in may_know:
            transaction.on_commit(partial(mail.deliver.enqueue, user.pk), robust=True)


def silenced(kind: Notice.Kind, users: Collection[int]) -> set[int]:
    """Those who don’t want mail of this kind; without a word of theirs they get it."""
    refused = MailChoice.objects.filter(kind=kind, user__in=users, is_wanted=False)
    return set(refused.values_list("user", flat=True))


def kinds_for(user: User) -> list[Notice.Kind]:
    """What can concern this person at all."""
    needs = {Kind.REVIEW: "review", Kind.COMMENT: "moderate"}
    writes = rights.may_view_any(user)
    return [kind for kind in Kind if (rights.holds(user, needs[kind]) if kind in needs else writes)]
