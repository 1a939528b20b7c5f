"""CSL-JSON."""

import json

import pytest

from articles.models import Author, Series
from tests.conftest import Archive
from tests.exporting.copies import make_signed, written
from tests.factories import make_author, make_issue, make_published, make_series


def item(text: str) -> dict:
    (found,) = json.loads(text)
    return found


def test_a_web_text_has_all_its_fields(archive: Archive) -> None:
    address = f"http://testserver/a/{archive.english.article_id}/"
    assert item(written(archive.english, "csl.json")) == {
        "id": address,
        "type": "webpage",
        "title": "The rent strike of Harrow Row",
        "container-title": "Broadside",
        "publisher": "Broadside",
        "issued": {"date-parts": [[1974, 3, 9]]},
        "URL": address,
        "language": "en",
        "abstract": "How forty families stopped paying, and won.",
        "keyword": "Rent, Strike",
        "author": [
            {"family": "Brandt", "given": "Ada"},
            {"literal": "Tenants’ Union of Harrow Row"},
        ],
    }


def test_a_text_from_a_periodical_names_it(db: None) -> None:
    paper = make_series("The Tenant", kind=Series.Kind.PERIODICAL)
    found = item(written(make_published(issue=make_issue(paper, number="3/1926")), "csl.json"))
    assert found["type"] == "article-magazine"
    assert (found["container-title"], found["issue"]) == ("The Tenant", "3/1926")


@pytest.mark.parametrize(
    ("edtf", "issued"),
    [
        ("1926", {"date-parts": [[1926]]}),
        ("1926-05", {"date-parts": [[1926, 5]]}),
        ("1926~", {"date-parts": [[1926]], "circa": True}),
        ("1926-21", {"date-parts": [[1926]], "season": 1}),
        ("1926-24?", {"date-parts": [[1926]], "season": 4, "circa": True}),
        ("1926/1928", {"date-parts": [[1926], [1928]]}),
        ("192X", {"date-parts": [[1920], [1929]]}),
    ],
)
def test_the_date_is_as_exact_as_it_is_known(db: None, edtf: str, issued: dict) -> None:
    edition = make_published(printed_date=edtf)
    assert item(written(edition, "csl.json"))["issued"] == issued


def test_roles_have_fields_of_their_own(db: None) -> None:
    roles = ("author", "translator", "editor", "interviewer", "illustrator")
    edition = make_signed(names={f"Anna {role.title()}": role for role in roles})
    found = item(written(edition, "csl.json"))
    for role in roles:
        assert found[role] == [{"family": role.title(), "given": "Anna"}]


@pytest.mark.parametrize(
    ("name", "sort_name", "kind", "person"),
    [
        ("Rosa van der Berg", "Berg, Rosa van der", "person", ("Berg", "Rosa van der")),
        ("Rosa van der Berg", "", "person", "Rosa van der Berg"),
        ("La Pasionaria", "", "pseudonym", "La Pasionaria"),
        ("نديم البحري", "", "person", "نديم البحري"),
        ("Роза Люксембург", "", "person", ("Люксембург", "Роза")),
        ("Editors of The Ropewalk", "Ropewalk, Editors of The", "organ", "Editors of The Ropewalk"),
    ],
)
def test_only_names_that_can_be_divided_are(
    db: None, name: str, sort_name: str, kind: str, person: str | tuple[str, str]
) -> None:
    author = make_author(name, sort_name=sort_name, kind=Author.Kind(kind), slug="x")
    (found,) = item(written(make_published(authors=[author]), "csl.json"))["author"]
    assert found == (
        {"literal": person}
        if isinstance(person, str)
        else {"family": person[0], "given": person[1]}
    )
