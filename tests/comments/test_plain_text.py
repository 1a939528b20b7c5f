"""What a reader typed, without what is only there to deceive the eye."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.comments.plain_text import clean_name, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Ada", "Ada"),
        ("  Ada \t\n Brandt ", "Ada Brandt"),
        ("Ada\u202egnirts", "Adagnirts"),
        ("Mo\u200bder\ufeffator\u00ad", "Moderator"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("A\u0000B\u0007C", "ABC"),
        ("\u200b \u2060", ""),
    ],
)
def test_a_name_is_one_visible_line(typed: str, kept: str) -> None:
    assert clean_name(typed) == kept


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("One\r\ntwo\rthree", "One\ntwo\nthree"),
        ("One\n\n\n\n\ntwo", "One\n\ntwo"),
        ("  One  \n two  ", "One\n two"),
        ("a\tb", "a b"),
        ("\u202eevil\u2066", "evil"),
        ("שלום\u200f!", "שלום\u200f!"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("Z" + "\u0336" * 50 + "x", "Z" + "\u0336" * 3 + "x"),
    ],
)
def test_a_text_keeps_its_lines_and_paragraphs(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing(typed: str) -> None:
    assert clean_name(clean_name(typed)) == clean_name(typed)
    assert clean_text(clean_text(typed)) == clean_text(typed)
