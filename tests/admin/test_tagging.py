"""Words that stand for a tag, and tags that are suggested."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from articles.importing.names import tag_named
from articles.models import Tag, TagSynonym
from tests.factories import make_draft, make_user, note

from .conftest import logged_in
from .forms import fields, open_form, text_of

pytestmark = pytest.mark.django_db

NAMES, SUGGESTED = reverse("admin:articles_tag_names"), reverse("admin:articles_tag_suggested")


@pytest.fixture
def rent(db: None) -> Tag:
    tag = Tag.objects.create(name="Rent")
    TagSynonym.objects.create(tag=tag, name="Mieten")
    return tag


def save_synonyms(client: Client, tag: Tag, *names: str) -> str:
    """Write synonyms into the tag's form; what the page says then."""
    url = reverse("admin:articles_tag_change", args=[tag.pk])
    data = fields(client.get(url), "tag_form")
    begun = int(data["synonyms-INITIAL_FORMS"])
    data["synonyms-TOTAL_FORMS"] = str(begun + len(names))
    for number, name in enumerate(names, start=begun):
        data[f"synonyms-{number}-name"] = name
        data[f"synonyms-{number}-tag"] = str(tag.pk)
        data[f"synonyms-{number}-id"] = ""
    return text_of(client.post(url, data, follow=True))


def test_who_writes_a_synonym_gives_the_tag(rent: Tag, as_editor: Client) -> None:
    article = make_draft()
    url = reverse("admin:articles_article_change", args=[article.pk])
    data = open_form(as_editor, url) | {"tags": ["MIETEN", "Strike"]}
    assert as_editor.post(url, data).status_code == 302
    assert set(article.tags.names()) == {"Rent", "Strike"}


def test_the_tag_and_its_synonym_together_are_one(rent: Tag) -> None:
    article = make_draft(tags=["Mieten", "rent"])
    assert list(article.tags.names()) == ["Rent"]
    article.tags.add("mieten")
    assert list(article.tags.names()) == ["Rent"]


def test_an_import_gives_the_tag_that_a_word_stands_for(rent: Tag) -> None:
    assert tag_named(" mieten ") == rent
    TagSynonym.objects.create(tag=rent, name="Übergröße")
    assert tag_named("übergröße") == rent


def test_synonyms_are_written_on_the_page_of_the_tag(rent: Tag, as_superuser: Client) -> None:
    save_synonyms(as_superuser, rent, "Mietzins", "loyer")
    assert set(rent.synonyms.values_list("name", flat=True)) == {"Mieten", "Mietzins", "loyer"}


@pytest.mark.parametrize("words", [["Strike"], ["STRIKE"], ["mieten"], ["rent"], ["a", "A"]])
def test_a_word_stands_for_one_tag_only(words: list[str], rent: Tag, as_superuser: Client) -> None:
    Tag.objects.create(name="Strike")
    assert "Please correct the error" in save_synonyms(as_superuser, rent, *words)
    assert rent.synonyms.count() == 1


def test_a_tag_can_not_be_called_like_a_synonym(rent: Tag, as_superuser: Client) -> None:
    data = {"name": "mieten", "slug": "mieten"} | {
        f"synonyms-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    answer = as_superuser.post(reverse("admin:articles_tag_add"), data)
    assert "is a synonym of “Rent” already" in text_of(answer)
    with pytest.raises(ValidationError):
        Tag(name="Mieten", slug="x").full_clean()


def test_the_tag_field_finds_a_tag_by_its_synonym(rent: Tag, as_editor: Client) -> None:
    found = as_editor.get(NAMES, {"term": "miet"}).json()["results"]
    assert found == [{"id": "Rent", "text": "Mieten → Rent"}]
    assert as_editor.get(NAMES, {"term": "ren"}).json()["results"][0]["text"] == "Rent"


def test_tags_that_occur_in_the_text_are_suggested(rent: Tag, as_editor: Client) -> None:
    for name in ("Strike", "Harbour", "Unrelated"):
        Tag.objects.create(name=name)
    written = {
        "title": "The harbour",
        "standfirst": "",
        "body": f"<p>Die <em>Mieten</em>{note('Unrelated, p. 3.')} and a strike</p>",
        "tags": ["Strike"],
    }
    assert as_editor.post(SUGGESTED, written).json() == {"tags": ["Harbour", "Rent"]}


def test_suggestions_ask_for_two_queries_and_write_nothing(
    rent: Tag, as_editor: Client, django_assert_num_queries: object
) -> None:
    as_editor.post(SUGGESTED, {"body": "<p>Rent</p>"})
    with django_assert_num_queries(4 + 2):  # who asks and what they may; tags and synonyms
        as_editor.post(SUGGESTED, {"body": "<p>Rent</p>"})


@pytest.mark.parametrize("url", [NAMES, SUGGESTED])
def test_who_may_not_see_tags_is_told_of_none(url: str) -> None:
    client = logged_in(make_user("somebody", "view_article"))
    assert client.post(url, {"body": ""}).status_code == 403


def test_suggestions_are_not_asked_for_by_an_address(as_editor: Client) -> None:
    assert as_editor.get(SUGGESTED).status_code == 405
