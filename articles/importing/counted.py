"""What a body holds, for the comparison of before and after."""

import html as entities
import re

from articles.text.footnotes import read_footnotes

from .entries import Counts

TAG = re.compile(r"<[^>]*>")
WORD = re.compile(r"\w+")


def counted(body: str, notes: int, comments: int) -> Counts:
    return Counts(
        words=words_in(body),
        notes=notes,
        links=body.count("<a href="),
        pictures=body.count("<img "),
        quotations=body.count("<blockquote") + body.count('<span class="quotation"'),
        comments=comments,
    )


def in_archive(body: str, language: str, comments: int) -> Counts:
    """The same with the notes that the text itself has."""
    return counted(body, len(read_footnotes(body, language)), comments)


def words_in(html: str) -> int:
    """Running letters and digits, whatever markup stands around them."""
    return len(WORD.findall(entities.unescape(TAG.sub(" ", html))))
