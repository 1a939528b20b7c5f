"""What a browser's clipboard gives -> a piece of a body, and an honest account of it.

read_clipboard(html, text, language) -> Pasted
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from articles.importing.markup import sentences
from articles.importing.markup.program import Program, program_of
from articles.importing.markup.reading import Found, Markup, account_of_text, read_markup
from articles.importing.markup.remarks import Kind
from articles.importing.plaintext.pasted import read_text
from articles.text.characters import is_blank, without_controls
from articles.text.clean import clean

CLIPBOARD_HEADER = re.compile(r"Version:[0-9.]+\s+StartHTML:[^<]{1,400}(?=<)")
"""What Windows puts before the HTML; browsers mostly take it off."""


@dataclass(frozen=True)
class Pasted:
    """A piece of text as it goes into an article."""

    body: str
    """Canonical (articles.text.clean)."""
    is_inline: bool
    """It is running text: the content of its one paragraph goes into the line at the cursor."""
    found: tuple[Found, ...] = ()
    warnings: tuple[str, ...] = ()
    offer_import: bool = False
    """It looks like a whole article, with title and byline: the importer would read these too."""


def read_clipboard(html: str, text: str, language: str = "", *, origin: str = "") -> Pasted:
    """`html` and `text` are what the clipboard holds as text/html and text/plain, either may be
    empty; `language` is that of the article, `origin` our own address. Never fails."""
    html = CLIPBOARD_HEADER.sub("", html, count=1)
    markup = read_markup(html, language=language, origin=origin) if _is_markup(html) else None
    if markup is None or (not markup.body and not is_blank(text)):
        return _plain(text)
    is_inline = not markup.has_blocks and markup.body.count("<p") == 1
    return Pasted(markup.body, is_inline, markup.found, tuple(_warnings(markup)))


def _is_markup(html: str) -> bool:
    return not is_blank(html) and program_of(html) is not Program.PDF_VIEWER


def _warnings(markup: Markup) -> Iterator[str]:
    kinds = {found.kind for found in markup.found}
    if not markup.body:
        yield str(sentences.NOTHING)
    if markup.program is Program.GOOGLE_DOCS and Kind.UNSURE_MARKS in kinds:
        yield str(sentences.GOOGLE_NOTES)
    if Kind.LOST_IMAGES in kinds:
        yield str(sentences.PICTURES)


def _plain(text: str) -> Pasted:
    read = read_text(without_controls(text))
    body = clean(read.html)
    told = (
        (Kind.UNSURE_MARKS, read.marks),
        (Kind.UNMARKED_NOTES, read.labels),
        (Kind.JOINED_WORDS, read.joined),
        (Kind.PAGE_NUMBERS, read.page_numbers),
    )
    found = account_of_text(body, told)
    warnings = () if body else (str(sentences.NOTHING),)
    is_inline = read.is_inline and body.count("<p") == 1 and not body.startswith("<p><h")
    return Pasted(body, is_inline, found, warnings, offer_import=read.is_whole_article)
