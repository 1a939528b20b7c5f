import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.dates import interval, label
from articles.text.printed_dates import (
    AMBIGUOUS,
    IMPOSSIBLE,
    NO_CENTURY,
    PrintedDate,
    find_dates,
)


def only_date(line: str, *, day_first: bool = True) -> PrintedDate:
    (printed,) = find_dates(line, day_first=day_first)
    assert line[printed.start : printed.end] == printed.label
    return printed


@pytest.mark.parametrize(
    ("line", "edtf"),
    [
        ("06.12.2021", "2021-12-06"),
        ("6. 12. 2021", "2021-12-06"),
        ("6 December 2021", "2021-12-06"),
        ("December 6th, 2021", "2021-12-06"),
        ("Dec 6, 2021", "2021-12-06"),
        ("6th of May 1926", "1926-05-06"),
        ("13/12/2021", "2021-12-13"),
        ("12/13/2021", "2021-12-13"),
        ("2021-12-06", "2021-12-06"),
        ("2021/12/06", "2021-12-06"),
        ("2021-12", "2021-12"),
        ("Monday, 6 December 2021 at 2:30 pm", "2021-12-06"),
        ("06.12.2021, 14:30 Uhr", "2021-12-06"),
        ("٦ ديسمبر ٢٠٢١", "2021-12-06"),
        ("٦ كانون الأول ٢٠٢١", "2021-12-06"),
        ("6 آذار/مارس 2021", "2021-03-06"),
        ("6 غشت 2021", "2021-08-06"),
        ("12 جويلية 1962", "1962-07-12"),
        ("1 ابريل 1920", "1920-04-01"),
        ("6 בדצמבר 2021", "2021-12-06"),
        ("6. Dezember 2021", "2021-12-06"),
        ("1. Mai 1919", "1919-05-01"),
        ("1er mai 2021", "2021-05-01"),
        ("6 de diciembre de 2021", "2021-12-06"),
        ("12 de octubre del 2019", "2019-10-12"),
        ("6 декабря 1921", "1921-12-06"),
        ("6 Ekim 2021", "2021-10-06"),
        ("December 2021", "2021-12"),
        ("Sept. 1926", "1926-09"),
        ("ديسمبر 2021", "2021-12"),
        ("Spring 1926", "1926-21"),
        ("primavera de 1926", "1926-21"),
        ("Herbst 1926", "1926-23"),
        ("ربيع ١٩٣٦", "1936-21"),
        ("1926", "1926"),
        ("c. 1890", "1890~"),
        ("circa 1890", "1890~"),
        ("um 1890", "1890~"),
        ("vers mars 1890", "1890-03~"),
        ("1926?", "1926?"),
        ("6–8 December 2021", "2021-12-06/2021-12-08"),
        ("July/August 1926", "1926-07/1926-08"),
        ("1926–28", "1926/1928"),
        ("the 1920s", "192X"),
        ("1920er Jahre", "192X"),
    ],
)
def test_a_printed_date_is_read_whole(line: str, edtf: str) -> None:
    printed = only_date(line)
    assert (printed.edtf, printed.label, printed.problem) == (edtf, line, "")


def test_a_date_is_found_among_other_words() -> None:
    printed = only_date("Adam Smith, Wien, 6. Dezember 2021 (überarbeitet)")
    assert (printed.edtf, printed.label) == ("2021-12-06", "6. Dezember 2021")


def test_the_setting_decides_whether_day_or_month_stands_first() -> None:
    assert only_date("6/12/2021") == PrintedDate("2021-12-06", "6/12/2021", 0, 9, AMBIGUOUS)
    assert only_date("6/12/2021", day_first=False).edtf == "2021-06-12"
    assert only_date("06.12.2021", day_first=False).edtf == "2021-12-06"
    assert only_date("7/7/2021").problem == ""


def test_a_month_that_could_be_a_second_year_is_doubted() -> None:
    assert only_date("1905-06").problem == AMBIGUOUS


@pytest.mark.parametrize("line", ["31.02.2021", "31 February 2021", "2021-13-40", "8–6 May 2021"])
def test_a_day_that_never_was_is_no_date(line: str) -> None:
    assert (only_date(line).edtf, only_date(line).problem) == ("", IMPOSSIBLE)


def test_a_year_without_century_is_not_guessed() -> None:
    assert (only_date("6.12.21").edtf, only_date("6.12.21").problem) == ("", NO_CENTURY)


@pytest.mark.parametrize(
    "line", ["", "Ausgabe 3/2021", "3 May", "at 19.00", "12345", "ISBN 978-3-16-148410-0", "x1926"]
)
def test_other_numbers_are_no_dates(line: str) -> None:
    assert find_dates(line) == []


def test_several_dates_come_in_the_order_of_the_line() -> None:
    edtfs = [printed.edtf for printed in find_dates("1926, revised 6 May 1928 and 2021-12-06")]
    assert edtfs == ["1926", "1928-05-06", "2021-12-06"]


@given(
    st.dates().filter(lambda day: 1100 <= day.year <= 2099),
    st.sampled_from(
        ["en", "en-US", "de", "fr", "es", "it", "pt", "nl", "ru", "tr", "el", "ar", "he"]
    ),
)
def test_the_label_we_write_is_read_back(day: object, language: str) -> None:
    words = label(str(day), language).removesuffix("\u202fг.")
    assert only_date(words).edtf == str(day)


@given(st.text(alphabet="0123456789.-/, MayDec٦تشرين", max_size=60))
def test_every_date_found_is_a_valid_one(line: str) -> None:
    for printed in find_dates(line):
        assert printed.label == line[printed.start : printed.end]
        if printed.edtf:
            interval(printed.edtf)
