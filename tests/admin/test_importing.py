"""The import screen: paste, see what was understood, correct, save."""

from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from lxml import html

from articles.models import Article, Author
from tests.factories import make_draft

from .forms import text_of

PASTE = "admin:articles_article_import"
SAVE = "admin:articles_article_import_save"
TEXT = """The Bread Strike

By Ada Brandt, Bakers' League

6 December 1921

Bread was dear that winter.[1] The bakers stopped work, and so did the millers.

Nobody had expected it.[2]

Leave a Comment

Notes

[1] Annual report 1921, p. 7. https://example.org/report
[2] The Morning Star, 3 December 1921.
"""
SEED = Path(__file__).parents[3] / "shared/seeds/000_1f6ea99ca59fb842.txt"


def paste(client: Client, text: str = TEXT, **more: Any) -> HttpResponse:
    return client.post(reverse(PASTE), {"text": text, "day_first": "yes", "hint": "", **more})


def understood(response: HttpResponse) -> dict[str, Any]:
    """All that the second step's form would send, as it was filled in."""
    assert response.status_code == 200, text_of(response)
    page = html.fromstring(response.content.decode())
    [form] = [form for form in page.forms if (form.action or "").endswith("/import/save/")]
    return dict(form.form_values())


def errors(response: HttpResponse) -> str:
    """What the form says is wrong."""
    assert response.status_code in {413, 422}, response.status_code
    return text_of(response)


def test_what_was_understood_stands_beside_the_text(as_editor: Client) -> None:
    response = paste(as_editor)
    words = text_of(response)
    assert "2 notes, 1 author" in words
    assert "Leave a Comment" in words
    data = understood(response)
    assert data["title"] == "The Bread Strike"
    assert data["credits-0-name"] == "Ada Brandt"
    assert data["credits-0-affiliation"] == "Bakers' League"
    assert (data["printed_date"], data["language"]) == ("1921-12-06", "en")
    assert data["body"].count('class="footnote"') == 2
    assert 'role="doc-endnotes"' in response.content.decode()
    assert not Article.objects.exists()


def test_it_is_saved_as_a_draft(as_editor: Client) -> None:
    data = understood(paste(as_editor))
    response = as_editor.post(reverse(SAVE), data)
    article = Article.objects.get()
    assert response["Location"] == reverse("admin:articles_article_change", args=[article.pk])
    assert (article.title, article.state) == ("The Bread Strike", Article.State.DRAFT)
    assert article.footnotes.count() == 2
    assert article.created_by.username == "editor"
    assert bytes(article.original.data).decode().replace("\r\n", "\n") == TEXT


def test_what_a_person_corrected_is_what_is_saved(as_editor: Client) -> None:
    data = understood(paste(as_editor)) | {
        "title": "The bakers’ strike",
        "standfirst": "A winter without bread.",
        "credits-0-name": "Ada B.",
        "credits-1-name": "Bakers’ League",
        "credits-1-role": "editor",
        "printed_date": "1921~",
        "language": "EN-gb",
        "slug": "bakers",
        "tags": ["Strike", "Bread"],
        "address": "The Baker, no. 12",
    }
    assert as_editor.post(reverse(SAVE), data).status_code == 302
    article = Article.objects.get()
    assert (article.title, article.standfirst) == ("The bakers’ strike", "A winter without bread.")
    assert (article.slug, article.printed_date, article.language) == ("bakers", "1921~", "en-GB")
    assert article.provenance == "The Baker, no. 12"
    byline = article.contributions.order_by("position").values_list("author__name", "role")
    assert list(byline) == [("Ada B.", "author"), ("Bakers’ League", "editor")]
    assert sorted(article.tags.names()) == ["Bread", "Strike"]


def test_a_publisher_goes_straight_to_the_publish_page(as_publisher: Client) -> None:
    response = as_publisher.post(
        reverse(SAVE), understood(paste(as_publisher)) | {"_publish": ""}, follow=True
    )
    assert "What readers would see" in text_of(response)
    assert not Article.objects.get().editions.exists()


def test_an_editor_who_may_not_publish_lands_on_the_form(as_editor: Client) -> None:
    response = as_editor.post(reverse(SAVE), understood(paste(as_editor)) | {"_publish": ""})
    assert "/change/" in response["Location"]


def test_the_same_text_twice_is_said_and_changes_nothing(as_editor: Client) -> None:
    as_editor.post(reverse(SAVE), understood(paste(as_editor)))
    again = paste(as_editor)
    assert "This very text is in the archive already" in text_of(again)
    response = as_editor.post(reverse(SAVE), understood(again), follow=True)
    assert "Nothing was changed" in text_of(response)
    assert Article.objects.count() == 1


@pytest.mark.parametrize("field", ["title", "body"])
def test_what_was_corrected_of_a_text_that_is_there_already_is_kept_on_the_screen(
    field: str, as_editor: Client
) -> None:
    as_editor.post(reverse(SAVE), understood(paste(as_editor)))
    corrected = {field: "<p>Corrected by hand.</p>"}
    response = as_editor.post(reverse(SAVE), understood(paste(as_editor)) | corrected)
    assert "Nothing was saved" in errors(response)
    assert response.context["form"][field].value() == corrected[field]
    article = Article.objects.get()
    assert getattr(article, field) != corrected[field]
    assert reverse("admin:articles_article_change", args=[article.pk]) in response.content.decode()


def test_two_presses_make_one_article(as_editor: Client) -> None:
    data = understood(paste(as_editor))
    for _ in range(2):
        assert as_editor.post(reverse(SAVE), data).status_code == 302
    assert Article.objects.count() == 1


def test_a_file_is_read_like_a_pasted_text(as_editor: Client) -> None:
    file = SimpleUploadedFile("bread.txt", TEXT.encode("utf-16"), "text/plain")
    data = understood(paste(as_editor, "", file=file))
    assert data["title"] == "The Bread Strike"
    as_editor.post(reverse(SAVE), data)
    original = Article.objects.get().original
    assert bytes(original.data) == TEXT.encode("utf-16")
    assert original.source.startswith("bread.txt ")


def test_two_files_of_one_name_are_two_articles(as_editor: Client) -> None:
    for title in ("One", "Two"):
        text = TEXT.replace("The Bread Strike", f"The Bread Strike, Part {title}")
        file = SimpleUploadedFile("text.txt", text.encode(), "text/plain")
        as_editor.post(reverse(SAVE), understood(paste(as_editor, "", file=file)))
    assert Article.objects.count() == 2


@pytest.mark.skipif(not SEED.exists(), reason="the seed texts are not here")
def test_the_seed_is_understood(as_editor: Client) -> None:
    response = paste(as_editor, "", file=SimpleUploadedFile("seed.txt", SEED.read_bytes()))
    assert "9 notes, 1 author" in text_of(response)
    assert as_editor.post(reverse(SAVE), understood(response)).status_code == 302
    assert Article.objects.get().footnotes.count() == 9


# Bad input: a clear answer each, and the archive as it was


@pytest.mark.parametrize("text", ["", "  \n\n \t"])
def test_nothing_is_refused(text: str, as_editor: Client) -> None:
    assert "Paste a text or choose a file." in errors(paste(as_editor, text))


def test_a_text_and_a_file_at_once_are_refused(as_editor: Client) -> None:
    file = SimpleUploadedFile("bread.txt", TEXT.encode(), "text/plain")
    assert "not both" in errors(paste(as_editor, file=file))


@pytest.mark.parametrize(
    "data",
    [b"", b"   ", b"\x89PNG\r\n\x1a\n\x00\x00\x00", b"\x00\x01\x02" * 99, b"\xff" * 99],
    ids=["empty", "blank", "picture", "binary", "no encoding"],
)
def test_a_file_that_is_no_text_is_refused_in_a_sentence(data: bytes, as_editor: Client) -> None:
    response = paste(as_editor, "", file=SimpleUploadedFile("text.txt", data, "text/plain"))
    errors(response)
    assert response.context["form"].errors
    assert not Article.objects.exists()


def test_fifty_megabytes_as_a_file_are_refused(as_editor: Client) -> None:
    file = SimpleUploadedFile("big.txt", b"bread " * 9_000_000, "text/plain")
    assert "import_articles" in errors(paste(as_editor, "", file=file))


def test_fifty_megabytes_in_the_box_are_refused_before_they_are_read(as_editor: Client) -> None:
    response = paste(as_editor, "bread " * 9_000_000)
    assert response.status_code == 413
    assert "import_articles" in text_of(response)


def test_three_megabytes_in_the_box_are_refused(as_editor: Client) -> None:
    assert "larger than 2 MB" in errors(paste(as_editor, "bread " * 500_000))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 501),
        ("printed_date", "1921-02-31"),
        ("printed_date", "yesterday"),
        ("language", "not a language"),
        ("slug", "no/slash"),
        ("body", "   "),
        ("body", "<script>alert(1)</script>"),
        ("tags", "%%%"),
    ],
)
def test_a_wrong_correction_is_an_error_at_its_field(
    field: str, value: str, as_editor: Client
) -> None:
    response = as_editor.post(reverse(SAVE), understood(paste(as_editor)) | {field: value})
    assert response.status_code == 422
    assert field in response.context["form"].errors
    assert not Article.objects.exists()


def test_a_wrong_name_or_affiliation_is_an_error_at_its_row(as_editor: Client) -> None:
    data = understood(paste(as_editor))
    for wrong in ({"credits-0-name": "x" * 201}, {"credits-0-affiliation": "x" * 301},
                  {"credits-0-role": "king"}, {"credits-0-name": ""}):  # fmt: skip
        response = as_editor.post(reverse(SAVE), data | wrong)
        assert response.status_code == 422
        assert any(response.context["credits"].errors)
    assert not Author.objects.exists()


def test_a_chosen_slug_that_is_taken_is_an_error_at_its_field(as_editor: Client) -> None:
    make_draft("Another", printed_date="1921", slug="bread")
    response = as_editor.post(reverse(SAVE), understood(paste(as_editor)) | {"slug": "bread"})
    assert "slug" in response.context["form"].errors
    assert Article.objects.count() == 1


def test_a_slug_made_from_the_title_finds_a_free_one(as_editor: Client) -> None:
    make_draft("The bread strike", printed_date="1921")
    response = as_editor.post(reverse(SAVE), understood(paste(as_editor)), follow=True)
    assert "is taken; it became" in text_of(response)
    assert Article.objects.filter(slug="the-bread-strike-2").exists()


def test_hostile_markup_is_shown_as_words_and_never_stored(as_editor: Client) -> None:
    hostile = TEXT.replace("Nobody", "<script>alert(1)</script><img src=x onerror=alert(1)>")
    response = paste(as_editor, hostile)
    assert "<script>alert" not in response.content.decode()
    assert "<img src=x" not in response.content.decode()
    data = understood(response)
    data["body"] += '<p onclick="alert(1)">More<script>alert(1)</script></p>'
    as_editor.post(reverse(SAVE), data)
    body = Article.objects.get().body
    assert "<script" not in body
    assert "onclick=" not in body


@pytest.mark.parametrize("lost", ["", "no base64!", "AAAA", None])
def test_a_text_that_got_lost_on_the_way_is_asked_for_again(
    lost: str | None, as_editor: Client
) -> None:
    data = understood(paste(as_editor)) | {"original_bytes": lost or ""}
    if lost is None:
        del data["original_bytes"]
    response = as_editor.post(reverse(SAVE), data, follow=True)
    assert "Please paste it again" in text_of(response)
    assert not Article.objects.exists()


def test_a_broken_management_form_is_no_crash(as_editor: Client) -> None:
    data = understood(paste(as_editor)) | {"credits-TOTAL_FORMS": "x"}
    assert as_editor.post(reverse(SAVE), data).status_code == 422
    assert not Article.objects.exists()


def test_only_those_who_may_import_do(as_moderator: Client, as_stranger: Client) -> None:
    for client in (as_moderator, as_stranger):
        assert client.get(reverse(PASTE)).status_code == 403
        assert paste(client).status_code == 403
        assert client.post(reverse(SAVE), {}).status_code == 403


def test_the_second_step_cannot_be_opened_by_itself(as_editor: Client) -> None:
    assert as_editor.get(reverse(SAVE))["Location"] == reverse(PASTE)


def test_a_request_from_another_site_is_refused(editor: object) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)
    assert paste(client).status_code == 403
    assert client.post(reverse(SAVE), {}).status_code == 403
