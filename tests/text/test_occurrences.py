"""Known terms in a text: whole words, the longest of several, in every script."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text.occurrences import Terms


def found(terms: str, *texts: str) -> list[str]:
    """What of ``"a, b, c"`` occurs."""
    return Terms({term: term for term in terms.split(", ")}).found_in(*texts)


def test_a_term_is_found_whatever_its_case_and_marks() -> None:
    assert found("Grève, strike, Straße", "GREVE! Strike, strasse.") == [
        "Grève",
        "strike",
        "Straße",
    ]


@pytest.mark.parametrize(
    ("terms", "text"),
    [
        ("rent", "He was torrential and apparent."),
        ("art", "cart artist"),
        ("rent strike", "rent, a"),
    ],
)
def test_a_part_of_a_word_or_of_a_term_is_not_found(terms: str, text: str) -> None:
    assert found(terms, text) == []


def test_the_longest_term_counts_and_the_short_one_only_where_it_stands_alone() -> None:
    assert found("rent, rent strike, strike", "The rent strike began.") == ["rent strike"]
    assert found("rent, rent strike", "The rent strike, and the rent.") == ["rent strike", "rent"]


def test_a_term_that_begins_like_a_longer_one_is_found_where_the_longer_one_breaks_off() -> None:
    assert found("rent, rent strike committee", "A rent strike ended.") == ["rent"]


def test_an_apostrophe_and_a_hyphen_end_a_word() -> None:
    assert found("strike, rent", "the strike’s end, a rent-book") == ["strike", "rent"]


def test_what_occurs_most_often_comes_first() -> None:
    assert found("rent, strike", "rent", "strike, strike") == ["strike", "rent"]


def test_a_synonym_is_found_as_what_it_stands_for() -> None:
    assert Terms({"Rent": "Rent", "Mieten": "Rent"}).found_in("Die Mieten steigen.") == ["Rent"]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("إضراب", "بدأ الإضراب أمس"),
        ("إضراب", "والإضراب مستمر"),
        ("إضراب", "بإضراب عام"),
        ("إضراب", "للإضراب أسباب"),
        ("الإضراب", "إضراب عام"),
        ("حقوق الإنسان", "وبحقوق الإنسان"),
        ("حقوق الإنسان", "حقوقُ الإنسانِ"),
        ("שביתה", "השביתה נמשכת"),
        ("שביתה", "כשהשביתה החלה"),
        ("שכר דירה", "בשכר הדירה"),
    ],
)
def test_what_is_written_together_with_a_word_in_arabic_and_hebrew(term: str, text: str) -> None:
    assert found(term, text) == [term]


@pytest.mark.parametrize(("term", "text"), [("جر", "أجر"), ("ית", "הבית"), ("ضراب", "إضراب")])
def test_what_is_left_when_a_real_letter_is_cut_off_is_not_found(term: str, text: str) -> None:
    assert found(term, text) == []


def test_a_language_without_spaces_has_its_terms_found_too() -> None:
    assert found("罢工, 工会", "工会宣布罢工。") == ["工会", "罢工"]


@given(st.lists(st.sampled_from("abcd"), max_size=30), st.sets(st.text("abcd ", max_size=5)))
def test_the_tree_finds_what_looking_at_every_place_finds(text: list[str], terms: set[str]) -> None:
    known = {tuple(term.split()): term for term in sorted(terms) if term.split()}
    expected, place = [], 0
    while place < len(text):
        here = [term for term in known if tuple(text[place : place + len(term)]) == term]
        longest = max(here, key=len, default=())
        if longest:
            expected.append(" ".join(longest))
        place += max(len(longest), 1)
    spaced = Terms({" ".join(term): " ".join(term) for term in known})
    assert sorted(spaced.found_in(" ".join(text))) == sorted(set(expected))


@given(st.text())
def test_any_text_and_any_term_can_be_looked_for(text: str) -> None:
    terms = Terms({text: "it", "the end": "the end"})
    assert "the end" in terms.found_in(f"{text} ¶ the end ¶")


def test_thousands_of_tags_and_words_take_milliseconds() -> None:
    terms = Terms({f"tag{n} number{n % 70}": str(n) for n in range(5000)})
    text = " ".join(f"tag{n} number{n % 71}" for n in range(2500))
    begun = time.perf_counter()
    assert terms.found_in(text)
    assert time.perf_counter() - begun < 0.5  # a hundred times what it takes on a quiet machine
