"""What a browser's clipboard gives -> a piece of a body, and an honest account of it.

read_clipboard(html, text, language) -> Pasted
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from django.utils.functional import Promise

from articles.importing.markup import sentences
from articles.importing.markup.program import Program, program_of
from articles.importing.markup.reading import Found, Markup, account_of_text, read_markup
from articles.importing.markup.remarks import Kind
from articles.importing.markup.tree import build, lines_of
from articles.importing.plaintext.pasted import read_text
from articles.text.characters import is_blank, without_controls
from articles.text.clean import read
from articles.text.tree import write

KEY = re.compile(r'(?<=<span class="footnote" id=")[^"]+|(?<=<a class="noteref" href="#)[^"]+')
MOST_TAGS = 300_000  # a text of five megabytes from Word has half as many
LONGEST_TRIED = 300_000
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
    """The importer would make more of it: it looks like a whole article, with title and byline, or
    has notes that only the importer can pair with their marks."""


def is_too_much(html: str) -> bool:
    """So many elements that reading them would keep everybody waiting."""
    return html.count("<") > MOST_TAGS


def read_clipboard(html: str, text: str, language: str = "", *, origin: str = "") -> Pasted:
    """`html` and `text` are what the clipboard holds as text/html and text/plain, either may be
    empty; `language` is that of the article, `origin` our own address. Never fails."""
    html = CLIPBOARD_HEADER.sub("", html, count=1)
    if program_of(html) is Program.PDF_VIEWER:
        return _plain(text if not is_blank(text) else lines_of(build(html)))
    markup = read_markup(html, language=language, origin=origin)
    if not markup.body and not is_blank(text):
        return _plain(text)
    is_inline = not markup.has_blocks and _is_one_paragraph(markup.body)
    has_typed_notes = _has_typed_notes(markup, text)
    warnings = [*_warnings(markup), *([sentences.TYPED_NOTES] if has_typed_notes else [])]
    return Pasted(
        markup.body,
        is_inline,
        markup.found,
        tuple(map(str, warnings)),
        offer_import=has_typed_notes,
    )


def _is_one_paragraph(body: str) -> bool:
    return body.startswith("<p>") and body.find("</p>") == len(body) - len("</p>")


def _warnings(markup: Markup) -> Iterator[str | Promise]:
    kinds = {found.kind for found in markup.found}
    if not markup.body:
        yield sentences.NOTHING
    if markup.program is Program.GOOGLE_DOCS and Kind.UNSURE_MARKS in kinds:
        yield sentences.GOOGLE_NOTES
    if Kind.LOST_IMAGES in kinds:
        yield sentences.PICTURES


def _has_typed_notes(markup: Markup, text: str) -> bool:
    """Marks and a list of notes that somebody typed: nothing in the HTML links them."""
    has_notes = markup.program is Program.OURS or any(f.kind is Kind.NOTES for f in markup.found)
    if has_notes or len(text) > LONGEST_TRIED:
        return False
    return 'class="footnote"' in read_text(text).html


def _plain(text: str) -> Pasted:
    found_text = read_text(without_controls(text))
    tree = read(with_own_keys(found_text.html))
    body = write(tree)
    told = (
        (Kind.UNSURE_MARKS, found_text.marks),
        (Kind.UNMARKED_NOTES, found_text.labels),
        (Kind.JOINED_WORDS, found_text.joined),
        (Kind.PAGE_NUMBERS, found_text.page_numbers),
    )
    found = account_of_text(tree, told)
    warnings = () if body else (str(sentences.NOTHING),)
    if found_text.is_too_long:
        warnings = (str(sentences.TOO_LONG),)
    is_inline = found_text.is_inline and _is_one_paragraph(body)
    return Pasted(body, is_inline, found, warnings, offer_import=found_text.is_whole_article)


def with_own_keys(html: str) -> str:
    """The keys of a pasted text must not be those of the article that it goes into."""
    digest = blake2b(html.encode("utf-8", "replace"), digest_size=5).hexdigest()
    return KEY.sub(rf"\g<0>-{digest}", html)
