"""Forms of a word are found by each other, in every script; other words are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.terms import LONGEST, alternatives, beginning, terms

LANGUAGES = ["en", "de", "es", "fr", "ar", "he", "ru", "tr", "ja", "yi"]


def finds(asked: str, text: str, language: str) -> bool:
    """Whether a search for a word finds a text: a row of its terms stands there."""
    index = list(terms(text, language))
    return any(
        list(row) == index[at : at + len(row)]
        for row in alternatives(asked, LANGUAGES)
        for at in range(len(index))
    )


@pytest.mark.parametrize(
    ("asked", "text", "language"),
    [
        ("strikes", "The rent strike of 1974", "en"),
        ("STRIKE", "rent strikes", "en-GB"),
        ("organisation", "Organisations of workers", "en"),
        ("Loehne", "Loehne", "de"),
        ("Löhne", "kein Lohn", "de"),
        ("lohne", "Löhne und Preise", "de"),
        ("strasse", "in der Straße", "de"),
        ("huelgas", "La huelga de alquileres", "es"),
        ("organizacion", "las organizaciones obreras", "es"),
        ("organización", "una organizacion", "es"),
        ("revoltes", "Les révoltés", "fr"),
        ("égalité", "L’égalité", "fr"),
        ("etat", "l’État", "fr"),
        ("الحركة", "حركة العمال", "ar"),
        ("العمال", "إضراب العمّال", "ar"),
        ("اضراب", "إِضْرَابٌ", "ar"),
        ("שביתה", "השביתה הגדולה", "he"),
        ("השביתה", "שביתת הדיירים", "he"),
        ("דיירים", "ועד הדיירים", "he"),
        ("הבית", "בית קטן", "he"),
        ("במפלגה", "המפלגות", "he"),
        ("забастовки", "Забастовка рабочих", "ru"),
        ("東京", "私は東京に住む", "ja"),
        ("ストライキ", "大規模なストライキだった", "ja"),
        ("ประท้วง", "การประท้วงใหญ่", "th"),
        ("1926", "im Jahre ١٩٢٦", "de"),
        ("2021", "2021年", "ja"),
        ("harrow-row", "Harrow Row", "en"),
        ("ﬁne", "a fine of ten pounds", "en"),
        ("co­operative", "cooperative", "en"),
    ],
)
def test_a_form_of_a_word_finds_another(asked: str, text: str, language: str) -> None:
    assert finds(asked, text, language)


@pytest.mark.parametrize(
    ("asked", "text", "language"),
    [
        ("strike", "The streets of 1974", "en"),
        ("row harrow", "Harrow Row", "en"),
        ("حرب", "حركة العمال", "ar"),
        ("שלום", "השביתה הגדולה", "he"),
        ("שביתה", "בית קטן", "he"),
        ("京都", "私は東京に住む", "ja"),
        ("192", "1926", "en"),
    ],
)
def test_another_word_is_not_found(asked: str, text: str, language: str) -> None:
    assert not finds(asked, text, language)


@pytest.mark.parametrize("nothing", ["", " ", "!?", "“”", "_", "\u0301", "\u200b", "—"])
def test_without_a_word_there_is_nothing_to_find(nothing: str) -> None:
    assert list(terms(nothing, "en")) == []
    assert alternatives(nothing, LANGUAGES) == set()


@given(st.text(), st.sampled_from([*LANGUAGES, "th", "zz", ""]))
def test_terms_of_any_text_are_plain_words(text: str, language: str) -> None:
    for term in terms(text, language):
        assert term.isalnum()
        assert 1 <= len(term) <= LONGEST


@given(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1, max_size=20))
def test_a_word_finds_itself(word: str) -> None:
    for language in LANGUAGES:
        if list(terms(word, language)):
            assert finds(word, f"before {word} behind", language)


def test_the_beginning_of_a_word_is_what_was_typed() -> None:
    assert beginning("Studi") == ("studi",)
    assert beginning("Harrow-R") == ("harrow", "r")
    assert beginning("Éga") == ("ega",)
    assert beginning("東京") == beginning("שביתה") == beginning("!") == ()
