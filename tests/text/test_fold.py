import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.fold import fold


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Straße", "STRASSE"),
        ("Œuvre", "oeuvre"),
        ("İstanbul", "istanbul"),
        ("Łódź", "lodz"),
        ("كِتَابٌ", "كتاب"),
        ("كتـــاب", "كتاب"),
        ("أحمد إلى", "احمد الي"),
        ("کتاب", "كتاب"),
        ("שָׁלוֹם", "שלומ"),
        ("Ἑλλάς", "ελλασ"),
        ("٤٥۶", "456"),
        ("ﬁne ", "FINE"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_what_a_reader_takes_for_the_same_is_the_same(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
