"""The queue of comments at the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Comment
from tests.conftest import Archive
from tests.factories import make_comment

from .forms import text_of

QUEUE = "admin:articles_comment_changelist"


@pytest.fixture
def held(archive: Archive) -> Comment:
    return make_comment(
        archive.english.article, "Is that so?", approved=False, name="Vera", email="v@example.org"
    )


def test_what_waits_comes_first(as_moderator: Client, archive: Archive, held: Comment) -> None:
    make_comment(archive.english.article, "Newer, and decided.")
    page = as_moderator.get(reverse(QUEUE))
    states = [comment.state for comment in page.context["cl"].result_list]
    assert states == ["held", "approved", "approved"]


@pytest.mark.parametrize("state", Comment.State.values)
def test_comments_are_found_by_state(
    state: str, as_moderator: Client, archive: Archive, held: Comment
) -> None:
    page = as_moderator.get(reverse(QUEUE), {"state": state})
    assert {comment.state for comment in page.context["cl"].result_list} <= {state}


@pytest.mark.parametrize(("act", "state"), [("approve", "approved"), ("reject", "rejected")])
def test_a_button_decides_and_the_address_is_forgotten(
    act: str, state: str, as_moderator: Client, held: Comment
) -> None:
    address = reverse(f"admin:articles_comment_{act}", args=[held.pk])
    assert address in as_moderator.get(reverse(QUEUE)).content.decode()
    assert (
        address
        in as_moderator.get(
            reverse("admin:articles_comment_change", args=[held.pk])
        ).content.decode()
    )
    assert as_moderator.post(address).status_code == 302
    held.refresh_from_db()
    assert (held.state, held.email, held.decided_by.username) == (state, "", "moderator")


def test_many_are_decided_at_once(as_moderator: Client, archive: Archive, held: Comment) -> None:
    other = make_comment(archive.english.article, "And this?", approved=False)
    data = {"action": "approve_selected", "_selected_action": [held.pk, other.pk]}
    words = text_of(as_moderator.post(reverse(QUEUE), data, follow=True))
    assert "2 comments decided." in words
    assert not Comment.objects.held().exists()


def test_looking_decides_nothing(as_moderator: Client, held: Comment) -> None:
    for act in ("approve", "reject"):
        address = reverse(f"admin:articles_comment_{act}", args=[held.pk])
        assert as_moderator.get(address).status_code == 405
    held.refresh_from_db()
    assert held.state == Comment.State.HELD


def test_only_moderators_decide(as_editor: Client, as_stranger: Client, held: Comment) -> None:
    address = reverse("admin:articles_comment_approve", args=[held.pk])
    for client in (as_editor, as_stranger):
        assert client.post(address).status_code == 403
        assert client.get(reverse(QUEUE)).status_code == 403
    held.refresh_from_db()
    assert held.state == Comment.State.HELD


def test_nobody_edits_what_a_reader_wrote(as_superuser: Client, held: Comment) -> None:
    address = reverse("admin:articles_comment_change", args=[held.pk])
    assert as_superuser.post(address, {"text": "Never said that."}).status_code == 403
    assert as_superuser.get(reverse("admin:articles_comment_add")).status_code == 403


def test_a_comment_is_shown_as_words(as_moderator: Client, archive: Archive) -> None:
    comment = make_comment(
        archive.english.article, "<img src=x onerror=alert(1)>", approved=False, name="<b>V</b>"
    )
    for address in (
        reverse(QUEUE),
        reverse("admin:articles_comment_change", args=[comment.pk]),
    ):
        page = as_moderator.get(address).content.decode()
        assert "<img src=x" not in page
        assert "<b>V</b>" not in page
        assert "&lt;img src=x" in page


def test_an_approved_comment_is_one_click_from_its_place(
    as_moderator: Client, archive: Archive, held: Comment
) -> None:
    approved = Comment.objects.approved().first()
    place = f"{archive.english.get_absolute_url()}#comment-{approved.pk}"
    page = as_moderator.get(reverse("admin:articles_comment_change", args=[approved.pk]))
    assert place in page.content.decode()
    page = as_moderator.get(reverse("admin:articles_comment_change", args=[held.pk]))
    assert "#comment-" not in page.content.decode()
