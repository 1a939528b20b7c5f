"""JSON: everything public about an article."""

import json
from pathlib import Path

from django.conf import settings

from articles.text.clean import clean
from tests.conftest import Archive
from tests.exporting.copies import make_signed, written
from tests.factories import make_published, republish


def test_it_has_the_text_in_its_canonical_form_and_every_note(archive: Archive) -> None:
    data = json.loads(written(archive.english, "json"))
    assert data["body"] == clean(data["body"]) == archive.english.body
    assert data["text"] == archive.english.text
    assert [note["mark"] for note in data["footnotes"]] == ["1", "2", "3", "E1"]
    assert data["footnotes"][0]["urls"] == ["https://example.org/1"]
    assert data["cites"] == [f"https://example.org/{n}" for n in (1, 2, 3)]


def test_it_has_the_catalogue(archive: Archive) -> None:
    data = json.loads(written(archive.english, "json"))
    assert data["permanent_address"] == f"http://testserver/a/{archive.english.article_id}/"
    assert data["checksum"] == archive.english.checksum
    assert (data["printed_date"], data["printed"]) == ("1974-03-09", "9 March 1974")
    assert data["section"] == "Housing"
    assert data["tags"] == ["Rent", "Strike"]
    assert [(who["name"], who["kind"], who["role"]) for who in data["byline"]] == [
        ("Ada Brandt", "person", "author"),
        ("Tenants’ Union of Harrow Row", "collective", "author"),
    ]
    assert data["translations"] == [
        {
            "language": "de",
            "title": archive.german.title,
            "path": archive.german.get_absolute_url(),
        }
    ]


def test_it_tells_corrections_and_the_edition(db: None) -> None:
    newest = republish(make_published(), correction="The sum was wrong.")
    data = json.loads(written(newest, "json"))
    assert data["edition"] == 2
    assert [(told["edition"], told["text"]) for told in data["corrections"]] == [
        (2, "The sum was wrong.")
    ]


def test_what_only_the_desk_knows_is_not_in_it(db: None) -> None:
    edition = make_signed(provenance="Given by somebody who must not be named")
    assert "must not be named" not in written(edition, "json")


def test_every_field_is_in_the_reference(archive: Archive) -> None:
    page = Path(settings.BASE_DIR, "docs", "reference", "formats.md").read_text("utf-8")
    fields = json.loads(written(archive.english, "json"))
    assert [field for field in fields if f"`{field}`" not in page] == []


def test_it_says_how_it_is_to_be_cited(archive: Archive) -> None:
    english, arabic = archive.english.article_id, archive.arabic.article_id
    assert json.loads(written(archive.english, "json"))["citation"] == (
        "Ada Brandt, Tenants’ Union of Harrow Row: The rent strike of Harrow Row. 9 March 1974. "
        f"Broadside. http://testserver/a/{english}/"
    )
    # From right to left the address has a line of its own, or its last slash would jump.
    assert json.loads(written(archive.arabic, "json"))["citation"] == (
        f"لميس الحداد: {archive.arabic.title}. فبراير 2011. "
        f"Broadside.\nhttp://testserver/a/{arabic}/"
    )
