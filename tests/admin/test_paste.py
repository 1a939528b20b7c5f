"""The address that the editor posts the clipboard to."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client
from django.urls import reverse

from articles.admin import paste
from articles.models import Article, Revision
from tests.factories import PASSWORD, make_user

URL = reverse("admin:articles_article_paste")
WORD = (
    '<p class=MsoNormal>Rents rose<a style=\'mso-footnote-id:ftn1\' href="#_ftn1" name="_ftnref1">'
    "<span class=MsoFootnoteReference>[1]</span></a> twice<sup><a href='#_ftn9'>[9]</a></sup>.</p>"
    "<div style='mso-element:footnote-list'><div style='mso-element:footnote' id=ftn1>"
    '<p class=MsoFootnoteText><a style=\'mso-footnote-id:ftn1\' href="#_ftnref1" name="_ftn1">'
    "[1]</a> Report, p. 7.<o:p></o:p></p></div></div>"
)


def post(client: Client, clipboard: object, **headers: Any) -> Any:
    return client.post(URL, json.dumps(clipboard), content_type="application/json", **headers)


def test_a_word_text_comes_back_with_its_notes_in_place(as_editor: Client) -> None:
    answer = post(as_editor, {"html": WORD, "text": "Rents rose", "language": "en"})
    assert answer.status_code == 200
    assert answer.json()["body"] == (
        '<p>Rents rose<span class="footnote">Report, p. 7.</span> twice<sup>[9]</sup>.</p>'
    )
    assert answer.json()["inline"] is False
    assert answer.json()["offer_import"] is False


def test_the_answer_says_what_came_and_where_it_stands(as_editor: Client) -> None:
    found = post(as_editor, {"html": WORD}).json()["found"]
    assert [(entry["sentence"], entry["level"]) for entry in found] == [
        ("1 note", "kept"),
        ("1 mark unsure", "unsure"),
    ]
    assert found[1]["quotes"] == [
        {"exact": "[9]", "prefix": "Rents rose twice", "suffix": "."},
    ]


def test_plain_text_alone_is_taken(as_editor: Client) -> None:
    answer = post(as_editor, {"html": "", "text": "Two words"}).json()
    assert (answer["body"], answer["inline"]) == ("<p>Two words</p>", True)


def test_nothing_to_paste_is_said(as_editor: Client) -> None:
    answer = post(as_editor, {"html": "<p> </p>", "text": " "}).json()
    assert answer["body"] == ""
    assert answer["warnings"] == ["There is no text in what was pasted."]


def test_a_writer_of_own_drafts_may_paste(db: None) -> None:
    client = Client()
    client.force_login(make_user("writer", "write_own_article"))
    assert post(client, {"text": "word"}).status_code == 200


def test_who_may_not_write_may_not_paste(as_moderator: Client, as_stranger: Client) -> None:
    for client in (as_moderator, as_stranger):
        assert post(client, {"text": "word"}).status_code == 403


def test_who_is_not_logged_in_is_told_where_to_log_in(client: Client, db: None) -> None:
    answer = post(client, {"text": "word"}, headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.json() == {"login": reverse("admin:login")}


def test_it_takes_a_token_against_forged_requests(editor: AbstractUser) -> None:
    client = Client(enforce_csrf_checks=True)
    client.login(username=editor.get_username(), password=PASSWORD)
    assert post(client, {"text": "word"}).status_code == 403
    client.get(reverse("admin:articles_article_add"))
    token = client.cookies["csrftoken"].value
    assert post(client, {"text": "word"}, headers={"X-CSRFToken": token}).status_code == 200


def test_it_changes_nothing(as_editor: Client) -> None:
    post(as_editor, {"html": WORD})
    assert not Article.objects.exists()
    assert not Revision.objects.exists()


def test_only_posts_are_answered(as_editor: Client) -> None:
    assert as_editor.get(URL).status_code == 405


@pytest.mark.parametrize(
    "sent", [b"", b"{", b"\xff", b"[]", b'"text"', b'{"html": 1}', b'{"text": ["a"]}', b"NaN"]
)
def test_what_is_no_clipboard_is_refused_with_a_sentence(as_editor: Client, sent: bytes) -> None:
    answer = as_editor.post(URL, sent, content_type="application/json")
    assert answer.status_code == 400
    assert answer.json()["error"].endswith(".")


def test_half_of_a_character_is_no_failure(as_editor: Client) -> None:
    answer = as_editor.post(URL, b'{"html": "<p>a\\ud800b</p>"}', content_type="application/json")
    assert answer.json()["body"] == "<p>ab</p>"


def test_what_is_too_large_is_refused_before_it_is_read(
    as_editor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paste, "MOST_BYTES", 100)
    answer = post(as_editor, {"text": "word " * 50})
    assert answer.status_code == 413
    assert answer.json()["error"].endswith(".")


def test_what_has_too_many_elements_is_refused(as_editor: Client) -> None:
    answer = post(as_editor, {"html": "<b>x" * 300_001})
    assert answer.status_code == 413
    assert answer.json()["error"].endswith(".")


def test_links_and_pictures_of_this_site_are_ours(as_editor: Client) -> None:
    html = (
        '<meta charset="utf-8"><p>See <a href="http://testserver/articles/1926/strike/">this</a>'
        '<img src="http://testserver/media/a.jpg" alt="A crowd">'
        '<img src="https://elsewhere.example/b.jpg" alt="A square"></p>'
    )
    answer = post(as_editor, {"html": html}).json()
    assert answer["body"] == (
        '<p>See <a href="/articles/1926/strike/">this</a><img src="/media/a.jpg" alt="A crowd"></p>'
    )
    left_out = [entry for entry in answer["found"] if entry["level"] == "left_out"]
    assert [(entry["sentence"], entry["texts"]) for entry in left_out] == [
        ("1 picture left out", ["A square"]),
    ]
    assert len(answer["warnings"]) == 1
