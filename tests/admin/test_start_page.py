"""The start page: for each role what waits, each with the way to all of it, at a constant cost."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.admin import waiting
from articles.models import Article, BulkRun, Event, Source
from articles.publishing import bulk, manuscript, remarks, trash, workflow
from articles.publishing.publish import publish
from tests.admin.forms import text_of
from tests.factories import make_comment, make_draft, make_published, make_section
from tests.people import desk_of, make_member

START = reverse("admin:index")


def blocks(client: Client, which: str = "waiting") -> dict[str, list[str]]:
    """What the page shows: the title of each block, and of the articles in it."""
    shown = client.get(START).context[which]
    return {str(block.title): [article.title for article in block.articles] for block in shown}


def change(article: Article) -> Article:
    article = Article.objects.get(pk=article.pk)
    article.standfirst = "Something else."
    manuscript.save(article)
    manuscript.record(article)
    return article


def test_a_writer_sees_their_own_texts_and_why_changes_are_wanted(db: None) -> None:
    writer = make_member("writer", "Writer")
    make_draft("Another's")
    make_draft("Draft", created_by=writer)
    back = workflow.move(make_draft("Back", created_by=writer), "submit")
    workflow.move(back, "ask_changes", note="The second paragraph needs a source.")
    remarks.leave(make_draft("Remarked", created_by=writer), "Who says so?", by=None)
    client = desk_of(writer)
    shown = blocks(client)
    assert shown["Changes are asked for in your texts"] == ["Back"]
    assert shown["Open remarks on your texts"] == ["Remarked"]
    assert shown["Your drafts"] == ["Remarked", "Draft"]
    assert "In review" not in shown
    words = text_of(client.get(START))
    assert "The second paragraph needs a source." in words
    assert "Another's" not in words
    assert "Write an article" in words


def test_a_reviewer_sees_what_is_in_review_within_their_remit(db: None) -> None:
    housing, work = make_section("Housing"), make_section("Work")
    for title, section in (("Of housing", housing), ("Of work", work)):
        workflow.move(make_draft(title, section=section), "submit")
    assert blocks(desk_of(make_member("all", "Editor")))["In review"] == ["Of work", "Of housing"]
    narrowed = make_member("narrowed", "Editor", sections=[housing])
    assert blocks(desk_of(narrowed))["In review"] == ["Of housing"]
    assert "Approved, to be published" not in blocks(desk_of(narrowed))


def test_a_publisher_sees_what_is_approved_changed_and_dead(db: None) -> None:
    workflow.move(workflow.move(make_draft("Ready"), "submit"), "approve")
    change(make_published("Changed", body="<p>No source.</p>").article)
    make_published("Citing")
    make_draft("Draft that cites")
    Source.objects.update(dead_since=timezone.now())
    shown = blocks(desk_of(make_member("publisher", "Publisher")))
    assert shown["Approved, to be published"] == ["Ready"]
    assert shown["Published, with changes that readers don’t have"] == ["Changed"]
    assert shown["Published, citing sources that have died"] == ["Citing"]


def test_what_is_given_to_somebody_waits_for_them_alone(db: None) -> None:
    one, other = make_member("one", "Editor"), make_member("other", "Editor")
    workflow.assign(make_draft("For one"), one)
    assert blocks(desk_of(one))["Given to you"] == ["For one"]
    assert "Given to you" not in blocks(desk_of(other))


def test_a_translation_whose_original_has_changed_waits(db: None) -> None:
    original = make_draft("Original", body="<p>One.</p>")
    make_draft("Übersetzung", body="<p>Eins.</p>", language="de", translation_of=original)
    original = Article.objects.get(pk=original.pk)
    original.body = "<p>Two.</p>"
    manuscript.save(original)
    manuscript.record(original)
    shown = blocks(desk_of(make_member("translator", "Translator")))
    assert shown["Translations whose original has changed"] == ["Übersetzung"]


def test_what_appeared_and_what_is_to_come(db: None) -> None:
    make_published("Out")
    later = make_published("Later too").article
    publish(change(later), at=timezone.now() + timedelta(days=2))
    publish(make_draft("To come"), at=timezone.now() + timedelta(days=1))
    client = desk_of(make_member("editor", "Editor"))
    assert set(blocks(client, "latest")["Published lately"]) == {"Out", "Later too"}
    coming = [edition.title for edition in client.get(START).context["schedule"]]
    assert coming == ["To come", "Later too"]


@pytest.mark.parametrize("role", ["Writer", "Editor", "Publisher", "Archivist"])
def test_every_number_leads_to_as_many_articles(role: str, db: None) -> None:
    user = make_member("somebody", role)
    for number in range(7):
        article = make_draft(f"Article {number}", created_by=user, assigned_to=user)
        workflow.move(article, "submit")
    client = desk_of(user)
    shown = client.get(START).context["waiting"]
    assert shown
    for block in shown:
        found = client.get(block.all_of_them).context["cl"]
        assert str(found.result_count) == block.number, block.title
        assert len(block.articles) == waiting.SHOWN


def test_nothing_is_counted_further_than_anybody_wants_to_know(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "MOST", 6)
    for number in range(8):
        workflow.move(make_draft(f"Article {number}"), "submit")
    [block] = [
        block
        for block in desk_of(make_member("editor", "Editor")).get(START).context["waiting"]
        if block.title == "In review"
    ]
    assert block.number == "6+"


def test_a_moderator_sees_comments_and_no_texts(db: None) -> None:
    edition = make_published("Out")
    make_draft("Not yet ready")
    make_comment(edition.article, "I was there.", approved=False, email="vera@example.org")
    make_comment(edition.article, "Decided already.")
    words = text_of(desk_of(make_member("moderator", "Moderator")).get(START))
    assert "1 comment waits" in words
    assert "I was there." in words
    assert "Decided already." not in words
    assert "vera@example.org" not in words
    assert "Not yet ready" not in words
    assert "Calendar" not in words


def test_of_many_comments_the_newest_are_shown(db: None) -> None:
    article = make_published("Out").article
    for number in range(7):
        make_comment(article, f"Number {number}.", approved=False)
    words = text_of(desk_of(make_member("moderator", "Moderator")).get(START))
    assert "7 comments wait" in words
    assert [number for number in range(7) if f"Number {number}." in words] == [2, 3, 4, 5, 6]


def test_a_stranger_sees_nothing(as_stranger: Client) -> None:
    make_draft("Not yet ready")
    page = as_stranger.get(START)
    assert "Not yet ready" not in text_of(page)
    assert "waiting" not in page.context
    assert "comment" not in text_of(page)


def test_an_empty_archive_shows_the_first_steps_to_each_who_can_take_them(
    as_superuser: Client,
) -> None:
    words = text_of(as_superuser.get(START))
    assert "The first steps" in words
    assert "Let others in" in words
    assert "Make sections" in words
    writer = text_of(desk_of(make_member("writer", "Writer")).get(START))
    assert "it stays a draft until somebody publishes it." in writer
    assert "Make sections" not in writer
    assert "Let others in" not in writer
    make_draft("One")
    assert "The first steps" not in text_of(as_superuser.get(START))


def test_the_plot_leads_into_the_list_and_reads_as_words(as_superuser: Client) -> None:
    for year in ("1974", "1974", "2021"):
        make_published(printed_date=year)
    page = as_superuser.get(START)
    bars = page.context["plot"].bars
    assert [(bar.year, bar.count) for bar in bars] == [(1974, 2), (2021, 1)]
    assert as_superuser.get(bars[0].address).context["cl"].result_count == 2
    assert "1974 2" in text_of(page)


def test_the_years_of_who_sees_few_texts_at_the_desk_lead_to_those_that_everybody_reads(
    db: None,
) -> None:
    make_published(printed_date="1974")
    make_published(printed_date="2021")
    narrowed = make_member("narrowed", "Editor", languages="de")
    for person in (make_member("writer", "Writer"), narrowed):
        bars = desk_of(person).get(START).context["plot"].bars
        assert [bar.address for bar in bars] == ["/articles/1974/", "/articles/2021/"]


def test_nothing_beyond_the_remit_is_on_the_page(db: None) -> None:
    make_published("Out")
    publish(make_draft("To come"), at=timezone.now() + timedelta(days=1))
    workflow.move(make_draft("To be read"), "submit")
    Event.objects.create(article=make_draft("Brought in"), kind=Event.Kind.IMPORTED)
    make_comment(make_published("Discussed").article, approved=False)
    roles = ("Editor", "Publisher", "Archivist", "Moderator")
    page = desk_of(make_member("narrowed", *roles, languages="de")).get(START)
    words = text_of(page)
    for title in ("Out", "To come", "To be read", "Brought in", "Discussed"):
        assert title not in words
    assert page.context["held_comments"].number == 0
    assert "comments wait" not in words
    assert "Imported since yesterday" not in words


def test_what_lies_in_the_trash_waits_for_nobody(superuser: AbstractUser) -> None:
    article = make_draft("Thrown away", created_by=superuser, assigned_to=superuser)
    workflow.move(article, "submit")
    trash.trash(article, by=superuser)
    assert "Thrown away" not in text_of(desk_of(superuser).get(START))


def test_acts_on_many_that_were_asked_for_are_watched_from_here(superuser: AbstractUser) -> None:
    make_draft("One")
    asked = bulk.ask(Article.objects.all(), "submit", by=superuser)
    assert "Send to review" not in text_of(desk_of(superuser).get(START))
    BulkRun.objects.update(state=BulkRun.State.RUNNING)
    words = text_of(desk_of(superuser).get(START))
    assert "running: 0 of 1" in words
    bulk.work(asked.pk)
    assert "done: 1 of 1" in text_of(desk_of(superuser).get(START))
    other = make_member("editor", "Editor")
    assert desk_of(other).get(START).context["runs"] == []


def test_imports_of_the_last_day_are_counted(superuser: AbstractUser) -> None:
    Event.objects.create(article=make_draft("One"), kind=Event.Kind.IMPORTED)
    assert "Imported since yesterday: 1" in text_of(desk_of(superuser).get(START))


# Session, user, permissions (2), remit; with the right to moderate the comments and their number.
# Who sees articles: two for each block, or one where it has no number or up to five;
# the schedule, acts on many, the years. Who imports: what was imported.
QUERIES = {"Writer": 17, "Editor": 23, "Moderator": 7, "Administrator": 28}


@pytest.mark.parametrize("role", QUERIES)
def test_the_page_asks_the_same_of_a_large_archive(
    role: str, db: None, django_assert_num_queries: Any
) -> None:
    somebody = make_member("somebody", role)
    client = desk_of(somebody)

    def fill(numbers: range) -> None:
        for number in numbers:
            mine = {"created_by": somebody, "assigned_to": somebody}
            workflow.move(make_draft(f"In review {number}", **mine), "submit")
            remarks.leave(make_draft(f"Draft {number}", **mine), "Who says so?", by=None)
            article = change(make_published(f"Changed {number}").article)
            make_comment(article, approved=False)
            publish(make_draft(f"To come {number}"), at=timezone.now() + timedelta(days=1))
            Event.objects.create(article=article, kind=Event.Kind.IMPORTED)

    fill(range(7))
    client.get(START)
    with django_assert_num_queries(QUERIES[role]):
        client.get(START)
    fill(range(7, 14))
    with django_assert_num_queries(QUERIES[role]):
        client.get(START)
