"""The page on which an article is published, scheduled and corrected."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import AbstractUser
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Edition, Event, Remark
from articles.publishing import counts, freeze, manuscript
from articles.publishing.publish import publish
from tests.conftest import Archive
from tests.factories import make_body, make_draft, make_published, make_scheduled, make_section

from .forms import open_form, text_of

WINTER = datetime(2025, 1, 15, 12, 0, tzinfo=UTC)


def url(act: str, article: Article) -> str:
    return reverse(f"admin:articles_article_{act}", args=[article.pk])


def page_of(client: Client, article: Article) -> dict[str, str]:
    """What the page would send as it stands, with its questions answered."""
    shown = client.get(url("publish", article)).context["shown"]
    return {"seen": shown.seen, "asked": shown.asked, "when": "now", "anyway": "on"}


def send(client: Client, article: Article, **data: str) -> HttpResponse:
    return client.post(url("publish", article), page_of(client, article) | data)


def schedule(client: Client, article: Article, at: str, **data: str) -> HttpResponse:
    return send(client, article, **{"when": "later", "at": at, **data})


def change(article: Article, **fields: str) -> None:
    for name, value in fields.items():
        setattr(article, name, value)
    manuscript.save(article)
    manuscript.record(article)


def test_a_publisher_publishes_what_they_have_seen(as_publisher: Client) -> None:
    article = make_draft("The strike")
    words = text_of(as_publisher.get(url("publish", article)))
    assert "What readers would see" in words
    assert "Report 1, p. 1." in words
    assert "Public note" not in words
    response = send(as_publisher, article)
    assert response["Location"] == url("change", article)
    edition = Edition.objects.public().get(article=article)
    assert (edition.title, edition.created_by.username) == ("The strike", "publisher")


def test_two_presses_make_one_edition(as_publisher: Client) -> None:
    article = make_draft()
    data = page_of(as_publisher, article)
    for _ in range(2):
        assert as_publisher.post(url("publish", article), data).status_code == 302
    assert article.editions.count() == 1
    assert article.events.filter(kind=Event.Kind.PUBLISHED).count() == 1


def test_what_changed_since_the_page_was_opened_is_not_published(as_publisher: Client) -> None:
    article = make_draft()
    data = page_of(as_publisher, article)
    form = url("change", article)
    as_publisher.post(form, open_form(as_publisher, form) | {"title": "Changed meanwhile"})
    response = as_publisher.post(url("publish", article), data)
    assert "Look at it once more" in text_of(response)
    assert not article.editions.exists()
    assert send(as_publisher, article).status_code == 302
    assert article.editions.get().title == "Changed meanwhile"


@pytest.mark.parametrize("nonsense", ["", "x", "1.-1", "1.9", "9" * 5000])
def test_a_form_that_saw_nothing_publishes_nothing(nonsense: str, as_publisher: Client) -> None:
    article = make_draft()
    response = send(as_publisher, article, seen=nonsense)
    assert response.status_code == 200
    assert not article.editions.exists()


# The checklist


def test_errors_come_first_and_stop_publication(as_publisher: Client) -> None:
    article = make_draft(body="")
    page = as_publisher.get(url("publish", article))
    assert "The article has no text." in text_of(page)
    assert 'name="seen"' not in page.content.decode()
    response = send(as_publisher, article)
    assert response.status_code == 200
    assert not article.editions.exists()


def test_warnings_ask_and_what_was_overridden_is_kept(as_publisher: Client) -> None:
    article = make_draft()
    response = send(as_publisher, article, anyway="")
    assert "Answer the questions of the checklist, or tick this." in text_of(response)
    assert not article.editions.exists()
    send(as_publisher, article)
    assert (
        article.events.first().note == "Published all the same: It has no author. It has no tags."
    )


def test_where_the_checklist_asks_nothing_nothing_is_asked(as_publisher: Client) -> None:
    article = make_draft(authors=["Ada"], tags=["Rent"], section=make_section())
    assert 'name="anyway"' not in as_publisher.get(url("publish", article)).content.decode()
    assert send(as_publisher, article, anyway="").status_code == 302
    assert article.events.first().note == ""


def test_a_question_that_came_up_meanwhile_is_not_answered_unseen(as_publisher: Client) -> None:
    article = make_draft()
    data = page_of(as_publisher, article)
    Remark.objects.create(article=article, text="Wait!")
    response = as_publisher.post(url("publish", article), data)
    assert "There is something new on the checklist" in text_of(response)
    assert "1 remark is not resolved." in text_of(response)
    assert not article.editions.exists()


# Corrections


def test_a_later_edition_asks_for_the_public_note(as_publisher: Client, archive: Archive) -> None:
    article = archive.english.article
    change(article, title="New title")
    response = send(as_publisher, article)
    assert "Say what changed, or tick below" in text_of(response)
    assert article.editions.count() == 1
    both = send(as_publisher, article, correction="Title.", silent="on")
    assert "There is a note" in text_of(both)
    assert article.editions.count() == 1


def test_the_second_edition_carries_its_note(as_publisher: Client, archive: Archive) -> None:
    article = archive.english.article
    change(
        article,
        title="The rent strike of Harrow Street",
        body=article.body.replace("The tenants met", "The tenants gathered"),
    )
    page = as_publisher.get(url("publish", article))
    html = page.content.decode()
    assert "What readers will see changed since edition 1" in text_of(page)
    assert "<del>met" in html
    assert "<ins>gathered" in html
    assert "of Harrow <del>Row</del><ins>Street</ins>" in html
    send(as_publisher, article, correction="They gathered; they did not meet.")
    edition = Edition.objects.public().get(article=article)
    assert (edition.number, edition.correction) == (2, "They gathered; they did not meet.")
    assert article.events.first().note.startswith("They gathered; they did not meet.")


def test_without_a_note_is_never_without_a_trace(as_publisher: Client, archive: Archive) -> None:
    article = archive.english.article
    change(article, title="New title")
    assert send(as_publisher, article, silent="on").status_code == 302
    assert Edition.objects.public().get(article=article).correction == ""
    assert "Without a public note" in article.events.first().note


def test_what_readers_never_had_needs_no_note(as_publisher: Client) -> None:
    article = make_scheduled().article
    assert "Public note" not in text_of(as_publisher.get(url("publish", article)))
    assert send(as_publisher, article).status_code == 302
    assert Edition.objects.public().get(article=article).number == 2


def test_the_comparison_is_with_what_readers_have_and_not_with_what_is_scheduled(
    as_publisher: Client,
) -> None:
    article = make_published(body="<p>One word.</p>").article
    change(article, body="<p>Two words.</p>")
    publish(article, at=timezone.now() + timedelta(days=1), correction="Two.")
    change(article, body="<p>Three words.</p>")
    html = as_publisher.get(url("publish", article)).content.decode()
    assert "<del>One" in html
    assert "Two" not in html


def test_nothing_new_to_publish_is_said(as_publisher: Client, archive: Archive) -> None:
    page = as_publisher.get(url("publish", archive.english.article))
    assert "Readers have exactly this already" in text_of(page)


# When


def test_a_moment_to_come_schedules_to_the_minute(as_publisher: Client, settings: object) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    article = make_draft()
    with time_machine.travel(WINTER, tick=False):
        page = text_of(as_publisher.get(url("publish", article)))
        assert "Times are those of Europe/Berlin, where it is 1 p.m. now." in page
        schedule(as_publisher, article, "2025-07-01T09:30")
        edition = article.editions.get()
        assert edition.visible_from == datetime(2025, 7, 1, 7, 30, tzinfo=UTC)
    with time_machine.travel(edition.visible_from - timedelta(seconds=1)):
        assert Client().get(edition.get_absolute_url()).status_code == 404
    with time_machine.travel(edition.visible_from):
        assert Client().get(edition.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("at", ["1999-01-01T00:00", "2025-01-15T11:59", "2025-01-15T12:00"])
def test_a_moment_that_has_passed_is_refused(at: str, as_publisher: Client) -> None:
    article = make_draft()
    with time_machine.travel(WINTER, tick=False):
        response = schedule(as_publisher, article, at)
    said = " ".join(response.context["form"].errors["at"])
    assert "That moment has passed" in said or "too far away" in said
    assert not article.editions.exists()


@pytest.mark.parametrize("at", ["nonsense", "2021-02-31T10:00", "9999-12-31T23:59", "0001-01-01"])
def test_what_is_no_moment_is_refused(at: str, as_publisher: Client) -> None:
    article = make_draft()
    assert "at" in schedule(as_publisher, article, at).context["form"].errors
    assert not article.editions.exists()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"when": "later", "at": ""}, "Say when."),
        ({"when": "now", "at": "2999-01-01T10:00"}, "You chose “now” and a moment as well."),
    ],
)
def test_now_and_later_are_not_mistaken_for_each_other(
    data: dict[str, str], said: str, as_publisher: Client
) -> None:
    article = make_draft()
    assert said in text_of(send(as_publisher, article, **data))
    assert not article.editions.exists()


def test_a_minute_that_clocks_leave_out_is_refused_with_one_they_show(
    as_publisher: Client, settings: object
) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    article = make_draft()
    with time_machine.travel(WINTER, tick=False):
        response = schedule(as_publisher, article, "2025-03-30T02:30")
    assert "Clocks are put forward then" in text_of(response)
    assert "Choose 3:30 a.m., say." in text_of(response)
    assert not article.editions.exists()


@pytest.mark.parametrize(("turn", "hour"), [("first", 0), ("second", 1)])
def test_a_minute_that_comes_twice_is_asked_about(
    turn: str, hour: int, as_publisher: Client, settings: object
) -> None:
    settings.TIME_ZONE = "Europe/Berlin"
    article = make_draft()
    with time_machine.travel(WINTER, tick=False):
        question = schedule(as_publisher, article, "2025-10-26T02:30")
        assert "show that time twice" in text_of(question)
        assert 'name="turn"' in question.content.decode()
        assert not article.editions.exists()
        schedule(as_publisher, article, "2025-10-26T02:30", turn=turn)
    assert article.editions.get().visible_from == datetime(2025, 10, 26, hour, 30, tzinfo=UTC)


def test_what_is_scheduled_is_taken_off_and_a_second_press_says_so(as_publisher: Client) -> None:
    article = make_scheduled().article
    assert "Take it off the schedule" in text_of(as_publisher.get(url("publish", article)))
    assert as_publisher.get(url("unschedule", article)).status_code == 405
    said = text_of(as_publisher.post(url("unschedule", article), follow=True))
    assert "Taken off the schedule." in said
    article.refresh_from_db()
    assert article.state == Article.State.APPROVED
    again = text_of(as_publisher.post(url("unschedule", article), follow=True))
    assert "Nothing is scheduled any more" in again


def test_who_may_not_publish_may_not_unschedule(as_editor: Client) -> None:
    article = make_scheduled().article
    assert as_editor.post(url("unschedule", article)).status_code == 403
    assert article.state == Article.State.SCHEDULED


def test_another_moment_takes_the_place_of_the_first(as_publisher: Client) -> None:
    article = make_scheduled(days=1).article
    later = timezone.localtime(timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    schedule(as_publisher, article, later)
    coming = article.editions.get(visible_until__isnull=True)
    assert coming.number == 2
    assert timezone.localtime(coming.visible_from).strftime("%Y-%m-%dT%H:%M") == later


# The embargo


def test_under_embargo_it_is_scheduled_for_its_end_or_later_and_not_earlier(
    as_publisher: Client,
) -> None:
    article = make_draft(embargo_until=timezone.now() + timedelta(days=2))
    page = as_publisher.get(url("publish", article))
    assert "Under embargo until" in text_of(page)
    offered = page.context["form"]["at"].value()
    assert offered >= timezone.localtime(article.embargo_until).replace(tzinfo=None)
    refused = send(as_publisher, article)
    assert "It is under embargo until" in text_of(refused)
    soon = timezone.localtime(timezone.now() + timedelta(days=1)).strftime("%Y-%m-%dT%H:%M")
    assert "It is under embargo until" in text_of(schedule(as_publisher, article, soon))
    assert not article.editions.exists()
    at_its_end = offered.strftime("%Y-%m-%dT%H:%M")
    assert schedule(as_publisher, article, at_its_end).status_code == 302


def test_an_embargo_cannot_be_set_beyond_what_is_scheduled(as_publisher: Client) -> None:
    article = make_scheduled(days=1).article
    form = url("change", article)
    late = timezone.localtime(timezone.now() + timedelta(days=5))
    data = {"embargo_until_0": late.strftime("%Y-%m-%d"), "embargo_until_1": "10:00:00"}
    response = as_publisher.post(form, open_form(as_publisher, form) | data)
    assert "Take it off the schedule first." in text_of(response)
    article.refresh_from_db()
    assert article.embargo_until is None


# All or nothing


@pytest.mark.parametrize(
    ("where", "name"),
    [
        (freeze.EditionTag.objects, "bulk_create"),
        (counts, "settle"),
        (freeze, "render"),
    ],
)
def test_a_publication_that_fails_half_way_leaves_nothing_and_can_be_tried_again(
    where: object,
    name: str,
    as_publisher: Client,
    archive: Archive,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    article = archive.english.article
    change(article, title="New title", slug="new-title")
    data = page_of(as_publisher, article) | {"silent": "on"}

    def fail(*_args: object, **_kwargs: object) -> None:
        raise OSError("the disk is full")

    before = list(article.editions.values("number", "visible_until")), article.events.count()
    with monkeypatch.context() as broken:
        broken.setattr(where, name, fail)
        with pytest.raises(OSError, match="disk"):
            as_publisher.post(url("publish", article), data)
    assert (list(article.editions.values("number", "visible_until")), article.events.count()) == (
        before
    )
    assert Client().get(archive.english.get_absolute_url()).status_code == 200
    assert not article.redirects.exists()
    assert as_publisher.post(url("publish", article), data).status_code == 302
    assert Edition.objects.public().get(article=article).title == "New title"


def test_the_page_costs_the_same_for_a_short_text_and_a_long_one(
    as_publisher: Client,
    publisher: AbstractUser,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    article = make_published(body=make_body(notes=60), tags=["a", "b", "c"]).article
    change(article, body=make_body(notes=61))
    with django_assert_max_num_queries(38):
        as_publisher.get(url("publish", article))
