from datetime import timedelta

import pytest
import time_machine

from articles.models import DailyKey, TokenBucket

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)
NOON = "2026-03-01 12:00:00Z"


def allowed(sender: str = "192.0.2.1", scope: str = "comment") -> bool:
    return TokenBucket.authorize(scope, sender, capacity=2, period=HOUR)


@time_machine.travel(NOON, tick=False)
def test_a_sender_is_stopped_when_the_bucket_is_empty() -> None:
    assert [allowed(), allowed(), allowed()] == [True, True, False]


@time_machine.travel(NOON, tick=False)
def test_another_sender_and_another_scope_have_buckets_of_their_own() -> None:
    allowed(), allowed()
    assert allowed("192.0.2.2")
    assert allowed(scope="search")


def test_a_bucket_refills_with_time() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        assert [allowed(), allowed(), allowed()] == [True, True, False]
        clock.shift(HOUR / 2)
        assert [allowed(), allowed()] == [True, False]


def test_a_bucket_never_holds_more_than_its_capacity() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        allowed()
        clock.shift(5 * HOUR)
        assert [allowed(), allowed(), allowed()] == [True, True, False]


@time_machine.travel(NOON, tick=False)
def test_the_senders_address_is_not_stored() -> None:
    allowed("192.0.2.77")
    assert "192.0.2.77" not in repr(list(TokenBucket.objects.values()))


def test_yesterdays_key_is_thrown_away_so_that_nobody_can_be_followed() -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        allowed()
        before = TokenBucket.objects.get().key
        clock.shift(timedelta(days=1))
        allowed()
        assert DailyKey.objects.count() == 1
        assert TokenBucket.objects.latest("updated_at").key != before
