"""How letters go out: once, to whom they still concern, and in nobody's way."""

import logging
from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import User
from django.core import mail as outbox
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone, translation

from articles.models import Article, Comment, MailChoice, Notice
from articles.publishing import bulk, letters, workflow
from tests.factories import make_comment, make_draft, make_published

from .post import member, sent

pytestmark = pytest.mark.django_db


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
