"""What is kept of pages in the database is believed for as long as it is true, and no longer."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, OperationalError, connection, transaction
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.comments.moderation import reject
from articles.models import (
    Author,
    Crop,
    Edition,
    EditionContribution,
    EditionTag,
    Fragment,
    Image,
    Rendition,
    Section,
    Series,
    Tag,
)
from articles.models.edition import EditionQuerySet
from articles.publishing.publish import withdraw
from articles.publishing.rehearsal import next_edition
from articles.publishing.trash import restore, trash
from articles.reading import fragments
from articles.views import articles as views
from tests.conftest import Archive
from tests.factories import (
    make_author,
    make_comment,
    make_draft,
    make_image,
    make_issue,
    make_published,
    make_scheduled,
    make_section,
    make_series,
    republish,
)

pytestmark = pytest.mark.django_db(transaction=True)

Pages = dict[str, str]


class Reader:
    """Looks at every page on which something of the archive may stand."""

    def __init__(self, client: Client, *addresses: str) -> None:
        self.client = client
        self.addresses = ["/", "/articles/", "/articles/1974/", "/feed.xml", *addresses]

    def look(self) -> Pages:
        return {address: self.client.get(address).text for address in self.addresses}

    def look_anew(self) -> Pages:
        """The same with nothing kept."""
        Fragment.objects.all().delete()
        return self.look()


@pytest.fixture
def reader(transactional_db: None, client: Client, archive: Archive) -> Reader:
    """Has been everywhere, so that all is kept."""
    series = make_series("Letters", slug="letters")
    ada = archive.ada
    first = make_published("Part one", series=series, series_position=1, authors=[ada])
    make_published("Part two", series=series, series_position=2, tags=["Strike"])
    republish(first, title="Part one, corrected", correction="A name was wrong.")
    make_published("Pictured", image=make_image(), issue=make_issue(series), tags=["Rent"])
    Crop.objects.all().delete()  # as if the picture were being cut still
    for number in range(3):
        make_published(f"Of the strike {number}", tags=["Strike", "Rent"], printed_date="1974")
    found = Reader(
        client,
        *(edition.get_absolute_url() for edition in Edition.objects.public()),
        "/tags/strike/",
        ada.get_absolute_url(),
        archive.housing.get_absolute_url(),
        "/series/letters/",
        "/corrections/",
    )
    found.look()
    return found


def edition(title: str) -> Edition:
    return Edition.objects.public().get(title__startswith=title)


def refile(**place: object) -> None:
    """As joining two sections does, past the rule that an edition never changes."""
    super(EditionQuerySet, Edition.objects.all()).update(**place)


def add_rendition() -> None:
    image = Image.objects.get()
    Rendition.objects.create(image=image, format="webp", width=9, height=6, file="renditions/x")


def add_crop() -> None:
    Crop.objects.create(
        image=Image.objects.get(), purpose=Crop.Purpose.SHARE, focus_x=50, focus_y=50,
        width=1200, height=630, file="renditions/crop.jpg",
    )  # fmt: skip


def merge_authors() -> None:
    ada, other = Author.objects.get(name="Ada Brandt"), make_author("A. Brandt")
    EditionContribution.objects.filter(author=ada).update(author=other)


def merge_tags() -> None:
    other = Tag.objects.create(name="Walk-out", slug="walk-out")
    EditionTag.objects.filter(tag__name="Rent").update(tag=other)


CHANGES: dict[str, Callable[[], object]] = {
    "rename an author": lambda: Author.objects.filter(name="Ada Brandt").update(name="Ada B."),
    "move an author": lambda: Author.objects.filter(name="Ada Brandt").update(slug="b"),
    "rename a tag": lambda: Tag.objects.filter(name="Strike").update(name="Strikes"),
    "rename a section": lambda: Section.objects.update(name="Homes"),
    "rename a series": lambda: Series.objects.update(title="Letters home"),
    "describe a picture": lambda: Image.objects.update(alt="A ship", caption="The harbour"),
    "make a rendition": add_rendition,
    "cut a picture": add_crop,
    "merge authors": merge_authors,
    "merge tags": merge_tags,
    "file elsewhere": lambda: refile(section=make_section("Elsewhere")),
    "publish": lambda: make_published("Quite new", tags=["Strike", "Rent"], printed_date="1974"),
    "correct": lambda: republish(edition("The rent"), title="Other", correction="Why."),
    "correct what is offered": lambda: republish(edition("Of the strike 1"), title="Other"),
    "withdraw what is offered": lambda: withdraw(edition("Of the strike 1").article, reason="x"),
    "withdraw a translation": lambda: withdraw(edition("Der Miet").article, reason="x"),
    "translate": lambda: make_published(
        "Le loyer", language="fr", translation_of=edition("La hu").article
    ),
    "continue a series": lambda: make_published(
        "Part three", series=Series.objects.get(), series_position=3
    ),
    "withdraw a part": lambda: withdraw(edition("Part two").article, reason="x"),
    "trash": lambda: trash(edition("The rent").article),
    "trash and restore": lambda: (
        [act(edition("Part one").article) for act in (trash,)]
        + [restore(Edition.objects.get(title="Part one, corrected").article)]
    ),
    "comment": lambda: make_comment(edition("The rent").article, "Another."),
    "take a comment back": lambda: reject(edition("The rent").article.comments.get()),
    "delete a comment": lambda: edition("The rent").article.comments.all().delete(),
    "a new version": fragments.program.cache_clear,
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_page_reads_as_if_nothing_had_been_kept(name: str, reader: Reader) -> None:
    before = reader.look()
    CHANGES[name]()
    shown = reader.look()
    anew = reader.look_anew()
    assert shown == anew
    if name not in {"trash and restore", "a new version"}:
        assert shown != before


def test_what_is_kept_is_used(reader: Reader) -> None:
    with CaptureQueriesContext(connection) as queries:
        reader.look()
    assert not [query for query in queries if not query["sql"].startswith("SELECT")]


def test_a_scheduled_text_is_offered_and_listed_at_its_minute(reader: Reader) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False) as clock:
        make_scheduled("Of tomorrow", tags=["Strike", "Rent"], printed_date="1974")
        address = edition("Of the strike 1").get_absolute_url()
        assert "Of tomorrow" not in reader.look()[address]
        clock.shift(timedelta(days=1))
        shown = reader.look()
        assert "Of tomorrow" in shown[address]
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
