"""The pages for what went wrong."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory

from articles.views import errors
from tests.pages import Page, texts


@pytest.mark.parametrize(
    ("view", "status", "title"),
    [
        (errors.broken, 500, "Something went wrong here"),
        (lambda r: errors.forbidden(r, PermissionDenied()), 403, "You may not do that"),
        (lambda r: errors.bad_request(r, Exception()), 400, "This request can’t be understood"),
    ],
)
def test_they_say_what_happened_and_ask_the_database_nothing(
    rf: RequestFactory, view, status: int, title: str
) -> None:
    # Without the `db` fixture a query fails the test.
    response = view(rf.get("/"))
    assert response.status_code == status
    page = Page(response.content.decode())
    assert texts(page, "h1") == [title]
    assert page.css_first("html").attributes["lang"] == "en"
    assert not page.css("script, [style]")


def test_a_broken_page_says_so_and_hides_why(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    monkeypatch.setattr("articles.reading.shelves.archive", "broken")
    response = Client(raise_request_exception=False).get("/articles/")
    assert response.status_code == 500
    assert "Something went wrong here" in response.content.decode()
    assert "Traceback" not in response.content.decode()


def test_a_foreign_host_is_refused(client: Client) -> None:
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()
