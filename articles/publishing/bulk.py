"""Doing one act to many articles: one after the other, each in a transaction of its own.

The step of the run is part of the article's transaction. So no article is taken twice, whoever
works on the run and however often it is started: a request for its first seconds, then a task in
the background; after a program that died, the next tick.
"""

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from articles.models import Article, BulkRun

from .acts_on_many import ACTS, obstacle
from .refile import Unchanged
from .signals import bulk_run_ended

MOST = 10_000  # articles of one run
AT_ONCE = 200  # articles that are not left to the background from the first
READ_AT_ONCE = 50  # texts that are looked through before anything is done
SECONDS = 5.0  # that somebody waits for an answer
BATCH = 500  # rows that are read at once
FAILURES = 500  # that are kept in words
KEPT = timedelta(days=30)

State = BulkRun.State
log = logging.getLogger(__name__)

current_run: ContextVar[int | None] = ContextVar("current_run", default=None)
"""The run that an act is part of, for whoever tells people about acts."""


class TooMany(ValidationError):
    """More articles than one run takes."""

    def __init__(self) -> None:
        said = _("That are more than %(most)s articles. Narrow the list, by year or section.")
        super().__init__(said % {"most": f"{MOST:,}"})


def ask(articles: QuerySet[Article], act: str, *, by: User) -> BulkRun:
    """Keep which articles are meant, in their order. Nothing is done yet. Raises ``TooMany``."""
    keys = list(articles.values_list("pk", flat=True)[: MOST + 1])
    if len(keys) > MOST:
        raise TooMany
    return BulkRun.objects.create(user=by, act=act, keys=keys, total=len(keys))


def start(run: BulkRun, given: Mapping[str, Any]) -> None:
    """Do it: the first seconds now, the rest in the background. A second call changes nothing."""
    asked = BulkRun.objects.filter(pk=run.pk, state=State.ASKED)
    if not asked.update(state=State.RUNNING, given=given, touched_at=timezone.now()):
        return
    if run.total > AT_ONCE or not work(run.pk, seconds=SECONDS):
        go_on.enqueue(run.pk)


def stop(run: BulkRun) -> None:
    """Leave the rest as it is; what is done stays done."""
    running = BulkRun.objects.filter(pk=run.pk, state__in=[State.ASKED, State.RUNNING])
    if running.update(state=State.STOPPED):
        bulk_run_ended.send_robust(BulkRun, run=run)


@task()
def go_on(key: int) -> None:
    """Work on a run to its end; nothing when it has ended or is gone."""
    work(key)


def resume() -> int:
    """Have runs gone on with that stand still; how many there are."""
    found = list(BulkRun.objects.standing_still().values_list("pk", flat=True))
    for key in found:
        go_on.enqueue(key)
    return len(found)


def clean_up() -> None:
    BulkRun.objects.filter(touched_at__lt=timezone.now() - KEPT).exclude(
        state=State.RUNNING
    ).delete()


def work(key: int, *, seconds: float | None = None) -> bool:
    """Take articles in turn until the end, or for some seconds; whether the run has ended."""
    run = BulkRun.objects.select_related("user").filter(pk=key).first()
    until = time.monotonic() + seconds if seconds is not None else None
    while run and run.state == State.RUNNING:
        if until is not None and time.monotonic() > until:
            return False
        with part_of(run):
            step(run)
    return True


@contextmanager
def part_of(run: BulkRun) -> Iterator[None]:
    token = current_run.set(run.pk)
    try:
        yield
    finally:
        current_run.reset(token)


class Outcome(StrEnum):
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAILED = "failed"


def step(run: BulkRun) -> None:
    """Do it to the article whose turn it is. ``run`` is brought up to date.

    Another program may have been there first; then nothing is done.
    """
    article = next_article(run)
    if article and (prepare := ACTS[run.act].prepare):
        prepare(article)
    with transaction.atomic():
        now = BulkRun.objects.select_for_update().defer("keys").get(pk=run.pk)
        if now.state == State.RUNNING and now.position == run.position < run.total:
            outcome, why = attempt(run, article)
            note(now, article, outcome, why)
            now.position += 1
        if now.state == State.RUNNING and now.position >= now.total:
            now.state = State.DONE
            transaction.on_commit(lambda: bulk_run_ended.send_robust(BulkRun, run=now))
        now.touched_at = timezone.now()
        now.save(update_fields=[*COUNTED, "position", "state", "touched_at", "failures"])
    for field in (*COUNTED, "position", "state", "touched_at", "failures", "given"):
        setattr(run, field, getattr(now, field))


COUNTED = tuple(outcome.value for outcome in Outcome)


def next_article(run: BulkRun) -> Article | None:
    """None when it was deleted for good meanwhile."""
    if run.position >= run.total:
        return None
    return Article.objects.filter(pk=run.keys[run.position]).first()


def attempt(run: BulkRun, article: Article | None) -> tuple[Outcome, str]:
    """Try it, whole or not at all, and say what came of it."""
    if article is None:
        return Outcome.UNCHANGED, ""
    try:
        with transaction.atomic():
            ACTS[run.act].do(article, run.user, run.given)
    except Unchanged:
        return Outcome.UNCHANGED, ""
    except ValidationError as error:
        return Outcome.FAILED, " ".join(error.messages)
    except PermissionDenied as error:
        return Outcome.FAILED, str(error)
    except Exception:  # one article's trouble, whatever it is, is not that of the others
        log.exception("The act “%s” failed on article %s.", run.act, article.pk)
        return Outcome.FAILED, _("Something went wrong. The keeper finds it in the journal.")
    return Outcome.CHANGED, ""


def note(run: BulkRun, article: Article | None, outcome: Outcome, why: str) -> None:
    setattr(run, outcome, getattr(run, outcome) + 1)
    if why and article and len(run.failures) < FAILURES:
        run.failures.append([article.pk, article.title, why])


# What it would do


def foresee(run: BulkRun) -> tuple[int, list[tuple[str, list[Article]]]]:
    """How many of the articles allow it, and the others by what stands in their way.

    The texts are read only where there are few: else each is when its turn comes.
    """
    act, user = ACTS[run.act], run.user
    possible, refused = 0, dict[str, list[Article]]()
    for some in in_batches(run.keys):
        found = Article.objects.without_texts().in_bulk(some)
        for article in filter(None, map(found.get, some)):
            why = obstacle(act, article, user)
            if not why and act.problems and run.total <= READ_AT_ONCE:
                why = act.problems(article, user)
            if why:
                refused.setdefault(why, []).append(article)
            else:
                possible += 1
    return possible, sorted(refused.items(), key=lambda entry: -len(entry[1]))


def in_batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(keys), BATCH):
        yield keys[first : first + BATCH]
