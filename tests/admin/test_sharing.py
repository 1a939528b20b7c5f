"""Links for people without an account, made and taken back at the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, PreviewLink
from articles.publishing.preview_links import share
from tests.factories import make_draft, make_user

from .conftest import logged_in
from .forms import text_of

pytestmark = pytest.mark.django_db


def page(article: Article) -> str:
    return reverse("admin:articles_article_shared", args=[article.pk])


def test_an_editor_makes_a_link_sends_it_and_takes_it_back(
    as_editor: Client, client: Client
) -> None:
    article = make_draft("A draft")
    made = as_editor.post(page(article), {"label": "The printer", "hours": "24"}, follow=True)
    assert "The printer works until" in text_of(made)
    (link,) = made.context["links"]
    path = link.address.removeprefix("http://testserver")
    assert "A draft" in client.get(path).content.decode()
    back = reverse("admin:articles_article_unshare", args=[article.pk, link.row.pk])
    assert as_editor.get(back).status_code == 405
    assert "The printer taken back" in text_of(as_editor.post(back, follow=True))
    assert client.get(path).status_code == 410


@pytest.mark.parametrize("hours", ["", "0", "9999", "soon"])
def test_a_time_that_is_not_offered_is_refused(hours: str, as_editor: Client) -> None:
    answer = as_editor.post(page(make_draft()), {"label": "", "hours": hours})
    assert answer.status_code == 200
    assert answer.context["form"].errors["hours"]
    assert not PreviewLink.objects.exists()


def test_a_link_of_another_article_is_not_taken_back(as_editor: Client) -> None:
    link = share(make_draft())
    back = reverse("admin:articles_article_unshare", args=[make_draft().pk, link.pk])
    assert as_editor.post(back).status_code == 404


def test_who_may_not_share_finds_neither_page_nor_link() -> None:
    article = make_draft()
    link = share(article)
    client = logged_in(make_user("reader", "view_article"))
    back = reverse("admin:articles_article_unshare", args=[article.pk, link.pk])
    assert client.get(page(article)).status_code == 403
    assert client.post(page(article), {"hours": "24"}).status_code == 403
    assert client.post(back).status_code == 403
    form = client.get(reverse("admin:articles_article_change", args=[article.pk]))
    assert page(article) not in form.content.decode()
    assert PreviewLink.objects.get().works
