"""The importer at the desk heeds the right to import, and how far it reaches."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from articles.importing.base import Document
from articles.importing.save import NotReplaced, Status, save_document
from articles.models import Article
from tests.factories import make_section, make_user
from tests.people import desk_of, make_member

from .forms import text_of

pytestmark = pytest.mark.django_db
PASTE, SAVE = (
    reverse("admin:articles_article_import"),
    reverse("admin:articles_article_import_save"),
)
TEXT = "Der Mietstreik\n\nVon Ada Brandt\n\nDie Mieten stiegen und die Löhne nicht."


def paste(client: Client, text: str = TEXT) -> dict[str, Any]:
    """What the second step would send."""
    page = client.post(PASTE, {"text": text, "day_first": "yes"})
    assert page.status_code == 200, text_of(page)
    form, credits_ = page.context["form"], page.context["credits"]
    data = {name: form[name].value() or "" for name in form.fields}
    for row in credits_:
        data |= {row.add_prefix(name): row[name].value() or "" for name in row.fields}
    management = credits_.management_form
    return data | {management.add_prefix(name): management[name].value() for name in
                   ("TOTAL_FORMS", "INITIAL_FORMS")}  # fmt: skip


@pytest.mark.parametrize("role", ["", "Writer", "Translator", "Editor", "Publisher", "Moderator"])
def test_who_may_not_import_finds_no_importer(role: str) -> None:
    client = desk_of(make_member("who", *([role] if role else [])))
    for url in (PASTE, SAVE):
        assert client.get(url).status_code == 403
        assert client.post(url, {"text": TEXT}).status_code == 403
    assert not Article.objects.exists()


@pytest.mark.parametrize("role", ["Archivist", "Administrator"])
def test_who_may_import_imports(role: str) -> None:
    client = desk_of(make_member("who", role))
    assert client.post(SAVE, paste(client)).status_code == 302
    assert Article.objects.get().created_by.username == "who"


def test_an_import_lies_within_the_remit() -> None:
    here, there = make_section("Housing"), make_section("Work")
    client = desk_of(make_member("ari", "Archivist", sections=[here], languages="de"))
    data = paste(client)
    for wrong in ({"section": ""}, {"section": there.pk}, {"section": here.pk, "language": "en"}):
        page = client.post(SAVE, data | wrong)
        assert page.status_code == 422, wrong
        assert not Article.objects.exists()
    assert "You work in these languages: de" in text_of(page)
    assert client.post(SAVE, data | {"section": here.pk}).status_code == 302
    assert Article.objects.get().section == here


def test_a_text_that_is_there_already_is_not_shown_to_who_may_not_see_it() -> None:
    other = desk_of(make_member("ada", "Archivist"))
    other.post(SAVE, paste(other) | {"title": "Unspoken"})
    client = desk_of(make_member("ari", "Archivist", languages="ar"))
    page = client.post(PASTE, {"text": TEXT, "day_first": "yes"})
    assert "Unspoken" not in text_of(page)
    answer = client.post(SAVE, paste(client) | {"language": "ar"}, follow=True)
    assert "in an article that you may not see" in text_of(answer)
    assert "Unspoken" not in text_of(answer)
    assert Article.objects.count() == 1


def test_going_on_to_publish_is_for_those_who_may() -> None:
    client = desk_of(make_member("ari", "Archivist"))
    data = paste(client)
    answer = client.post(SAVE, data | {"_publish": "1"})
    article = Article.objects.get()
    assert answer["Location"] == reverse("admin:articles_article_change", args=[article.pk])
    both = desk_of(make_member("bea", "Archivist", "Publisher"))
    answer = both.post(SAVE, paste(both, TEXT + " Und so weiter.") | {"_publish": "1"})
    assert answer["Location"].endswith("/publish/")


# The act itself, as commands and screens call it


def save(by: User | None, text: str = "Old", **options: Any) -> Any:
    document = Document(title="Imported", body=f"<p>{text} words of a text.</p>", language="de")
    return save_document(
        document, source="a.txt", format_name="plain", data=text.encode(), by=by, **options
    )


def test_a_file_that_changed_updates_only_what_one_may_change() -> None:
    save(None)
    only = make_user("only", "import_article")
    elsewhere = make_member("ari", "Archivist", languages="ar")
    for user in (only, elsewhere):
        with pytest.raises(PermissionDenied):
            save(user, "New")
    assert "Old" in Article.objects.get().body
    assert save(make_member("ada", "Archivist"), "New").status == Status.UPDATED


def test_the_same_file_leads_nobody_to_what_they_may_not_see() -> None:
    save(None)
    with pytest.raises(NotReplaced, match="you may not see"):
        save(make_member("ari", "Archivist", languages="ar"))
    assert save(make_member("ada", "Archivist")).status == Status.UNCHANGED


def test_an_update_moves_no_article_out_of_the_remit() -> None:
    ari = make_member("ari", "Archivist", languages="de")
    save(ari)
    document = Document(title="Imported", body="<p>Now in English.</p>", language="en")
    with pytest.raises(ValidationError, match="You work in these languages"):
        save_document(document, source="a.txt", format_name="plain", data=b"en", by=ari)
    assert Article.objects.get().language == "de"


def test_importing_and_publishing_are_two_rights() -> None:
    with pytest.raises(PermissionDenied):
        save(make_member("ari", "Archivist"), publish=True)
    assert not Article.objects.exists()
    both = make_member("bea", "Archivist", "Publisher")
    assert save(both, publish=True).article.editions.count() == 1


def test_nobody_imports_without_the_right() -> None:
    for role in ("Publisher", "Editor"):
        with pytest.raises(PermissionDenied):
            save(make_member(role, role))
