"""Title, byline, date and what else stands above the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.importing.base import Credit, Document, Level
from articles.importing.plaintext.byline import Byline, read_byline
from tests.importing.reading import codes, left_out, read_text

BODY = "This is the first paragraph of the text, and it is long enough to be taken for one. " * 2


def front_of(lines: str, **options: object) -> Document:
    return read_text(f"The title\n\n{lines}\n\n{BODY}", **options).document


def doubts(lines: str, **options: object) -> list[str]:
    return codes(read_text(f"The title\n\n{lines}\n\n{BODY}", **options), Level.UNSURE)


def people(line: str) -> list[tuple[str, str, str]] | None:
    byline = read_byline(line)
    if byline is None:
        return None
    return [(credit.name, credit.role, credit.affiliation) for credit in byline.credits]


@pytest.mark.parametrize(
    ("line", "names", "affiliation"),
    [
        ("By Adam Smith", ["Adam Smith"], ""),
        ("by Adam Smith, 6 May 1926", ["Adam Smith"], ""),
        ("Adam Smith, 6 May 1926", ["Adam Smith"], ""),
        ("Adam Smith | 6 May 1926", ["Adam Smith"], ""),
        ("6 May 1926 – Adam Smith", ["Adam Smith"], ""),
        ("Adam Smith (6 May 1926)", ["Adam Smith"], ""),
        ("Adam Smith, ISL, 6 May 1926", ["Adam Smith"], "ISL"),
        ("Adam Smith, 6 May 1926, ISL", ["Adam Smith"], "ISL"),
        ("By Adam Smith and Eva Klein", ["Adam Smith", "Eva Klein"], ""),
        (
            "By Adam Smith, Eva Klein & J. de la Cruz",
            ["Adam Smith", "Eva Klein", "J. de la Cruz"],
            "",
        ),
        ("Von Eva Klein und Karl-Heinz Öllinger", ["Eva Klein", "Karl-Heinz Öllinger"], ""),
        ("Par Jeanne d’Arcy et Paul Lévy", ["Jeanne d’Arcy", "Paul Lévy"], ""),
        ("Por Ana Robles y Tomás Cruz", ["Ana Robles", "Tomás Cruz"], ""),
        ("بقلم سلمى النجار وكريم حداد", ["سلمى النجار", "كريم حداد"], ""),
        ("بقلم: وليد سالم", ["وليد سالم"], ""),
        ("מאת רות לוי ודוד כהן", ["רות לוי", "דוד כהן"], ""),
        ("By Spartacus", ["Spartacus"], ""),
        ("A. Brandt, 6 May 1926", ["A. Brandt"], ""),
        ("By A. A. Brandt and E. Klein", ["A. A. Brandt", "E. Klein"], ""),
        ("By Eva Klein and the Tenants’ Union", ["Eva Klein", "the Tenants’ Union"], ""),
        ("Von Eva Klein und Kollektiv Gasse, ISL", ["Eva Klein", "Kollektiv Gasse"], "ISL"),
        ("By Eva Klein, Tenants and Workers’ Union", ["Eva Klein"], "Tenants and Workers’ Union"),
        ("Author: Adam Smith", ["Adam Smith"], ""),
        ("By the Editorial Board, 6 May 1926", ["the Editorial Board"], ""),
        ("RCIT, 6 May 1926", ["RCIT"], ""),
        ("By ADAM SMITH, Workers’ League", ["ADAM SMITH"], "Workers’ League"),
    ],
)
def test_a_byline_names_its_authors(line: str, names: list[str], affiliation: str) -> None:
    assert people(line) == [(name, "author", affiliation) for name in names]


def test_each_author_may_have_an_affiliation() -> None:
    assert people("By Adam Smith (ISL) and Eva Klein (RKOB)") == [
        ("Adam Smith", "author", "ISL"),
        ("Eva Klein", "author", "RKOB"),
    ]


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Translated by Eva Klein", "translator"),
        ("Übersetzt von Eva Klein", "translator"),
        ("Traduction : Eva Klein", "translator"),
        ("Traducción de Eva Klein", "translator"),
        ("ترجمة: سلمى النجار", "translator"),
        ("Edited by Eva Klein", "editor"),
        ("Interview by Eva Klein", "interviewer"),
    ],
)
def test_a_byline_tells_the_role(line: str, role: str) -> None:
    assert [part for _name, part, _affiliation in people(line) or []] == [role]


@pytest.mark.parametrize(
    "line",
    [
        "Von der Krise zum Krieg",
        "By the river and the sea we sat",
        "The crisis of 1921",
        "The Kronstadt Rising, 1921",
        "On 6 May 1926 the strike began in all parts of the country.",
        "From 6 May 1926 to 7 May 1926",
        "للعمال في كل مكان",
        "The party congress opened on 6 May 1926.",
        "Adam Smith was there, and Eva Klein too, 6 May 1926 being a Monday",
        "x" * 300,
        "",
    ],
)
def test_a_sentence_or_a_subtitle_is_no_byline(line: str) -> None:
    assert read_byline(line) is None


def test_date_and_people_may_stand_on_lines_of_their_own() -> None:
    document = front_of("By Eva Klein\nTranslated by Adam Smith\nPublished on 6 May 1926")
    assert document.credits == [Credit("Eva Klein"), Credit("Adam Smith", "translator")]
    assert (document.printed_date, document.printed_label) == ("1926-05-06", "6 May 1926")


def test_a_place_belongs_to_the_date_as_printed() -> None:
    document = front_of("Vienna, 6 May 1926")
    assert (document.printed_date, document.printed_label) == ("1926-05-06", "Vienna, 6 May 1926")
    assert document.credits == []
    assert "place" in doubts("Vienna, 6 May 1926")


def test_the_setting_decides_an_ambiguous_date_and_it_is_said() -> None:
    assert front_of("By Eva Klein, 6/12/2021").printed_date == "2021-12-06"
    assert front_of("By Eva Klein, 6/12/2021", day_first=False).printed_date == "2021-06-12"
    assert doubts("By Eva Klein, 6/12/2021") == ["date-ambiguous"]


@pytest.mark.parametrize(
    ("date", "code"), [("31.02.2021", "date-impossible"), ("6.12.21", "date-no-century")]
)
def test_a_date_that_can_not_be_is_kept_as_printed_only(date: str, code: str) -> None:
    document = front_of(f"By Eva Klein, ISL, {date}")
    assert (document.printed_date, document.printed_label) == ("", date)
    assert document.credits == [Credit("Eva Klein", affiliation="ISL")]
    assert doubts(f"By Eva Klein, ISL, {date}") == [code]


def test_a_paragraph_between_title_and_byline_is_the_standfirst() -> None:
    document = front_of("What this is about, in one sentence.\n\nBy Eva Klein")
    assert document.standfirst == "What this is about, in one sentence."
    assert document.credits == [Credit("Eva Klein")]


def test_a_name_without_any_sign_is_taken_with_doubt() -> None:
    assert front_of("Eva Klein").credits == [Credit("Eva Klein")]
    assert doubts("Eva Klein") == ["byline-by-looks", "no-date"]
    assert front_of("What was there before").credits == []


def test_an_affiliation_shared_by_several_is_said() -> None:
    assert doubts("By Eva Klein and Adam Smith, ISL, 1926") == ["shared-affiliation"]


def test_the_date_may_stand_above_the_title() -> None:
    document = read_text(f"6 May 1926\n\nThe title\n\nBy Eva Klein\n\n{BODY}").document
    assert (document.title, document.printed_date) == ("The title", "1926-05-06")


def test_address_and_tags_are_taken_over() -> None:
    document = front_of("https://example.org/old/page\nBy Eva Klein\nTags: strike, #bakers; Linz")
    assert document.address == "https://example.org/old/page"
    assert document.tags == ["strike", "bakers", "Linz"]


@pytest.mark.parametrize(
    "title",
    ["# The title", "The title\n=========", "Menu\nSearch\nThe title", "The title\n\nShare"],
)
def test_the_title_is_freed_of_what_is_around_it(title: str) -> None:
    assert read_text(f"{title}\n\nBy Eva Klein\n\n{BODY}").document.title == "The title"


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Leave a Comment",
            "SCROLL TO TOP",
            "Share this:",
            "Tweet",
            "Print",
            "3 Comments",
            "Print 🖨",
        ),
        *("Previous post: The year before", "← Previous Post", "We use cookies to make it better."),
        *("Kommentar hinterlassen", "Nach oben", "Drucken", "Vorheriger Beitrag: Das Jahr davor"),
        *("Laisser un commentaire", "Retour en haut", "Imprimer", "Article précédent : Avant"),
        *("Deja un comentario", "Volver arriba", "Entrada anterior: Antes", "Compartir"),
        *("اترك تعليقاً", "العودة إلى الأعلى", "طباعة", "المقال السابق: قبل"),
        *("השארת תגובה", "חזרה למעלה", "הדפסה", "הפוסט הקודם: קודם"),
    ],
)
def test_what_the_page_left_at_the_end_is_left_out_and_named(line: str) -> None:
    reading = read_text(f"The title\n\nBy Eva Klein, 1926\n\n{BODY}\n\n{line}")
    assert reading.document.body == f"<p>{BODY.strip()}</p>"
    assert left_out(reading) == [line]


def test_in_the_middle_only_a_menu_is_left_out() -> None:
    text = f"The title\n\nBy Eva Klein, 1926\n\n{BODY}\n\n{{}}\n\n{BODY}"
    assert left_out(read_text(text.format("Print"))) == []
    assert left_out(read_text(text.format("Share\nTweet\nPrint"))) == ["Share", "Tweet", "Print"]


def test_between_the_text_and_its_notes_the_page_may_have_left_something() -> None:
    text = f"The title\n\nBy Eva Klein, 1926\n\n{BODY}[1]\n\nShare\n\nNotes\n\n[1] A note."
    assert left_out(read_text(text)) == ["Notes", "Share"]


def test_titles_of_related_articles_are_left_out() -> None:
    text = (
        f"The title\n\nBy Eva Klein, 1926\n\n{BODY}\n\nRelated posts\nThe first\nThe second\nShare"
    )
    assert left_out(read_text(text)) == ["Related posts", "The first", "The second", "Share"]


@given(st.text(max_size=80))
@settings(max_examples=200)
def test_any_line_is_a_byline_or_none(line: str) -> None:
    byline = read_byline(line)
    assert byline is None or isinstance(byline, Byline)
