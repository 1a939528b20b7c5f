"""A comment's way from the form to the moderators' queue."""

from typing import Any

import pytest
import time_machine
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from articles.comments import spam
from articles.models import Article, Comment, Edition
from tests.factories import make_comment, make_published, make_trashed, make_withdrawn
from tests.pages import Page, links, open_page, texts

SENT = {"name": "Noor", "text": "I was there.", "email": "", "website": "", "parent": ""}


@pytest.fixture
def edition(db: None) -> Edition:
    return make_published("The rent strike")


def address(edition: Edition) -> str:
    return edition.get_absolute_url() + "comments/"


def send(client: Client, edition: Edition, *, after: int = 10, **fields: Any) -> HttpResponse:
    """Fetch the form with its time, wait, and send it."""
    with time_machine.travel(timezone.now(), tick=False) as clock:
        form = open_page(client, address(edition))
        stamp = form.css_first("input[name=stamp]").attributes["value"]
        clock.shift(after)
        data = SENT | {"stamp": stamp} | fields
        return client.post(address(edition), data)


def shown(response: HttpResponse, field: str) -> str:
    """What stands in a field of the form that came back."""
    node = Page(response.content.decode()).css_first(f"#write-{field}")
    return node.text().lstrip("\n") if node.tag == "textarea" else node.attributes["value"] or ""


def test_a_comment_is_held_and_the_reader_is_thanked(client: Client, edition: Edition) -> None:
    response = send(client, edition, email="noor@example.org")
    assert (response.status_code, response["Location"]) == (303, address(edition) + "sent/")
    comment = Comment.objects.get()
    assert (comment.name, comment.text, comment.email) == (
        "Noor",
        "I was there.",
        "noor@example.org",
    )
    assert comment.state == Comment.State.HELD
    assert "held until a moderator" in open_page(client, response["Location"]).body.text()
    assert not open_page(client, edition.get_absolute_url()).css(".comment")


def test_no_cookie_is_set_and_no_cache_keeps_the_form(client: Client, edition: Edition) -> None:
    form = client.get(address(edition))
    answer = send(client, edition)
    for response in (form, answer):
        assert not response.cookies
        assert "no-store" in response["Cache-Control"]


def test_without_a_script_the_comment_is_shown_once_more(client: Client, edition: Edition) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        checked = client.post(address(edition), SENT | {"text": "One\n\n<b>two</b>"})
        assert (checked.status_code, Comment.objects.count()) == (200, 0)
        page = Page(checked.content.decode())
        assert texts(page, ".preview .words p") == ["One", "<b>two</b>"]
        assert shown(checked, "text") == "One\n\n<b>two</b>"
        clock.shift(5)
        stamp = page.css_first("input[name=stamp]").attributes["value"]
        again = client.post(address(edition), SENT | {"text": "One\n\ntwo", "stamp": stamp})
    assert again.status_code == 303
    assert Comment.objects.get().text == "One\n\ntwo"


def test_csrf_checks_do_not_stand_in_a_readers_way(edition: Edition) -> None:
    assert send(Client(enforce_csrf_checks=True), edition).status_code == 303


@pytest.mark.parametrize(("after", "word"), [(1, "quick"), (90_000, "a day old")])
def test_a_form_sent_too_soon_or_too_late_comes_back_filled(
    client: Client, edition: Edition, after: int, word: str
) -> None:
    response = send(client, edition, after=after)
    assert response.status_code == 422
    assert word in response.content.decode()
    assert shown(response, "text") == "I was there."
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "required"),
        ({"text": "  \n "}, "required"),
        ({"name": "\u202e\u200b"}, "required"),
        ({"name": "N" * 81}, "80"),
        ({"text": "T" * 6001}, "6000"),
        ({"email": "nonsense"}, "email address"),
        ({"website": "https://spam.example"}, "must stay empty"),
        ({"text": "https://a.example " * 4}, "3 links"),
        ({"parent": "999"}, "no longer there"),
        ({"parent": "x"}, "no longer there"),
        ({"parent": "9" * 40}, "no longer there"),
    ],
)
def test_what_is_wrong_is_said_and_every_word_comes_back(
    client: Client, edition: Edition, fields: dict[str, str], sentence: str
) -> None:
    response = send(client, edition, **fields)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    assert shown(response, "text").split() == (SENT | fields)["text"].split()
    assert not Comment.objects.exists()


def test_the_same_comment_twice_is_one(client: Client, edition: Edition) -> None:
    assert send(client, edition).status_code == 303
    assert send(client, edition).status_code == 422
    assert Comment.objects.count() == 1


def test_a_sender_who_sends_too_much_is_told_so(
    client: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spam, "PER_SENDER", 2)
    answers = [send(client, edition, text=f"Comment {n}").status_code for n in range(3)]
    assert answers == [303, 303, 429]
    assert Comment.objects.count() == 2


def test_behind_a_trusted_proxy_the_nearest_seen_address_counts(
    client: Client, edition: Edition, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr(spam, "PER_SENDER", 1)
    settings.TRUST_PROXY = True
    answers = []
    for n, chain in enumerate(["1.1.1.1, 192.0.2.1", "2.2.2.2, 192.0.2.1", "192.0.2.2"]):
        one = Client(headers={"x-forwarded-for": chain})
        answers.append(send(one, edition, text=f"Comment {n}").status_code)
    assert answers == [303, 429, 303]


def test_a_reply_is_shown_under_what_it_answers(client: Client, edition: Edition) -> None:
    first = make_comment(edition.article, "First.")
    page = open_page(client, edition.get_absolute_url())
    (reply,) = links(page, ".answer a")
    assert texts(open_page(client, reply), "blockquote") == ["First."]
    assert send(client, edition, parent=str(first.pk)).status_code == 303
    Comment.objects.filter(parent=first).update(state=Comment.State.APPROVED)
    page = open_page(client, edition.get_absolute_url())
    assert texts(page, ".depth-1 .words") == ["I was there."]
    assert f"#comment-{first.pk}" in links(page, ".depth-1 a")


@pytest.mark.parametrize("parent", ["0", "x", "-1", "999", "9" * 30, "²"])
def test_a_reply_to_nothing_is_not_found(client: Client, edition: Edition, parent: str) -> None:
    open_page(client, f"{address(edition)}?parent={parent}", status=404)


def test_nobody_replies_to_a_held_comment_or_one_elsewhere(
    client: Client, edition: Edition
) -> None:
    held = make_comment(edition.article, approved=False)
    elsewhere = make_comment(make_published().article)
    for parent in (held, elsewhere):
        open_page(client, f"{address(edition)}?parent={parent.pk}", status=404)
        assert send(client, edition, parent=str(parent.pk)).status_code == 422


def test_a_comment_has_an_address(client: Client, edition: Edition) -> None:
    comment = make_comment(edition.article)
    page = open_page(client, edition.get_absolute_url())
    assert page.css(f"#comment-{comment.pk} a[href='#comment-{comment.pk}']")


def test_a_comment_of_ten_megabytes_is_refused(client: Client, edition: Edition) -> None:
    response = client.post(address(edition), SENT | {"text": "x" * 10_000_000})
    assert response.status_code == 413
    assert "more than a comment may hold" in response.content.decode()
    assert not Comment.objects.exists()


def test_comments_that_are_closed_are_closed(client: Client, edition: Edition) -> None:
    Article.objects.update(comments_open=False)
    assert client.post(address(edition), SENT).status_code == 403
    assert client.get(address(edition)).status_code == 403
    page = open_page(client, edition.get_absolute_url())
    assert not page.css("form")
    assert "closed" in page.css_first(".comments").text()
    assert not Comment.objects.exists()


def test_comments_to_what_readers_do_not_have_are_not_taken(client: Client, db: None) -> None:
    for gone in (make_withdrawn(), make_trashed()):
        assert client.post(address(gone), SENT).status_code == 410
    assert client.post("/articles/2021/never-was/comments/", SENT).status_code == 404
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://[broken"},
    ],
)
def test_pages_of_other_sites_cannot_send_comments(
    client: Client, edition: Edition, headers: dict[str, str]
) -> None:
    response = client.post(address(edition), SENT, headers=headers)
    assert response.status_code == 403
    assert "another site" in response.content.decode()


def test_our_own_pages_can(client: Client, edition: Edition) -> None:
    headers = {"origin": "http://testserver", "sec-fetch-site": "same-origin"}
    assert client.post(address(edition), SENT, headers=headers).status_code == 200


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\x00\xff\xfe", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
        (b"name=%ED%A0%80&text=%00%ff", "application/x-www-form-urlencoded"),
        (b"", "text/plain"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"nonsense", "multipart/form-data"),
        (b"a=1", "application/x-www-form-urlencoded; charset=utf-7"),
        (b"&".join([b"a=1"] * 5000), "application/x-www-form-urlencoded"),
    ],
)
def test_broken_requests_get_a_clear_answer(
    client: Client, edition: Edition, body: bytes, kind: str
) -> None:
    response = client.post(address(edition), body, content_type=kind)
    assert response.status_code in (200, 400, 422)
    assert not Comment.objects.exists()
