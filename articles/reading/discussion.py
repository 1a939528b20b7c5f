"""What readers have said under an article, as far as a moderator has approved it."""

from articles.comments.display import Reply, Said, reply, thread
from articles.models import Comment

from .prepared import Param, Prepared

FIELDS = ("pk", "parent", "name", "text", "created_at")

_approved = Prepared(
    lambda: Comment.objects.approved().filter(article=Param("article")).values_list(*FIELDS)
)
_one = Prepared(
    lambda: (
        Comment.objects.approved()
        .filter(article=Param("article"), pk=Param("comment"))
        .values_list(*FIELDS)
    )
)


def discussion(article: int) -> list[Reply]:
    """The approved comments on an article, in the order of the conversation."""
    return thread(Said(*row) for row in _approved(article=article))


def one_reply(article: int, comment: int) -> Reply | None:
    """An approved comment on an article."""
    rows = _one(article=article, comment=comment)
    return reply(Said(*rows[0])) if rows else None
