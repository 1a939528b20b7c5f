"""What is kept of pages in the database is believed for as long as it is true, and no longer."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import (
    Author,
    Fragment,
)
from articles.publishing.publish import withdraw
from articles.publishing.rehearsal import next_edition
from articles.reading import fragments
from articles.views import articles as views
from tests.conftest import Archive
from tests.factories import (
    make_author,
    make_draft,
    make_image,
    make_published,
    make_scheduled,
    republish,
)

from .conftest import Reader, edition

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_kept_is_used(reader: Reader) -> None:
    with CaptureQueriesContext(connection) as queries:
        reader.look()
    assert not [query for query in queries if not query["sql"].startswith("SELECT")]


def test_a_scheduled_text_is_offered_and_listed_at_its_minute(reader: Reader) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False) as clock:
        make_scheduled("Of tomorrow", tags=["Strike", "Rent"], printed_date="1974")
        address = edition("Of the strike 1").get_absolute_url()
        assert "Of tomorrow" not in reader.look()[address][1]
        clock.shift(timedelta(days=1))
        shown = reader.look()
        assert "Of tomorrow" in shown[address][1]
        assert shown == reader.look_anew()


def test_other_settings_are_other_pages(reader: Reader) -> None:
    address = edition("The rent").get_absolute_url()
    with override_settings(SITE_NAME="The Tenants’ Archive"):
        assert 'content="The Tenants’ Archive"' in reader.client.get(address).text
    assert "The Tenants’ Archive" not in reader.client.get(address).text


def test_another_template_or_program_is_another_page(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = set(Fragment.objects.values_list("stamp", flat=True))
    fragments.signature.cache_clear()
    monkeypatch.setattr(fragments, "program", lambda: "as changed by an upgrade")
    reader.look()
    fragments.signature.cache_clear()
    assert before.isdisjoint(
        Fragment.objects.exclude(kind=Fragment.Kind.RELATED).values_list("stamp", flat=True)
    )


def test_the_program_is_known_by_what_is_in_its_files(tmp_path: object) -> None:
    fragments.program.cache_clear()
    real = fragments.program()
    with override_settings(BASE_DIR=tmp_path):
        fragments.program.cache_clear()
        assert fragments.program() != real
    fragments.program.cache_clear()
    assert fragments.program() == real


def test_what_is_made_while_a_name_changes_is_made_once_more(
    client: Client, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = archive.english.get_absolute_url()
    whole = views.page_of_edition

    def slow(*values: object) -> object:
        page = whole(*values)
        Author.objects.filter(pk=archive.ada.pk).update(name="Ada Renamed")
        monkeypatch.undo()
        return page

    monkeypatch.setattr(views, "page_of_edition", slow)
    client.get(address)
    assert "Ada Renamed" in client.get(address).text


def test_what_is_made_while_a_translation_comes_and_goes_is_not_believed(
    client: Client, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The page would be right for a moment that is over, and is as the moment before it was."""
    address = archive.spanish.get_absolute_url()
    whole = views.page_of_edition

    def slow(*values: object) -> object:
        made = make_published("Le loyer", language="fr", translation_of=archive.spanish.article)
        page = whole(*values)
        withdraw(made.article, reason="x")
        monkeypatch.undo()
        return page

    monkeypatch.setattr(views, "page_of_edition", slow)
    assert "Le loyer" in client.get(address).text
    assert "Le loyer" not in client.get(address).text


def test_publishing_leaves_what_is_kept_of_other_articles(reader: Reader) -> None:
    english = edition("The rent")
    rows = Fragment.objects.values_list("edition", "stamp")
    before = {kind: set(rows.filter(kind=kind)) for kind in Fragment.Kind}
    make_published("Quite new", image=make_image(), authors=[make_author()], tags=["New"])
    republish(english, title="Other")
    reader.look()
    lost = {
        kind: {key for key, _stamp in before[kind] - set(rows.filter(kind=kind))}
        for kind in Fragment.Kind
    }
    assert lost[Fragment.Kind.LINE] == {english.pk}
    assert lost[Fragment.Kind.PAGE] & {edition("שבית").pk, edition("La hu").pk} == set()


def test_an_article_has_one_fragment_of_a_kind_whatever_happens(reader: Reader) -> None:
    english = edition("The rent")
    for number in range(3):
        republish(english, title=f"Version {number}")
        reader.look()
    kinds = list(Fragment.objects.filter(article=english.article).values_list("kind", flat=True))
    assert sorted(kinds) == sorted(set(kinds))


def test_a_rehearsal_leaves_nothing(client: Client, archive: Archive) -> None:
    draft = make_draft("Not yet")
    with next_edition(draft) as coming:
        views.reading(coming)
    assert not Fragment.objects.filter(article=draft).exists()


@pytest.mark.parametrize("error", [OperationalError, DatabaseError])
def test_a_page_is_there_though_nothing_can_be_kept(
    error: type[Exception], client: Client, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_rows: object) -> None:
        raise error

    monkeypatch.setattr(fragments, "store", full)
    for address in ("/", "/articles/", archive.english.get_absolute_url()):
        assert client.get(address).status_code == 200
    assert not Fragment.objects.exists()


def test_what_was_rolled_back_leaves_what_is_kept_true(reader: Reader) -> None:
    before = reader.look()
    with transaction.atomic():
        Author.objects.update(name="Never")
        transaction.set_rollback(True)
    assert reader.look() == before


@override_settings(DEBUG=True)
def test_nothing_is_kept_where_templates_change_while_the_program_runs(
    client: Client, archive: Archive
) -> None:
    client.get("/articles/")
    client.get(archive.english.get_absolute_url())
    assert not Fragment.objects.exists()


@pytest.mark.parametrize(
    ("address", "most"), [("/", 8), ("/articles/", 4), ("/tags/strike/", 4), ("english", 3)]
)
def test_a_page_of_which_all_is_kept_costs_few_queries(
    address: str, most: int, client: Client, archive: Archive
) -> None:
    if address == "english":
        address = archive.english.get_absolute_url()
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) <= most
