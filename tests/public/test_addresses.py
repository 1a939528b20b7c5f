"""An address that worked once works for ever: it answers, redirects, or says what happened."""

from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone

from articles.models import Article, Edition, Redirect
from articles.publishing.publish import publish
from articles.publishing.trash import restore, trash
from tests.conftest import Archive
from tests.factories import (
    make_draft,
    make_published,
    make_scheduled,
    make_trashed,
    make_withdrawn,
    republish,
)
from tests.pages import open_page, texts


def location(client: Client, address: str, *, status: int = 301) -> str:
    response = client.get(address)
    assert response.status_code == status, f"{address}: {response.status_code}"
    return response["Location"]


def test_the_short_address_leads_to_the_article(client: Client, archive: Archive) -> None:
    for edition in archive.editions:
        target = location(client, f"/a/{edition.article_id}/", status=302)
        assert target == edition.get_absolute_url()
        open_page(client, target)


def test_short_addresses_of_what_readers_never_had_are_not_found(client: Client, db: None) -> None:
    hidden = [make_draft().pk, make_scheduled().article_id, 999_999_999]
    for number in hidden:
        open_page(client, f"/a/{number}/", status=404)


def test_a_withdrawn_article_says_so_and_why(client: Client, db: None) -> None:
    edition = make_withdrawn("Marker", reason="The source was <b>forged</b>.")
    for address in (
        edition.get_absolute_url(),
        f"/a/{edition.article_id}/",
        edition.get_absolute_url() + "editions/",
        edition.get_absolute_url() + "editions/1/",
        edition.get_absolute_url() + "comments/",
    ):
        page = open_page(client, address, status=410)
        assert texts(page, ".reason") == ["The source was <b>forged</b>."]
        assert "Marker" not in page.html


def test_a_trashed_article_is_gone_and_comes_back(client: Client, db: None) -> None:
    edition = make_published()
    trash(edition.article)
    open_page(client, edition.get_absolute_url(), status=410)
    restore(edition.article)
    open_page(client, edition.get_absolute_url())


def test_why_an_article_was_withdrawn_is_not_told_once_it_is_in_the_trash(
    client: Client, db: None
) -> None:
    edition = make_withdrawn(reason="A reason")
    trash(edition.article)
    assert "A reason" not in open_page(client, edition.get_absolute_url(), status=410).html


def test_a_scheduled_article_appears_when_its_minute_comes(client: Client, db: None) -> None:
    edition = make_scheduled(days=1)
    open_page(client, edition.get_absolute_url(), status=404)
    with time_machine.travel(edition.visible_from):
        open_page(client, edition.get_absolute_url())


def test_a_scheduled_article_that_is_withdrawn_in_time_was_never_there(
    client: Client, db: None
) -> None:
    edition = make_scheduled()
    trash(edition.article)
    open_page(client, edition.get_absolute_url(), status=404)


def test_the_old_edition_stands_until_the_scheduled_one_takes_over(
    client: Client, db: None
) -> None:
    edition = make_published("Old title", slug="same")
    article = Article.objects.get(pk=edition.article_id)
    article.title = "New title"
    article.save()
    tomorrow = timezone.now() + timedelta(days=1)
    publish(article, at=tomorrow)
    assert texts(open_page(client, edition.get_absolute_url()), "h1") == ["Old title"]
    with time_machine.travel(tomorrow):
        assert texts(open_page(client, edition.get_absolute_url()), "h1") == ["New title"]


def test_an_article_that_moved_redirects_with_all_below_it(client: Client, db: None) -> None:
    old = make_published("First", slug="first")
    new = republish(old, slug="second", printed_date="1999")
    for rest in ("", "editions/", "editions/1/", "comments/", "comments/sent/"):
        target = location(client, old.get_absolute_url() + rest)
        assert target == new.get_absolute_url() + rest
        open_page(client, target)


def test_a_comment_sent_to_an_old_address_is_sent_on_whole(client: Client, db: None) -> None:
    old = make_published("First", slug="first")
    republish(old, slug="second")
    response = client.post(old.get_absolute_url() + "comments/", {"name": "A"})
    assert response.status_code == 308


def test_a_wrong_case_or_a_missing_slash_is_mended(client: Client, archive: Archive) -> None:
    address = archive.english.get_absolute_url()
    assert location(client, address.rstrip("/")) == address
    assert location(client, "/articles/1974/The-Rent-Strike-of-Harrow-Row/") == address
    assert location(client, "/authors") == "/authors/"


def test_old_paths_redirect_to_an_article_or_to_another_path(
    client: Client, archive: Archive
) -> None:
    Redirect.objects.create(path="/2011/إضراب/", article=archive.arabic.article)
    Redirect.objects.create(path="/index.php", target="/articles/")
    Redirect.objects.create(path="/evil", target="//evil.example/x")
    assert location(client, "/2011/إضراب/") == archive.arabic.get_absolute_url()
    assert location(client, "/2011/إضراب") == archive.arabic.get_absolute_url()
    assert location(client, "/index.php") == "/articles/"
    assert location(client, "/evil") == "/evil.example/x"


def test_the_old_path_of_a_withdrawn_article_says_so(client: Client, db: None) -> None:
    Redirect.objects.create(path="/old", article=make_withdrawn().article)
    Redirect.objects.create(path="/older", article=make_trashed().article)
    Redirect.objects.create(path="/draft", article=make_draft())
    open_page(client, "/old", status=410)
    open_page(client, "/older", status=410)
    open_page(client, "/draft", status=404)


def test_every_edition_has_an_address_for_ever(client: Client, db: None) -> None:
    first = make_published("First words", slug="x")
    second = republish(first, title="Second words", correction="A word.")
    history = open_page(client, second.get_absolute_url() + "editions/")
    assert len(history.css(".editions > li")) == 2
    old = open_page(client, second.get_absolute_url() + "editions/1/")
    assert texts(old, "h1") == ["First words"]
    assert old.css("meta[name=robots][content=noindex]")
    open_page(client, second.get_absolute_url() + "editions/3/", status=404)


def test_an_edition_that_nobody_saw_has_no_address(client: Client, db: None) -> None:
    first = make_published("First", slug="x")
    with time_machine.travel(timezone.now(), tick=False):
        scheduled = make_scheduled("Never seen", slug="y")
    replaced = republish(scheduled, title="Seen")
    assert Edition.objects.filter(article=scheduled.article_id).count() == 2
    open_page(client, replaced.get_absolute_url() + "editions/1/", status=404)
    open_page(client, first.get_absolute_url() + "editions/0/", status=404)


def test_nonsense_is_not_found_with_a_helpful_page(client: Client, archive: Archive) -> None:
    for address in (
        "/articles/2021/nothing/",
        "/articles/2021/nothing/editions/",
        "/a/0/",
        "/a/99999999999999999999/",
        "/articles/2021/a%00b/",
        "/articles/2021/%ff%fe/",
        "/articles/2021/../../etc/passwd",
        "/articles/99999999/x/",
        "/%2e%2e/",
        "/nowhere",
    ):
        page = open_page(client, address, status=404)
        assert texts(page, "h1") == ["There is nothing at this address"]
