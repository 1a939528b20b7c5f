"""What an editor, a moderator or the clock changes is there on the very next request."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction
from django.utils import timezone

from articles.comments.moderation import approve, reject
from articles.models import Author, Generation, Image, Redirect, Section, Series, Tag, TokenBucket
from articles.pagecache import state
from articles.publishing import manuscript
from articles.publishing.publish import publish, withdraw
from articles.publishing.trash import restore, trash
from tests.conftest import Archive
from tests.factories import make_comment, make_draft, make_image, make_published, make_scheduled
from tests.factories import republish as publish_again

from .conftest import Process

Change = Callable[[Archive], object]


def rename(model: type, old: str = "", **new: str) -> Change:
    def change(archive: Archive) -> None:
        row = model.objects.filter(name__contains=old)[0]
        for name, value in new.items():
            setattr(row, name, value)
        row.save()

    return change


def close_comments(archive: Archive) -> None:
    article = archive.english.article
    article.comments_open = False
    manuscript.save(article)


def approve_one(archive: Archive) -> None:
    approve(make_comment(archive.english.article, "Held.", approved=False))


def cut_a_picture(archive: Archive) -> None:
    publish_again(archive.english, image=(image := make_image()))
    image.crops.all().delete()


CHANGES: dict[str, tuple[str, Change]] = {
    "publish": ("/articles/", lambda a: make_published("Quite new")),
    "correct": ("/corrections/", lambda a: publish_again(a.english, title="X", correction="Y")),
    "change a title": ("english", lambda a: publish_again(a.english, title="New")),
    "translate": (
        "english",
        lambda a: make_published(language="fr", translation_of=a.english.article),
    ),
    "withdraw": ("english", lambda a: withdraw(a.english.article, reason="Wrong.")),
    "withdraw what is listed": ("/", lambda a: withdraw(a.german.article, reason="Wrong.")),
    "trash": ("english", lambda a: trash(a.english.article)),
    "restore": ("spanish", lambda a: restore(a.spanish.article)),
    "approve": ("english", approve_one),
    "reject": ("english", lambda a: reject(a.english.article.comments.get())),
    "delete a comment": ("english", lambda a: a.english.article.comments.all().delete()),
    "close comments": ("english", close_comments),
    "rename a tag": ("english", rename(Tag, "Strike", name="Strikes")),
    "rename an author": ("english", rename(Author, "Ada", name="A. Brandt")),
    "rename a section": ("/", rename(Section, name="Homes")),
    "rename without saving": ("english", lambda a: Author.objects.update(name="Anonymous")),
    "cut a picture": ("english", cut_a_picture),
    "describe a section": ("/sections/housing/", rename(Section, description="All on rents.")),
    "move an address": (
        "/old/",
        lambda a: Redirect.objects.create(path="/old/", article=a.english.article),
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_shows_on_the_next_request_in_every_process(
    name: str, process: Process, another: Process, archive: Archive
) -> None:
    address, change = CHANGES[name]
    trash(archive.spanish.article)
    if not address.startswith("/"):
        address = getattr(archive, address).get_absolute_url()
    before = process.get(address), another.get(address)
    change(archive)
    for reader, seen in zip((process, another), before, strict=True):
        now = reader.get(address)
        assert (now.status, now.text) != (seen.status, seen.text)


def test_a_series_and_a_picture_show_their_new_words(process: Process, archive: Archive) -> None:
    image = make_image(caption="Before")
    series = Series.objects.create(title="Letters", slug="letters")
    edition = make_published(image=image, series=series)
    address = edition.get_absolute_url()
    process.warm(address)
    Series.objects.filter(pk=series.pk).update(title="Letters home")
    assert "Letters home" in process.get(address).text
    Image.objects.filter(pk=image.pk).update(caption="The harbour at night")
    assert "The harbour at night" in process.get(address).text


def test_what_concerns_no_reader_leaves_the_pages_kept(process: Process, archive: Archive) -> None:
    address = archive.english.get_absolute_url()
    process.warm(address)
    asked = len(process.asked)
    draft = make_draft("Nobody sees this")
    manuscript.save(draft)
    archive.english.article.title = "Not published yet"
    manuscript.save(archive.english.article)
    make_comment(archive.english.article, "Held.", approved=False)
    SessionStore().create()
    TokenBucket.authorize("comment", "somebody", capacity=3, period=timedelta(hours=1))
    process.get(address)
    assert len(process.asked) == asked


def test_what_was_rolled_back_changes_nothing(process: Process, archive: Archive) -> None:
    number = process.pages.newest().number
    with transaction.atomic():
        Author.objects.update(name="Never")
        transaction.set_rollback(True)
    assert process.pages.newest().number == number


def test_no_change_is_there_without_its_number(
    process: Process, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when the program dies between the two, outside any transaction."""

    def die(*_concerns: object) -> None:
        raise KeyError

    with monkeypatch.context() as broken:
        broken.setattr(Generation, "advance", die)
        with pytest.raises(KeyError):
            Author.objects.update(name="Never")
    assert not Author.objects.filter(name="Never").exists()


def test_a_change_beside_one_that_was_rolled_back_counts(
    process: Process, archive: Archive
) -> None:
    number = process.pages.newest().number
    with transaction.atomic():
        with transaction.atomic():
            Author.objects.update(name="Never")
            transaction.set_rollback(True)
        Section.objects.update(name="Homes")
        Section.objects.update(description="Once in a transaction is enough.")
    assert process.pages.newest().number == number + 1
    assert "Homes" in process.get("/").text


def test_a_page_made_while_something_changed_is_not_kept_for_the_new_state(
    process: Process, archive: Archive
) -> None:
    address = archive.english.get_absolute_url()
    readers = process.front.readers

    def slow(environ: dict, start_response: Callable) -> object:
        body = readers(environ, start_response)
        publish_again(archive.english, title="Meanwhile")
        process.front.readers = readers
        return body

    process.front.readers = slow
    process.get(address)
    assert "Meanwhile" in process.get(address).text


def test_a_scheduled_article_appears_at_its_minute_by_itself(
    process: Process, another: Process, archive: Archive
) -> None:
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False) as clock:
        later = make_scheduled("The morning after", days=1)
        readers = (process, another)
        addresses = ("/", "/articles/", later.get_absolute_url())
        for reader in readers:
            assert [reader.get(address).status for address in addresses] == [200, 200, 404]
        clock.shift(timedelta(hours=23, minutes=59, seconds=59))
        for reader in readers:
            assert "The morning after" not in reader.get("/").text
        clock.shift(timedelta(seconds=1))
        for reader in readers:
            assert [reader.get(address).status for address in addresses] == [200, 200, 200]
            assert all("The morning after" in reader.get(address).text for address in addresses)


def test_numbers_are_right_at_the_minute_too(process: Process, archive: Archive) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        make_scheduled("The morning after", days=1, tags=["Strike"], printed_date="1999")
        assert "/articles/1999/" not in process.get("/articles/").text
        clock.shift(timedelta(days=1))
        assert "/articles/1999/" in process.get("/articles/").text
        assert process.get("/articles/1999/").status == 200


def test_no_cache_on_the_way_is_allowed_to_keep_a_page_beyond_the_minute(
    process: Process, archive: Archive
) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        make_scheduled(days=1)
        far = process.warm("/").headers
        assert "stale-while-revalidate" in far["Cache-Control"]
        assert far["X-Accel-Expires"] == "1"
        clock.shift(timedelta(days=1, seconds=-10))
        near = process.get("/").headers
        assert near["Cache-Control"] == "public, max-age=0, must-revalidate"
        assert near["X-Accel-Expires"] == "0"


def test_a_ring_that_was_lost_is_made_good_for_when_the_lease_is_over(
    process: Process, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when a process dies between its commit and its ring."""
    address = archive.english.get_absolute_url()
    process.warm(address)
    monkeypatch.setattr(process.bell, "ring", lambda: None)
    publish_again(archive.english, title="Nobody was told")
    process.pages.newest.trust = process.pages.newest.trust._replace(until=0)
    assert "Nobody was told" in process.get(address).text


def test_who_cannot_ring_waits_until_every_lease_is_over(
    process: Process, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def broken() -> None:
        raise OSError("no bell")

    monkeypatch.setattr(process.bell, "ring", broken)
    monkeypatch.setattr(state.time, "sleep", waited.append)
    publish(make_draft())
    assert waited == [state.LEASE]


@pytest.mark.parametrize("kind", ["few", "many"])
def test_a_first_publication_appears_at_its_minute_though_nothing_else_happens(
    kind: str, process: Process, archive: Archive
) -> None:
    """Scheduling what readers never had only inserts rows."""
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False) as clock:
        kept = process.warm("/")
        draft = make_draft("The morning after")
        publish(draft, at=timezone.now() + timedelta(minutes=1))
        process.get("/")
        if kind == "many":
            publish(make_draft(), at=timezone.now() + timedelta(minutes=2))
        clock.shift(timedelta(minutes=1))
        now = process.get("/")
        assert now.text != kept.text
        assert "The morning after" in now.text


@pytest.mark.parametrize(
    "insert",
    [
        lambda: Section.objects.create(name="New", slug="new"),
        lambda: Section.objects.bulk_create([Section(name="New", slug="new")]),
        lambda: Tag.objects.get_or_create(name="New", slug="new"),
    ],
)
def test_a_new_row_is_a_new_generation(
    insert: Callable[[], object], process: Process, archive: Archive
) -> None:
    number = process.pages.newest().number
    insert()
    assert process.pages.newest().number > number


def test_a_date_tells_no_two_pages_of_one_second_apart(process: Process, archive: Archive) -> None:
    """So there is none before the second is over; the entity tag always tells."""
    address = archive.english.get_absolute_url()
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False) as clock:
        Author.objects.update(name="First")
        first = process.get(address)
        assert "Last-Modified" not in first.headers
        Author.objects.update(name="Second")
        clock.shift(timedelta(seconds=2))
        second = process.get(address)
        dated = second.headers["Last-Modified"]
        assert process.get(address, if_modified_since=dated).status == 304
        Author.objects.update(name="Third")
        clock.shift(timedelta(milliseconds=200))
        assert process.get(address, if_modified_since=dated).status == 200


def test_a_bell_that_cannot_be_made_costs_a_second_and_no_act(
    transactional_db: None, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(state.time, "sleep", waited.append)

    def broken() -> None:
        raise IsADirectoryError

    state.tell(broken)
    assert waited == [state.LEASE]
