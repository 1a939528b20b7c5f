"""What a careful reader would ask about a body."""

import pytest
from hypothesis import given

from articles.text.clean import clean
from articles.text.proofread import Kind, proofread
from articles.text.quotes import Passages
from tests.text.soup import SOUP

NOTE = '<span class="footnote">{}</span>'


def about(body: str, kind: Kind) -> list[str]:
    return [fact.about for fact in proofread(body).of(kind)]


def beside(body: str, kind: Kind) -> list[str]:
    return [fact.quote.exact for fact in proofread(body).of(kind)]


def test_a_mark_without_its_note_is_found_with_the_words_before_it() -> None:
    body = '<p>The rents rose<a class="noteref" href="#gone"></a> again.</p>'
    assert about(body, "mark without note") == ["gone"]
    assert beside(body, "mark without note") == ["The rents rose"]


@pytest.mark.parametrize("words", [".", "…", "\u200b", "– –"])
def test_a_note_that_says_nothing_is_empty(words: str) -> None:
    body = f"<p>Rents rose{NOTE.format('One.')} twice{NOTE.format(words)}.</p>"
    assert about(body, "empty note") == ["2"]
    assert beside(body, "empty note") == ["twice"]


def test_a_note_that_shows_a_picture_is_not_empty() -> None:
    picture = NOTE.format('<img src="/media/a.png" alt="A page">')
    assert about(f"<p>Rents{picture}</p>", "empty note") == []


@pytest.mark.parametrize(
    ("words", "has_source"),
    [
        ("Report 1924, p. 7.", False),
        ('<a href="https://example.org/">Report</a>', True),
        ("Report, https://example.org/report.pdf", True),
        ('<em>See <a href="https://example.org/">there</a></em>', True),
    ],
)
def test_a_note_has_a_source_where_it_names_an_address(words: str, has_source: bool) -> None:
    found = about(f"<p>Rents rose{NOTE.format(words)}.</p>", "note without source")
    assert found == ([] if has_source else ["1"])


@pytest.mark.parametrize(
    ("body", "skipping"),
    [
        ("<h2>a</h2><h3>b</h3><h4>c</h4><h2>d</h2>", []),
        ("<h2>a</h2><h4>b</h4>", ["b"]),
        ("<h3>a</h3><p>x</p><h3>b</h3>", ["a"]),
        ("<blockquote><h4>quoted</h4></blockquote>", []),
    ],
)
def test_a_heading_may_not_leave_out_a_level(body: str, skipping: list[str]) -> None:
    assert about(body, "heading skips") == skipping


def test_pictures_are_found_by_their_caption_or_the_words_around() -> None:
    picture = '<img src="/media/{}.png" alt="{}">'
    body = (
        f"<p>The strike began.</p><figure>{picture.format('a', '')}"
        f"<figcaption>The wash house</figcaption></figure><p>{picture.format('b', ' ')}</p>"
        f"<p>Then {picture.format('c', 'A crowd')} came.</p>"
    )
    facts = proofread(body).of("picture")
    assert [fact.about for fact in facts] == [f"/media/{name}.png" for name in "abc"]
    assert [fact.alt for fact in facts] == ["", "", "A crowd"]
    assert [fact.quote.exact for fact in facts] == ["The wash house", "The wash house", "Then"]


@pytest.mark.parametrize("shown", ["&nbsp;", "\u200b", "<br>", "<em>\u200b</em>"])
def test_a_link_that_nobody_can_see_is_empty(shown: str) -> None:
    body = f'<p>Rents <a href="https://example.org/">{shown}</a> rose.</p>'
    assert about(body, "empty link") == ["https://example.org/"]
    assert about(body, "link") == []


def test_a_link_is_found_by_its_own_words() -> None:
    body = '<p>The old rents and the <a href="/articles/1926/x/">new rents</a> differ.</p>'
    [fact] = proofread(body).of("link")
    assert fact.about == "/articles/1926/x/"
    assert fact.quote == ("new rents", "The old rents and the", "differ.")


def test_what_a_translation_keeps_is_counted() -> None:
    body = (
        f"<p>a{NOTE.format('x')} b{NOTE.format('y')} <q>c</q></p><blockquote><p>d</p></blockquote>"
        '<p><a href="https://example.org/">e</a></p>'
    )
    proof = proofread(body)
    assert (proof.notes, proof.quotations, proof.links) == (2, 2, 1)


def test_of_two_notes_in_a_row_the_second_is_found_by_the_words_before_both() -> None:
    body = f"<p>Rents rose{NOTE.format('One')}{NOTE.format('Two')}.</p>"
    assert beside(body, "note without source") == ["Rents rose", "Rents rose"]


@given(SOUP)
def test_every_fact_can_be_jumped_to(html: str) -> None:
    body = clean(html)
    passages = Passages(body)
    for fact in proofread(body).facts:
        if fact.quote.exact.strip():
            place = passages.find(fact.quote)
            assert place is not None
            assert not place.is_changed
