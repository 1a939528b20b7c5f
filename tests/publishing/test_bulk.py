"""An act on many articles: each by itself, once, and never half."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, BulkRun, Edition, Event
from articles.publishing import acts_on_many, bulk, workflow
from articles.publishing.publish import publish
from tests.factories import (
    make_draft,
    make_published,
    make_section,
    make_trashed,
    make_user,
    make_withdrawn,
)

pytestmark = pytest.mark.django_db

State = BulkRun.State


def run(act: str, by: AbstractUser, *articles: Article, **given: object) -> BulkRun:
    chosen = Article.objects.filter(pk__in=[article.pk for article in articles]).order_by("pk")
    asked = bulk.ask(chosen, act, by=by)
    bulk.start(asked, given)
    asked.refresh_from_db()
    return asked


def numbers(done: BulkRun) -> tuple[int, int, int]:
    assert done.state == State.DONE
    assert done.position == done.total
    return done.changed, done.unchanged, done.failed


def test_each_article_is_done_or_says_why_not(publisher: AbstractUser) -> None:
    article, empty = make_draft("One"), make_draft("Empty", body="")
    three = make_published("Three").article
    done = run("publish", publisher, article, empty, three, anyway=True)
    assert numbers(done) == (1, 1, 1)
    [[key, title, why]] = done.failures
    assert (key, title) == (empty.pk, "Empty")
    assert "no text" in why
    assert Edition.objects.public().count() == 2
    event = Event.objects.get(article=article, kind=Event.Kind.PUBLISHED)
    assert event.by == publisher


def test_tags_are_added_and_removed_by_name_or_synonym(editor: AbstractUser) -> None:
    both, one = make_draft("One", tags=["Rent", "Old"]), make_draft("Two", tags=["rent"])
    done = run("tags", editor, both, one, add=["RENT", "Strike"], remove=["old"])
    assert numbers(done) == (2, 0, 0)
    assert sorted(tag.name for tag in both.tags.all()) == ["Rent", "Strike"]
    assert both.revisions.count() == 2
    assert both.revisions.order_by("-number").first().created_by == editor
    assert numbers(run("tags", editor, both, one, add=["Strike"], remove=["Old"])) == (0, 2, 0)


def test_a_section_is_set_and_a_remit_is_kept(editor: AbstractUser) -> None:
    housing, work = make_section("Housing"), make_section("Work")
    article, there = make_draft("One"), make_draft("Two", section=housing)
    assert numbers(run("section", editor, article, there, section=housing.pk)) == (1, 1, 0)
    article.refresh_from_db()
    assert article.section == housing
    assert numbers(run("section", editor, article, section=None)) == (1, 0, 0)
    work.delete()
    assert numbers(run("section", editor, article, section=99_999)) == (0, 0, 1)


def test_an_approved_text_whose_tags_change_is_looked_at_again(editor: AbstractUser) -> None:
    article = workflow.move(workflow.move(make_draft(), "submit"), "approve")
    run("tags", editor, article, add=["Strike"], remove=[])
    article.refresh_from_db()
    assert article.stage == Article.Stage.REVIEW


def test_articles_are_withdrawn_trashed_restored_submitted_and_assigned(
    superuser: AbstractUser,
) -> None:
    edition = make_published("One")
    article, draft = edition.article, make_draft("Two")
    assert numbers(run("withdraw", superuser, article, draft, reason="Wrong.")) == (1, 0, 1)
    assert not Edition.objects.public().exists()
    assert numbers(run("submit", superuser, draft)) == (1, 0, 0)
    assert numbers(run("submit", superuser, draft)) == (0, 0, 1)
    assert numbers(run("assign", superuser, article, draft, to=superuser.pk)) == (2, 0, 0)
    assert numbers(run("assign", superuser, article, draft, to=superuser.pk)) == (0, 2, 0)
    assert numbers(run("trash", superuser, article, draft)) == (2, 0, 0)
    assert numbers(run("trash", superuser, article, draft)) == (0, 2, 0)
    assert numbers(run("restore", superuser, article, draft)) == (2, 0, 0)
    assert set(Article.objects.kept()) == {article, draft}


def test_nobody_is_given_what_they_may_not_see(superuser: AbstractUser) -> None:
    stranger = make_user("somebody")
    done = run("assign", superuser, make_draft("One"), to=stranger.pk)
    assert numbers(done) == (0, 0, 1)
    assert "may not see" in done.failures[0][2]


def test_rights_are_asked_for_each_article_when_its_turn_comes(db: None) -> None:
    writer = make_user("writer", "write_own_article")
    own, other = make_draft("Own", created_by=writer), make_draft("Another's")
    done = run("trash", writer, own, other)
    assert numbers(done) == (1, 0, 1)
    assert list(Article.objects.kept()) == [other]


def test_the_same_run_started_twice_is_one(publisher: AbstractUser) -> None:
    article = make_draft("One")
    asked = bulk.ask(Article.objects.all(), "publish", by=publisher)
    for _press in range(2):
        bulk.start(asked, {"anyway": True})
    bulk.work(asked.pk)
    assert article.editions.count() == 1
    asked.refresh_from_db()
    assert numbers(asked) == (1, 0, 0)


def test_an_article_that_was_deleted_meanwhile_is_passed_over(superuser: AbstractUser) -> None:
    gone, there = make_draft("One"), make_draft("Two")
    asked = bulk.ask(Article.objects.order_by("pk"), "submit", by=superuser)
    gone.delete()
    bulk.start(asked, {})
    asked.refresh_from_db()
    assert numbers(asked) == (1, 1, 0)
    there.refresh_from_db()
    assert there.stage == Article.Stage.REVIEW


def test_an_unexpected_failure_is_undone_named_and_stops_nothing(
    superuser: AbstractUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = make_draft("One"), make_draft("Two")

    def fail(article: Article, user: AbstractUser, given: object) -> None:
        Article.objects.filter(pk=article.pk).update(title="Half")
        if article.pk == one.pk:
            raise ZeroDivisionError

    acts = {"trash": acts_on_many.ACTS["trash"]._replace(do=fail)}
    monkeypatch.setattr(bulk, "ACTS", acts)
    done = run("trash", superuser, one, two)
    assert numbers(done) == (1, 0, 1)
    assert "went wrong" in done.failures[0][2]
    assert sorted(Article.objects.values_list("title", flat=True)) == ["Half", "One"]


def test_what_takes_too_long_goes_on_in_the_background(
    superuser: AbstractUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = []
    monkeypatch.setattr(bulk, "go_on", type("Task", (), {"enqueue": left.append}))
    monkeypatch.setattr(bulk, "SECONDS", -1.0)
    make_draft("One")
    asked = bulk.ask(Article.objects.all(), "submit", by=superuser)
    bulk.start(asked, {})
    assert left == [asked.pk]
    asked.refresh_from_db()
    assert (asked.state, asked.position) == (State.RUNNING, 0)
    bulk.work(asked.pk)
    asked.refresh_from_db()
    assert numbers(asked) == (1, 0, 0)


def test_so_many_are_left_to_the_background_from_the_first(
    superuser: AbstractUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = []
    monkeypatch.setattr(bulk, "go_on", type("Task", (), {"enqueue": left.append}))
    monkeypatch.setattr(bulk, "AT_ONCE", 1)
    make_draft("One")
    make_draft("Two")
    asked = bulk.ask(Article.objects.all(), "submit", by=superuser)
    bulk.start(asked, {})
    assert left == [asked.pk]
    assert not Article.objects.filter(stage="review").exists()


def test_a_run_whose_program_died_goes_on_where_it_was(superuser: AbstractUser) -> None:
    articles = [make_draft(f"Article {number}") for number in range(3)]
    asked = bulk.ask(Article.objects.order_by("pk"), "submit", by=superuser)
    BulkRun.objects.update(state=State.RUNNING)
    asked.refresh_from_db()
    bulk.step(asked)
    BulkRun.objects.update(touched_at=timezone.now() - timedelta(hours=1))
    call_command("tick")
    asked.refresh_from_db()
    assert numbers(asked) == (3, 0, 0)
    for article in articles:
        assert article.events.filter(kind=Event.Kind.SUBMITTED).count() == 1


def test_two_programs_at_one_run_take_no_article_twice(superuser: AbstractUser) -> None:
    make_draft("One")
    asked = bulk.ask(Article.objects.all(), "submit", by=superuser)
    BulkRun.objects.update(state=State.RUNNING)
    mine, theirs = BulkRun.objects.get(), BulkRun.objects.get()
    bulk.step(mine)
    bulk.step(theirs)
    assert theirs.position == 1
    assert Event.objects.filter(kind=Event.Kind.SUBMITTED).count() == 1
    asked.refresh_from_db()
    assert numbers(asked) == (1, 0, 0)


def test_a_stopped_run_leaves_the_rest_as_it_is(superuser: AbstractUser) -> None:
    make_draft("One")
    make_draft("Two")
    asked = bulk.ask(Article.objects.order_by("pk"), "submit", by=superuser)
    BulkRun.objects.update(state=State.RUNNING)
    asked.refresh_from_db()
    bulk.step(asked)
    bulk.stop(asked)
    bulk.work(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.position) == (State.STOPPED, 1)
    bulk.start(asked, {})
    assert Article.objects.filter(stage="review").count() == 1


def test_no_more_than_one_run_takes(
    superuser: AbstractUser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 1)
    make_draft("One")
    assert bulk.ask(Article.objects.all(), "trash", by=superuser).total == 1
    make_draft("Two")
    with pytest.raises(bulk.TooMany):
        bulk.ask(Article.objects.all(), "trash", by=superuser)


def test_what_will_happen_is_foreseen(publisher: AbstractUser) -> None:
    make_draft("One")
    make_draft("Empty", body="")
    publish(make_draft("Out"))
    make_withdrawn("Gone")
    make_trashed("Thrown away")
    asked = bulk.ask(Article.objects.order_by("pk"), "publish", by=publisher)
    possible, refused = bulk.foresee(asked)
    assert possible == 2
    named = {why: [article.title for article in articles] for why, articles in refused}
    assert named["Nothing has changed since the last edition."] == ["Out"]
    assert named["It is in the trash."] == ["Thrown away"]
    assert ["Empty"] in named.values()


def test_foreseeing_costs_no_query_for_each_article(
    publisher: AbstractUser, django_assert_max_num_queries: object
) -> None:
    for number in range(30):
        make_draft(f"Article {number}")
    asked = bulk.ask(Article.objects.order_by("pk"), "trash", by=publisher)
    with django_assert_max_num_queries(8):
        assert bulk.foresee(asked) == (30, [])


def test_old_runs_are_thrown_away_and_running_ones_are_not(superuser: AbstractUser) -> None:
    old = timezone.now() - timedelta(days=31)
    for state in (State.DONE, State.ASKED, State.RUNNING):
        BulkRun.objects.create(user=superuser, act="trash", state=state, total=0, touched_at=old)
    bulk.clean_up()
    assert [run.state for run in BulkRun.objects.all()] == [State.RUNNING]
