"""Texts that want to take long: ten times the text may take some ten times as long, no more."""

import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from articles.importing.base import Options, Unreadable, read

FRONT = "A title\n\nBy Adam Smith, 6 May 1926\n\nZz zz.\n\n"
SMALL, LARGE = 200, 2_000
# Ten times, and as much again for a machine that has other work to do.
RATIO, SLACK = 20, 0.5


def seconds(text: str) -> float:
    started = time.perf_counter()
    with suppress(Unreadable):
        read(text.encode(), name="text.txt", options=Options(language="en"))
    return time.perf_counter() - started


def an_article(count: int) -> str:
    """With a note in every paragraph."""
    words = "and something is said about bread and peace " * 5
    paragraphs = [f"This is paragraph {n}[{n}], {words}[{n // 2 + 1}]." for n in range(1, count)]
    notes = [f"[{n}] See https://example.org/{n}." for n in range(1, count)]
    return "\n\n".join([*paragraphs, "Notes", *notes])


def repeated(unit: str) -> Callable[[int], str]:
    return lambda count: unit * count


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(an_article, id="an article"),
        pytest.param(lambda n: "\n".join(f"{i}. a" for i in range(n)), id="a long list"),
        *(
            pytest.param(repeated(unit), id=ascii(unit))
            for unit in (
                *("[", "[1]", "((1 ", "a1)", "a*", "¹", "“", "§ 1 (1) ", "[1,2] ", "a1 "),
                *(
                    "https://a.example/(1) ",
                    " \t",
                    "\n",
                    "a\n",
                    "- a\n",
                    "[1] a\n",
                    "Notes\n[1] a\n",
                ),
                *("Share\n", "Related posts\nX\n", "# a\n", "---\n", "Tags: a\n", "6 May 1926\n"),
                *("a[1]\n\nNotes\n[1] b\n\n", "word-\n", "a" * 80 + "\n", "* a\n", "a" * 500),
            )
        ),
    ],
)
def test_the_time_grows_with_the_length(make: Callable[[int], str]) -> None:
    seconds(FRONT + make(5))
    small = seconds(FRONT + make(SMALL))
    assert seconds(FRONT + make(LARGE)) < RATIO * small + SLACK


def test_a_title_of_megabytes_is_refused_quickly() -> None:
    text = "w " * 2_000_000
    assert seconds(text) < 10
    with pytest.raises(Unreadable, match="no title: line 1 has 3999999 characters"):
        read(text.encode(), name="text.txt")
