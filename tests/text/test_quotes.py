"""Passages that are found again in a text that has changed."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from articles.text.quotes import Passages, Quote
from tests.text.soup import SOUP

STREET = (
    "<p>In spring the landlords of Harrow Row raised the rents by a third. The tenants met on"
    " Sunday in the wash house and chose nine of their number to speak for all.</p>"
    "<p>They paid no rent until October. In the end the landlords gave way, and the old rents"
    " were written into the books again.</p>"
)
WORDS = st.lists(
    st.sampled_from(["rent", "rose", "the", "tenants", "met", "on", "Sunday", "in", "a", "house"]),
    min_size=1,
    max_size=60,
).map(" ".join)
UNIQUE = st.lists(
    st.text("abcdefghijklmnop", min_size=4, max_size=9), min_size=30, max_size=90, unique=True
)


def selected(body: str, words: str) -> Quote:
    """What an editor gets by marking these words."""
    passages = Passages(body)
    start = passages.text.index(words)
    return passages.quote(start, start + len(words))


def found(body: str, quote: Quote) -> str | None:
    place = Passages(body).find(quote)
    return place.quote.exact if place else None


@given(SOUP, st.data())
def test_what_was_marked_is_found_where_it_was_marked(body: str, data: st.DataObject) -> None:
    passages = Passages(body)
    assume(passages.text)
    start = data.draw(st.integers(0, len(passages.text) - 1))
    end = data.draw(st.integers(start + 1, len(passages.text)))
    quote = passages.quote(start, end)
    assume(quote.exact.strip())
    place = passages.find(quote)
    assert place is not None
    assert not place.is_changed
    assert place.quote.exact == quote.exact.strip()


@given(WORDS, st.data())
def test_of_the_same_words_those_in_the_same_company_are_meant(
    words: str, data: st.DataObject
) -> None:
    body = f"<p>{words}</p>"
    start = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(start + 1, len(words)))
    assume(words[start:end] == words[start:end].strip() != "")
    place = Passages(body).find(Passages(body).quote(start, end))
    assert place is not None
    assert place.quote == Passages(body).quote(start, end)


@given(UNIQUE, st.data())
def test_a_passage_outlives_a_change_of_one_of_its_words(
    words: list[str], data: st.DataObject
) -> None:
    first = data.draw(st.integers(4, len(words) - 14))
    last = first + data.draw(st.integers(3, 9))
    changed = data.draw(st.integers(first, last - 1))
    quote = selected(f"<p>{' '.join(words)}</p>", " ".join(words[first:last]))
    now = [*words[:changed], "ZZZ", *words[changed + 1 :]]
    assert found(f"<p>{' '.join(now)}</p>", quote) == " ".join(now[first:last])


@given(UNIQUE, st.data())
def test_a_passage_that_was_taken_out_is_gone(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(4, len(words) - 14))
    last = first + data.draw(st.integers(1, 9))
    quote = selected(f"<p>{' '.join(words)}</p>", " ".join(words[first:last]))
    left = [*words[:first], *words[last:]]
    assume(quote.exact not in " ".join(left))
    assert found(f"<p>{' '.join(left)}</p>", quote) is None


@given(SOUP, st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_nothing_that_is_asked_for_makes_it_fail(
    body: str, exact: str, prefix: str, suffix: str
) -> None:
    Passages(body).find(Quote(exact, prefix, suffix))


def test_a_sentence_written_anew_is_the_same_passage() -> None:
    quote = selected(STREET, "chose nine of their number")
    body = STREET.replace("chose nine of their number", "elected a committee")
    place = Passages(body).find(quote)
    assert place is not None
    assert place.quote.exact == "elected a committee"
    assert place.is_changed


def test_a_passage_that_was_moved_is_found_at_its_new_place() -> None:
    sentence = "The tenants met on Sunday in the wash house and chose nine of their number"
    quote = selected(STREET, sentence)
    body = STREET.replace(sentence, "They") + f"<p>{sentence} by lot.</p>"
    assert found(body, quote) == sentence


def test_two_words_elsewhere_are_not_the_passage() -> None:
    quote = selected(STREET, "no rent")
    body = STREET.replace("They paid no rent until October. ", "") + "<p>A house of no rent.</p>"
    assert found(body, quote) is None


def test_a_passage_over_two_paragraphs_is_one() -> None:
    quote = Quote("speak for all.\n\nThey paid no rent", "of their number to ", " until October")
    assert found(STREET, quote) == "speak for all. They paid no rent"


def test_marks_in_the_passage_do_not_hide_it() -> None:
    noted = '<p>Rents rose<span class="footnote">Report 1924, p. 7.</span> by a third.</p>'
    assert found(noted, Quote("Rents rose1 by a third")) is not None
    place = Passages(noted).find(Quote("Rents rose by a third"))
    assert place is not None
    assert place.shown == "Rents rose by a third"


def test_notes_are_part_of_the_text_where_they_stand_and_are_not_shown() -> None:
    noted = '<p>Rents rose<span class="footnote">Report 1924, p. 7.</span> by a third.</p>'
    place = Passages(noted).find(Quote("rose\nReport 1924, p. 7. by", "Rents ", " a third."))
    assert place is not None
    assert (place.quote.exact, place.shown) == ("rose Report 1924, p. 7. by", "rose by")


def test_a_note_that_comes_into_a_passage_changes_it_and_does_not_lose_it() -> None:
    quote = selected(STREET, "They paid no rent until October")
    body = STREET.replace("no rent", 'no rent<span class="footnote">Report, p. 7.</span>')
    place = Passages(body).find(quote)
    assert place is not None
    assert place.is_changed
    assert place.shown == "They paid no rent until October"


def test_a_long_note_that_comes_into_a_long_passage_does_not_cut_it() -> None:
    sentence = "The tenants met on Sunday in the wash house and chose nine of their number"
    quote = selected(STREET, sentence)
    note = f'house<span class="footnote">{"See the minutes of that year, " * 9}p. 7.</span>'
    place = Passages(STREET.replace("house", note)).find(quote)
    assert place is not None
    assert place.shown == sentence


def test_space_counts_for_nothing() -> None:
    place = Passages(STREET).find(Quote("speakfor all.They\u00a0paid"))
    assert place is not None
    assert place.quote.exact == "speak for all. They paid"


def test_a_passage_in_a_note_is_found() -> None:
    noted = '<p>Rents rose<span class="footnote">See <em>Report</em>, p. 7.</span> again.</p>'
    assert found(noted, Quote("Report, p. 7", "See ", ".")) == "Report, p. 7"


@pytest.mark.parametrize("language", ["إضراب المستأجرين في شارع هارو بدأ في الربيع",
                                      "住民は日曜日に洗濯場に集まり代表を選んだ"])  # fmt: skip
def test_every_script_has_passages(language: str) -> None:
    middle = language[6:14].strip()
    assert found(f"<p>{language}</p>", Quote(middle)) == middle


def test_a_long_text_full_of_the_same_words_is_searched_quickly() -> None:
    body = "".join(f"<p>The rents rose in the year {year} again.</p>" for year in range(9000))
    quote = Quote("rents fell in the month 4711 again", "The ", ". The rents rose in the year 4712")
    place = Passages(body).find(quote)
    assert place is not None
    assert "4711" in place.quote.exact
