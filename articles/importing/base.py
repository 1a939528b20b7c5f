"""What every importer agrees on: it reads bytes and returns a Document and its findings.

Importers never touch the database; what becomes of a Document is decided in save.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from importlib import import_module
from pathlib import PurePath
from typing import NamedTuple, Protocol, cast

MEGABYTE = 1024 * 1024


class Unreadable(ValueError):
    """The file can't become an article: one sentence says what, where and what to do."""


class Level(StrEnum):
    FOUND = "found"  # what was understood
    UNSURE = "unsure"  # wants a human eye
    LEFT_OUT = "left_out"  # text that was not taken over; Finding.text holds it whole


@dataclass(frozen=True)
class Finding:
    """One line of the report. `line` counts from 1 in the decoded text."""

    level: Level
    code: str
    message: str
    line: int | None = None
    text: str = ""


@dataclass
class Credit:
    name: str
    role: str = "author"
    affiliation: str = ""


@dataclass
class Document:
    """An article as it was found. `body` is in the canonical form of articles.text.clean."""

    title: str = ""
    standfirst: str = ""
    language: str = ""
    credits: list[Credit] = field(default_factory=list)
    printed_date: str = ""  # EDTF
    printed_label: str = ""  # the same date, letter for letter as printed
    body: str = ""
    tags: list[str] = field(default_factory=list)
    address: str = ""  # where it stood before
    pictures: dict[str, bytes] = field(default_factory=dict)
    """By the address under which an `img` of the body names them (pictures.address)."""
    old_addresses: list[str] = field(default_factory=list)
    """Paths or URLs, with their queries, under which it was found: they are to lead to it."""
    is_draft: bool = False
    """It says so of itself: it is never published by an import."""
    translation_key: str = ""
    """Documents with the same key are one work in several languages."""


@dataclass(frozen=True)
class Reading:
    document: Document
    findings: tuple[Finding, ...] = ()


class Shelf(Protocol):
    """A folder or an archive, see shelves.py."""

    name: str
    is_whole: bool
    """All of it is imported, not one file that lies in it."""

    def __hash__(self) -> int: ...

    def names(self) -> Iterator[str]: ...

    def read(self, inside: str, most: int = ...) -> bytes | None: ...


@dataclass(frozen=True)
class Options:
    day_first: bool = True  # 6/12/2021 is the sixth of December
    language: str = ""  # BCP 47; when given, it is not guessed
    max_bytes: int = 10 * MEGABYTE
    shelf: Shelf | None = None
    """What lies beside the file; its name begins with the shelf's."""


class Reader(Protocol):
    def __call__(self, data: bytes, *, name: str, options: Options) -> Reading: ...


class Format(NamedTuple):
    path: str  # dotted path of its Reader
    suffixes: tuple[str, ...]  # of the files it takes, lower case
    max_bytes: int = 10 * MEGABYTE  # of a file; readers of texts heed Options.max_bytes themselves


FORMATS: dict[str, Format] = {
    "plain": Format("articles.importing.plain.read", (".txt", ".text")),
    "markdown": Format(
        "articles.importing.markdown.reading.read", (".md", ".markdown", ".mdown", ".mkd")
    ),
    "html": Format("articles.importing.html.reading.read", (".html", ".htm", ".xhtml", ".shtml")),
    "odt": Format("articles.importing.odt.reading.read", (".odt",), 100 * MEGABYTE),
    "docx": Format("articles.importing.docx.reading.read", (".docx", ".docm"), 100 * MEGABYTE),
}


def format_for(name: str) -> str:
    """The format of the file called `name`, by its suffix; Unreadable when there is none."""
    suffix = PurePath(name).suffix.lower()
    for format_name, entry in FORMATS.items():
        if suffix in entry.suffixes:
            return format_name
    known = ", ".join(suffix for entry in FORMATS.values() for suffix in entry.suffixes)
    raise Unreadable(f"“{name}” has no suffix that an importer takes; name the format ({known}).")


def reader(format_name: str) -> Reader:
    """The function that reads this format; Unreadable when there is no such format."""
    if format_name not in FORMATS:
        known = ", ".join(FORMATS)
        raise Unreadable(f"There is no format “{format_name}”; choose one of: {known}.")
    module, _, function = FORMATS[format_name].path.rpartition(".")
    return cast("Reader", getattr(import_module(module), function))


def read(
    data: bytes, *, name: str, format_name: str = "", options: Options | None = None
) -> Reading:
    """Read `data` as `format_name`, or as the suffix of `name` tells; raises Unreadable."""
    read_as = reader(format_name or format_for(name))
    return read_as(data, name=name, options=options or Options())
