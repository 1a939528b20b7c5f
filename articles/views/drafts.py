"""A comment that is being written, as its form shows it."""

from dataclasses import dataclass, field

from articles.comments.forms import CommentForm
from articles.models import Comment
from articles.reading.rows import Card


@dataclass
class CommentDraft:
    """What stands in the fields; on an article's own page they are empty, the same for everyone."""

    article: str
    """The address of its page."""
    stamp: str = ""
    parent: int | str = ""
    name: str = ""
    email: str = ""
    text: str = ""
    errors: dict[str, list[str]] = field(default_factory=dict)
    """Sentences by field; "" for what concerns all of it."""

    @property
    def action(self) -> str:
        return f"{self.article}comments/"


def draft_of(card: Card, form: CommentForm, stamp: str) -> CommentDraft:
    """A form with what was typed, and what is wrong with it."""
    parent = form["parent"].value() or ""
    if isinstance(parent, Comment):
        parent = parent.pk
    name, email, text = (form[field].value() or "" for field in ("name", "email", "text"))
    errors = {
        "" if field == "__all__" else field: [str(sentence) for sentence in sentences]
        for field, sentences in form.errors.items()
    }
    return CommentDraft(card.address, stamp, parent, name, email, text, errors)
