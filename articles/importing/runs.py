"""The import of a source of many articles: begun, gone on with after any death, paused, undone.

Some articles are taken at a time. Their rows, their lines of the report and the step of the run are
one transaction, so that no article is taken twice, whoever works on the run.
"""

import logging
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from articles import addresses
from articles.models import Article, Edition, ImportLine, ImportRun, Original, Redirect
from articles.publishing import rights

from . import undoing
from .base import Unreadable
from .batches import FORMAT, Batches, Outcome
from .entries import Counts, Entry
from .lines import line
from .old_places import keep_places
from .save import Status
from .wordpress.items import Raw
from .wordpress.options import Given, mapping
from .wordpress.places import places
from .wordpress.read import read
from .wordpress.survey import Address, Survey, numbered, survey

SIZE = 40  # articles of one transaction
State = ImportRun.State
Tell = Callable[[ImportRun, Sequence[Outcome]], object]
log = logging.getLogger(__name__)


def start(run: ImportRun) -> None:
    """Have it done in the background. A second call changes nothing."""
    if run.by and not rights.holds(run.by, "import"):
        raise PermissionDenied(_("You may not import articles."))
    asked = ImportRun.objects.filter(pk=run.pk, state__in=[State.ASKED, State.PAUSED])
    if asked.update(state=State.RUNNING, touched_at=timezone.now()):
        go_on.enqueue(run.pk)


def pause(run: ImportRun) -> None:
    """Stop after the articles that are being taken; what is done stays done."""
    ImportRun.objects.filter(pk=run.pk, state=State.RUNNING).update(state=State.PAUSED)


def undo(run: ImportRun) -> None:
    """Take back what the run has made, in the background."""
    if run.is_rehearsal:
        return
    ended = ImportRun.objects.filter(pk=run.pk, state__in=[State.DONE, State.PAUSED, State.FAILED])
    if ended.update(state=State.UNDOING, touched_at=timezone.now()):
        go_on.enqueue(run.pk)


@task()
def go_on(key: int) -> None:
    """Work on a run to its end; nothing when it has ended or is gone."""
    run = ImportRun.objects.select_related("by").filter(pk=key).first()
    if run and run.state == State.UNDOING:
        undoing.work(run)
    elif run:
        work(run)


def resume() -> int:
    """Have runs gone on with that stand still; how many there are."""
    found = list(ImportRun.objects.standing_still().values_list("pk", flat=True))
    for key in found:
        go_on.enqueue(key)
    return len(found)


def work(run: ImportRun, tell: Tell | None = None) -> None:
    """Read the source and store what is in it, from where the run stands."""
    if run.state != State.RUNNING:
        return
    try:
        about = survey(Path(run.path), given(run), lambda _number: touch(run))
    except (Unreadable, OSError) as error:
        fail(run, str(error))
        return
    try:
        about.settle(taken_by(about))
        if prepare(run, about):
            take_all(run, about, tell)
    finally:
        about.close()


def given(run: ImportRun) -> Given:
    return Given(
        mapping(run.mapping),
        Path(run.uploads) if run.uploads else None,
        run.language,
    )


def touch(run: ImportRun) -> None:
    ImportRun.objects.filter(pk=run.pk).update(touched_at=timezone.now())


def fail(run: ImportRun, why: str) -> None:
    run.state, run.said = State.FAILED, why
    run.save(update_fields=["state", "said"])


def prepare(run: ImportRun, about: Survey) -> bool:
    """Keep what was learnt of the source; False where it is another file than it was."""
    if run.position and run.total != about.total:
        fail(run, _("The file has changed since the import began. Begin a new one."))
        return False
    run.total = about.total
    run.about = {
        "site": about.site.url,
        "title": about.site.title,
        "left_out": dict(about.left_out.most_common()),
        "categories": {
            slug: [about.site.categories.get(slug, slug), number]
            for slug, number in about.categories.most_common()
        },
        "cut": about.cut,
    }
    if about.cut:
        run.said = _(
            "The file ends in the middle of “%(title)s”: all before it was read. Export it anew."
        ) % {"title": about.cut}
    run.save(update_fields=["total", "about", "said"])
    return True


def take_all(run: ImportRun, about: Survey, tell: Tell | None) -> None:
    batches = Batches(by=run.by, publish=run.publishes, rehearse=run.is_rehearsal)
    for raws in in_batches(numbered(about, after=run.position)):
        outcomes = take(run, batches, [read(raw, about) for raw in raws])
        if outcomes is None:
            return
        if tell:
            tell(run, outcomes)
    end(run, about)


def in_batches(raws: Iterator[Raw]) -> Iterator[list[Raw]]:
    """Where the second turn begins, with the translations, the originals must be stored."""
    some: list[Raw] = []
    for raw in raws:
        if some and (len(some) == SIZE or raw.number < some[-1].number):
            yield some
            some = []
        some.append(raw)
    if some:
        yield some


def take(run: ImportRun, batches: Batches, entries: list[Entry]) -> list[Outcome] | None:
    """Store some entries and the step; None where it was paused or another one was there first."""
    readies = batches.prepare(entries)
    with transaction.atomic():
        now = ImportRun.objects.select_for_update().get(pk=run.pk)
        if now.state != State.RUNNING or now.position != run.position:
            return None
        outcomes = batches.take(readies)
        ImportLine.objects.bulk_create(line(now, outcome) for outcome in outcomes)
        note(now, outcomes)
        now.save()
    for field in ("position", "before", "after", *map(str, Status)):
        setattr(run, field, getattr(now, field))
    return outcomes


def note(run: ImportRun, outcomes: Sequence[Outcome]) -> None:
    run.position += len(outcomes)
    run.touched_at = timezone.now()
    for status, number in Counter(outcome.status for outcome in outcomes).items():
        setattr(run, status, getattr(run, status) + number)
    came = [outcome for outcome in outcomes if outcome.status != Status.FAILED]
    run.before = added(run.before, [outcome.entry.before for outcome in came])
    run.after = added(run.after, [outcome.after for outcome in came])


def added(sums: dict[str, int], counts: Sequence[Counts]) -> dict[str, int]:
    total = sum(counts, Counts(**sums))
    return asdict(total)


def end(run: ImportRun, about: Survey) -> None:
    with transaction.atomic():
        now = ImportRun.objects.select_for_update().get(pk=run.pk)
        if now.state != State.RUNNING:
            return
        if not run.is_rehearsal:
            keep_places(places(about))
        now.state, now.touched_at = State.DONE, timezone.now()
        now.save(update_fields=["state", "touched_at"])
    run.state = State.DONE


# Addresses


def taken_by(about: Survey) -> Callable[[Sequence[tuple[str, Address]]], set[tuple[str, Address]]]:
    """Which of the addresses that items would have belong to something else in the archive.

    What was imported before has its address, and keeps it.
    """

    def taken(wanted: Sequence[tuple[str, Address]]) -> set[tuple[str, Address]]:
        mine = {
            source: (key, (year, slug))
            for source, key, year, slug in Original.objects.filter(
                format=FORMAT, source__in=[source for source, _ in wanted]
            ).values_list("source", "article", "article__filed_year", "article__slug")
        }
        for source, (_key, address) in mine.items():
            about.keep_address(source, address)
        new = {address: source for source, address in wanted if source not in mine}
        in_use = used(set(new), {key for key, _ in mine.values()})
        return {(source, address) for address, source in new.items() if address in in_use}

    return taken


def used(wanted: set[Address], but: set[int]) -> set[Address]:
    """Those of the addresses that are, or were, in use by other articles."""
    slugs = {slug for _year, slug in wanted}
    found: set[Address] = set()
    rows: Any
    for rows in (
        Article.objects.filter(slug__in=slugs).exclude(pk__in=but),
        Edition.objects.filter(slug__in=slugs).exclude(article__in=but),
    ):
        found |= set(rows.values_list("filed_year", "slug"))
    paths = {unquote(addresses.article(*address)): address for address in wanted}
    moved = Redirect.objects.filter(path__in=list(paths)).exclude(article__in=but)
    return found | {paths[path] for path in moved.values_list("path", flat=True)}


def folder() -> Path:
    """Where uploaded sources lie until they are imported."""
    return Path(settings.DATA_DIR) / "imports"
