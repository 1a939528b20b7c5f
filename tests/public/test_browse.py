"""Lists: what is in them, in which order, and how they are divided into pages."""

from unittest.mock import patch

from django.test import Client

from articles.models import Edition, Series
from articles.publishing.publish import publish
from articles.reading import counted
from tests.conftest import Archive
from tests.factories import (
    make_author,
    make_draft,
    make_issue,
    make_published,
    make_section,
    make_series,
    republish,
)
from tests.pages import links, open_page, texts, titles


def test_an_empty_archive_has_pages_too(client: Client, db: None) -> None:
    for address in ("/", "/articles/", "/authors/", "/tags/", "/corrections/"):
        open_page(client, address)


def test_the_front_page_leads_with_the_newest(client: Client, archive: Archive) -> None:
    page = open_page(client, "/")
    assert texts(page, ".lead h2") == [archive.arabic.title]
    assert texts(page, ".latest h3")[0] == archive.german.title
    assert titles(page)[-2:] == [archive.german.title, archive.english.title]
    assert texts(page, ".divisions h2") == ["Housing"]


def test_the_archive_is_ordered_by_printed_date_undated_last(
    client: Client, archive: Archive
) -> None:
    expected = [archive.arabic, archive.german, archive.english, archive.hebrew, archive.spanish]
    assert titles(open_page(client, "/articles/")) == [edition.title for edition in expected]


def test_the_archive_leads_to_years_and_a_year_to_its_months(
    client: Client, archive: Archive
) -> None:
    shelf = links(open_page(client, "/articles/"), ".shelf a")
    years = ["2011", "1975", "1974", "1926", "undated"]
    assert shelf == [f"/articles/{year}/" for year in years]
    year = open_page(client, "/articles/1974/")
    assert titles(year) == [archive.english.title]
    assert "/articles/1974/03/" in links(year, ".shelf a")
    assert titles(open_page(client, "/articles/1974/03/")) == [archive.english.title]
    assert titles(open_page(client, "/articles/undated/")) == [archive.spanish.title]


def test_a_list_without_articles_is_not_found(client: Client, archive: Archive) -> None:
    for address in (
        "/articles/1999/",
        "/articles/1974/04/",
        "/articles/1974/13/",
        "/articles/1974/3/",
        "/articles/0/",
        "/articles/01974/",
        "/articles/undated/03/",
        "/authors/nobody/",
        "/tags/nothing/",
        "/sections/none/",
        "/series/none/",
    ):
        open_page(client, address, status=404)


def test_a_place_that_there_is_not_is_the_beginning(client: Client, archive: Archive) -> None:
    plain = client.get("/articles/").content
    for place in ("abc", "0", "-1", "1.5", "", "9" * 5000, "%00", "2%20OR", "2021-02-31.1", "١"):
        for name in ("before", "after"):
            for address in ("/articles/", "/authors/", "/tags/", "/corrections/"):
                assert client.get(f"{address}?{name}={place}").status_code == 200
            assert client.get(f"/articles/?{name}={place}").content == plain


def test_unknown_parameters_change_nothing(client: Client, archive: Archive) -> None:
    plain = client.get("/articles/").content
    assert client.get("/articles/?utm_source=x&fbclid=1").content == plain


def test_long_lists_have_pages_of_thirty(client: Client, db: None) -> None:
    for number in range(62):
        make_published(f"Article {number}", printed_date=f"2021-{number % 12 + 1:02}-06")
    pages = [open_page(client, "/articles/")]
    while further := links(pages[-1], "a[rel=next]"):
        pages.append(open_page(client, further[0]))
        canonical = links(pages[-1], "link[rel=canonical]")
        assert canonical == [f"http://testserver{further[0]}"]
    assert [len(titles(page)) for page in pages] == [30, 30, 2]
    listed = [title for page in pages for title in titles(page)]
    in_order = Edition.objects.public().newest_first().values_list("title", flat=True)
    assert listed == list(in_order)
    back = links(pages[2], "a[rel=prev]")[0]
    assert titles(open_page(client, back)) == titles(pages[1])
    assert links(pages[0], "a[rel=prev]") == []


def test_every_kind_of_list_can_be_turned_to_its_end_and_back(client: Client, db: None) -> None:
    ada, section = make_author("Ada"), make_section("Housing")
    series, paper = make_series("Letters"), make_series("Paper", kind="periodical")
    for number in range(33):
        make_published(
            f"Article {number}",
            authors=[ada],
            tags=["Rent"],
            section=section,
            series=series if number < 31 else None,
            series_position=number if number % 2 else None,
            issue=make_issue(paper, printed_date=f"19{number + 10}"),
        )
    for address in ("/authors/ada/", "/tags/rent/", "/sections/housing/", "/series/letters/",
                    "/series/paper/", "/articles/2021/", "/articles/2021/12/"):  # fmt: skip
        first = open_page(client, address)
        second = open_page(client, links(first, "a[rel=next]")[0])
        shown = titles(first) + titles(second)
        assert len(shown) == len(set(shown)) == (31 if "letters" in address else 33), address
        assert titles(open_page(client, links(second, "a[rel=prev]")[0])) == titles(first)


def test_names_can_be_turned_through(client: Client, db: None) -> None:
    with patch.object(counted.authors.keyset, "length", 2):
        for name in "DACBE":
            make_published(authors=[name])
        first = open_page(client, "/authors/")
        second = open_page(client, links(first, "a[rel=next]")[0])
        third = open_page(client, links(second, "a[rel=prev]")[0])
    assert texts(first, ".index a")[:2] == texts(third, ".index a")[:2] == ["A", "B"]
    assert texts(second, ".index a")[:2] == ["C", "D"]


def test_an_author_has_a_page_and_a_line_in_the_list(client: Client, archive: Archive) -> None:
    assert texts(open_page(client, "/authors/"), ".index li") == [
        "Ada Brandt 2",
        "Tenants’ Union of Harrow Row 2",
        "لميس الحداد 1",
    ]
    page = open_page(client, archive.ada.get_absolute_url())
    assert titles(page) == [archive.german.title, archive.english.title]
    assert archive.ada.get_absolute_url() + "feed.xml" in links(page, "link[rel=alternate]")


def test_an_author_in_two_roles_is_counted_and_listed_once(client: Client, db: None) -> None:
    ada = make_author("Ada Brandt")
    edition = make_published("Only once", authors=[ada])
    article = edition.article
    article.contributions.create(author=ada, role="translator", position=2)
    publish(article)
    assert texts(open_page(client, "/authors/"), ".index li") == ["Ada Brandt 1"]
    assert titles(open_page(client, ada.get_absolute_url())) == ["Only once"]


def test_tags_in_any_script_have_pages(client: Client, archive: Archive) -> None:
    expected = ["Huelga 1", "Rent 1", "Strike 2", "إضراب 1"]
    assert texts(open_page(client, "/tags/"), ".index li") == expected
    for address in links(open_page(client, "/tags/"), ".index a"):
        assert titles(open_page(client, address))


def test_a_page_names_its_own_address_encoded(client: Client, archive: Archive) -> None:
    for address in links(open_page(client, "/tags/"), ".index a"):
        canonical = links(open_page(client, address), "link[rel=canonical]")
        assert canonical == [f"http://testserver{address}"]
        assert address.isascii()


def test_a_section_lists_its_articles_newest_first(client: Client, archive: Archive) -> None:
    page = open_page(client, archive.housing.get_absolute_url())
    assert titles(page) == [archive.german.title, archive.english.title]


def test_a_section_without_articles_is_not_in_the_menu(client: Client, archive: Archive) -> None:
    make_section("Empty")
    assert texts(open_page(client, "/"), ".masthead-ways li")[0] == "Housing"
    assert "Empty" not in texts(open_page(client, "/"), ".masthead-ways li")


def test_a_series_is_read_in_its_order(client: Client, db: None) -> None:
    series = make_series("Letters")
    for part in (2, 1, 3):
        make_published(f"Letter {part}", series=series, series_position=part)
    page = open_page(client, series.get_absolute_url())
    assert titles(page) == ["Letter 1", "Letter 2", "Letter 3"]
    assert texts(page, ".part") == ["Part 1", "Part 2", "Part 3"]


def test_a_periodical_is_listed_by_its_numbers_newest_first(client: Client, db: None) -> None:
    series = make_series("The Tenant", kind=Series.Kind.PERIODICAL)
    old = make_issue(series, number="1", printed_date="1926-01")
    new = make_issue(series, number="2", printed_date="1926-02")
    make_published("In the first", series=series, issue=old)
    make_published("In the second", series=series, issue=new)
    page = open_page(client, series.get_absolute_url())
    assert titles(page) == ["In the second", "In the first"]
    assert texts(page, ".issue") == ["The Tenant 2", "The Tenant 1"]


def test_every_correction_is_listed_newest_first(client: Client, db: None) -> None:
    one, two = make_published("One"), make_published("Two")
    republish(one, correction="A name was misspelt.", title="One, corrected")
    republish(two, correction="A date was wrong.", title="Two, corrected")
    page = open_page(client, "/corrections/")
    assert titles(page) == ["Two, corrected", "One, corrected"]
    assert "A name was misspelt." in page.body.text()


def test_a_draft_changes_no_list(client: Client, archive: Archive) -> None:
    before = {path: client.get(path).content for path in ("/", "/articles/", "/tags/", "/authors/")}
    make_draft("Secret", authors=["Nobody Else"], tags=["Hush", "Strike"], section=archive.housing)
    for path, content in before.items():
        assert client.get(path).content == content
