"""Acts on many articles at the desk: chosen in the list, asked about, done, reported."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import Article, BulkRun, Edition
from articles.publishing import bulk, manuscript
from tests.admin.forms import text_of
from tests.conftest import Archive
from tests.factories import make_draft, make_published, make_section, make_trashed, make_user

LIST = reverse("admin:articles_article_changelist")


def choose(
    client: Client, name: str, *articles: Article, query: str = "", **data: str
) -> HttpResponse:
    """Choose articles and an act in the list; the page that follows."""
    chosen = {"action": f"{name}_selected", "_selected_action": [row.pk for row in articles]}
    answer = client.post(LIST + query, {**chosen, **data}, follow=True)
    assert answer.status_code == 200
    return answer


def address(answer: HttpResponse) -> str:
    return answer.redirect_chain[-1][0]


def confirm(client: Client, question: HttpResponse, **data: object) -> HttpResponse:
    return client.post(address(question), {"confirmed": "yes", **data}, follow=True)


def test_nothing_is_done_before_it_is_confirmed_and_then_all_of_it(
    as_publisher: Client, archive: Archive
) -> None:
    drafts = [make_draft("One"), make_draft("Two")]
    empty = make_draft("Empty", body="")
    question = choose(as_publisher, "publish", *drafts, empty, archive.english.article)
    words = text_of(question)
    assert "Publish these articles now?" in words
    assert "4 articles were chosen. It can be done to 2 of them. 2 stay as they are." in words
    assert "Nothing has changed since the last edition." in words
    assert "The article has no text." in words
    assert not drafts[0].editions.exists()
    report = text_of(confirm(as_publisher, question, silent="on", anyway="on"))
    assert "Done." in report
    assert "Empty" in report
    assert Edition.objects.public().filter(article__in=drafts).count() == 2
    assert archive.english.article.editions.count() == 1


def test_two_presses_are_one(as_publisher: Client) -> None:
    article = make_draft("One")
    question = choose(as_publisher, "publish", article)
    for _press in range(2):
        answer = confirm(as_publisher, question, anyway="on")
    assert answer.status_code == 200
    assert article.editions.count() == 1


def test_those_that_the_checklist_asks_about_are_left(as_publisher: Client) -> None:
    draft = make_draft("One")
    question = choose(as_publisher, "publish", draft)
    assert "Public note" not in text_of(question)
    report = text_of(confirm(as_publisher, question))
    assert "Not published, because the checklist asks: It has no author." in report
    assert not draft.editions.exists()
    confirm(as_publisher, choose(as_publisher, "publish", draft), anyway="on")
    assert draft.editions.count() == 1
    assert "It has no author." in draft.events.first().note


def test_later_editions_need_a_note_or_a_word_that_none_is_needed(as_publisher: Client) -> None:
    article = make_published("One").article
    article.title = "Another"
    manuscript.save(article)
    manuscript.record(article)
    question = choose(as_publisher, "publish", article)
    assert "Say what changed" in text_of(confirm(as_publisher, question, anyway="on"))
    confirm(as_publisher, question, anyway="on", correction="Title mended.")
    assert Edition.objects.public().get(article=article).correction == "Title mended."


def test_all_that_the_filter_finds_is_chosen(
    as_publisher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    german = [make_draft(f"Eins {number}", language="de") for number in range(3)]
    make_draft("One")
    question = choose(
        as_publisher, "trash", german[0], query="?language=de", select_across="1", index="0"
    )
    assert "3 articles were chosen" in text_of(question)
    confirm(as_publisher, question)
    assert [article.title for article in Article.objects.kept()] == ["One"]


def test_more_than_a_run_takes_is_refused_in_words(
    as_publisher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MOST", 1)
    answer = choose(as_publisher, "trash", make_draft("One"), make_draft("Two"))
    assert "more than 1 articles. Narrow the list" in text_of(answer)
    assert not BulkRun.objects.exists()


def test_withdrawing_many_wants_one_reason(as_publisher: Client) -> None:
    articles = [make_published("One").article, make_published("Two").article]
    question = choose(as_publisher, "withdraw", *articles)
    again = confirm(as_publisher, question, reason=" ")
    assert "reason" in again.context["form"].errors
    assert Edition.objects.public().count() == 2
    confirm(as_publisher, question, reason="A mistake.")
    assert not Edition.objects.public().exists()


def test_many_go_to_the_trash_and_come_back(as_publisher: Client) -> None:
    articles = [make_draft("One"), make_published("Two").article]
    confirm(as_publisher, choose(as_publisher, "trash", *articles))
    assert Article.objects.kept().count() == 0
    back = choose(as_publisher, "restore", *articles, query="?state=trashed")
    confirm(as_publisher, back)
    assert Article.objects.kept().count() == 2
    assert Edition.objects.public().count() == 1


def test_tags_are_asked_for_and_changed(as_editor: Client) -> None:
    article = make_draft("One", tags=["Old"])
    question = choose(as_editor, "tags", article)
    assert "Name a tag" in text_of(confirm(as_editor, question))
    both = confirm(as_editor, question, add=["New"], remove=["new"])
    assert "added and removed at once" in text_of(both)
    confirm(as_editor, question, add=["New"], remove=["Old"])
    assert [tag.name for tag in article.tags.all()] == ["New"]


def test_a_section_and_somebody_are_chosen(as_editor: Client) -> None:
    article, housing = make_draft("One"), make_section("Housing")
    confirm(as_editor, choose(as_editor, "section", article), section=housing.pk)
    somebody = make_user("somebody", "change_article")
    confirm(as_editor, choose(as_editor, "assign", article), to=somebody.pk)
    article.refresh_from_db()
    assert (article.section, article.assigned_to) == (housing, somebody)


def test_leaving_everything_as_it_is_leaves_it(as_publisher: Client) -> None:
    question = choose(as_publisher, "trash", make_draft("One"))
    run = BulkRun.objects.get()
    stop = reverse("admin:articles_article_bulk_stop", args=[run.pk])
    assert "Nothing was done." in text_of(as_publisher.post(stop, follow=True))
    confirm(as_publisher, question)
    assert Article.objects.kept().exists()


def test_the_acts_are_for_those_who_may(as_editor: Client) -> None:
    draft = make_draft()
    for name in ("publish", "withdraw", "trash", "delete"):
        choose(as_editor, name, draft)
    assert not BulkRun.objects.exists()
    trashed = make_trashed().article
    choose(as_editor, "restore", trashed, query="?state=trashed")
    assert not BulkRun.objects.exists()


def test_everybody_sees_only_what_they_asked_for(
    as_publisher: Client, as_superuser: Client
) -> None:
    question = choose(as_publisher, "trash", make_draft("One"))
    assert as_superuser.get(address(question)).status_code == 404
    assert as_superuser.post(address(question), {"confirmed": "yes"}).status_code == 404
    assert Article.objects.kept().exists()


def test_what_somebody_may_not_see_cannot_be_chosen(db: None, client: Client) -> None:
    writer = make_user("writer", "write_own_article")
    client.force_login(writer)
    own, other = make_draft("Own", created_by=writer), make_draft("Another's")
    question = choose(client, "trash", own, other)
    assert "1 article was chosen" in text_of(question)
    confirm(client, question)
    assert list(Article.objects.kept()) == [other]


def test_how_far_it_is_can_be_watched_stopped_and_gone_on_with(
    as_publisher: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = []
    monkeypatch.setattr(bulk, "go_on", type("Task", (), {"enqueue": left.append}))
    monkeypatch.setattr(bulk, "AT_ONCE", 0)
    make_draft("One")
    question = choose(as_publisher, "submit", *Article.objects.all())
    assert "goes on in the background" in text_of(question)
    words = text_of(confirm(as_publisher, question))
    assert "0 of 1 articles are behind it." in words
    run = BulkRun.objects.get()
    assert left == [run.pk]
    go_on = reverse("admin:articles_article_bulk_go_on", args=[run.pk])
    as_publisher.post(go_on)
    assert left == [run.pk]  # somebody is at it
    BulkRun.objects.update(touched_at="2020-01-01T00:00Z")
    assert "stood still since" in text_of(as_publisher.get(address(question)))
    as_publisher.post(go_on)
    assert left == [run.pk, run.pk]
    as_publisher.post(reverse("admin:articles_article_bulk_stop", args=[run.pk]))
    assert "Stopped after 0 of 1" in text_of(as_publisher.get(address(question)))


def test_asking_and_reporting_change_nothing_by_being_looked_at(as_publisher: Client) -> None:
    question = choose(as_publisher, "trash", make_draft("One"))
    as_publisher.get(address(question))
    for name in ("bulk_stop", "bulk_go_on"):
        url = reverse(f"admin:articles_article_{name}", args=[BulkRun.objects.get().pk])
        assert as_publisher.get(url).status_code == 405
    assert BulkRun.objects.get().state == BulkRun.State.ASKED
