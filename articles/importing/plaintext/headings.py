"""Which rows are headings. Only what stands alone above a long paragraph and is no sentence."""

import re

from articles.importing.plaintext.rows import Row
from articles.text.urls import find_urls

LONGEST = 90
MOST_WORDS = 14
SHORTEST_PARAGRAPH = 100
SENTENCE_END = tuple(".!?:;,…؟،؛\"”“»’')]")
UNDERLINE = re.compile(r"={3,}|-{3,}|~{3,}")
HASHES = re.compile(r"(#{1,4})\s+(?=\S)")


def is_heading(row: Row, below: Row | None, text: str) -> bool:
    """`text` is that of the row without its marks."""
    if below is None or not (row.opens and below.opens) or len(below.text) < SHORTEST_PARAGRAPH:
        return False
    text = text.rstrip()
    if not text or len(text) > LONGEST or len(text.split()) > MOST_WORDS:
        return False
    first = next((char for char in text if char.isalpha()), "")
    return (
        bool(first)
        and not first.islower()
        and not text.endswith(SENTENCE_END)
        and not text.startswith(("“", "„", "«", '"', "‘", "-", "–", "—", "*", "•", "[", "("))
        and not find_urls(text)
    )


def is_underline(row: Row, above: Row) -> bool:
    """A row of dashes right under a short one makes that a heading."""
    return (
        bool(UNDERLINE.fullmatch(row.text))
        and row.number == above.number + 1
        and len(above.text) <= LONGEST
    )
