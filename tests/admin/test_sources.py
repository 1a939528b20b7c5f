"""Cited addresses: marked as dead and alive again by those who look after them."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Author, Source
from tests.factories import make_author, make_draft, make_image, make_user

from .conftest import logged_in
from .forms import open_form

pytestmark = pytest.mark.django_db

LIST = reverse("admin:articles_source_changelist")


@pytest.fixture
def client_of_archivist(db: None) -> Client:
    make_draft()
    rights = ["view_source", "change_source", "view_article", "view_footnote"]
    return logged_in(make_user("archivist", *rights))


def act(client: Client, name: str, *sources: Source) -> None:
    ticked = {"action": name, "_selected_action": [source.pk for source in sources]}
    assert client.post(LIST, ticked).status_code == 302


def found(client: Client, **query: str) -> set[str]:
    return {source.url for source in client.get(LIST, query).context["cl"].result_list}


def test_sources_are_marked_and_found(client_of_archivist: Client) -> None:
    one, two = Source.objects.order_by("url")
    act(client_of_archivist, "mark_dead", one)
    one.refresh_from_db()
    since = one.dead_since
    assert timezone.now() - since < timedelta(minutes=1)
    act(client_of_archivist, "mark_dead", one)
    one.refresh_from_db()
    assert one.dead_since == since
    assert found(client_of_archivist, dead="yes") == {one.url}
    assert found(client_of_archivist, dead="no") == {two.url}
    assert found(client_of_archivist, dead="perhaps") == {one.url, two.url}
    act(client_of_archivist, "mark_alive", one, two)
    one.refresh_from_db()
    assert one.dead_since is None
    assert LogEntry.objects.filter(object_id=str(one.pk)).count() == 2


def test_the_day_is_written_on_the_page_of_the_source(client_of_archivist: Client) -> None:
    source = Source.objects.order_by("url")[0]
    url = reverse("admin:articles_source_change", args=[source.pk])
    data = open_form(client_of_archivist, url, "source_form")
    data |= {"dead_since_0": "2025-03-01", "dead_since_1": "12:00"}
    assert client_of_archivist.post(url, data).status_code == 302
    source.refresh_from_db()
    assert source.dead_since.year == 2025


def test_who_may_only_look_marks_nothing() -> None:
    make_draft()
    client = logged_in(make_user("reader", "view_source", "view_article"))
    source = Source.objects.all()[0]
    client.post(LIST, {"action": "mark_dead", "_selected_action": [source.pk]})
    assert not Source.objects.filter(dead_since__isnull=False).exists()


def test_namesakes_are_told_apart_where_they_are_suggested(as_superuser: Client) -> None:
    make_author("Ada Brandt", dates="1871–1919")
    make_author("Ada Brandt", slug="ada-2", kind=Author.Kind.PSEUDONYM)
    make_image(name="poster.png", alt="A red poster")

    def suggested(model: str, field: str, term: str) -> list[str]:
        asked = {"app_label": "articles", "model_name": model, "field_name": field, "term": term}
        answer = as_superuser.get(reverse("admin:autocomplete"), asked)
        return [one["text"] for one in answer.json()["results"]]

    assert suggested("contribution", "author", "ada") == [
        "Ada Brandt (person, 1871–1919)",
        "Ada Brandt (pseudonym)",
    ]
    assert suggested("article", "image", "poster") == ["poster.png (A red poster)"]
