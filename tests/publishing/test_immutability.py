import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from articles.models import Edition
from tests.factories import make_published, make_scheduled

pytestmark = pytest.mark.django_db


def test_an_edition_is_not_saved_again() -> None:
    edition = make_published()
    edition.title = "Rewritten"
    with pytest.raises(ValidationError, match="immutable"):
        edition.save()
    with pytest.raises(ValidationError, match="immutable"):
        edition.save(update_fields=["title"])


@pytest.mark.parametrize("change", [{"title": "X"}, {"body": "X"}, {"visible_from": None}])
def test_editions_are_not_rewritten_in_bulk(change: dict[str, object]) -> None:
    make_published()
    with pytest.raises(ValidationError, match="immutable"):
        Edition.objects.update(**change)


def test_only_when_readers_see_it_may_change() -> None:
    edition = make_published()
    edition.is_withheld = True
    edition.save(update_fields=["is_withheld"])
    assert not Edition.objects.public().exists()


def test_an_edition_is_not_deleted_alone_or_in_bulk_or_with_its_article() -> None:
    edition = make_published()
    with pytest.raises(ValidationError):
        edition.delete()
    with pytest.raises(ValidationError):
        Edition.objects.all().delete()
    with pytest.raises(ProtectedError):
        edition.article.delete()
    assert Edition.objects.exists()


def test_what_an_edition_belongs_to_cannot_be_deleted() -> None:
    edition = make_published(authors=["Ada"])
    edition.article.contributions.all().delete()
    with pytest.raises(ProtectedError):
        edition.authors.get().delete()


def test_the_database_allows_one_open_edition_of_an_article() -> None:
    edition = make_published()
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(edition, number=2, slug="elsewhere")


def test_the_database_allows_each_number_once() -> None:
    edition = make_published()
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(edition, slug="elsewhere", visible_until=timezone.now())


def test_the_database_allows_one_open_edition_at_an_address() -> None:
    edition, other = make_published(), make_scheduled()
    Edition.objects.filter(pk=other.pk).update(visible_until=other.visible_from)
    with pytest.raises(IntegrityError), transaction.atomic():
        copy_of(edition, article=other.article, number=2)


def copy_of(edition: Edition, **changes: object) -> Edition:
    row = Edition.objects.get(pk=edition.pk)
    row.pk, row._state.adding = None, True
    for name, value in changes.items():
        setattr(row, name, value)
    row.save()
    return row
