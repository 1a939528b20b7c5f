"""How comments are shown."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from articles.comments.display import DEEPEST, Said, as_html, thread

NOON = datetime(2021, 12, 6, 12, tzinfo=UTC)


def comment(pk: int, parent: int | None = None) -> Said:
    return Said(pk, parent, f"Reader {pk}", "Words.", NOON)


def shape(comments: list[Said]) -> list[tuple[int, int, int | None]]:
    return [(r.id, r.depth, r.answers and r.answers[0]) for r in thread(comments)]


def test_replies_follow_what_they_answer() -> None:
    comments = [comment(1), comment(2), comment(3, parent=1), comment(4, parent=3), comment(5, 1)]
    assert shape(comments) == [(1, 0, None), (3, 1, 1), (4, 2, 3), (5, 1, 1), (2, 0, None)]


def test_a_reply_to_a_hidden_comment_stands_for_itself() -> None:
    assert shape([comment(2, parent=1)]) == [(2, 0, None)]


def test_a_long_quarrel_is_not_indented_for_ever() -> None:
    chain = [comment(1), *(comment(n, parent=n - 1) for n in range(2, 3000))]
    replies = thread(chain)
    assert len(replies) == len(chain)
    assert {reply.depth for reply in replies} == set(range(DEEPEST + 1))


def test_empty_lines_make_paragraphs_and_line_ends_breaks() -> None:
    assert as_html("One\ntwo\n\nthree") == "<p>One<br>two</p><p>three</p>"


def test_html_is_shown_as_it_was_typed() -> None:
    assert as_html('<b>x</b> & "y"') == "<p>&lt;b&gt;x&lt;/b&gt; &amp; &quot;y&quot;</p>"


def test_addresses_become_links_that_nobody_profits_of() -> None:
    assert as_html("See https://example.org/a?b=1&c=2.") == (
        '<p>See <a href="https://example.org/a?b=1&amp;c=2" '
        'rel="external nofollow ugc noopener noreferrer">https://example.org/a?b=1&amp;c=2</a>.</p>'
    )


@given(st.text())
def test_no_text_becomes_an_element_of_its_own(text: str) -> None:
    parsed = LexborHTMLParser(as_html(text))
    assert {node.tag for node in parsed.css("body *")} <= {"p", "br", "a"}
    for link in parsed.css("a"):
        assert (link.attributes["href"] or "").startswith(("http://", "https://"))
