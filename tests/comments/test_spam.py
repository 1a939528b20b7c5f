"""The signed time on a form, and the limits."""

import pytest
import time_machine
from django.utils import timezone

from articles.comments import spam
from articles.comments.spam import Stamp, judge, network, stamp, within_limits
from articles.models import Article, DailyKey, TokenBucket

NOON = "2024-05-01T12:00:00Z"
ARTICLE = Article(pk=7)


@pytest.mark.parametrize(
    ("seconds", "verdict"),
    [
        (0, Stamp.YOUNG),
        (2, Stamp.YOUNG),
        (4, Stamp.RIPE),
        (86_000, Stamp.RIPE),
        (86_402, Stamp.STALE),
    ],
)
def test_a_form_ripens_and_grows_stale(seconds: int, verdict: Stamp) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        value = stamp(ARTICLE)
        clock.shift(seconds)
        assert judge(value, ARTICLE) is verdict


@pytest.mark.parametrize("value", ["", "x", "7", "7:abc", "7:abc:def", "\x00", "ü:ü:ü", ":" * 99])
def test_a_stamp_that_is_none_counts_as_missing(value: str) -> None:
    assert judge(value, ARTICLE) is Stamp.MISSING


def test_the_stamp_of_another_article_counts_as_missing() -> None:
    assert judge(stamp(Article(pk=8)), ARTICLE) is Stamp.MISSING


def test_a_sender_has_a_limit_and_others_are_not_touched_by_it(db: None) -> None:
    article = Article(pk=7)
    answers = [within_limits(article, "192.0.2.1") for _ in range(spam.PER_SENDER + 1)]
    assert answers == [True] * spam.PER_SENDER + [False]
    assert within_limits(article, "192.0.2.2")


def test_an_article_has_a_limit_whoever_sends(db: None) -> None:
    article = Article(pk=7)
    for n in range(spam.PER_ARTICLE):
        assert within_limits(article, f"192.0.2.{n}")
    assert not within_limits(article, "198.51.100.1")
    assert within_limits(Article(pk=8), "198.51.100.1")


def test_the_limit_refills(db: None) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        while within_limits(ARTICLE, "192.0.2.1"):
            pass
        clock.shift(3600)
        assert within_limits(ARTICLE, "192.0.2.1")


def test_the_sender_is_not_stored(db: None) -> None:
    within_limits(ARTICLE, "192.0.2.1")
    rows = [*TokenBucket.objects.values_list(), *DailyKey.objects.values_list()]
    assert rows
    assert "192.0.2.1" not in repr(rows)
    assert DailyKey.objects.get().day == timezone.now().date()


def test_a_household_is_one_sender() -> None:
    assert network("2001:db8:1:2::1") == network("2001:db8:1:2:ffff::9")
    assert network("2001:db8:1:3::1") != network("2001:db8:1:2::1")
    assert network("192.0.2.1") != network("192.0.2.2")
    assert network("") == ""
