"""The calendar of what is coming, what was published, and what is under embargo."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from pytest_django import DjangoAssertNumQueries

from articles.admin.calendar import Entry, weekdays, weeks_of
from articles.models import Article
from articles.publishing.publish import publish
from articles.publishing.schedule import unschedule
from articles.publishing.trash import trash
from tests.factories import make_draft, make_published, make_section, make_user, republish

from .conftest import logged_in
from .forms import text_of

pytestmark = pytest.mark.django_db

NOW = datetime(2025, 5, 15, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def the_day() -> object:
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def url() -> str:
    return reverse("admin:articles_article_calendar")


def entries(client: Client, month: str = "") -> list[Entry]:
    weeks = client.get(url(), {"month": month} if month else {}).context["weeks"]
    return [entry for week in weeks for day in week for entry in day.entries if day.is_in_month]


def told(client: Client, month: str = "") -> list[tuple[int, str, str]]:
    return [(entry.at.day, entry.kind, entry.title) for entry in entries(client, month)]


def test_it_tells_what_comes_what_came_and_what_waits(as_editor: Client, the_day: object) -> None:
    edition = make_published("Bread")
    the_day.shift(timedelta(hours=1))
    republish(edition, title="Bread and wages", correction="Title.")
    publish(make_draft("Soon"), at=NOW + timedelta(days=3))
    make_draft("Secret", embargo_until=NOW + timedelta(days=5))
    make_draft("A draft")
    assert told(as_editor) == [
        (15, "published", "Bread"),
        (15, "corrected", "Bread and wages"),
        (18, "scheduled", "Soon"),
        (20, "embargo", "Secret"),
    ]
    words = text_of(as_editor.get(url()))
    assert "May 2025" in words
    assert "Soon" in words
    assert "A draft" not in words


def test_what_was_called_off_withdrawn_or_trashed_is_not_there(as_editor: Client) -> None:
    off = make_draft("Called off")
    publish(off, at=NOW + timedelta(days=1))
    unschedule(off)
    trashed = make_published("In the trash").article
    trash(trashed)
    assert told(as_editor) == []
    assert "Nothing in this month." in text_of(as_editor.get(url()))


def test_a_day_is_one_of_the_time_zone_of_the_site(as_editor: Client, settings: object) -> None:
    settings.TIME_ZONE = "Asia/Tokyo"
    publish(make_draft("At midnight"), at=datetime(2025, 5, 31, 15, 0, tzinfo=UTC))
    assert told(as_editor) == []
    assert told(as_editor, "2025-06") == [(1, "scheduled", "At midnight")]
    assert "Times are those of Asia/Tokyo." in text_of(as_editor.get(url()))


def test_the_months_beside_it_are_linked_over_the_turn_of_the_year(as_editor: Client) -> None:
    html = as_editor.get(url(), {"month": "2025-12"}).content.decode()
    assert 'href="?month=2025-11"' in html
    assert 'href="?month=2026-01"' in html
    assert "This month" in html


@pytest.mark.parametrize(
    "nonsense", ["", "x", "2025-13", "0001-01", "9999-12", "2025-1", "²025-01"]
)
def test_nonsense_is_this_month(nonsense: str, as_editor: Client) -> None:
    assert as_editor.get(url(), {"month": nonsense}).context["month"] == "May 2025"


@pytest.mark.parametrize("month", ["1900-01", "2199-12"])
def test_the_first_and_the_last_month_are_there(month: str, as_editor: Client) -> None:
    assert as_editor.get(url(), {"month": month}).status_code == 200


def test_what_comes_later_is_pointed_to(as_editor: Client) -> None:
    publish(make_draft("Much later"), at=datetime(2026, 3, 1, 9, 0, tzinfo=UTC))
    page = as_editor.get(url())
    assert "More is scheduled in March 2026" in text_of(page)
    assert 'href="?month=2026-03"' in page.content.decode()


def test_only_articles_that_the_person_may_see_are_told() -> None:
    writer = make_user("writer", "write_own_article")
    publish(make_draft("Theirs"), at=NOW + timedelta(days=1))
    publish(make_draft("Mine", created_by=writer), at=NOW + timedelta(days=1))
    make_draft("Hidden", embargo_until=NOW + timedelta(days=2))
    publish(make_draft("Far"), at=NOW + timedelta(days=90))
    client = logged_in(writer)
    assert told(client) == [(16, "scheduled", "Mine")]
    assert "More is scheduled" not in text_of(client.get(url()))


def test_who_sees_no_article_sees_no_calendar(as_moderator: Client, as_stranger: Client) -> None:
    assert as_moderator.get(url()).status_code == 403
    assert as_stranger.get(url()).status_code == 403
    assert Client().get(url()).status_code == 302


def test_it_is_linked_from_the_list_and_the_front_of_the_desk(as_editor: Client) -> None:
    make_draft()
    for page in (reverse("admin:index"), reverse("admin:articles_article_changelist")):
        assert f'href="{url()}"' in as_editor.get(page).content.decode()


@pytest.mark.parametrize(("language", "weekday"), [("en", 6), ("de", 0)])
def test_the_week_begins_where_the_language_has_it(language: str, weekday: int) -> None:
    with translation.override(language):
        [first, *_others] = weeks_of(NOW.date().replace(day=1), [])[0]
        assert first.date.weekday() == weekday
        assert weekdays()[0][1] == date_format(first.date, "l")


def test_a_day_with_a_thousand_articles_names_a_few_and_costs_the_same(
    as_editor: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    section = make_section()
    for number in range(9):
        publish(make_draft(f"No. {number}", section=section), at=NOW + timedelta(hours=3))
    assert Article.objects.count() == 9
    with django_assert_max_num_queries(9):
        page = as_editor.get(url())
    [day] = page.context["days"]
    assert (len(day.entries), day.more) == (6, 3)
    assert "and 3 more" in text_of(page)
