"""Remarks at the desk, with a script and without one."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Remark
from articles.publishing import remarks
from articles.text.quotes import Quote
from tests.factories import make_draft, make_user

from .conftest import logged_in
from .forms import text_of

JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture
def article(db: None) -> Article:
    return make_draft("The strike")


@pytest.fixture
def thread(article: Article, editor: AbstractUser) -> Remark:
    quote = Quote("The tenants met", "", " on Sunday")
    return remarks.leave(article, "Which tenants?", quote=quote, by=editor)


def url(article: Article) -> str:
    return reverse("admin:articles_article_remarks", args=[article.pk])


def act(client: Client, remark: Remark, name: str, text: str = "", **extra: str) -> HttpResponse:
    address = reverse(
        "admin:articles_article_remark_act", args=[remark.article_id, remark.pk, name]
    )
    return client.post(address, {"text": text}, **extra)


def test_a_remark_is_left_without_a_script_on_words_that_were_copied(
    as_editor: Client, article: Article
) -> None:
    data = {"text": "Which ones?", "exact": "  The tenants\n met "}
    response = as_editor.post(url(article), data)
    remark = Remark.objects.get()
    assert response["Location"] == f"{url(article)}#remark-{remark.pk}"
    assert remark.exact == "The tenants met"
    assert remark.suffix.startswith("on Sunday.")
    assert remark.prefix.endswith("Rents rose.")
    assert "Which ones?" in text_of(as_editor.get(url(article)))


def test_a_remark_may_be_about_the_whole_article(as_editor: Client, article: Article) -> None:
    as_editor.post(url(article), {"text": "Too long."})
    assert Remark.objects.get().quote is None


def test_words_that_are_not_in_the_text_are_refused_and_nothing_is_lost(
    as_editor: Client, article: Article
) -> None:
    data = {"text": "A long remark.", "exact": "Nobody wrote this"}
    response = as_editor.post(url(article), data)
    assert response.status_code == 409
    assert "These words are not in the text" in text_of(response)
    assert "A long remark." in response.content.decode()
    assert not Remark.objects.exists()


def test_a_script_gets_the_new_list_and_what_to_show(as_editor: Client, article: Article) -> None:
    data = {"text": "Newer?", "exact": "not saved yet", "prefix": "words ", "suffix": " more"}
    answer = as_editor.post(url(article), data, **JSON).json()
    remark = Remark.objects.get()
    assert (answer["count"], answer["focus"]) == (1, f"remark-{remark.pk}")
    assert "Newer?" in answer["html"]
    assert "The passage is gone:" in answer["html"]
    assert as_editor.get(url(article), **JSON).json()["count"] == 1


@pytest.mark.parametrize("text", ["", " ", "x" * 5001])
def test_a_script_is_told_what_is_wrong(text: str, as_editor: Client, article: Article) -> None:
    response = as_editor.post(url(article), {"text": text}, **JSON)
    assert response.status_code == 409
    assert response.json()["error"]
    assert not Remark.objects.exists()


def test_a_thread_is_answered_resolved_and_opened_again(
    as_editor: Client, as_publisher: Client, thread: Remark
) -> None:
    assert act(as_publisher, thread, "answer", "All of them.").status_code == 302
    assert act(as_editor, thread, "resolve").status_code == 302
    words = text_of(as_editor.get(url(thread.article)))
    assert "All of them." in words
    assert "Resolved by editor" in words
    assert "No remark is waiting for an answer." in words
    act(as_publisher, thread, "reopen")
    assert thread.article.remarks.unresolved().count() == 1


def test_ones_own_remark_is_changed_and_taken_back(as_editor: Client, thread: Remark) -> None:
    act(as_editor, thread, "edit", "Which of the tenants?")
    assert "Which of the tenants?" in text_of(as_editor.get(url(thread.article)))
    act(as_editor, thread, "delete")
    assert not Remark.objects.exists()


def test_those_of_others_are_not_and_what_was_written_comes_back(
    as_publisher: Client, thread: Remark
) -> None:
    response = act(as_publisher, thread, "edit", "Never mind.")
    assert response.status_code == 403
    assert "Only whoever wrote a remark" in text_of(response)
    assert "Never mind." in response.content.decode()
    assert act(as_publisher, thread, "delete", **JSON).status_code == 403
    thread.refresh_from_db()
    assert thread.text == "Which tenants?"
    page = as_publisher.get(url(thread.article)).content.decode()
    assert "Take back" not in page


def test_an_answer_to_what_was_taken_back_meanwhile_is_not_lost(
    as_publisher: Client, thread: Remark
) -> None:
    Remark.objects.all().delete()
    response = act(as_publisher, thread, "answer", "All of them.")
    assert response.status_code == 409
    assert "This remark is gone" in text_of(response)
    assert "All of them." in response.content.decode()


def test_a_remark_is_reached_through_its_own_article_only(
    as_editor: Client, thread: Remark
) -> None:
    other = make_draft()
    address = reverse("admin:articles_article_remark_act", args=[other.pk, thread.pk, "resolve"])
    assert as_editor.post(address, **JSON).status_code == 409
    thread.refresh_from_db()
    assert thread.resolved_at is None


def test_acts_need_a_post_a_name_and_the_right(
    as_editor: Client, as_stranger: Client, thread: Remark
) -> None:
    address = reverse(
        "admin:articles_article_remark_act", args=[thread.article_id, thread.pk, "resolve"]
    )
    assert as_editor.get(address).status_code == 405
    assert act(as_editor, thread, "burn").status_code == 404
    assert as_stranger.post(address).status_code == 403
    assert as_stranger.get(url(thread.article)).status_code == 403
    assert as_stranger.post(url(thread.article), {"text": "Hello"}).status_code == 403
    assert Remark.objects.count() == 1


def test_a_writer_sees_the_remarks_on_their_own_article_and_on_no_other(thread: Remark) -> None:
    writer = make_user("writer", "write_own_article")
    client = logged_in(writer)
    assert client.get(url(thread.article)).status_code == 404
    Article.objects.filter(pk=thread.article_id).update(
        created_by=writer, stage=Article.Stage.REVIEW
    )
    assert "Which tenants?" in text_of(client.get(url(thread.article)))
    assert act(client, thread, "answer", "All.").status_code == 302


def test_who_only_reads_sees_no_remarks(thread: Remark) -> None:
    reader = logged_in(make_user("reader", "view_article"))
    assert reader.get(url(thread.article)).status_code == 403
    change = reverse("admin:articles_article_change", args=[thread.article_id])
    response = reader.get(change)
    assert response.status_code == 200
    assert "Which tenants?" not in response.content.decode()


def test_the_form_of_the_article_shows_them_beside_the_text(
    as_editor: Client, thread: Remark
) -> None:
    change = reverse("admin:articles_article_change", args=[thread.article_id])
    page = as_editor.get(change).content.decode()
    assert "Which tenants?" in page
    assert 'data-exact="The tenants met"' in page
    assert 'data-count-of="remarks">1</span>' in page


def test_what_was_written_is_escaped(as_editor: Client, article: Article) -> None:
    evil = "<script>alert(1)</script>"
    as_editor.post(url(article), {"text": evil, "exact": evil, "prefix": evil, "suffix": evil})
    page = as_editor.get(url(article)).content.decode()
    assert evil not in page
    assert "&lt;script&gt;" in page


def test_the_page_costs_the_same_whatever_the_number_of_remarks(
    as_editor: Client,
    editor: AbstractUser,
    article: Article,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(15):
        said = remarks.leave(article, f"Remark {number}", quote=Quote("Sunday"), by=editor)
        remarks.answer(said, "Yes.", by=editor)
    with django_assert_max_num_queries(16):
        as_editor.get(url(article))


def test_the_preview_shows_none(as_editor: Client, thread: Remark) -> None:
    preview = reverse("admin:articles_article_preview", args=[thread.article_id])
    assert "Which tenants?" not in as_editor.get(preview).content.decode()


def test_open_remarks_are_told_in_the_list_and_before_a_text_is_sent_on(
    as_editor: Client, thread: Remark
) -> None:
    listed = reverse("admin:articles_article_changelist")
    sent = reverse("admin:articles_article_move", args=[thread.article_id, "submit"])
    assert "1 open remark" in text_of(as_editor.get(listed))
    assert "1 remark is not resolved." in text_of(as_editor.get(sent))
    act(as_editor, thread, "resolve")
    assert "open remark" not in text_of(as_editor.get(listed)).replace("with open remarks", "")
    assert "not resolved" not in text_of(as_editor.get(sent))


def test_a_shared_preview_shows_none(client: Client, as_editor: Client, thread: Remark) -> None:
    shared = reverse("admin:articles_article_shared", args=[thread.article_id])
    made = as_editor.post(shared, {"label": "The printer", "hours": "24"}, follow=True)
    (link,) = made.context["links"]
    page = client.get(link.address.removeprefix("http://testserver"))
    assert page.status_code == 200
    assert "Which tenants?" not in page.content.decode()
