"""A link lets somebody without an account read a manuscript, for a time."""

import logging
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Edition, Event, PreviewLink
from articles.pagecache.pages import is_for_everyone
from articles.publishing import manuscript, trash
from articles.publishing.preview_links import LONGEST, SHORTEST, revoke, share, token
from site_project.logs import WithoutTokens
from tests.factories import make_comment, make_draft, make_published, make_user, republish

pytestmark = pytest.mark.django_db


def address(link: PreviewLink) -> str:
    return reverse("shared_preview", args=[token(link)])


def test_whoever_has_the_link_reads_the_manuscript_as_it_is_now(client: Client) -> None:
    article = make_draft("A draft")
    link = share(article)
    shown = client.get(address(link))
    assert shown.status_code == 200
    assert "A draft" in shown.content.decode()
    assert "This text is not published. Please don’t pass it on." in shown.content.decode()
    article.title = "A better draft"
    manuscript.save(article)
    assert "A better draft" in client.get(address(link)).content.decode()
    assert not Edition.objects.exists()


def test_of_a_published_article_the_manuscript_is_shown(client: Client) -> None:
    edition = make_published("Old")
    link = share(edition.article)
    Article.objects.update(title="Coming")
    assert "Coming" in client.get(address(link)).content.decode()
    assert "Coming" not in client.get(edition.get_absolute_url()).content.decode()
    republish(edition, title="Out")
    assert "Out" in client.get(address(link)).content.decode()


def test_nobody_keeps_it_finds_it_or_gets_to_know_its_address(client: Client) -> None:
    article = make_draft()
    make_comment(article)
    answer = client.get(address(share(article)))
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["X-Robots-Tag"] == "noindex, nofollow"
    assert "Surrogate-Key" not in answer
    assert not answer.cookies
    assert "<form" not in answer.content.decode().partition("<main")[2]
    assert "I was there." not in answer.content.decode()


def test_the_page_cache_never_looks_at_it() -> None:
    assert not is_for_everyone("GET", address(share(make_draft())), "", "testserver")


def test_a_link_that_was_taken_back_says_so(client: Client) -> None:
    link = share(make_draft("Secret"))
    revoke(link)
    answer = client.get(address(link))
    assert answer.status_code == 410
    assert "This preview is over" in answer.content.decode()
    assert "Secret" not in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_a_link_runs_out_in_its_minute(client: Client) -> None:
    link = share(make_draft(), lasts=SHORTEST)
    with time_machine.travel(timezone.now() + timedelta(minutes=59)):
        assert client.get(address(link)).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert client.get(address(link)).status_code == 410


def test_an_article_in_the_trash_is_shown_to_nobody(client: Client) -> None:
    article = make_draft()
    link = share(article)
    trash.trash(article)
    assert client.get(address(link)).status_code == 410
    with pytest.raises(ValidationError):
        share(article)


@pytest.mark.parametrize("wrong", ["1", "MQ", "MQ:x", "x" * 500, "MQ:::", "%00", "…"])
def test_an_address_that_we_did_not_sign_is_none(wrong: str, client: Client) -> None:
    share(make_draft())
    assert client.get(f"/preview/{wrong}/").status_code == 404


def test_a_signature_is_good_for_one_link_only(client: Client) -> None:
    one, two = share(make_draft()), share(make_draft())
    number, _colon, _signature = token(one).partition(":")
    _number, _colon, signature = token(two).partition(":")
    assert client.get(f"/preview/{number}:{signature}/").status_code == 404


def test_it_is_only_read(client: Client) -> None:
    assert client.post(address(share(make_draft()))).status_code == 405


def test_the_log_never_holds_what_stands_in_the_address(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    link = share(make_draft())
    revoke(link)
    client.get(address(link))
    (record,) = [one for one in caplog.records if "/preview/" in one.getMessage()]
    assert WithoutTokens().filter(record)
    assert record.getMessage() == "Gone: /preview/…/"
    assert any(
        isinstance(one, WithoutTokens)
        for handler in logging.getLogger().handlers
        for one in handler.filters
    )


def test_who_shared_and_who_took_it_back_is_kept() -> None:
    person = make_user("editor", "change_article")
    link = share(make_draft(), by=person, label="The printer")
    revoke(link, by=person)
    revoke(link, by=person)
    events = list(Event.objects.order_by("pk").values_list("kind", "by__username"))
    assert events == [("shared", "editor"), ("unshared", "editor")]
    assert "The printer" in Event.objects.get(kind="shared").note


@pytest.mark.parametrize("lasts", [timedelta(minutes=59), LONGEST + timedelta(minutes=1)])
def test_a_time_that_is_too_short_or_too_long_is_refused(lasts: timedelta) -> None:
    with pytest.raises(ValidationError):
        share(make_draft(), lasts=lasts)


def test_who_may_only_look_may_not_share() -> None:
    article = make_draft()
    reader = make_user("reader", "view_article")
    with pytest.raises(PermissionDenied):
        share(article, by=reader)
    link = share(article)
    with pytest.raises(PermissionDenied):
        revoke(link, by=reader)
    assert link.works
