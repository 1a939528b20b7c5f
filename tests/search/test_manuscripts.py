"""The search over manuscripts: what is found, in which order, and that the index keeps in step."""

import logging

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article, Author, Tag
from articles.publishing import manuscript
from articles.publishing.trash import delete_for_good, trash
from articles.search import base, index, query
from tests.factories import make_author, make_draft, note

pytestmark = pytest.mark.django_db


def found(asked: str) -> list[str]:
    rows = Article.objects.order_by("title")
    return [article.title for article in query.manuscripts(rows, asked)]


def save(article: Article, **changes: object) -> None:
    for name, value in changes.items():
        setattr(article, name, value)
    manuscript.save(article)
    manuscript.record(article)


@pytest.mark.parametrize(
    "asked",
    [
        "harrow",
        "HARROW row",
        "harr",
        "strikes",
        '"rent strike"',
        "rent -lodgers",
        "forty families",
        "quiet words",
        "Brandt",
        "housing",
        "the-rent-strike",
        "note",
        "bread rent",
    ],
)
def test_an_article_is_found_by_each_of_its_words(asked: str) -> None:
    make_draft(
        "The rent strike of Harrow Row",
        standfirst="How forty families stopped paying.",
        body=f"<p>Bread{note('A note on the quiet words.')} was dear.</p>",
        authors=["Ada Brandt"],
        tags=["Housing"],
    )
    make_draft("Something else", body="<p>Lodgers.</p>")
    assert found(asked) == ["The rent strike of Harrow Row"]


@pytest.mark.parametrize(
    "asked",
    [
        "harrow lodgers",  # both, but in different texts
        '"strike rent"',
        '"row how"',  # a title's end and a text's beginning
        "rent -strikes",
        "-strike",
        "arrow",
        "x" * 5000,
    ],
)
def test_what_has_not_all_of_it_is_not_found(asked: str) -> None:
    make_draft("The rent strike of Harrow Row", standfirst="How forty families stopped paying.")
    make_draft("Something else", body="<p>Lodgers.</p>")
    assert found(asked) == []


def test_a_mark_of_a_note_parts_no_phrase() -> None:
    make_draft("One", body=f"<p>The rent{note('Report, p. 7.')} strike.</p>")
    assert found('"rent strike"') == ["One"]


def test_asking_for_nothing_shows_everything() -> None:
    make_draft("One")
    make_draft("Two")
    assert found("  ") == ["One", "Two"]


def test_those_that_are_called_so_come_first() -> None:
    make_draft("A text", body="<p>Of the harbour.</p>")
    make_draft("The harbour", body="<p>Nothing.</p>")
    make_draft("Another text", body="<p>The harbour.</p>")
    assert found("harbour") == ["The harbour", "A text", "Another text"]


def test_a_change_is_found_at_once_and_what_was_changed_is_no_longer() -> None:
    article = make_draft("One", body="<p>Bread was dear.</p>")
    save(article, body="<p>Wages were low.</p>")
    assert found("wages") == ["One"]
    assert found("bread") == []


def test_a_change_that_is_rolled_back_is_not_found() -> None:
    article = make_draft("One", body="<p>Bread was dear.</p>")
    with transaction.atomic():
        save(article, body="<p>Wages were low.</p>")
        transaction.set_rollback(True)
    assert found("bread") == ["One"]
    assert found("wages") == []


def test_what_is_deleted_for_good_leaves_the_index() -> None:
    article = make_draft("One")
    trash(article)
    delete_for_good(article)
    assert index.keys_of(base.MANUSCRIPTS) == set()


def test_a_renamed_author_and_a_renamed_tag_are_found(
    django_capture_on_commit_callbacks: object,
) -> None:
    make_draft("One", authors=[make_author("Ada Brandt")], tags=["Housing"])
    with django_capture_on_commit_callbacks(execute=True):
        author, tag = Author.objects.get(), Tag.objects.get()
        author.name, tag.name = "Ada Lindqvist", "Lodging"
        author.save()
        tag.save()
    assert found("Lindqvist") == found("lodging") == ["One"]
    assert found("Brandt") == found("housing") == []


def test_a_failing_index_spoils_no_save_and_is_made_good_for(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_arguments: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nothing FROM nowhere")

    with monkeypatch.context() as broken, caplog.at_level(logging.ERROR):
        broken.setattr(index, "put_manuscripts", fail)
        article = make_draft("One")
    assert Article.objects.get().title == "One"
    assert article.revisions.count() == 1
    assert any(isinstance(record.exc_info[1], DatabaseError) for record in caplog.records)
    assert found("one") == []
    call_command("tick")
    assert found("one") == ["One"]


def test_the_index_can_be_written_anew(capsys: pytest.CaptureFixture[str]) -> None:
    make_draft("One")
    make_draft("Two")
    index.index().remove(base.MANUSCRIPTS, index.keys_of(base.MANUSCRIPTS))
    index.index().put(base.MANUSCRIPTS, [base.Entry(999_999, ["ghost"], ["ghost"])])
    call_command("rebuild_search")
    assert "2 texts" in capsys.readouterr().out
    assert found("one") == ["One"]
    assert index.keys_of(base.MANUSCRIPTS) == set(Article.objects.values_list("pk", flat=True))


def test_more_texts_than_can_be_named_are_all_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(query, "FEW", 2)
    for number in range(5):
        make_draft(f"Harbour {number}")
    make_draft("Something else")
    assert found("harbour") == [f"Harbour {number}" for number in range(5)]


def test_a_text_larger_than_an_index_takes_is_saved_and_found_by_its_beginning() -> None:
    body = "<p>" + " ".join(f"word{number}" for number in range(70_000)) + "</p>"
    make_draft("Long", body=body)
    assert found("word7") == ["Long"]
    assert found("long") == ["Long"]


@given(st.text(max_size=60))
def test_nothing_that_is_typed_is_an_error(asked: str) -> None:
    found(asked)


SIGNS = ['"', "'", "*", "(", ")", "AND", "NOT", "NEAR(", ":", "a", "-", "{", "}", "+", "^", "\\",
         "&", "|", "!", "<->", "%s", "%", ";"]  # fmt: skip


@given(st.lists(st.sampled_from(SIGNS), max_size=12))
def test_no_sign_of_a_query_language_has_a_meaning(signs: list[str]) -> None:
    found(" ".join(signs))
    found("".join(signs))
