"""Tallies: what they say is what a count would say, after every act."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone

from articles.models import Edition, Tally
from articles.publishing import counts
from articles.publishing.publish import publish, withdraw
from articles.publishing.trash import restore, trash
from articles.reading import counted
from tests.factories import (
    make_author,
    make_draft,
    make_issue,
    make_published,
    make_scheduled,
    make_section,
    make_series,
    republish,
)

pytestmark = pytest.mark.django_db


def tallies() -> dict[tuple[str, int], int]:
    rows = Tally.objects.exclude(count=0).values_list("kind", "ref", "count")
    return {(kind, ref): count for kind, ref, count in rows}


def assert_right() -> None:
    kept = tallies()
    counts.recount()
    assert tallies() == kept


def test_every_act_keeps_them_right() -> None:
    series, section = make_series(), make_section()
    rich = {
        "authors": ["Ada", "Bo"],
        "tags": ["Rent", "Strike"],
        "section": section,
        "series": series,
        "issue": make_issue(),
        "printed_date": "1926-05",
    }
    first = make_published(**rich)
    assert tallies()[Tally.Kind.ARCHIVE, 0] == 1
    assert tallies()[Tally.Kind.MONTH, 192605] == 1
    assert_right()
    second = republish(first, printed_date="1927", section=None)
    assert (Tally.Kind.YEAR, 1926) not in tallies()
    assert_right()
    make_published(tags=["Rent"], printed_date="")
    assert tallies()[Tally.Kind.YEAR, 0] == 1
    for act in (trash, restore, trash, restore):
        act(second.article)
        assert_right()
    withdraw(second.article, reason="Wrong.")
    assert tallies()[Tally.Kind.ARCHIVE, 0] == 1
    assert_right()
    publish(second.article)
    assert_right()
    make_draft(tags=["Rent"])
    assert_right()


def test_an_author_in_two_roles_counts_once() -> None:
    ada = make_author("Ada")
    draft = make_draft(authors=[ada])
    draft.contributions.create(author=ada, role="translator", position=2)
    publish(draft)
    assert tallies()[Tally.Kind.AUTHOR, ada.pk] == 1


def test_a_scheduled_article_counts_from_its_minute_on() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        edition = make_scheduled(days=1, tags=["Rent"])
        counts.settle_due()
        assert tallies() == {}
        clock.shift(timedelta(days=1))
        call_command("tick")
        assert tallies()[Tally.Kind.ARCHIVE, 0] == 1
        assert not Edition.objects.due().exists()
        assert Edition.objects.get(pk=edition.pk).is_counted
        counts.settle_due()
        assert_right()


def test_a_scheduled_correction_takes_over_at_its_minute() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        first = make_published(tags=["Rent"], printed_date="1926")
        article = first.article
        article.tags.set(["Strike"])
        publish(article, at=timezone.now() + timedelta(days=1))
        assert_right()
        clock.shift(timedelta(days=1))
        counts.settle_due()
        assert_right()
        assert Tally.objects.get(kind=Tally.Kind.ARCHIVE).count == 1


def test_what_was_called_off_never_counts() -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        edition = make_scheduled(days=1)
        withdraw(edition.article, reason="Not yet.")
        clock.shift(timedelta(days=2))
        counts.settle_due()
        assert tallies() == {}


def test_a_recount_says_how_much_was_wrong() -> None:
    make_published(tags=["Rent"])
    Tally.objects.filter(kind=Tally.Kind.TAG).update(count=7)
    out = StringIO()
    call_command("recount", stdout=out)
    assert "1 of them were wrong" in out.getvalue()
    assert_right()


def test_a_reader_does_not_wait_for_who_is_writing(
    transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counting what has become due gives up at once, and is done a little later."""
    tried: list[int] = []

    def busy() -> None:
        tried.append(1)
        raise OperationalError("database is locked")

    with time_machine.travel(timezone.now(), tick=False) as clock:
        make_scheduled(days=1)
        clock.shift(timedelta(days=1))
        with monkeypatch.context() as patched:
            patched.setattr(counted.counts, "settle_due", busy)
            for _ in range(3):
                counted.up_to_date()
        assert len(tried) == 1
        monkeypatch.setattr(counted, "_tried_at", -counted.PAUSE)
        counted.up_to_date()
        assert tallies()[Tally.Kind.ARCHIVE, 0] == 1
