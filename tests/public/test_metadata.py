"""What the page of an article tells programs, and how it says it is to be cited."""

import json
from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client

from articles.models import Author, Edition, Role, Series
from articles.publishing.publish import publish
from tests.conftest import Archive
from tests.factories import (
    make_author,
    make_draft,
    make_image,
    make_issue,
    make_published,
    make_section,
    make_series,
    republish,
)
from tests.pages import Page, links, meta, open_page, texts

SITE = "http://testserver"


def page_of(client: Client, edition: Edition) -> Page:
    return open_page(client, edition.get_absolute_url())


def schema_of(page: Page) -> dict:
    (block,) = page.css("script[type='application/ld+json']")
    return json.loads(block.text())


def permanent(edition: Edition) -> str:
    return f"{SITE}/a/{edition.article_id}/"


def address(edition: Edition) -> str:
    return SITE + edition.get_absolute_url()


def languages(page: Page) -> dict[str, str]:
    found = page.css("head link[rel=alternate][hreflang]")
    return {node.attributes["hreflang"]: node.attributes["href"] for node in found}


def citation(page: Page) -> str:
    (text,) = texts(page, ".cite .citation")
    return text


def make_translated(role: Role = Role.TRANSLATOR, **fields: object) -> Edition:
    draft = make_draft(authors=["Ada Brandt", "Noor Haddad"], **fields)
    draft.contributions.filter(position=2).update(role=role)
    return publish(draft)


# Open Graph


def test_it_has_one_canonical_address_and_one_description(client: Client, archive: Archive) -> None:
    page = page_of(client, archive.english)
    assert links(page, "link[rel=canonical]") == [address(archive.english)]
    assert links(page, "link[rel=shortlink]") == [permanent(archive.english)]
    assert meta(page, "description") == ["How forty families stopped paying, and won."]


def test_open_graph_names_authors_times_and_tags(client: Client, archive: Archive) -> None:
    page = page_of(client, archive.english)
    assert meta(page, "og:type") == ["article"]
    assert meta(page, "og:title") == [archive.english.title]
    assert meta(page, "og:url") == [address(archive.english)]
    assert meta(page, "og:site_name") == ["Broadside"]
    assert meta(page, "og:locale") == ["en_US"]
    assert meta(page, "og:locale:alternate") == ["de_DE"]
    assert meta(page, "article:published_time") == ["1974-03-09"]
    assert meta(page, "article:author") == [
        SITE + archive.ada.get_absolute_url(),
        SITE + archive.union.get_absolute_url(),
    ]
    assert meta(page, "article:section") == ["Housing"]
    assert meta(page, "article:tag") == ["Rent", "Strike"]
    assert meta(page, "twitter:card") == ["summary"]


@pytest.mark.parametrize(
    ("language", "locale"),
    [("pt-BR", "pt_BR"), ("ar", "ar_EG"), ("zh-Hant-TW", "zh_TW"), ("tlh", "tlh")],
)
def test_a_language_has_its_likely_region(
    client: Client, db: None, language: str, locale: str
) -> None:
    edition = make_published(language=language)
    assert meta(page_of(client, edition), "og:locale") == [locale]


def test_a_lead_picture_is_shown_with_what_is_seen_on_it(client: Client, db: None) -> None:
    image = make_image(caption="The quay in May", credit="A. Brandt")
    page = page_of(client, make_published(image=image))
    assert meta(page, "og:image") == [SITE + image.crops.get(purpose="share").src]
    assert meta(page, "og:image:alt")
    assert schema_of(page)["image"]["url"] == SITE + image.src
    assert schema_of(page)["image"]["creditText"] == "A. Brandt"


# Reference managers


def test_highwire_tags_fill_every_field(client: Client, archive: Archive) -> None:
    page = page_of(client, archive.english)
    online = archive.english.online_at.date().isoformat().replace("-", "/")
    expected = {
        "citation_title": [archive.english.title],
        "citation_author": ["Ada Brandt", "Tenants’ Union of Harrow Row"],
        "citation_publication_date": ["1974/03/09"],
        "citation_online_date": [online],
        "citation_language": ["en"],
        "citation_publisher": ["Broadside"],
        "citation_keywords": ["Rent", "Strike"],
        "citation_public_url": [permanent(archive.english)],
        "citation_fulltext_html_url": [address(archive.english)],
        "citation_journal_title": [],
    }
    assert {name: meta(page, name) for name in expected} == expected


def test_a_name_is_given_as_the_editors_file_it(client: Client, db: None) -> None:
    authors = [
        make_author("Rosa van der Berg", sort_name="Berg, Rosa van der"),
        make_author("Editors of It", sort_name="It, Editors of", kind=Author.Kind.ORGAN),
    ]
    page = page_of(client, make_published(authors=authors))
    assert meta(page, "citation_author") == ["Berg, Rosa van der", "Editors of It"]
    assert meta(page, "DC.creator") == meta(page, "citation_author")
    assert [author["name"] for author in schema_of(page)["author"]] == [
        "Rosa van der Berg",
        "Editors of It",
    ]


def test_dublin_core_says_the_same(client: Client, archive: Archive) -> None:
    page = page_of(client, archive.english)
    expected = {
        "DC.title": [archive.english.title],
        "DC.creator": ["Ada Brandt", "Tenants’ Union of Harrow Row"],
        "DC.contributor": [],
        "DC.date": ["1974-03-09"],
        "DC.language": ["en"],
        "DC.identifier": [permanent(archive.english)],
        "DC.publisher": ["Broadside"],
        "DC.subject": ["Rent", "Strike"],
        "DC.relation": [address(archive.german)],
    }
    assert {name: meta(page, name) for name in expected} == expected
    assert links(page, "link[rel='schema.DC']") == ["http://purl.org/dc/elements/1.1/"]


@pytest.mark.parametrize(
    ("edtf", "given"),
    [
        ("1974-03", "1974/03"),
        ("1926", "1926"),
        ("1926~", "1926"),
        ("1926-21", "1926"),
        ("1926/1928", "1926"),
        ("192X", "1920"),
    ],
)
def test_a_date_claims_no_more_than_is_known(
    client: Client, db: None, edtf: str, given: str
) -> None:
    page = page_of(client, make_published(printed_date=edtf))
    assert meta(page, "citation_publication_date") == [given]
    assert schema_of(page)["datePublished"] == given.replace("/", "-")


def test_without_a_printed_date_it_was_published_when_it_was_put_online(
    client: Client, db: None
) -> None:
    with time_machine.travel("2020-01-01T12:00Z", tick=False):
        edition = make_published(printed_date="")
    page = page_of(client, edition)
    assert meta(page, "citation_publication_date") == ["2020/01/01"]
    assert meta(page, "article:published_time") == ["2020-01-01T12:00:00+00:00"]
    assert "dateCreated" not in schema_of(page)


def test_a_text_from_a_periodical_names_it(client: Client, db: None) -> None:
    paper = make_series("The Tenant", kind=Series.Kind.PERIODICAL)
    page = page_of(client, make_published(issue=make_issue(paper, number="3/1926")))
    assert meta(page, "citation_journal_title") == ["The Tenant"]
    assert meta(page, "citation_issue") == ["3/1926"]
    assert meta(page, "DC.type") == ["Text"]
    (part,) = schema_of(page)["isPartOf"]
    assert (part["@type"], part["issueNumber"]) == ("PublicationIssue", "3/1926")
    assert part["isPartOf"] == {
        "@type": "Periodical",
        "name": "The Tenant",
        "url": SITE + paper.get_absolute_url(),
    }


def test_other_roles_are_not_the_author(client: Client, db: None) -> None:
    page = page_of(client, make_translated())
    assert meta(page, "citation_author") == ["Ada Brandt"]
    assert meta(page, "DC.contributor") == ["Noor Haddad"]
    assert schema_of(page)["translator"][0]["name"] == "Noor Haddad"


def test_an_editor_is_named_as_one(client: Client, db: None) -> None:
    page = page_of(client, make_translated(Role.EDITOR))
    assert meta(page, "citation_author") == ["Ada Brandt"]
    assert meta(page, "citation_editor") == ["Noor Haddad"]
    assert schema_of(page)["editor"][0]["name"] == "Noor Haddad"


def test_nobody_is_made_the_author_of_an_unsigned_text(client: Client, archive: Archive) -> None:
    page = page_of(client, archive.hebrew)
    assert meta(page, "citation_author") == meta(page, "DC.creator") == []
    assert "author" not in schema_of(page)


# schema.org


def test_schema_org_has_authors_dates_language_and_publisher(
    client: Client, archive: Archive
) -> None:
    data = schema_of(page_of(client, archive.english))
    moment = archive.english.visible_from.astimezone(UTC).isoformat(timespec="seconds")
    assert data["@type"] == "Article"
    assert data["headline"] == archive.english.title
    assert data["url"] == data["mainEntityOfPage"]["@id"] == address(archive.english)
    assert data["identifier"] == permanent(archive.english)
    assert data["inLanguage"] == "en"
    assert data["dateCreated"] == data["datePublished"] == "1974-03-09"
    assert data["dateModified"] == data["publication"]["startDate"] == moment
    assert data["publisher"] == {"@type": "Organization", "name": "Broadside", "url": SITE + "/"}
    assert data["wordCount"] == archive.english.word_count
    assert data["keywords"] == ["Rent", "Strike"]
    assert data["author"] == [
        {
            "@type": "Person",
            "name": "Ada Brandt",
            "url": SITE + archive.ada.get_absolute_url(),
        },
        {
            "@type": "Organization",
            "name": "Tenants’ Union of Harrow Row",
            "url": SITE + archive.union.get_absolute_url(),
        },
    ]


def test_it_names_the_sources_that_its_notes_cite(client: Client, archive: Archive) -> None:
    data = schema_of(page_of(client, archive.english))
    assert data["citation"] == [f"https://example.org/{n}" for n in (1, 2, 3)]
    assert "citation" not in schema_of(page_of(client, archive.german))


def test_it_tells_every_correction(client: Client, db: None) -> None:
    first = make_published()
    with time_machine.travel(datetime(2090, 1, 2, tzinfo=UTC), tick=False):
        newest = republish(first, correction="The </script> sum was wrong.")
        data = schema_of(page_of(client, newest))
    assert data["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "The </script> sum was wrong.",
            "datePublished": "2090-01-02T00:00:00+00:00",
        }
    ]
    assert data["dateModified"] == "2090-01-02T00:00:00+00:00"


def test_a_part_of_a_series_has_its_place(client: Client, db: None) -> None:
    series = make_series("The rent book")
    data = schema_of(page_of(client, make_published(series=series, series_position=2)))
    assert data["position"] == 2
    assert data["isPartOf"] == [
        {
            "@type": "CreativeWorkSeries",
            "name": "The rent book",
            "url": SITE + series.get_absolute_url(),
        }
    ]


@pytest.mark.parametrize(
    ("fields", "between"),
    [
        ({"section": "Housing"}, "/sections/housing/"),
        ({}, "/articles/2021/"),
        ({"printed_date": ""}, None),
    ],
)
def test_the_way_to_it_leads_through_its_section_or_year(
    client: Client, db: None, fields: dict, between: str | None
) -> None:
    if "section" in fields:
        fields = {"section": make_section(fields["section"])}
    edition = make_published(**fields)
    steps = schema_of(page_of(client, edition))["mainEntityOfPage"]["breadcrumb"]
    items = [step["item"] for step in steps["itemListElement"]]
    way = [SITE + "/", *([SITE + between] if between else []), address(edition)]
    assert items == way
    assert [step["position"] for step in steps["itemListElement"]] == [*range(1, len(way) + 1)]


# Languages


def test_every_language_names_all_of_them_and_the_original(
    client: Client, archive: Archive
) -> None:
    expected = {
        "en": address(archive.english),
        "de": address(archive.german),
        "x-default": address(archive.english),
    }
    assert languages(page_of(client, archive.english)) == expected
    assert languages(page_of(client, archive.german)) == expected
    assert languages(page_of(client, archive.spanish)) == {}


def test_of_two_translations_into_one_language_one_has_the_place(
    client: Client, archive: Archive
) -> None:
    second = make_published(language="de", translation_of=archive.english.article)
    german = address(archive.german)
    assert languages(page_of(client, archive.english))["de"] == german
    assert languages(page_of(client, second)) == {}


def test_original_and_translation_know_each_other(client: Client, archive: Archive) -> None:
    english = schema_of(page_of(client, archive.english))
    german = schema_of(page_of(client, archive.german))
    assert [work["@id"] for work in english["workTranslation"]] == [address(archive.german)]
    assert german["translationOfWork"]["@id"] == address(archive.english)
    assert german["translationOfWork"]["inLanguage"] == "en"


# Hostile words


def test_nothing_in_a_catalogue_leaves_its_attribute_or_script(client: Client, db: None) -> None:
    evil = "</script><!--\"'><img src=x onerror=alert(1)>&amp;\u2028"
    edition = make_published(
        evil,
        slug="evil",
        standfirst=evil,
        authors=[make_author(evil, slug="evil")],
        tags=[evil.replace("\u2028", "")],
        section=make_section(evil, slug="evil"),
        series=make_series(evil, slug="evil"),
    )
    html = client.get(edition.get_absolute_url()).content.decode()
    head = html.partition("</head>")[0]
    assert "<img" not in head
    assert head.count("</script") == head.count("<script")
    page = Page(html)
    assert meta(page, "og:title") == meta(page, "DC.title") == [edition.title]
    assert schema_of(page)["headline"] == edition.title


# Citation


def test_a_citation_names_all_that_is_known(client: Client, archive: Archive) -> None:
    page = page_of(client, archive.english)
    assert citation(page) == (
        "Ada Brandt, Tenants’ Union of Harrow Row: The rent strike of Harrow Row. "
        f"9 March 1974. Broadside. {permanent(archive.english)}"
    )
    assert links(page, ".cite .citation a") == [permanent(archive.english)]


def test_a_citation_from_a_periodical_names_the_number_and_who_translated(
    client: Client, db: None
) -> None:
    paper = make_series("The Tenant", kind=Series.Kind.PERIODICAL)
    issue = make_issue(paper, number="3/1926")
    edition = make_translated(
        title="Whose harbour?", issue=issue, printed_date="1926-06", printed_label="June 1926"
    )
    assert citation(page_of(client, edition)) == (
        "Ada Brandt: Whose harbour? Noor Haddad (translator). The Tenant 3/1926, June 1926. "
        f"Broadside. {permanent(edition)}"
    )


def test_a_citation_without_author_or_date_says_so(client: Client, db: None) -> None:
    edition = make_published("To our readers", printed_date="")
    assert citation(page_of(client, edition)) == (
        f"To our readers. undated. Broadside. {permanent(edition)}"
    )


def test_a_citation_runs_the_way_of_its_language_and_the_address_does_not(
    client: Client, archive: Archive
) -> None:
    page = page_of(client, archive.arabic)
    paragraph = page.css_first(".cite .citation")
    assert (paragraph.attributes["lang"], paragraph.attributes["dir"]) == ("ar", "rtl")
    assert page.css_first(".cite .citation a").attributes["dir"] == "ltr"
    assert texts(page, ".cite .citation bdi")[:2] == ["لميس الحداد", archive.arabic.title]


def test_authors_in_arabic_are_parted_by_its_own_comma(client: Client, db: None) -> None:
    edition = make_published("عنوان", language="ar", authors=["نديم البحري", "سمير قنديل"])
    assert citation(page_of(client, edition)).startswith("نديم البحري، سمير قنديل: عنوان. ")


def test_files_for_reference_managers_lie_beside_the_citation(
    client: Client, archive: Archive
) -> None:
    for link in links(page_of(client, archive.arabic), ".cite .files a"):
        response = client.get(link)
        assert response.status_code == 200
        assert archive.arabic.title in response.content.decode()
