"""What every exporter agrees on: it gets a Copy and returns a text.

Exporters never touch the database; what goes into a Copy is decided in load.py.
"""

from dataclasses import dataclass
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from django.utils.translation import gettext, gettext_noop

from articles.reading.citation import Record, copy_path
from articles.reading.rows import Link, Page


@dataclass(frozen=True)
class Copy:
    """One public edition, to be written in any format."""

    page: Page
    record: Record
    body: str
    """In the canonical form of articles.text.clean."""
    text: str
    """The same as plain text with its notes."""
    checksum: str
    """SHA-256 of the edition's content, as its public history shows it."""


class Writer(Protocol):
    def __call__(self, copy: Copy) -> str: ...


class Format(NamedTuple):
    name: str
    path: str  # dotted path of its Writer
    media_type: str


# By suffix.
FORMATS: dict[str, Format] = {
    "txt": Format(gettext_noop("plain text"), "articles.exporting.text.write", "text/plain"),
    "md": Format("Markdown", "articles.exporting.markdown.write", "text/markdown"),
    "json": Format("JSON", "articles.exporting.data.write", "application/json"),
    "bib": Format("BibTeX", "articles.exporting.bibtex.write", "application/x-bibtex"),
    "ris": Format("RIS", "articles.exporting.ris.write", "application/x-research-info-systems"),
    "csl.json": Format(
        "CSL-JSON", "articles.exporting.csl.write", "application/vnd.citationstyles.csl+json"
    ),
}

# The others are for reference managers, and browsers can't show them.
WITH_TEXT = ("txt", "md", "json")


def writer(suffix: str) -> Writer:
    """The function that writes this format; KeyError when there is no such format."""
    module, _, function = FORMATS[suffix].path.rpartition(".")
    return cast("Writer", getattr(import_module(module), function))


def write(copy: Copy, suffix: str) -> str:
    return writer(suffix)(copy)


def copies(article: str) -> list[Link]:
    """The copies of its whole text that the article whose page has this path can be taken in."""
    return [Link(gettext(FORMATS[suffix].name), copy_path(article, suffix)) for suffix in WITH_TEXT]
