"""Mail on what concerns a person: who gets it, what it says, and that it is in nobody's way."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import AbstractUser, User
from django.core import mail as outbox
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone, translation

from articles.models import Article, Comment, MailChoice, Notice, Source
from articles.publishing import bulk, counts, letters, manuscript, notices, remarks, workflow
from articles.publishing.publish import publish, withdraw
from articles.publishing.workflow import assign
from tests.factories import make_comment, make_draft, make_published, make_section
from tests.people import make_member, role

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at_once(django_capture_on_commit_callbacks: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What is left for after the transaction happens at the end of ``with at_once():``."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def writer() -> User:
    return member("writer", "Writer")


@pytest.fixture
def reviewer() -> User:
    return member("reviewer", "Editor")


def member(name: str, *roles: str, **narrowed: Any) -> User:
    user = make_member(name, *roles, **narrowed)
    user.email = f"{name}@example.org"
    user.save()
    return user


def sent() -> list[tuple[str, str]]:
    """To whom, and about what, as far as it was not looked at yet."""
    letters = [(letter.to[0].split("@")[0], letter.subject) for letter in outbox.outbox]
    outbox.outbox.clear()
    return sorted(letters)


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


def test_moderators_hear_of_comments_at_most_once_an_hour_and_read_none_of_them(
    at_once: Any,
) -> None:
    member("moderator", "Moderator")
    article = make_published("One").article
    for number in range(3):
        with at_once():
            make_comment(article, f"My secret {number}", approved=False)
    [letter] = outbox.outbox
    assert "1 comment waits" in letter.body
    assert "state=held" in letter.body
    assert "secret" not in letter.body
    assert sent()
    with time_machine.travel(timezone.now() + timedelta(minutes=61)), at_once():
        call_command("tick")
        [letter] = outbox.outbox
        assert "3 comments wait" in letter.body
    assert sent()


def test_comments_that_are_decided_meanwhile_are_no_news(at_once: Any) -> None:
    member("moderator", "Moderator")
    article = make_published("One").article
    with at_once():
        comment = make_comment(article, approved=False)
        Comment.objects.filter(pk=comment.pk).update(state=Comment.State.REJECTED, email="")
    assert sent() == []
    assert not Notice.objects.exists()


def test_what_somebody_has_switched_off_does_not_come(at_once: Any, writer: User) -> None:
    chief = member("chief", "Publisher")
    MailChoice.objects.create(user=writer, kind="published", is_wanted=False)
    with at_once():
        publish(make_draft("One", created_by=writer), by=chief)
    assert sent() == []


def test_of_a_text_that_somebody_may_no_longer_see_nothing_is_told(
    at_once: Any, writer: User, reviewer: User
) -> None:
    article = make_draft("One", created_by=writer)
    with at_once():
        workflow.move(article, "submit", by=writer)
        reviewer.groups.clear()
    assert sent() == []


def test_who_has_left_or_has_no_address_gets_none(at_once: Any, writer: User) -> None:
    gone, silent = member("gone", "Editor"), member("silent", "Editor")
    gone.is_active = False
    gone.save()
    silent.email = ""
    silent.save()
    with at_once():
        workflow.move(make_draft("One", created_by=writer), "submit", by=writer)
    assert sent() == []
    assert not Notice.objects.exists()


def test_many_at_once_are_one_letter_when_it_is_over(at_once: Any, reviewer: User) -> None:
    chief = member("chief", "Publisher")
    for number in range(5):
        make_draft(f"Article {number}")
    asked = bulk.ask(Article.objects.order_by("pk"), "assign", by=chief)
    with at_once():
        bulk.start(asked, {"to": reviewer.pk})
    [letter] = outbox.outbox
    assert letter.to == ["reviewer@example.org"]
    assert letter.subject.endswith("Waits for you: 5 texts")
    assert letter.body.startswith("A text was given to me:")
    assert all(f"Article {number}" in letter.body for number in range(5))


def test_what_is_rolled_back_is_told_to_nobody(at_once: Any, writer: User, reviewer: User) -> None:
    article = make_draft("One", created_by=writer)
    with at_once(), transaction.atomic():
        workflow.move(article, "submit", by=writer)
        transaction.set_rollback(True)
    assert sent() == []


class Away(BaseEmailBackend):
    """A mail server that takes nothing, and says to whom."""

    def send_messages(self, messages: list[Any]) -> int:
        raise SMTPRecipientsRefused({messages[0].to[0]: (550, b"no")})


def test_a_mail_server_that_is_away_is_in_nobodys_way_and_it_is_sent_later(
    at_once: Any, writer: User, reviewer: User, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    article = make_draft("One", created_by=writer)
    with monkeypatch.context() as broken, caplog.at_level(logging.INFO):
        broken.setattr(settings, "EMAIL_BACKEND", f"{__name__}.Away")
        with at_once():
            workflow.move(article, "submit", by=writer)
    article.refresh_from_db()
    assert article.stage == Article.Stage.REVIEW
    assert "SMTPRecipientsRefused" in caplog.text
    assert "@" not in "".join(record.getMessage() for record in caplog.records)
    assert sent() == []
    call_command("tick")
    assert sent() == []  # so soon nobody tries again
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        call_command("tick")
        assert [to for to, _about in sent()] == ["reviewer"]
        call_command("tick")
    assert sent() == []


def test_a_mail_server_that_is_not_there_is_asked_once_for_all_letters(
    at_once: Any, writer: User, reviewer: User, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    asked = []

    def gone(_server: BaseEmailBackend) -> None:
        asked.append(1)
        raise ConnectionRefusedError

    monkeypatch.setattr(BaseEmailBackend, "open", gone)
    with at_once():
        for title in ("One", "Two"):
            workflow.move(make_draft(title, created_by=writer), "submit", by=writer)
    assert asked == [1]  # the second task finds nothing that is free
    assert Notice.objects.filter(sent_at=None).count() == 2
    assert "ConnectionRefusedError" in caplog.text


def test_a_letter_is_plain_text_from_a_machine_and_names_nobodys_address(
    at_once: Any, writer: User, reviewer: User
) -> None:
    writer.username = "wanda@example.net"
    writer.save()
    with at_once():
        workflow.move(make_draft("One", created_by=writer), "submit", by=writer)
    [letter] = outbox.outbox
    message = letter.message()
    assert message.get_content_type() == "text/plain"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["To"] == "reviewer@example.org"
    assert "wanda has sent this text to review." in letter.body
    assert "@" not in letter.body + letter.subject


def test_letters_are_in_the_language_of_the_site_whatever_somebody_reads_the_desk_in(
    at_once: Any, writer: User, reviewer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "LANGUAGE_CODE", "de")
    with translation.override("en"), at_once():
        workflow.move(make_draft("One", created_by=writer), "submit", by=writer)
    [letter] = outbox.outbox
    assert letter.subject.endswith("Zur Prüfung: One")
    assert "writer hat diesen Text zur Prüfung gegeben." in letter.body
    assert "Welche Post Sie bekommen, bestimmen Sie:" in letter.body


def test_what_is_switched_off_before_it_goes_out_does_not_go_out(
    at_once: Any, writer: User, reviewer: User
) -> None:
    with at_once():
        workflow.move(make_draft("One", created_by=writer), "submit", by=writer)
        MailChoice.objects.create(user=reviewer, kind="review", is_wanted=False)
    assert sent() == []
    assert not Notice.objects.exists()


def test_each_kind_can_be_switched_off_and_has_words(db: None) -> None:
    assert set(letters.WORDS) | {Notice.Kind.COMMENT} == set(Notice.Kind)


def test_what_no_server_takes_for_days_is_given_up_and_what_was_sent_is_forgotten(
    at_once: Any, writer: User, reviewer: User
) -> None:
    with at_once():
        workflow.move(make_draft("One", created_by=writer), "submit", by=writer)
    assert Notice.objects.count() == 1
    Notice.objects.create(user=reviewer, kind="published", article=Article.objects.get())
    with time_machine.travel(timezone.now() + timedelta(days=4)):
        call_command("tick")
    assert not Notice.objects.exists()


def test_a_failure_to_tell_spoils_no_act(
    writer: User, reviewer: User, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_arguments: object, **_named: object) -> None:
        Article.objects.get(pk=-1)

    monkeypatch.setattr(notices, "tell", fail)
    article = workflow.move(make_draft("One", created_by=writer), "submit", by=writer)
    assert article.stage == Article.Stage.REVIEW
    assert "Nobody was told" in caplog.text


def test_a_title_with_line_breaks_and_markup_stays_a_title(
    at_once: Any, writer: User, reviewer: User
) -> None:
    article = make_draft("<b>One</b> & two", created_by=writer)
    Article.objects.filter(pk=article.pk).update(title="<b>One</b> &\nBcc: x@example.org")
    with at_once():
        workflow.move(article, "submit", by=writer)
    [letter] = outbox.outbox
    assert letter.subject.endswith("To review: <b>One</b> & Bcc: x@example.org")
    assert letter.recipients() == ["reviewer@example.org"]
    assert "<b>One</b> &" in letter.body


def test_an_import_or_an_autosave_tells_nobody(at_once: Any, writer: User, reviewer: User) -> None:
    article = make_draft("One", created_by=writer)
    with at_once():
        article.standfirst = "New."
        manuscript.save(article)
        manuscript.record(article, by=reviewer, autosaved=True)
    assert sent() == []
