"""The start page: what waits for a person, what came and comes, what is at work, and the years.

Nothing on it says more than the person may see elsewhere, and each part asks the same few queries
however large the archive is.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise

from articles.models import BulkRun, Comment, Edition, Event, ImportRun
from articles.publishing import rights
from articles.publishing.acts_on_many import ACTS
from articles.reading import counted
from articles.reading.plot import Plot, plot

from . import waiting
from .calendar import coming

LATELY = timedelta(days=1)


class Held(NamedTuple):
    """Comments that wait, the newest of them, and how many there are."""

    comments: list[Comment]
    number: int
    shown: str


class Run(NamedTuple):
    label: str | Promise
    address: str
    run: BulkRun | ImportRun


def context(user: User) -> dict[str, Any]:
    """Everything that the page shows to this person."""
    found: dict[str, Any] = {"may_write": rights.may_add(user)}
    if rights.holds(user, "moderate"):
        found["held_comments"] = held(user)
    if rights.may_view_any(user):
        latest = list(waiting.blocks(waiting.LATEST, user, counts=False))
        found |= {
            "sees_articles": True,
            "is_empty": not latest,
            "waiting": list(waiting.blocks(waiting.WAITING, user)),
            "latest": latest,
            "schedule": schedule(user),
            "runs": list(runs(user)),
            "plot": years(user),
        }
    if rights.holds(user, "import"):
        found["imported"] = imported(user)
    return found


def held(user: User) -> Held:
    """What waits for the person's decision. Of who wrote it, the name is all that is read."""
    rows = rights.moderated_by(user).held()
    comments = list(rows.order_by("-pk").only("name", "text", "created_at")[: waiting.SHOWN + 1])
    number = len(comments) if len(comments) <= waiting.SHOWN else waiting.number_of(rows)
    return Held(comments[: waiting.SHOWN], number, waiting.capped(number))


def schedule(user: User) -> list[Edition]:
    """What readers get next, under the title that they will read."""
    needed = ("article", "title", "language", "visible_from")
    return list(coming(user).only(*needed)[: waiting.SHOWN])


def runs(user: User) -> Iterator[Run]:
    """The person's imports and acts on many articles that are running, or were lately."""
    since = timezone.now() - LATELY
    if rights.holds(user, "import"):
        imports = ImportRun.objects.filter(by=user.pk, touched_at__gt=since)
        started = imports.exclude(state=ImportRun.State.ASKED)
        for run in started.defer("mapping", "before", "after", "about")[: waiting.SHOWN]:
            yield Run(run.source, reverse("admin:articles_article_moving_run", args=[run.pk]), run)
    acts = BulkRun.objects.filter(user=user, touched_at__gt=since)
    begun = acts.exclude(state=BulkRun.State.ASKED).defer("keys", "failures", "given")
    for act in begun[: waiting.SHOWN]:
        address = reverse("admin:articles_article_bulk", args=[act.pk])
        yield Run(ACTS[act.act].label, address, act)


def imported(user: User) -> str:
    """How many articles were imported since yesterday; "" for none."""
    # Events are numbered as they come, so that only those of the day are read.
    before = Event.objects.filter(at__lte=timezone.now() - LATELY).order_by("-pk").values("pk")
    events = Event.objects.filter(
        Exists(rights.visible_to(user).kept().filter(pk=OuterRef("article"))),
        pk__gt=Coalesce(Subquery(before[:1]), 0),
        kind=Event.Kind.IMPORTED,
    )
    number = waiting.number_of(events)
    return waiting.capped(number) if number else ""


def years(user: User) -> Plot | None:
    """What readers have by year, with the way to it in the list of who sees all, else in public."""
    found = counted.years()
    if rights.sees_all(user):
        found = [replace(year, address=in_list(year.year)) for year in found]
    return plot(found)


def in_list(year: int | None) -> str:
    return f"{reverse(waiting.LIST)}?printed_from__year={year}&state=published"
