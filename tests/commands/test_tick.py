from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone

from articles.models import DailyKey, TokenBucket

pytestmark = pytest.mark.django_db


def use_the_limit() -> None:
    TokenBucket.authorize("comment", "192.0.2.1", capacity=3, period=timedelta(hours=1))


def test_what_is_no_longer_needed_is_thrown_away() -> None:
    Session.objects.create(session_key="old", expire_date=timezone.now())
    with time_machine.travel(timezone.now() - timedelta(days=2)):
        use_the_limit()
    call_command("tick")
    assert not DailyKey.objects.exists()
    assert not TokenBucket.objects.exists()
    assert not Session.objects.exists()


def test_what_is_needed_today_stays_however_often_it_ticks() -> None:
    Session.objects.create(session_key="new", expire_date=timezone.now() + timedelta(days=1))
    use_the_limit()
    for _ in range(2):
        call_command("tick")
    assert DailyKey.objects.count() == TokenBucket.objects.count() == 1
    assert Session.objects.count() == 1


def test_it_ticks_again_and_again_where_there_is_no_timer(monkeypatch: pytest.MonkeyPatch) -> None:
    naps: list[int] = []

    def nap(seconds: int) -> None:
        naps.append(seconds)
        Session.objects.create(session_key=f"old{len(naps)}", expire_date=timezone.now())
        if len(naps) == 3:
            raise KeyboardInterrupt

    monkeypatch.setattr("articles.management.commands.tick.time.sleep", nap)
    monkeypatch.setattr("articles.management.commands.tick.connections.close_all", lambda: None)
    with pytest.raises(KeyboardInterrupt):
        call_command("tick", every=3600)
    assert naps == [3600] * 3
    assert Session.objects.count() == 1  # the one of the last nap, not those of the naps before
