"""Remarks on a manuscript: left, answered, resolved, and never in the reach of readers."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from articles.exporting.base import FORMATS
from articles.models import Article, Remark
from articles.publishing import manuscript, remarks
from articles.publishing.content import checksum, content
from articles.publishing.publish import publish
from articles.text.quotes import Quote
from tests.factories import (
    make_body,
    make_draft,
    make_published,
    make_trashed,
    make_user,
    republish,
)

pytestmark = pytest.mark.django_db

SECRET = "Zwetschgendatschi"
PASSAGE = Quote("The tenants met", "Rents rose. ", " on Sunday.")


@pytest.fixture
def reviewer(db: None) -> AbstractUser:
    return make_user("reviewer", "view_article", "review_article")


def texts(article: Article) -> list[str]:
    return [thread.remark.text for thread in remarks.threads(article)]


def test_a_remark_is_kept_with_its_passage_apart_from_the_text(reviewer: AbstractUser) -> None:
    article = make_draft()
    body, digest = article.body, checksum(content(article))
    remark = remarks.leave(article, "  Who? ", quote=PASSAGE, by=reviewer)
    article.refresh_from_db()
    assert (remark.text, remark.exact, remark.created_by) == ("Who?", PASSAGE.exact, reviewer)
    assert article.body == body
    assert checksum(content(article)) == digest
    assert article.version == make_draft().version


def test_who_may_not_remark_leaves_nothing(stranger: AbstractUser, reviewer: AbstractUser) -> None:
    article = make_draft()
    thread = remarks.leave(article, "Who?", by=reviewer)
    for act in (
        lambda: remarks.leave(article, "Me too", by=stranger),
        lambda: remarks.answer(thread, "Me too", by=stranger),
        lambda: remarks.resolve(thread, by=stranger),
        lambda: remarks.reopen(thread, by=stranger),
        lambda: remarks.edit(thread, "Me too", by=stranger),
        lambda: remarks.delete(thread, by=stranger),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert [(row.text, row.resolved_at) for row in Remark.objects.all()] == [("Who?", None)]


def test_a_writer_may_answer_on_their_own_article_while_it_is_reviewed(
    reviewer: AbstractUser,
) -> None:
    writer = make_user("writer", "write_own_article")
    own = make_draft(created_by=writer, stage=Article.Stage.REVIEW)
    thread = remarks.leave(own, "Who?", by=reviewer)
    assert remarks.answer(thread, "Ada.", by=writer).parent == thread
    with pytest.raises(PermissionDenied):
        remarks.leave(make_draft(), "Not mine", by=writer)


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 5001])
def test_a_remark_says_something_and_not_too_much(text: str) -> None:
    article = make_draft()
    thread = remarks.leave(article, "Who?", by=None)
    for act in (
        lambda: remarks.leave(article, text, by=None),
        lambda: remarks.answer(thread, text, by=None),
        lambda: remarks.edit(thread, text, by=None),
    ):
        with pytest.raises(ValidationError):
            act()
    assert Remark.objects.count() == 1


def test_a_passage_that_is_a_whole_book_is_refused() -> None:
    with pytest.raises(ValidationError, match="shorter passage"):
        remarks.leave(make_draft(), "Who?", quote=Quote("x" * 5001), by=None)


def test_two_presses_leave_one_remark_and_a_day_later_it_is_another(
    reviewer: AbstractUser,
) -> None:
    article = make_draft()
    thread = remarks.leave(article, "Who?", quote=PASSAGE, by=reviewer)
    assert remarks.leave(article, "Who?", quote=PASSAGE, by=reviewer) == thread
    first = remarks.answer(thread, "Ada.", by=reviewer)
    assert remarks.answer(thread, "Ada.", by=reviewer) == first
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert remarks.leave(article, "Who?", quote=PASSAGE, by=reviewer) != thread


def test_resolving_says_who_and_an_answer_opens_the_thread_again(
    reviewer: AbstractUser, editor: AbstractUser
) -> None:
    article = make_draft()
    thread = remarks.leave(article, "Who?", by=reviewer)
    remarks.resolve(thread, by=editor)
    remarks.resolve(thread, by=reviewer)
    thread.refresh_from_db()
    assert thread.resolved_by == editor
    assert article.remarks.unresolved().count() == 0
    remarks.answer(thread, "Not yet.", by=reviewer)
    assert article.remarks.unresolved().count() == 1
    remarks.resolve(thread, by=editor)
    remarks.reopen(thread, by=editor)
    thread.refresh_from_db()
    assert (thread.resolved_at, thread.resolved_by) == (None, None)


def test_only_ones_own_words_are_changed_and_it_shows(
    reviewer: AbstractUser, editor: AbstractUser
) -> None:
    thread = remarks.leave(make_draft(), "Who?", by=reviewer)
    with pytest.raises(PermissionDenied):
        remarks.edit(thread, "Nobody.", by=editor)
    remarks.edit(thread, "Who?", by=reviewer)
    thread.refresh_from_db()
    assert thread.edited_at is None
    remarks.edit(thread, "Who met?", by=reviewer)
    thread.refresh_from_db()
    assert thread.text == "Who met?"
    assert thread.edited_at is not None


def test_ones_own_remark_can_be_taken_back_until_it_is_answered(
    reviewer: AbstractUser, editor: AbstractUser
) -> None:
    article = make_draft()
    thread = remarks.leave(article, "Who?", by=reviewer)
    first = remarks.answer(thread, "Ada.", by=editor)
    second = remarks.answer(thread, "Ah.", by=reviewer)
    for answered, whose in ((thread, reviewer), (first, editor)):
        with pytest.raises(ValidationError, match="Somebody has answered"):
            remarks.delete(answered, by=whose)
    with pytest.raises(PermissionDenied):
        remarks.delete(second, by=editor)
    for last, whose in ((second, reviewer), (first, editor), (thread, reviewer)):
        remarks.delete(last, by=whose)
    assert not Remark.objects.exists()


def test_what_was_taken_back_meanwhile_is_said(reviewer: AbstractUser) -> None:
    thread = remarks.leave(make_draft(), "Who?", by=reviewer)
    answer = remarks.answer(thread, "Ada.", by=reviewer)
    Remark.objects.filter(pk=answer.pk).delete()
    with pytest.raises(ValidationError, match="is gone"):
        remarks.edit(answer, "Berta.", by=reviewer)
    gone = Remark.objects.get(pk=thread.pk)
    remarks.delete(thread, by=reviewer)
    with pytest.raises(ValidationError, match="is gone"):
        remarks.answer(gone, "Ada.", by=reviewer)


def test_nothing_is_said_about_what_lies_in_the_trash() -> None:
    with pytest.raises(ValidationError, match="trash"):
        remarks.leave(make_trashed().article, "Who?", by=None)


def test_threads_stand_in_the_order_of_the_text() -> None:
    article = make_draft(body="<p>One two three.</p><p>Four five six.</p>")
    for text, words in [("b", "Four"), ("gone", "seven"), ("a", "two"), ("whole", "")]:
        remarks.leave(article, text, quote=Quote(words) if words else None, by=None)
    done = remarks.leave(article, "done", quote=Quote("One"), by=None)
    remarks.resolve(done, by=None)
    assert texts(article) == ["whole", "a", "b", "gone", "done"]


def test_a_passage_that_has_changed_is_found_and_one_that_was_cut_is_gone() -> None:
    body = (
        "<p>In spring the rents were raised by a third. The tenants met on Sunday in the wash "
        "house of number nine.</p><p>They paid nothing until October.</p>"
    )
    article = make_draft(body=body)
    remarks.leave(article, "When?", quote=Quote("The tenants met on Sunday"), by=None)
    remarks.leave(article, "Sure?", quote=Quote("They paid nothing until October"), by=None)
    article.body = "<p>In spring. The tenants gathered on Sunday in the wash house.</p>"
    changed, gone = remarks.threads(article)
    assert changed.place
    assert changed.place.is_changed
    assert changed.quote
    assert changed.quote.exact == "The tenants gathered on Sunday"
    assert (gone.is_gone, gone.quote) == (True, None)


def test_threads_cost_the_same_whatever_their_number(
    reviewer: AbstractUser, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    article = make_draft(body=make_body(notes=20))
    for number in range(12):
        thread = remarks.leave(article, f"Remark {number}", quote=PASSAGE, by=reviewer)
        remarks.answer(thread, "Yes.", by=reviewer)
    with django_assert_num_queries(4):
        found = remarks.threads(Article.objects.get(pk=article.pk))
        said = [(t.remark.created_by, a.created_by) for t in found for a in t.answers]
    assert len(said) == 12


# Out of the reach of readers


def test_no_remark_reaches_readers_in_any_page_feed_or_copy(
    client: Client, reviewer: AbstractUser
) -> None:
    edition = make_published("The strike", authors=["Ada"], tags=["Rent"])
    article = edition.article
    thread = remarks.leave(article, SECRET, quote=PASSAGE, by=reviewer)
    remarks.answer(thread, f"{SECRET} again", by=reviewer)
    edition = republish(edition, correction="A word was wrong.", title="The rent strike")
    address = edition.get_absolute_url()
    copies = [address.rstrip("/") + f".{suffix}" for suffix in FORMATS]
    pages = ["editions/", "editions/1/", "editions/2/"]
    for path in [
        address,
        *(address + page for page in pages),
        *copies,
        "/",
        "/articles/",
        "/corrections/",
        "/feed.xml",
        "/feed.json",
        "/sitemap-articles-1.xml",
        "/search/?q=" + SECRET,
    ]:
        answer = client.get(path)
        text = b"".join(answer) if answer.streaming else answer.content
        assert SECRET.encode() not in text.replace(b"?q=" + SECRET.encode(), b""), path


def test_no_remark_stands_in_an_edition_or_a_revision(reviewer: AbstractUser) -> None:
    article = make_draft()
    before = checksum(content(article))
    remarks.leave(article, SECRET, quote=PASSAGE, by=reviewer)
    manuscript.save(article)
    revision = manuscript.record(article, by=reviewer)
    edition = publish(article)
    assert SECRET not in json.dumps([revision.content, edition.content])
    assert SECRET not in f"{edition.html}{edition.notes}{edition.text}{edition.excerpt}"
    assert before == revision.checksum == edition.checksum
