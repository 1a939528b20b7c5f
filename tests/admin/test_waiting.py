"""The start page says what waits for whom."""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from articles.models import Article
from articles.publishing import workflow
from tests.factories import make_draft
from tests.people import desk_of, make_member

pytestmark = pytest.mark.django_db
INDEX = "admin:index"


def blocks(client: Client) -> dict[str, list[str]]:
    """Each heading of the start page with the titles below it."""
    page = html.fromstring(client.get(reverse(INDEX)).content.decode())
    found = page.find_class("desk-waiting")[0].xpath("div[contains(@class, 'module')]")
    return {block.find("h2").text: [link.text for link in block.iter("a")] for block in found}


def moved(title: str, *steps: str, **fields: object) -> Article:
    article = make_draft(title)
    Article.objects.filter(pk=article.pk).update(**fields)
    for step in steps:
        article = workflow.move(article, step, note="Mind the sources.")
    return article


def test_each_role_is_shown_what_waits_for_it() -> None:
    writer, editor = make_member("wanda", "Writer"), make_member("edgar", "Editor")
    publisher = make_member("paula", "Publisher")
    moved("Mine", created_by=writer)
    moved("To be changed", "submit", "ask_changes", created_by=writer)
    moved("To be read", "submit")
    moved("To be published", "submit", "approve")
    moved("For Edgar", assigned_to=editor)
    of_writer, of_editor, of_publisher = (
        blocks(desk_of(person)) for person in (writer, editor, publisher)
    )
    assert of_writer["Changes are asked for in your texts"] == ["To be changed"]
    assert of_writer["Your drafts"] == ["Mine"]
    assert "In review" not in of_writer
    assert of_editor["Given to you"] == ["For Edgar"]
    assert of_editor["In review"] == ["To be read"]
    assert "Approved, to be published" not in of_editor
    assert of_publisher["Approved, to be published"] == ["To be published"]


def test_nothing_waits_beyond_the_remit() -> None:
    moved("To be read", "submit")  # in English
    assert "In review" not in blocks(desk_of(make_member("edgar", "Editor", languages="de")))


def test_a_writer_may_begin() -> None:
    client = desk_of(make_member("wanda", "Writer"))
    assert "Write an article" in client.get(reverse(INDEX)).content.decode()


def test_much_that_waits_costs_what_little_does(django_assert_num_queries: object) -> None:
    client = desk_of(make_member("paula", "Publisher"))
    for number in range(3):
        moved(f"To be read {number}", "submit")
    client.get(reverse(INDEX))
    with django_assert_num_queries(COUNT):
        client.get(reverse(INDEX))
    for number in range(9):
        moved(f"To be read, too {number}", "submit")
    with django_assert_num_queries(COUNT):
        assert len(blocks(client)["In review"]) == 6


COUNT = 11  # session, user, groups' permissions (2), remit, comments, 4 kinds, saved last
