"""Nobody learns of an article that they may not see from what is suggested."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import (
    Author,
)
from tests.factories import (
    make_comment,
    make_draft,
    make_published,
    make_section,
)
from tests.people import desk_of, desk_of_new, make_member

pytestmark = pytest.mark.django_db

SECRET = "Unspoken"


def suggested(client: Client, model: str, field: str, term: str = "") -> list[str] | int:
    answer = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "articles", "model_name": model, "field_name": field, "term": term},
    )
    if answer.status_code != 200:
        return answer.status_code
    return [row["text"] for row in answer.json()["results"]]


def test_articles_are_suggested_to_those_who_may_see_them(arabs: Client) -> None:
    make_draft("Open", language="ar")
    make_draft(SECRET, language="de", body="<p>Open secret</p>")
    for model, field in (("article", "translation_of"), ("redirect", "article"),
                         ("footnote", "article"), ("edition", "original")):  # fmt: skip
        assert suggested(arabs, model, field) == ["Open"]
        assert suggested(arabs, model, field, SECRET) == []
        assert suggested(desk_of_new("Moderator"), model, field) == 403
    wanda = make_member("wanda", "Writer")
    make_draft("Mine", created_by=wanda)
    assert suggested(desk_of(wanda), "article", "translation_of") == ["Mine"]


CATALOGUE = [("contribution", "author"), ("taggedarticle", "tag"), ("article", "section"),
             ("article", "series"), ("article", "issue"), ("article", "image"),
             ("article", "social_image"), ("author", "portrait")]  # fmt: skip


@pytest.mark.parametrize(("model", "field"), CATALOGUE)
def test_the_catalogue_is_suggested_to_those_who_may_see_it(model: str, field: str) -> None:
    for name in ("Writer", "Translator", "Editor", "Publisher", "Archivist", "Administrator"):
        assert isinstance(suggested(desk_of_new(name), model, field), list), name
    assert suggested(desk_of_new(), model, field) == 403
    assert suggested(desk_of_new("Moderator"), model, field) == 403


@pytest.mark.parametrize(
    ("model", "field"),
    [("article", "created_by"), ("article", "assigned_to"), ("revision", "created_by"),
     ("comment", "parent"), ("edition", "article_id"), ("article", "revisions"),
     ("article", "events"), ("article", "comments"), ("article", "nonsense"), ("nonsense", "x")],
)  # fmt: skip
def test_suggestions_of_rows_are_for_those_who_may_see_them(model: str, field: str) -> None:
    make_comment(make_published(SECRET).article)
    answer = suggested(desk_of_new("Writer"), model, field)
    assert answer in (403, 404, []), answer


def test_sections_are_suggested_within_the_remit() -> None:
    here, _there = make_section("Housing"), make_section("Work")
    client = desk_of(make_member("anna", "Editor", sections=[here]))
    assert suggested(client, "article", "section") == ["Housing"]
    assert suggested(desk_of_new("Editor"), "article", "section") == ["Housing", "Work"]


def test_an_author_of_hidden_articles_is_a_name_like_any_other(arabs: Client) -> None:
    """Names are shared by the whole house: whoever signs must be found, or is made twice."""
    make_draft(SECRET, language="de", authors=["Ada Brandt"])
    assert suggested(arabs, "contribution", "author") == ["Ada Brandt (person)"]
    filtered = arabs.get(
        reverse("admin:articles_article_changelist"), {"author": Author.objects.get().pk}
    )
    assert not filtered.context["cl"].result_list
