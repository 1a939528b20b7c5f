"""The checklist at the desk."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from tests.factories import make_draft, make_image

from .forms import text_of

JSON = {"HTTP_ACCEPT": "application/json"}


def url(name: str, article: Article) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


@pytest.fixture
def article(db: None) -> Article:
    body = f'<h4>Deep</h4><p>A crowd <img src="{make_image().src}" alt=""></p>'
    return make_draft("The strike", body=body)


def test_it_names_each_finding_with_a_jump_to_it(as_editor: Client, article: Article) -> None:
    response = as_editor.get(url("checklist", article))
    words, page = text_of(response), response.content.decode()
    assert "1 picture has no alternative text" in words
    assert 'data-exact="A crowd"' in page
    assert f"{url('change', article)}#passage?exact=A+crowd" in page
    assert f"{url('change', article)}#id_tags" in page


def test_a_script_gets_the_list_alone(as_editor: Client, article: Article) -> None:
    answer = as_editor.get(url("checklist", article), **JSON).json()
    assert "1 heading leaves out a level." in answer["html"]
    assert "<html" not in answer["html"]
    assert answer["count"] == 5


def test_it_stands_beside_the_text(as_editor: Client, article: Article) -> None:
    page = as_editor.get(url("change", article)).content.decode()
    assert "1 heading leaves out a level." in page
    assert 'data-count-of="checklist">5</span>' in page


def test_looking_changes_nothing_and_needs_the_right(
    as_stranger: Client, as_editor: Client, article: Article
) -> None:
    assert as_stranger.get(url("checklist", article)).status_code == 403
    assert as_editor.post(url("checklist", article)).status_code == 405


def test_what_an_editor_wrote_is_escaped(as_editor: Client) -> None:
    article = make_draft(body='<p>a<a class="noteref" href="#&lt;b&gt;x">?</a></p>')
    page = as_editor.get(url("checklist", article)).content.decode()
    assert "<b>x" not in page
