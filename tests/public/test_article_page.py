"""The page of an article, part by part."""

import json

from django.test import Client

from articles.models import Author, EditionContribution, Image, Role, Series
from articles.publishing.publish import publish
from tests.conftest import Archive
from tests.factories import (
    make_author,
    make_comment,
    make_draft,
    make_image,
    make_issue,
    make_published,
    make_series,
    republish,
)
from tests.pages import assert_footnotes_pair, links, meta, open_page, texts


def test_it_shows_title_standfirst_byline_and_printed_date(
    client: Client, archive: Archive
) -> None:
    page = open_page(client, archive.english.get_absolute_url())
    assert texts(page, "h1") == ["The rent strike of Harrow Row"]
    assert texts(page, ".standfirst") == ["How forty families stopped paying, and won."]
    assert links(page, ".byline a") == [
        archive.ada.get_absolute_url(),
        archive.union.get_absolute_url(),
    ]
    printed = page.css_first(".printed time")
    assert printed.attributes["datetime"] == "1974-03-09"
    assert printed.text() == "9 March 1974"


def test_the_affiliation_stands_as_it_was_printed(client: Client, db: None) -> None:
    draft = make_draft(authors=["Ada Brandt"])
    draft.contributions.update(affiliation="ISL(Section in Exile)")
    edition = publish(draft)
    page = open_page(client, edition.get_absolute_url())
    assert texts(page, ".byline .affiliation") == ["ISL(Section in Exile)"]


def test_other_roles_than_the_author_are_named(client: Client, db: None) -> None:
    draft = make_draft(authors=["Ada Brandt", "Noor Haddad"])
    draft.contributions.filter(position=2).update(role=Role.TRANSLATOR)
    page = open_page(client, publish(draft).get_absolute_url())
    assert texts(page, ".byline .role") == ["(translator)"]
    assert meta(page, "citation_author") == ["Ada Brandt"]


def test_marks_and_notes_lead_to_each_other(client: Client, archive: Archive) -> None:
    for edition in archive.editions:
        assert_footnotes_pair(open_page(client, edition.get_absolute_url()))


def test_the_article_has_its_own_language_and_direction(client: Client, archive: Archive) -> None:
    page = open_page(client, archive.arabic.get_absolute_url())
    article = page.css_first("article.article")
    assert (article.attributes["lang"], article.attributes["dir"]) == ("ar", "rtl")
    assert page.css_first("html").attributes["lang"] == "en"


def test_a_printed_label_is_shown_as_it_was_printed(client: Client, db: None) -> None:
    edition = make_published(printed_date="1926-21", printed_label="Spring number, 1926")
    page = open_page(client, edition.get_absolute_url())
    assert texts(page, ".printed") == ["Spring number, 1926"]
    assert page.css_first(".printed time").attributes["datetime"] == "1926"


def test_an_article_without_a_date_claims_none(client: Client, archive: Archive) -> None:
    page = open_page(client, archive.spanish.get_absolute_url())
    assert page.css(".printed") == []


def test_translations_lead_to_each_other(client: Client, archive: Archive) -> None:
    english, german = archive.english.get_absolute_url(), archive.german.get_absolute_url()
    page = open_page(client, english)
    assert german in links(page, ".about a[hreflang='de']")
    assert texts(page, ".about .language") == ["Deutsch"]
    assert f"http://testserver{german}" in links(page, "link[hreflang='de']")
    assert english in links(open_page(client, german), ".about a[hreflang='en']")


def test_the_place_in_a_series_leads_to_the_parts_around_it(client: Client, db: None) -> None:
    series = make_series("Letters from Harrow Row")
    first, second, third = (
        make_published(f"Letter {n}", series=series, series_position=n) for n in (1, 2, 3)
    )
    page = open_page(client, second.get_absolute_url())
    assert series.get_absolute_url() in links(page, ".about a")
    assert links(page, ".about a[rel=prev]") == [first.get_absolute_url()]
    assert links(page, ".about a[rel=next]") == [third.get_absolute_url()]


def test_the_number_of_the_periodical_is_named(client: Client, db: None) -> None:
    issue = make_issue(make_series("The Tenant", kind=Series.Kind.PERIODICAL), number="3/1926")
    edition = make_published(issue=issue)
    assert "The Tenant 3/1926" in texts(open_page(client, edition.get_absolute_url()), ".dates a")


def test_corrections_are_told_newest_first(client: Client, db: None) -> None:
    first = make_published()
    republish(first, correction="The sum was wrong.", title="Another title")
    newest = republish(first, correction="So was the year.", title="A third title")
    page = open_page(client, newest.get_absolute_url())
    assert texts(page, ".correction div") == ["So was the year.", "The sum was wrong."]
    assert page.css(".revised time")


def test_an_article_that_was_never_revised_does_not_say_so(
    client: Client, archive: Archive
) -> None:
    assert not open_page(client, archive.english.get_absolute_url()).css(".revised, .correction")


def test_a_text_with_many_headings_has_a_table_of_contents(client: Client, db: None) -> None:
    body = "".join(f"<h2>Part {n}</h2><p>Words.</p>" for n in range(1, 6))
    page = open_page(client, make_published(body=body).get_absolute_url())
    assert texts(page, ".contents li") == [f"Part {n}" for n in range(1, 6)]
    assert all(page.css(f'[id="{link[1:]}"]') for link in links(page, ".contents a"))


def test_a_short_text_has_no_table_of_contents(client: Client, archive: Archive) -> None:
    assert not open_page(client, archive.english.get_absolute_url()).css(".contents")


def test_a_lead_picture_has_sizes_an_alternative_text_and_a_credit(
    client: Client, db: None
) -> None:
    image: Image = make_image(credit="Photo: A. Brandt")
    page = open_page(client, make_published(image=image).get_absolute_url())
    picture = page.css_first(".lead-picture img")
    assert picture.attributes["alt"] == "A red poster"
    assert (picture.attributes["width"], picture.attributes["height"]) == ("640", "480")
    assert texts(page, "figcaption") == ["Photo: A. Brandt"]


def test_its_metadata_name_title_author_and_date(client: Client, archive: Archive) -> None:
    page = open_page(client, archive.english.get_absolute_url())
    address = "http://testserver" + archive.english.get_absolute_url()
    assert links(page, "link[rel=canonical]") == [address]
    assert meta(page, "og:url") == [address]
    assert meta(page, "citation_title") == ["The rent strike of Harrow Row"]
    assert meta(page, "citation_author") == ["Ada Brandt", "Tenants’ Union of Harrow Row"]
    assert meta(page, "citation_publication_date") == ["1974/03/09"]


def test_its_json_ld_can_be_read_and_ends_no_script(client: Client, db: None) -> None:
    author: Author = make_author("</script><b>Ada & Co</b>", slug="ada")
    edition = make_published("</script><script>alert(1)</script>", authors=[author], slug="x")
    response = client.get(edition.get_absolute_url())
    assert b"<script>alert" not in response.content
    page = open_page(client, edition.get_absolute_url())
    data = json.loads(page.css_first("script[type='application/ld+json']").text())
    assert data["headline"] == "</script><script>alert(1)</script>"
    assert data["author"][0]["name"] == "</script><b>Ada & Co</b>"


def test_words_of_catalogue_and_comments_are_escaped(client: Client, db: None) -> None:
    evil = "<img src=x onerror=alert(1)>"
    edition = make_published(
        evil, slug="evil", standfirst=evil, authors=[make_author(evil, slug="evil")], tags=[evil]
    )
    make_comment(edition.article, evil, name=evil)
    EditionContribution.objects.update(affiliation=evil)
    for address in (edition.get_absolute_url(), "/", "/articles/", "/authors/", "/tags/"):
        assert "<img src=x" not in client.get(address).content.decode()


def test_the_way_up_and_the_permanent_address_stand_below_the_text(
    client: Client, archive: Archive
) -> None:
    page = open_page(client, archive.english.get_absolute_url())
    assert "#top" in links(page, "a")
    assert texts(page, ".address") == [f"http://testserver/a/{archive.english.article_id}/"]
