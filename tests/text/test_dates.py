from datetime import date

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from articles.text.date_words import DATE_WORDS
from articles.text.dates import interval, label


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2021-12-06", date(2021, 12, 6), date(2021, 12, 6)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("1926", date(1926, 1, 1), date(1926, 12, 31)),
        ("1926-21", date(1926, 3, 1), date(1926, 5, 31)),
        ("1926-24", date(1926, 12, 1), date(1927, 2, 28)),
        ("9999-24", date(9999, 12, 1), date.max),
        ("1890~", date(1890, 1, 1), date(1890, 12, 31)),
        ("1926-21?", date(1926, 3, 1), date(1926, 5, 31)),
        ("1926/1928-05~", date(1926, 1, 1), date(1928, 5, 31)),
        ("192X", date(1920, 1, 1), date(1929, 12, 31)),
        ("19XX", date(1900, 1, 1), date(1999, 12, 31)),
    ],
)
def test_a_date_has_a_first_and_a_last_day(edtf: str, first: date, last: date) -> None:
    assert interval(edtf) == (first, last)


@pytest.mark.parametrize(
    ("edtf", "reason"),
    [
        ("", "is no date"),
        ("yesterday", "is no date"),
        ("2021-13", "no month 13"),
        ("2021-00", "no month 00"),
        ("2021-02-31", "no such day"),
        ("2021-12-00", "no such day"),
        ("1926-21-05", "no such day"),
        ("0000", "no year 0"),
        ("192X-05", "whole year"),
        ("1928/1926", "ends before it begins"),
        ("1926/1927/1928", "is no date"),
        ("١٩٢٦", "is no date"),
    ],
)
def test_what_is_no_date_is_refused_with_its_reason(edtf: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        interval(edtf)


@pytest.mark.parametrize(
    ("edtf", "language", "words"),
    [
        ("2021-12-06", "en", "6 December 2021"),
        ("2021-12-06", "en-US", "December 6, 2021"),
        ("2021-12-06", "de", "6. Dezember 2021"),
        ("2021-12-06", "es", "6 de diciembre de 2021"),
        ("2021-12-06", "he", "6 בדצמבר 2021"),
        ("2021-12", "ar", "ديسمبر 2021"),
        ("2021-12", "fr", "décembre 2021"),
        ("1926-21", "en", "Spring 1926"),
        ("1926-23", "es", "otoño de 1926"),
        ("1890~", "en", "c. 1890"),
        ("1890~", "fr", "vers 1890"),
        ("1926?", "ar", "1926؟"),
        ("192X", "en", "1920s"),
        ("192X", "tr", "1920–1929"),
        ("19XX", "de", "1900–1999"),
        ("1926/1928", "en", "1926–1928"),
        ("1926-07/1926-08", "de", "Juli 1926 – August 1926"),
        ("1926", "xx-unknown", "1926"),
        ("1926-21", "", "Spring 1926"),
    ],
)
def test_a_date_reads_as_people_write_it(edtf: str, language: str, words: str) -> None:
    assert label(edtf, language) == words


years = st.integers(1, 9998).map("{:04}".format)
months = st.integers(1, 12).map("{:02}".format)
single_dates = st.one_of(
    years,
    st.builds("{}-{}".format, years, months),
    st.builds("{}-{}".format, years, st.integers(21, 23)),
    st.dates(date(1, 1, 1), date(9998, 12, 31)).map(date.isoformat),
    st.integers(10, 998).map("{:03}X".format),
)


@given(single_dates)
def test_the_days_are_those_of_the_edtf_library(edtf: str) -> None:
    parsed = parse_edtf(edtf)
    first, last = interval(edtf)
    assert first.timetuple()[:3] == parsed.lower_strict()[:3]
    assert last.timetuple()[:3] == parsed.upper_strict()[:3]


@given(single_dates, st.sampled_from(["", "?", "~", "%"]), st.sampled_from([*DATE_WORDS, "zh"]))
def test_every_date_has_a_label_in_every_language(edtf: str, qualifier: str, tag: str) -> None:
    assert str(interval(edtf)[0].year) in label(edtf + qualifier, tag)


@given(st.text(alphabet="0123456789-/XT~?%", max_size=24))
def test_nonsense_is_a_value_error_or_an_interval_in_order(text: str) -> None:
    try:
        first, last = interval(text)
    except ValueError:
        return
    assert first <= last
