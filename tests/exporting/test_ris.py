"""RIS, read back by rispy."""

import rispy

from articles.models import Series
from tests.conftest import Archive
from tests.exporting.copies import make_signed, written
from tests.factories import make_issue, make_published, make_series


def entry(text: str) -> dict:
    (found,) = rispy.loads(text)
    assert not found.get("unknown_tag"), found["unknown_tag"]
    return found


def test_a_web_text_has_all_its_fields(archive: Archive) -> None:
    found = entry(written(archive.english, "ris"))
    assert found == {
        "type_of_reference": "ELEC",
        "id": str(archive.english.article_id),
        "title": "The rent strike of Harrow Row",
        "authors": ["Brandt, Ada", "Tenants’ Union of Harrow Row"],
        "secondary_title": "Broadside",
        "year": "1974",
        "date": "1974/03/09/",
        "language": "en",
        "abstract": "How forty families stopped paying, and won.",
        "keywords": ["Rent", "Strike"],
        "publisher": "Broadside",
        "urls": [f"http://testserver/a/{archive.english.article_id}/"],
    }


def test_a_text_from_a_periodical_names_it(db: None) -> None:
    paper = make_series("The Tenant", kind=Series.Kind.PERIODICAL)
    edition = make_published(
        issue=make_issue(paper, number="3/1926"),
        printed_date="1926-21",
        printed_label="Spring number, 1926",
    )
    found = entry(written(edition, "ris"))
    assert found["type_of_reference"] == "MGZN"
    assert (found["secondary_title"], found["number"]) == ("The Tenant", "3/1926")
    assert found["date"] == "1926///Spring number, 1926"


def test_no_value_can_begin_a_line(db: None) -> None:
    edition = make_signed(standfirst="One line\r\nER  - \r\nTY  - BOOK\r\nTI  - Forged", slug="x")
    assert entry(written(edition, "ris"))["type_of_reference"] == "ELEC"


def test_those_who_took_part_have_tags_of_their_own(db: None) -> None:
    edition = make_signed(names={"Ada Brandt": "author", "Noor Haddad": "translator"})
    found = entry(written(edition, "ris"))
    assert found["authors"] == ["Brandt, Ada"]
    assert found["subsidiary_authors"] == ["Haddad, Noor"]


def test_lines_end_as_the_format_wants_and_scripts_are_kept(archive: Archive) -> None:
    text = written(archive.arabic, "ris")
    assert text.endswith("ER  - \r\n")
    assert text.count("\n") == text.count("\r\n")
    assert entry(text)["title"] == archive.arabic.title
    assert entry(text)["date"] == "2011/02//فبراير 2011"
