"""Plain text: a head by which it can be cited, the whole text, every note."""

from tests.conftest import Archive
from tests.exporting.copies import make_signed, written


def test_above_the_text_stands_all_that_a_citation_needs(archive: Archive) -> None:
    lines = written(archive.english, "txt").split("\n")
    assert lines[:3] == [
        "The rent strike of Harrow Row",
        "Ada Brandt",
        "Tenants’ Union of Harrow Row",
    ]
    assert "How forty families stopped paying, and won." in lines
    assert "9 March 1974" in lines
    assert f"http://testserver/a/{archive.english.article_id}/" in lines


def test_every_mark_has_its_note(archive: Archive) -> None:
    text = written(archive.english, "txt")
    for mark in ("[1]", "[2]", "[3]", "[E1]"):
        assert text.count(mark) == 2
    assert "[2] Report 2, p. 2." in text


def test_the_address_has_a_line_of_its_own_where_the_text_runs_from_right_to_left(
    archive: Archive,
) -> None:
    lines = written(archive.arabic, "txt").splitlines()
    assert f"http://testserver/a/{archive.arabic.article_id}/" in lines
    assert archive.arabic.title in lines


def test_those_who_are_not_the_author_are_named_with_what_they_did(db: None) -> None:
    edition = make_signed(names={"Ada Brandt": "author", "Noor Haddad": "translator"})
    edition.contributions.filter(position=1).update(affiliation="Port Committee")
    lines = written(edition, "txt").splitlines()
    assert "Ada Brandt – Port Committee" in lines
    assert "Noor Haddad (translator)" in lines


def test_an_article_without_author_and_date_has_no_empty_lines_for_them(db: None) -> None:
    edition = make_signed("Whose harbour?", printed_date="", standfirst="")
    assert written(edition, "txt").startswith("Whose harbour?\n\nBroadside\nhttp://testserver/a/")
