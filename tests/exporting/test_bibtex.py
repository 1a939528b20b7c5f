"""BibTeX, read back by pybtex."""

import pytest
from pybtex.database import Entry, parse_string

from articles.models import Author, Series
from tests.conftest import Archive
from tests.exporting.copies import make_signed, written
from tests.factories import make_author, make_issue, make_published, make_series


def entry(text: str) -> tuple[str, Entry]:
    ((key, found),) = parse_string(text, "bibtex").entries.items()
    return key, found


def names(found: Entry, role: str = "author") -> list[str]:
    return [str(person) for person in found.persons.get(role, [])]


def test_a_web_text_has_all_its_fields(archive: Archive) -> None:
    key, found = entry(written(archive.english, "bib"))
    assert key == f"brandt-1974-{archive.english.article_id}"
    assert found.type == "online"
    assert names(found) == ["Brandt, Ada", "{Tenants’ Union of Harrow Row}"]
    assert dict(found.fields) == {
        "title": "{The rent strike of Harrow Row}",
        "organization": "Broadside",
        "date": "1974-03-09",
        "year": "1974",
        "month": "March",
        "url": f"http://testserver/a/{archive.english.article_id}/",
        "language": "en",
        "abstract": "How forty families stopped paying, and won.",
        "keywords": "Rent, Strike",
    }


def test_a_text_from_a_periodical_is_an_article(db: None) -> None:
    paper = make_series("The Tenant", kind=Series.Kind.PERIODICAL)
    edition = make_published(issue=make_issue(paper, number="3/1926"), printed_date="1926-21")
    _key, found = entry(written(edition, "bib"))
    assert found.type == "article"
    assert (found.fields["journal"], found.fields["number"]) == ("The Tenant", "3/1926")
    assert (found.fields["date"], found.fields["year"]) == ("1926-21", "1926")


@pytest.mark.parametrize(
    "title",
    [
        "100 % & $5 #1 in_the ~ street ^ \\emph{x}",
        "An open { brace",
        "A closed } brace",
        'Quotes " and @article{evil, and, more}',
        "Two\nlines",
    ],
)
def test_odd_titles_leave_the_entry_whole(db: None, title: str) -> None:
    edition = make_signed(title, {"Ada Brandt": "author"}, slug="odd")
    _key, found = entry(written(edition, "bib"))
    assert names(found) == ["Brandt, Ada"]
    assert found.fields["url"].endswith(f"/a/{edition.article_id}/")
    assert "\n" not in found.fields["title"]


def test_translator_and_editor_have_fields_of_their_own(db: None) -> None:
    edition = make_signed(
        names={"Ada Brandt": "author", "Noor Haddad": "translator", "Tom Reed": "editor"}
    )
    _key, found = entry(written(edition, "bib"))
    assert found.fields["translator"] == "Haddad, Noor"
    assert names(found, "editor") == ["Reed, Tom"]


def test_a_collective_with_and_in_its_name_is_one_author(db: None) -> None:
    union = make_author("Dockers and Sailors", kind=Author.Kind.COLLECTIVE)
    _key, found = entry(written(make_published(authors=[union]), "bib"))
    assert names(found) == ["{Dockers and Sailors}"]


def test_an_article_without_author_and_date_is_one_still(archive: Archive) -> None:
    _key, found = entry(written(archive.hebrew, "bib"))
    assert "author" not in found.persons
    assert found.fields["date"] == "1926~"
    key, found = entry(written(archive.spanish, "bib"))
    assert key == f"tenants-union-of-harrow-row-{archive.spanish.article_id}"
    assert found.fields["date"] == archive.spanish.online_at.date().isoformat()


def test_keys_are_ascii(archive: Archive) -> None:
    key, found = entry(written(archive.arabic, "bib"))
    assert key == f"article-2011-{archive.arabic.article_id}"
    assert names(found) == ["{لميس الحداد}"]
