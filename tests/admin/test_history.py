"""The history of a manuscript at the desk: read, compared, brought back."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Author, Revision, Section
from articles.publishing import manuscript
from articles.publishing.content import content
from tests.factories import make_author, make_draft, make_image, make_section, make_user, note

from .conftest import logged_in
from .forms import fields, text_of


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


def bring_back(client: Client, article: Article, number: int) -> HttpResponse:
    """Look at what would change, then press the button."""
    address = url("revision_restore", article, number)
    data = fields(client.get(address), "restore-form")
    return client.post(address, data, follow=True)


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
    response = bring_back(as_editor, article, 1)
    assert "The article is as it was in revision 1." in text_of(response)
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
    words = text_of(bring_back(as_editor, article, 1))
    assert "Gone from the archive, so left empty: author: Ada" in words
    assert "section: economy" in words
    assert Article.objects.get(pk=article.pk).title == "Bread"


def test_an_address_that_another_article_has_by_now_is_refused(
    as_editor: Client, article: Article
) -> None:
    article.slug = "moved-away"
    manuscript.save(article)
    other = make_draft("Bread")
    words = text_of(bring_back(as_editor, article, 1))
    assert "Choose another slug" in words
    assert Article.objects.get(pk=article.pk).slug == "moved-away"
    assert other.slug == "bread"


def test_bringing_back_needs_a_post_and_the_right(
    as_editor: Client, as_stranger: Client, article: Article
) -> None:
    assert as_editor.get(url("revision_restore", article, 1)).status_code == 200
    assert as_editor.post(url("revision_restore", article, 1)).status_code == 200
    assert as_stranger.post(url("revision_restore", article, 1)).status_code == 403
    assert as_stranger.get(url("history", article)).status_code == 403
    assert as_stranger.get(url("compare", article)).status_code == 403
    assert Article.objects.get(pk=article.pk).title == "Bread and wages"


def test_a_revision_that_never_was_is_not_found(as_editor: Client, article: Article) -> None:
    assert as_editor.get(url("revision", article, 99)).status_code == 404
    assert as_editor.post(url("revision_restore", article, 99)).status_code == 404
    nowhere = reverse("admin:articles_article_history", args=["nonsense"])
    assert as_editor.get(nowhere).status_code == 404


def test_before_it_is_brought_back_what_would_change_is_shown(
    as_editor: Client, article: Article
) -> None:
    html = as_editor.get(url("revision_restore", article, 1)).content.decode()
    assert "<del>cheap</del>" in html
    assert "<ins>dear</ins>" in html
    assert "Bread<del> and wages</del>" in html
    assert "<ins>Ada (author)</ins>" in html
    assert article.revisions.count() == 2


def test_what_was_saved_since_the_question_is_not_overwritten(
    as_editor: Client, article: Article
) -> None:
    address = url("revision_restore", article, 1)
    data = fields(as_editor.get(address), "restore-form")
    article.title = "Saved meanwhile"
    manuscript.save(article)
    manuscript.record(article)
    response = as_editor.post(address, data)
    assert "has been saved since you opened this page" in text_of(response)
    assert Article.objects.get(pk=article.pk).title == "Saved meanwhile"


def test_a_second_press_changes_nothing_more(as_editor: Client, article: Article) -> None:
    address = url("revision_restore", article, 1)
    data = fields(as_editor.get(address), "restore-form")
    for _press in range(2):
        response = as_editor.post(address, data, follow=True)
    assert "as it was in revision 1 already" in text_of(response)
    assert article.revisions.count() == 3


def test_a_text_that_was_set_aside_can_be_looked_at_compared_and_brought_back(
    as_editor: Client, editor: AbstractUser, article: Article
) -> None:
    theirs = content(article) | {"body": "<p>Bread was free.</p>"}
    aside = manuscript.set_aside(article, theirs, by=editor, note="overtaken")
    words = text_of(as_editor.get(url("history", article)))
    assert "set aside" in words
    assert "overtaken" in words
    assert "never been the text" in text_of(
        as_editor.get(url("revision_restore", article, aside.number))
    )
    newest = as_editor.get(url("compare", article))
    assert newest.context["new"].number == 2
    bring_back(as_editor, article, aside.number)
    assert Article.objects.get(pk=article.pk).body == "<p>Bread was free.</p>"


def test_what_was_saved_by_itself_is_folded_and_the_newest_text_is_not(
    as_editor: Client, editor: AbstractUser, publisher: AbstractUser, article: Article
) -> None:
    people = [editor, publisher, editor, None, publisher, editor]
    kinds = [True, True, True, False, True, True]
    for number, (who, autosaved) in enumerate(zip(people, kinds, strict=True)):
        article.body = f"<p>State {number}</p>"
        manuscript.save(article)
        manuscript.record(article, by=who, autosaved=autosaved)
    sittings = as_editor.get(url("history", article)).context["sittings"]
    assert [(sitting.is_folded, [s.number for s in sitting.states]) for sitting in sittings] == [
        (False, [8]),
        (False, [7]),
        (False, [6]),
        (True, [5, 4, 3]),
        (False, [2]),
        (False, [1]),
    ]


def test_marks_are_compared_as_readers_see_them_and_notes_below(
    as_editor: Client, article: Article
) -> None:
    html = as_editor.get(url("compare", article), {"old": 1, "new": 2}).content.decode()
    assert '<sup class="note-mark"><bdi>1</bdi></sup>' in html
    assert "<del>A </del><ins>Another </ins>report." in html


def test_fields_that_came_later_are_compared_too(as_editor: Client, article: Article) -> None:
    article.social_image = make_image(name="crowd.png")
    manuscript.save(article)
    manuscript.record(article)
    changes = as_editor.get(url("compare", article)).context["differences"].changes
    assert [(change.field, change.before, change.after) for change in changes] == [
        ("social_image", "–", "crowd.png")
    ]


def test_a_writer_who_may_read_but_not_change_is_offered_no_way_back(article: Article) -> None:
    writer = make_user("writer", "write_own_article")
    Article.objects.filter(pk=article.pk).update(created_by=writer, stage=Article.Stage.REVIEW)
    client = logged_in(writer)
    assert "Bring back" not in text_of(client.get(url("revision", article, 1)))
    assert client.get(url("revision_restore", article, 1)).status_code == 403
    assert client.post(url("revision_restore", article, 1)).status_code == 403


def test_the_list_costs_the_same_for_few_states_and_many(
    as_editor: Client, article: Article, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    state = content(article)
    Revision.objects.bulk_create(
        Revision(article=article, number=number, content=state, checksum="x", note="n")
        for number in range(3, 140)
    )
    with django_assert_max_num_queries(14):
        page = as_editor.get(url("history", article))
    assert len(page.context["revisions"]) == 100
    assert "Older" in text_of(page)
    assert len(as_editor.get(url("history", article), {"page": 2}).context["revisions"]) == 39
