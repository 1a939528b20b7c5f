"""The way of a manuscript through review: every transition, from every stage, and four eyes."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from articles.importing.base import Document
from articles.importing.save import save_document
from articles.models import Article, Event, Revision
from articles.publishing import manuscript, revisions, trash, workflow
from articles.publishing.publish import NotPublishable, publish, withdraw
from articles.publishing.schedule import unschedule
from articles.publishing.workflow import OutOfTurn, assign, move, possible
from tests.factories import make_draft, make_published, make_scheduled, make_user
from tests.people import make_member

pytestmark = pytest.mark.django_db

DRAFT, REVIEW, CHANGES, APPROVED = "draft", "review", "changes", "approved"

LEADS_TO = {
    # transition: from which stage to which; from any other it is out of turn
    "submit": {DRAFT: REVIEW, CHANGES: REVIEW},
    "ask_changes": {REVIEW: CHANGES, APPROVED: CHANGES},
    "approve": {REVIEW: APPROVED},
    "take_back": {REVIEW: DRAFT, CHANGES: DRAFT, APPROVED: DRAFT},
}
EVENTS = {
    "submit": Event.Kind.SUBMITTED,
    "ask_changes": Event.Kind.CHANGES_ASKED,
    "approve": Event.Kind.APPROVED,
    "take_back": Event.Kind.TAKEN_BACK,
}


@pytest.fixture
def anna(db: None) -> User:
    return make_member("anna", "Publisher")


@pytest.fixture
def ben(db: None) -> User:
    return make_member("ben", "Publisher")


def at_stage(stage: str, **fields: object) -> Article:
    article = make_draft(**fields)
    workflow.set_stage(article, Article.Stage(stage))
    return article


def kinds(article: Article) -> list[str]:
    """What was done, the last first."""
    return list(article.events.values_list("kind", flat=True))


def rewrite(article: Article, by: User | None, body: str, *, autosaved: bool = False) -> Article:
    article = Article.objects.get(pk=article.pk)
    article.body = body
    manuscript.save(article)
    manuscript.record(article, by=by, autosaved=autosaved)
    return article


# Transitions


@pytest.mark.parametrize("stage", [DRAFT, REVIEW, CHANGES, APPROVED])
@pytest.mark.parametrize("name", LEADS_TO)
def test_a_transition_leads_where_it_should_or_is_out_of_turn(
    name: str, stage: str, anna: User
) -> None:
    article = at_stage(stage)
    target = LEADS_TO[name].get(stage)
    assert (name in possible(article, anna)) == (target is not None)
    if target is None:
        with pytest.raises(OutOfTurn, match="the article is"):
            move(article, name, by=anna, note="Because.")
        article.refresh_from_db()
        assert (article.stage, kinds(article)) == (stage, [])
        return
    moved = move(article, name, by=anna, note=" Because. ")
    article.refresh_from_db()
    assert moved.stage == article.stage == target
    event = article.events.get()
    assert (event.kind, event.by, event.note) == (EVENTS[name], anna, "Because.")
    assert event.checksum == article.checksum != ""


def test_every_transition_is_in_the_table() -> None:
    assert set(workflow.TRANSITIONS) == set(LEADS_TO)


def test_changes_are_asked_for_with_a_reason(anna: User) -> None:
    article = at_stage(REVIEW)
    with pytest.raises(ValidationError, match="Say what should be changed"):
        move(article, "ask_changes", by=anna, note="  ")
    article.refresh_from_db()
    assert (article.stage, kinds(article)) == (REVIEW, [])


def test_a_transition_without_the_right_changes_nothing() -> None:
    writer, article = make_member("wanda", "Writer"), at_stage(REVIEW)
    for name in LEADS_TO:
        with pytest.raises(PermissionDenied):
            move(article, name, by=writer, note="Because.")
    article.refresh_from_db()
    assert (article.stage, kinds(article)) == (REVIEW, [])
    assert possible(article, writer) == {}


def test_nobody_reviews_their_own_text_without_the_right_to_review() -> None:
    writer = make_member("wanda", "Writer")
    article = move(make_draft(created_by=writer), "submit", by=writer)
    assert set(possible(article, writer)) == {"take_back"}


def test_what_somebody_else_moved_meanwhile_is_not_moved_again(anna: User, ben: User) -> None:
    article = at_stage(REVIEW)
    as_ben_sees_it = Article.objects.get(pk=article.pk)
    move(article, "approve", by=anna)
    with pytest.raises(OutOfTurn, match=rf"approved” by now \({anna}, "):
        move(as_ben_sees_it, "approve", by=ben)
    assert kinds(article) == [Event.Kind.APPROVED]


def test_nothing_moves_in_the_trash(anna: User) -> None:
    article = at_stage(REVIEW)
    trash.trash(article)
    article.refresh_from_db()
    assert possible(article, anna) == {}
    with pytest.raises(OutOfTurn, match="in the trash"):
        move(article, "approve", by=anna)
    trash.restore(article)
    article.refresh_from_db()
    assert (article.stage, article.state) == (REVIEW, Article.State.REVIEW)
    move(article, "approve", by=anna)


def test_a_command_moves_too_and_stands_for_nobody() -> None:
    article = move(make_draft(), "submit")
    assert article.events.get().by is None


# For whom it waits


def test_somebody_is_given_an_article_once(anna: User, ben: User) -> None:
    article = at_stage(REVIEW)
    assign(article, ben, by=anna)
    assign(article, ben, by=anna)
    article.refresh_from_db()
    assert article.assigned_to == ben
    assert article.events.get().note == "ben"
    assign(article, None, by=anna)
    article.refresh_from_db()
    assert article.assigned_to is None


def test_nobody_is_given_what_they_may_not_see(anna: User) -> None:
    with pytest.raises(ValidationError, match="wanda may not see this article"):
        assign(at_stage(REVIEW), make_member("wanda", "Writer"), by=anna)


def test_who_may_not_move_an_article_gives_it_to_nobody(anna: User) -> None:
    with pytest.raises(PermissionDenied):
        assign(at_stage(REVIEW), anna, by=make_member("wanda", "Writer"))


def test_who_only_reviews_says_who_is_to_make_the_changes(anna: User) -> None:
    reviewer = make_user("rita", "review_article")
    article = move(at_stage(REVIEW), "ask_changes", by=reviewer, note="Shorter.")
    assign(article, anna, by=reviewer)
    article.refresh_from_db()
    assert article.assigned_to == anna


# What happens to the text


@pytest.mark.parametrize("autosaved", [False, True])
def test_an_approved_text_that_is_changed_goes_back_to_review(anna: User, autosaved: bool) -> None:
    article = move(at_stage(REVIEW), "approve", by=anna)
    article = rewrite(article, anna, "<p>Something else.</p>", autosaved=autosaved)
    assert article.stage == REVIEW
    assert kinds(article) == [Event.Kind.REOPENED, Event.Kind.APPROVED]
    assert article.events.first().by == anna


def test_an_approved_text_that_is_restored_goes_back_to_review(anna: User) -> None:
    article = rewrite(make_draft(), anna, "<p>Second.</p>")
    workflow.set_stage(article, Article.Stage.APPROVED)
    revisions.restore(article.revisions.get(number=1), by=anna)
    article.refresh_from_db()
    assert article.stage == REVIEW


def test_saving_without_a_change_leaves_it_approved(anna: User) -> None:
    article = move(at_stage(REVIEW), "approve", by=anna)
    article = rewrite(article, anna, article.body)
    assert article.stage == APPROVED
    assert kinds(article) == [Event.Kind.APPROVED]


@pytest.mark.parametrize("stage", [DRAFT, REVIEW, CHANGES])
def test_a_change_leaves_any_other_stage_as_it_is(anna: User, stage: str) -> None:
    assert rewrite(at_stage(stage), anna, "<p>Something else.</p>").stage == stage


def test_publishing_begins_the_way_anew(anna: User) -> None:
    article = move(at_stage(REVIEW), "approve", by=anna)
    publish(article, by=anna)
    article.refresh_from_db()
    assert (article.stage, article.state) == (DRAFT, Article.State.PUBLISHED)
    assert possible(article, anna).keys() == {"submit"}


def test_a_published_article_goes_through_review_again(anna: User, ben: User) -> None:
    article = make_published().article
    move(article, "submit", by=anna)
    article = move(article, "approve", by=ben)
    assert article.state == Article.State.PUBLISHED
    assert publish(article, by=ben).number == 2


def test_what_is_taken_off_the_schedule_is_approved_still(anna: User) -> None:
    edition = make_scheduled()
    unschedule(edition.article, by=anna, note="Wait for the vote.")
    article = Article.objects.get(pk=edition.article_id)
    assert (article.stage, article.state) == (APPROVED, Article.State.APPROVED)
    event = article.events.first()
    assert (event.kind, event.by, event.note) == (
        Event.Kind.UNSCHEDULED,
        anna,
        "Wait for the vote.",
    )
    with pytest.raises(ValidationError, match="Nothing is scheduled any more"):
        unschedule(article, by=anna)


def test_each_act_leaves_who_when_and_why(anna: User) -> None:
    article = make_draft()
    publish(article, by=anna)
    publish(rewrite(article, anna, "<p>Better.</p>"), by=anna, correction="A date was wrong.")
    withdraw(article, by=anna, reason="It was not ours.")
    trash.trash(article, by=anna)
    trash.restore(article, by=anna)
    publish(article, by=anna)
    assert [(event.kind, event.note, event.by) for event in article.events.order_by("id")] == [
        (Event.Kind.PUBLISHED, "", anna),
        (Event.Kind.PUBLISHED, "A date was wrong.", anna),
        (Event.Kind.WITHDRAWN, "It was not ours.", anna),
        (Event.Kind.TRASHED, "", anna),
        (Event.Kind.RESTORED, "", anna),
        (Event.Kind.PUBLISHED, "", anna),
    ]


# Four eyes


@pytest.fixture
def four_eyes(settings: object) -> None:
    settings.FOUR_EYES = True


def may_publish(article: Article, by: User | None) -> bool:
    try:
        publish(article, by=by)
    except NotPublishable as error:
        said = str(error)
    else:
        return True
    assert "ask somebody else to approve it" in said
    return False


@pytest.mark.usefixtures("four_eyes")
class TestFourEyes:
    def written_by(self, user: User | None, body: str = "<p>A text.</p>") -> Article:
        return rewrite(make_draft(body="<p>Before.</p>"), user, body)

    def test_nobody_publishes_what_only_they_have_seen(self, anna: User) -> None:
        assert not may_publish(self.written_by(anna), anna)

    def test_not_even_a_superuser(self, superuser: User) -> None:
        assert not may_publish(self.written_by(superuser), superuser)

    def test_somebody_else_publishes_what_one_has_written(self, anna: User, ben: User) -> None:
        assert may_publish(self.written_by(anna), ben)

    def test_who_has_changed_a_word_must_show_it_to_somebody(self, anna: User, ben: User) -> None:
        article = rewrite(self.written_by(anna), ben, "<p>Another text.</p>")
        assert not may_publish(article, ben)
        assert may_publish(article, anna)

    def test_what_somebody_else_approved_may_be_published(self, anna: User, ben: User) -> None:
        article = self.written_by(anna)
        move(article, "submit", by=anna)
        move(article, "approve", by=ben)
        assert may_publish(article, anna)

    def test_to_approve_it_oneself_is_not_enough(self, anna: User) -> None:
        article = self.written_by(anna)
        move(article, "submit", by=anna)
        move(article, "approve", by=anna)
        assert not may_publish(article, anna)

    def test_an_approval_ends_with_the_next_word(self, anna: User, ben: User) -> None:
        article = self.written_by(anna)
        move(article, "submit", by=anna)
        move(article, "approve", by=ben)
        assert not may_publish(rewrite(article, anna, "<p>A text!</p>"), anna)

    def test_an_approval_holds_when_the_word_is_taken_back(self, anna: User, ben: User) -> None:
        article = self.written_by(anna)
        move(article, "submit", by=anna)
        move(article, "approve", by=ben)
        article = rewrite(article, anna, "<p>A text!</p>")
        assert may_publish(rewrite(article, anna, "<p>A text.</p>"), anna)

    def test_an_autosave_is_a_change_too(self, anna: User, ben: User) -> None:
        article = self.written_by(anna)
        article = rewrite(article, ben, "<p>Another text.</p>", autosaved=True)
        assert not may_publish(article, ben)

    def test_an_autosave_that_was_folded_away_has_shown_nobody_the_rest(
        self, anna: User, ben: User
    ) -> None:
        article = make_draft(body="<p>Before.</p>")
        for body in ("<p>A</p>", "<p>A t</p>", "<p>A text.</p>"):
            article = rewrite(article, anna, body, autosaved=True)
        article = rewrite(article, ben, "<p>A t</p>")  # as it stood in between
        assert article.revisions.count() == 3
        assert not may_publish(article, ben)

    def test_pressing_save_on_somebody_elses_text_does_not_make_it_ones_own(
        self, anna: User, ben: User
    ) -> None:
        article = self.written_by(anna)
        article = rewrite(article, ben, article.body)
        assert may_publish(article, ben)
        assert not may_publish(rewrite(article, anna, "<p>New.</p>"), anna)

    def test_restoring_what_somebody_else_wrote_is_seen_by_them(
        self, anna: User, ben: User
    ) -> None:
        article = self.written_by(anna)
        number = article.revisions.first().number
        rewrite(article, ben, "<p>Another text.</p>")
        revisions.restore(article.revisions.get(number=number), by=ben)
        assert may_publish(article, ben)

    def test_restoring_ones_own_shows_it_to_nobody(self, anna: User, ben: User) -> None:
        article = self.written_by(anna)
        number = article.revisions.first().number
        rewrite(article, ben, "<p>Another text.</p>")
        revisions.restore(article.revisions.get(number=number), by=anna)
        assert not may_publish(article, anna)

    def test_what_was_set_aside_was_never_the_text(self, anna: User, ben: User) -> None:
        article = self.written_by(anna)
        state = {**article.revisions.first().content, "body": "<p>Ben’s text.</p>"}
        manuscript.set_aside(article, state, by=ben, note="lost a race")
        assert not may_publish(article, anna)
        article = rewrite(article, anna, "<p>Ben’s text.</p>")  # put in by hand afterwards
        assert article.revisions.filter(kind=Revision.Kind.ASIDE).get().checksum == article.checksum
        assert not may_publish(article, anna)

    def test_an_account_that_is_gone_has_seen_nothing(self, anna: User, ben: User) -> None:
        article = self.written_by(anna)
        move(article, "submit", by=anna)
        move(article, "approve", by=ben)
        ben.delete()
        assert not may_publish(article, anna)

    def test_scheduling_is_publishing(self, anna: User, ben: User) -> None:
        article = self.written_by(anna)
        tomorrow = timezone.now() + timedelta(days=1)
        with pytest.raises(NotPublishable, match="Nobody but you"):
            publish(article, by=anna, at=tomorrow)
        publish(article, by=ben, at=tomorrow)

    def test_a_correction_is_a_new_text(self, anna: User, ben: User) -> None:
        article = self.written_by(anna)
        publish(article, by=ben)
        article = rewrite(article, ben, "<p>A corrected text.</p>")
        assert not may_publish(article, ben)
        assert article.editions.count() == 1

    def test_an_import_that_publishes_at_once_is_refused_whole(self, anna: User) -> None:
        anna.groups.add(*make_member("ina", "Archivist").groups.all())
        anna = User.objects.get(pk=anna.pk)
        document = Document(title="Imported", body="<p>Old.</p>", language="en")
        with pytest.raises(NotPublishable):
            save_document(document, source="a.txt", format_name="plain", data=b"old", by=anna,
                          publish=True)  # fmt: skip
        assert not Article.objects.exists()

    def test_a_command_stands_for_the_keeper(self, anna: User) -> None:
        assert may_publish(self.written_by(anna), None)
        assert may_publish(self.written_by(None), None)

    def test_what_a_command_wrote_nobody_has_seen(self, anna: User) -> None:
        assert not may_publish(self.written_by(None), anna)
        article = self.written_by(None)
        move(article, "submit", by=anna)
        move(article, "approve", by=make_member("cleo", "Editor"))
        assert may_publish(article, anna)


def test_without_the_setting_one_pair_is_enough(anna: User) -> None:
    assert may_publish(make_draft(), anna)
