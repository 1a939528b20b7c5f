import pytest

from articles.models import Article, ImageUse, Source
from articles.publishing import manuscript
from articles.publishing.publish import withdraw
from articles.publishing.revisions import restore
from articles.text.clean import clean
from tests.factories import make_author, make_body, make_draft, make_image, make_published, note

pytestmark = pytest.mark.django_db


def test_the_body_is_stored_in_canonical_form() -> None:
    article = make_draft(body='<div onclick="x()">Rents <b>rose</b><script>alert(1)</script></div>')
    stored = Article.objects.get().body
    assert stored == article.body == clean(stored)
    assert "<strong>rose</strong>" in stored
    assert "script" not in stored
    assert "onclick" not in stored


def test_footnote_rows_follow_the_text() -> None:
    article = make_draft(body=make_body(notes=3))
    assert [row.number for row in article.footnotes.all()] == [1, 2, 3]
    article.body = "<p>Only" + note("One left.") + " this.</p>"
    manuscript.save(article)
    assert [row.text for row in article.footnotes.all()] == ["One left."]


def test_editors_notes_have_a_series_of_their_own() -> None:
    body = f"<p>One{note('Mine.')} two{note('Ours.', kind='editor')} three{note('Mine.')}.</p>"
    rows = make_draft(body=body).footnotes.values_list("kind", "number")
    assert sorted(rows) == [("author", 1), ("author", 2), ("editor", 1)]


def test_a_note_that_is_cited_twice_is_one_row_with_two_marks() -> None:
    body = f'<p>One{note("Report.", key="report")} two<a class="noteref" href="#report"></a>.</p>'
    row = make_draft(body=body).footnotes.get()
    assert row.citations == 2


def test_notes_are_linked_to_their_sources_once() -> None:
    link = '<a href="https://example.org/a">a</a>'
    article = make_draft(body=f"<p>One{note(f'{link} and {link}')}.</p>")
    assert article.footnotes.get().sources.get().url == "https://example.org/a"
    manuscript.save(article)
    assert Source.objects.count() == 1


def test_of_two_who_opened_the_same_version_one_is_told() -> None:
    article = make_draft()
    mine, theirs = Article.objects.get(), Article.objects.get()
    mine.title, theirs.title = "Mine", "Theirs"
    manuscript.save(mine, expected_version=article.version)
    with pytest.raises(manuscript.Overtaken):
        manuscript.save(theirs, expected_version=article.version)
    assert Article.objects.get().title == "Mine"


def test_who_saves_twice_in_a_row_is_not_overtaken() -> None:
    article = make_draft()
    for _ in range(2):
        manuscript.save(article, expected_version=article.version)


def test_a_save_that_is_refused_changes_nothing() -> None:
    article = make_draft()
    notes = list(article.footnotes.values_list("text", flat=True))
    article.body, article.printed_date = "<p>New</p>", "2021-02-30"
    with pytest.raises(manuscript.ValidationError):
        manuscript.save(article)
    assert list(article.footnotes.values_list("text", flat=True)) == notes


def test_each_state_is_a_revision_and_the_same_state_is_none() -> None:
    article = make_draft("First")
    manuscript.record(article)
    article.title = "Second"
    manuscript.save(article)
    manuscript.record(article, note="better")
    manuscript.record(article)
    kept = article.revisions.order_by("number")
    assert [(row.number, row.content["title"], row.note) for row in kept] == [
        (1, "First", ""),
        (2, "Second", "better"),
    ]


def test_a_revision_holds_everything_needed_to_go_back() -> None:
    article = make_draft(authors=["Ada"], tags=["Strike"])
    kept = article.revisions.get().content
    assert kept["body"] == article.body
    assert kept["byline"][0]["name"] == "Ada"
    assert kept["tags"] == ["Strike"]


def test_pictures_in_the_text_are_in_use_also_when_only_an_old_edition_shows_them() -> None:
    image, unused = make_image(), make_image()
    edition = make_published(body=f'<p>See</p><figure><img src="{image.src}" alt="A"></figure>')
    article = edition.article
    article.body = f'<p>See</p><figure><img src="{unused.src}" alt="B"></figure>'
    manuscript.save(article)
    article.body = "<p>No picture.</p>"
    manuscript.save(article)
    assert [use.image for use in ImageUse.objects.all()] == [image]


def test_a_save_does_not_undo_a_withdrawal_made_meanwhile() -> None:
    edition = make_published("Whose harbour?")
    opened_before = Article.objects.get(pk=edition.article_id)
    withdraw(edition.article, reason="The figures were wrong.")
    manuscript.save(opened_before)
    assert Article.objects.get(pk=edition.article_id).withdrawn_at


def test_a_restored_byline_follows_the_name_when_its_address_passed_to_another() -> None:
    ada = make_author("Ada", slug="ada")
    article = make_draft(authors=[ada])
    revision = manuscript.record(article)
    ada.slug = "ada-brandt"
    ada.save()
    make_author("Somebody Else", slug="ada")
    restore(revision)
    assert [row.author for row in article.contributions.all()] == [ada]
