"""The moderator's decision."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.test import Client

from articles.comments.moderation import approve, reject
from articles.models import Comment
from tests.conftest import Archive
from tests.factories import make_comment
from tests.pages import open_page, texts


@pytest.fixture
def held(archive: Archive) -> Comment:
    return make_comment(
        archive.english.article, "So it was.", approved=False, email="reader@example.org"
    )


def test_approval_shows_the_comment_and_erases_the_address(
    client: Client, archive: Archive, held: Comment, moderator: AbstractUser
) -> None:
    address = archive.english.get_absolute_url()
    assert "So it was." not in texts(open_page(client, address), ".comment .words")
    approve(held, by=moderator)
    assert "So it was." in texts(open_page(client, address), ".comment .words")
    held.refresh_from_db()
    assert (held.state, held.email, held.decided_by) == ("approved", "", moderator)
    assert held.decided_at


def test_a_rejected_comment_is_not_shown_also_when_readers_had_it(
    client: Client, archive: Archive, held: Comment, moderator: AbstractUser
) -> None:
    approve(held, by=moderator)
    reject(held, by=moderator)
    page = open_page(client, archive.english.get_absolute_url())
    assert "So it was." not in texts(page, ".comment .words")
    held.refresh_from_db()
    assert (held.state, held.email) == ("rejected", "")


def test_the_same_decision_twice_keeps_the_first(held: Comment, moderator: AbstractUser) -> None:
    first = approve(held, by=moderator)
    assert approve(held).decided_at == first.decided_at
    assert approve(held).decided_by == moderator


@pytest.mark.parametrize("act", [approve, reject])
def test_only_moderators_decide(held: Comment, act, editor, publisher, stranger) -> None:
    for user in (editor, publisher, stranger):
        with pytest.raises(PermissionDenied):
            act(held, by=user)
    held.refresh_from_db()
    assert (held.state, held.email) == ("held", "reader@example.org")
