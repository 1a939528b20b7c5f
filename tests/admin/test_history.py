"""The history of a manuscript at the desk: read, compared, brought back."""

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Author, Section
from articles.publishing import manuscript
from tests.factories import make_author, make_draft, make_section, note

from .forms import text_of


@pytest.fixture
def article(db: None) -> Article:
    """An article with two revisions that differ in all that an editor can change."""
    article = make_draft(
        "Bread",
        body="<p>Bread was dear" + note("A report.") + " in spring.</p>",
        authors=[make_author("Ada")],
        tags=["Prices"],
        section=make_section("Economy"),
    )
    article.title = "Bread and wages"
    article.body = "<p>Bread was cheap" + note("Another report.") + " in spring.</p>"
    article.section, article.printed_date = None, "1926"
    manuscript.save(article)
    article.contributions.all().delete()
    article.tags.set(["Wages"])
    manuscript.record(article, note="second thoughts")
    return article


def url(name: str, article: Article, *more: int) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk, *more])


def test_every_saved_state_is_listed(as_editor: Client, article: Article) -> None:
    page = as_editor.get(url("history", article))
    assert [revision.number for revision in page.context["revisions"]] == [2, 1]
    assert "second thoughts" in text_of(page)


def test_one_saved_state_is_shown_whole(as_editor: Client, article: Article) -> None:
    words = text_of(as_editor.get(url("revision", article, 1)))
    assert "Bread was dear" in words
    assert "A report." in words
    assert "Ada" in words
    assert "Economy" in words or "economy" in words


def test_two_states_are_compared_word_by_word(as_editor: Client, article: Article) -> None:
    page = as_editor.get(url("compare", article), {"old": 1, "new": 2})
    html = page.content.decode()
    assert "<del>dear</del>" in html
    assert "<ins>cheap</ins>" in html
    words = text_of(page)
    assert "Bread and wages" in words
    assert "Prices" in words
    assert "Wages" in words


def test_the_older_state_is_always_the_one_before(as_editor: Client, article: Article) -> None:
    page = as_editor.get(url("compare", article), {"old": 2, "new": 1})
    assert (page.context["old"].number, page.context["new"].number) == (1, 2)


@pytest.mark.parametrize("nonsense", ["", "x", "99", "-1", "9" * 40, "²"])
def test_nonsense_compares_the_newest_state(
    nonsense: str, as_editor: Client, article: Article
) -> None:
    page = as_editor.get(url("compare", article), {"old": nonsense, "new": nonsense})
    assert page.status_code == 200


def test_an_earlier_state_comes_back_whole(as_editor: Client, article: Article) -> None:
    response = as_editor.post(url("revision_restore", article, 1))
    assert response.status_code == 302
    article = Article.objects.get(pk=article.pk)
    assert (article.title, article.printed_date) == ("Bread", "2021-12-06")
    assert article.section == Section.objects.get(name="Economy")
    assert [row.author.name for row in article.contributions.all()] == ["Ada"]
    assert list(article.tags.names()) == ["Prices"]
    assert [footnote.text for footnote in article.footnotes.all()] == ["A report."]
    newest = article.revisions.order_by("-number").first()
    assert newest.number == 3
    assert newest.checksum == article.revisions.get(number=1).checksum


def test_what_is_gone_from_the_archive_is_named(as_editor: Client, article: Article) -> None:
    Author.objects.all().delete()
    Section.objects.all().delete()
    words = text_of(as_editor.post(url("revision_restore", article, 1), follow=True))
    assert "Gone from the archive, so left empty: author: Ada" in words
    assert "section: economy" in words
    assert Article.objects.get(pk=article.pk).title == "Bread"


def test_an_address_that_another_article_has_by_now_is_refused(
    as_editor: Client, article: Article
) -> None:
    article.slug = "moved-away"
    manuscript.save(article)
    other = make_draft("Bread")
    words = text_of(as_editor.post(url("revision_restore", article, 1), follow=True))
    assert "Choose another slug" in words
    assert Article.objects.get(pk=article.pk).slug == "moved-away"
    assert other.slug == "bread"


def test_bringing_back_needs_a_post_and_the_right(
    as_editor: Client, as_stranger: Client, article: Article
) -> None:
    assert as_editor.get(url("revision_restore", article, 1)).status_code == 405
    assert as_stranger.post(url("revision_restore", article, 1)).status_code == 403
    assert as_stranger.get(url("history", article)).status_code == 403
    assert as_stranger.get(url("compare", article)).status_code == 403
    assert Article.objects.get(pk=article.pk).title == "Bread and wages"


def test_a_revision_that_never_was_is_not_found(as_editor: Client, article: Article) -> None:
    assert as_editor.get(url("revision", article, 99)).status_code == 404
    assert as_editor.post(url("revision_restore", article, 99)).status_code == 404
    nowhere = reverse("admin:articles_article_history", args=["nonsense"])
    assert as_editor.get(nowhere).status_code == 404
