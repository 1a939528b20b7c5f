"""Who is told of what by mail, and who is not."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import AbstractUser, User
from django.core import mail as outbox
from django.utils import timezone

from articles.models import Article, MailChoice, Notice, Source
from articles.publishing import counts, manuscript, notices, remarks, workflow
from articles.publishing.publish import publish, withdraw
from articles.publishing.workflow import assign
from tests.factories import make_draft, make_published, make_section
from tests.people import role

from .post import member, sent

pytestmark = pytest.mark.django_db


def test_those_who_may_review_it_are_told_of_a_text_that_was_sent_to_review(
    at_once: Any, writer: User, reviewer: User
) -> None:
    housing = make_section("Housing")
    member("elsewhere", "Editor", sections=[housing])
    member("moderator", "Moderator")
    article = make_draft("Why the laundry closed", created_by=writer)
    with at_once():
        workflow.move(article, "submit", by=writer, note="Have a look.")
    [letter] = outbox.outbox
    assert letter.to == ["reviewer@example.org"]
    assert letter.subject == f"[{settings.SITE_NAME}] To review: Why the laundry closed"
    assert "writer has sent this text to review." in letter.body
    assert f"http://testserver/admin/articles/article/{article.pk}/change/" in letter.body
    assert "Have a look." in letter.body
    assert "http://testserver/admin/my-mail/" in letter.body


def test_a_text_that_is_given_to_somebody_is_told_to_nobody_else_and_once(
    at_once: Any, writer: User, reviewer: User
) -> None:
    second = member("second", "Editor")
    article = make_draft("One", created_by=writer)
    with at_once():
        workflow.move(article, "submit", by=writer)
        assign(article, second, by=writer)
    assert [(to, about.split("] ")[1]) for to, about in sent()] == [("second", "To review: One")]
    with at_once():
        assign(article, reviewer, by=second)
    assert [(to, about.split("] ")[1]) for to, about in sent()] == [
        ("reviewer", "Waits for you: One")
    ]


def test_the_writer_is_told_what_becomes_of_the_text(
    at_once: Any, writer: User, reviewer: User, publisher: AbstractUser
) -> None:
    article = workflow.move(make_draft("One", created_by=writer), "submit", by=writer)
    steps = [
        ("Changes asked for", lambda: workflow.move(article, "ask_changes", by=reviewer, note="x")),
        ("Approved", lambda: approve()),  # noqa: PLW0108  defined below
        ("Published", lambda: publish(article, by=publisher)),
        ("Withdrawn", lambda: withdraw(article, by=publisher, reason="It was wrong.")),
    ]

    def approve() -> None:
        workflow.move(article, "submit", by=reviewer)
        workflow.move(article, "approve", by=reviewer)

    for about, act in steps:
        outbox.outbox.clear()
        with at_once():
            act()
        assert [(to, said.split("] ")[1]) for to, said in sent()] == [("writer", f"{about}: One")]


def test_nobody_is_told_of_their_own_acts(at_once: Any, reviewer: User) -> None:
    article = make_draft("One", created_by=reviewer)
    with at_once():
        workflow.move(article, "submit", by=reviewer)
        workflow.move(article, "approve", by=reviewer)
        remarks.leave(article, "To myself.", by=reviewer)
    assert sent() == []


def test_a_remark_is_told_to_the_writer_and_an_answer_to_who_asked(
    at_once: Any, writer: User, reviewer: User
) -> None:
    article = make_draft("One", created_by=writer)
    with at_once():
        thread = remarks.leave(article, "Who says so?", by=reviewer)
    assert "Who says so?" in outbox.outbox[0].body
    assert [to for to, _about in sent()] == ["writer"]
    with at_once():
        remarks.answer(thread, "The report.", by=writer)
    assert [to for to, _about in sent()] == ["reviewer"]


def test_an_answer_is_not_told_to_who_may_read_remarks_no_more(
    at_once: Any, writer: User, reviewer: User
) -> None:
    article = make_draft("One", created_by=writer)
    with at_once():
        thread = remarks.leave(article, "Who says so?", by=reviewer)
    outbox.outbox.clear()
    reviewer.groups.set([role("Translator")])  # sees every text, and no remark
    with at_once():
        remarks.answer(thread, "The report.", by=writer)
    assert sent() == []


def test_a_scheduled_text_that_appears_is_told_to_who_made_and_who_scheduled_it(
    at_once: Any, writer: User
) -> None:
    chief = member("chief", "Publisher")
    article = make_draft("One", created_by=writer)
    publish(article, by=chief, at=timezone.now() + timedelta(days=1))
    Notice.objects.all().delete()
    with at_once():
        counts.settle_due()
    assert sent() == []
    with time_machine.travel(timezone.now() + timedelta(days=2)), at_once():
        counts.settle_due()
        counts.settle_due()
    assert [(to, about.split("] ")[1]) for to, about in sent()] == [
        ("chief", "Readers have it: One"),
        ("writer", "Readers have it: One"),
    ]


def test_a_source_that_dies_is_told_once_to_those_whose_published_texts_cite_it(
    at_once: Any, writer: User
) -> None:
    make_published("Out", created_by=writer)
    make_draft("Draft", created_by=writer)
    Notice.objects.all().delete()
    source = Source.objects.filter(footnotes__article__title="Out").first()
    with at_once():
        source.dead_since = timezone.now()
        source.save()
        source.title = "The same, known to be dead"
        source.save()
    assert [(to, about.split("] ")[1]) for to, about in sent()] == [
        ("writer", "A source has died: Out")
    ]


def test_what_somebody_has_switched_off_does_not_come(at_once: Any, writer: User) -> None:
    chief = member("chief", "Publisher")
    MailChoice.objects.create(user=writer, kind="published", is_wanted=False)
    with at_once():
        publish(make_draft("One", created_by=writer), by=chief)
    assert sent() == []


def test_a_failure_to_tell_spoils_no_act(
    writer: User, reviewer: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        Article.objects.get(pk=-1)

    monkeypatch.setattr(notices, "tell", fail)
    article = workflow.move(make_draft("One", created_by=writer), "submit", by=writer)
    assert article.stage == Article.Stage.REVIEW
    assert "Nobody was told" in caplog.text


def test_an_import_or_an_autosave_tells_nobody(at_once: Any, writer: User, reviewer: User) -> None:
    article = make_draft("One", created_by=writer)
    with at_once():
        article.standfirst = "New."
        manuscript.save(article)
        manuscript.record(article, by=reviewer, autosaved=True)
    assert sent() == []
