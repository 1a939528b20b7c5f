"""From HTML of any origin to a finished reading: what every format with markup does at its end."""

from dataclasses import dataclass, field
from pathlib import PurePath

from articles.importing.base import Credit, Document, Finding, Level, Options, Reading, Unreadable
from articles.importing.beginning import take_beginning
from articles.importing.fidelity import lost_words
from articles.importing.language import settle_language
from articles.importing.markup.reading import read_markup
from articles.importing.markup.remarks import Kind
from articles.importing.told import findings_of
from articles.text.clean import read
from articles.text.tree import text_of

LONGEST_TITLE = 300


@dataclass
class Source:
    """What a format's own module found out about a file."""

    html: str
    name: str
    words: str
    """All text that has to arrive; what is left out by intention is in a finding."""
    document: Document = field(default_factory=Document)
    findings: list[Finding] = field(default_factory=list)
    title: str = ""
    """The title that its metadata say, taken where the text has none above it."""
    language: str = ""
    """What it says of its language."""
    language_is_certain: bool = False
    origin: str = ""
    suggested_authors: list[Credit] = field(default_factory=list)
    suggested_day: str = ""
    """What a program wrote by itself: taken where the text says nothing, and called unsure."""


def finish(source: Source, options: Options) -> Reading:
    """Read the HTML, take title and byline off it, settle the language, and look whether every word
    arrived. Raises Unreadable where there is no text."""
    document, findings = source.document, source.findings
    language, said = settle_language(
        source.words, options, declared=source.language, is_certain=source.language_is_certain
    )
    findings += said
    document.language = language
    markup = read_markup(source.html, language=language, origin=source.origin)
    document.body = markup.body
    if not markup.body:
        raise Unreadable("There is no text in the file; choose the one with the article's text.")
    has_title = any(found.kind is Kind.TITLE for found in markup.found)
    findings += findings_of(markup.found)
    findings += take_beginning(
        document, day_first=options.day_first, has_title=has_title, suggested=source.title
    )
    _name(document, source, findings)
    _take_suggestions(document, source, findings)
    findings += lost_words(source.words, document, findings)
    return Reading(document, tuple(findings))


def _name(document: Document, source: Source, findings: list[Finding]) -> None:
    """An article needs a title: what the text lacks, the metadata or the file's name give."""
    if document.title and source.title and not _holds(document, source.title):
        message = f"In its metadata the text is called “{source.title}”."
        findings.append(Finding(Level.UNSURE, "other_title", message, text=source.title))
    if document.title:
        return
    if source.title:
        document.title = source.title[:LONGEST_TITLE]
        message = f"The title “{document.title}” comes from the file's metadata; check it."
    else:
        document.title = PurePath(source.name).stem.replace("_", " ").replace("-", " ").strip()
        document.title = document.title[:LONGEST_TITLE] or "Untitled"
        message = f"The text has no title; its file's name was taken: “{document.title}”."
    findings.append(Finding(Level.UNSURE, "title", message))


def _take_suggestions(document: Document, source: Source, findings: list[Finding]) -> None:
    if source.suggested_authors and not document.credits:
        document.credits = source.suggested_authors
        names = ", ".join(credit.name for credit in document.credits)
        message = f"The author comes from the file's properties; check it: {names}."
        findings.append(Finding(Level.UNSURE, "author", message))
    if source.suggested_day and not document.printed_date:
        document.printed_date = source.suggested_day
        message = f"The date is that on which the file was made; check it: {source.suggested_day}."
        findings.append(Finding(Level.UNSURE, "date", message))


def _holds(document: Document, title: str) -> bool:
    words = f"{document.title}\n{document.standfirst}\n{text_of(read(document.body))}"
    return " ".join(title.split()).casefold() in " ".join(words.split()).casefold()
