"""What tests of exporters ask again and again."""

from articles.exporting.base import Copy, write
from articles.exporting.load import copy_at
from articles.models import Author, Edition, Role
from articles.publishing.publish import publish
from tests.factories import make_author, make_draft


def copy_of(edition: Edition) -> Copy:
    copy = copy_at(edition.filed_year, edition.slug)
    assert copy is not None
    return copy


def written(edition: Edition, suffix: str) -> str:
    return write(copy_of(edition), suffix)


def make_signed(title: str = "", names: dict[str, str] | None = None, **fields: object) -> Edition:
    """A published article by `names` (name -> role), all of them persons."""
    draft = make_draft(title, **fields)
    for position, (name, role) in enumerate((names or {}).items(), start=1):
        author = Author.objects.filter(name=name).first() or make_author(name)
        draft.contributions.create(author=author, role=Role(role), position=position)
    return publish(draft)
