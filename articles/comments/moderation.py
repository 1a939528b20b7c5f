"""The moderator's decision. The e-mail address is erased with it."""

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Comment, Generation
from articles.publishing import rights
from articles.publishing.log import Change, log_change, word


def approve(comment: Comment, *, by: User | None = None) -> Comment:
    """Show a comment to readers. ``by`` is None for commands. Raises ``PermissionDenied``."""
    return decide(comment, Comment.State.APPROVED, by)


def reject(comment: Comment, *, by: User | None = None) -> Comment:
    """Keep a comment from readers, also one that they had. Raises ``PermissionDenied``."""
    return decide(comment, Comment.State.REJECTED, by)


@transaction.atomic
def decide(comment: Comment, state: str, by: User | None) -> Comment:
    """Store who decided and when; the same decision again changes nothing."""
    if by is not None and not rights.holds(by, "moderate"):
        raise PermissionDenied(_("You may not moderate comments."))
    comment = Comment.objects.select_for_update().get(pk=comment.pk)
    rights.demand(by, "moderate", comment.article)
    if comment.state == state:
        return comment
    before = comment.state
    comment.state, comment.email = state, ""
    comment.decided_at, comment.decided_by = timezone.now(), by
    comment.save(update_fields=["state", "email", "decided_at", "decided_by"])
    old, new = (word(Comment.State(value).label) for value in (before, state))
    log_change(comment, by=by, changes=[Change("state", old, new)])
    if Comment.State.APPROVED in {before, state}:
        Generation.advance()
    return comment
