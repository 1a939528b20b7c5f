"""Texts that want to take long or to lead astray: read whole, or refused in words.

That ten times the text takes ten times as long is measured by ``bench/plain_texts.py``.
"""

from contextlib import suppress

import pytest

from articles.importing.base import Unreadable, read
from bench.plain_texts import FRONT, HOSTILE, an_article

from .reading import read_text


@pytest.mark.parametrize("make", [pytest.param(HOSTILE[name], id=name) for name in HOSTILE])
def test_it_is_read_without_losing_a_word(make: object) -> None:
    with suppress(Unreadable):
        read_text(FRONT + make(150), language="en")


def test_a_note_in_each_of_many_paragraphs_is_found() -> None:
    body = read_text(FRONT + an_article(150), language="en").document.body
    assert body.count('class="footnote"') == 149


def test_a_title_of_megabytes_is_refused() -> None:
    with pytest.raises(Unreadable, match="no title: line 1 has 3999999 characters"):
        read(("w " * 2_000_000).encode(), name="text.txt")
