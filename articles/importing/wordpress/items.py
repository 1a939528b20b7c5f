"""A WordPress export cut into the text of its parts, without reading it into memory.

The cut heeds CDATA and nothing else of XML. So a fault in one item costs that item at most, a file
that ends in the middle gives all that is whole in it, and no declaration of an entity or of a
document type ever reaches a parser.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple

from articles.importing.base import Unreadable

CHUNK = 1 << 20  # characters
MOST = 64 << 20  # characters of one item: nobody has written an article as long
HEAD = 4096
TOP = 8 << 20  # characters before the first item: authors, categories and tags

START = re.compile(r"<item(?:\s[^<>]*)?>")
EDGE = re.compile(r"<!\[CDATA\[|</item\s*>")
DECLARED = re.compile(r"""<\?xml[^>]*\bencoding\s*=\s*["']([\w.:-]+)["']""")
WXR = re.compile(r"wordpress\.org/export/|<wp:wxr_version")
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Raw(NamedTuple):
    """One item as it stands in the file."""

    text: str
    number: int
    """Its place among the items, from 1."""
    line: int
    is_whole: bool = True


@dataclass
class Export:
    """The file, read from its beginning each time."""

    path: Path
    encoding: str = field(init=False)

    def __post_init__(self) -> None:
        with self.path.open("rb") as file:
            self.encoding = encoding_of(file)

    def top(self) -> str:
        """What stands before the first item: the site, its authors, categories and tags."""
        found = ""
        for chunk in self.chunks():
            found += chunk
            if match := START.search(found):
                return found[: match.start()]
            if len(found) > TOP:
                return found[:TOP]
        return found

    def items(self) -> Iterator[Raw]:
        """Every item in turn; one that the file ends in comes last, and is not whole."""
        cutter = _Cutter()
        for chunk in self.chunks():
            yield from cutter.feed(chunk)
        yield from cutter.rest()

    def chunks(self) -> Iterator[str]:
        with self.path.open(encoding=self.encoding, errors="surrogateescape", newline="") as file:
            try:
                while chunk := file.read(CHUNK):
                    yield chunk
            except UnicodeError:  # only UTF-16 that breaks off gets here
                return


def encoding_of(file: BinaryIO) -> str:
    """The encoding that a file says it has; raises Unreadable for one that is no export."""
    head = file.read(HEAD)
    encoding = next((name for bom, name in BOMS if head.startswith(bom)), "")
    if not encoding:
        declared = DECLARED.search(head[:200].decode("latin-1"))
        encoding = declared[1] if declared else "utf-8"
    try:
        name = codecs.lookup(encoding).name
        text = head.decode(name, "replace")
    except (LookupError, UnicodeError):
        name, text = "utf-8", head.decode("utf-8", "replace")
    if not WXR.search(text):
        raise Unreadable(
            "This is no WordPress export: its beginning doesn't name the format. Export it anew "
            "under Tools → Export → All content."
        )
    return name


def is_export(path: Path) -> bool:
    """Whether the file says of itself that it is a WordPress export."""
    try:
        with path.open("rb") as file:
            encoding_of(file)
    except (Unreadable, OSError):
        return False
    return True


class _Cutter:
    def __init__(self) -> None:
        self.text = ""
        self.at = -1  # where the open item begins in `text`; -1 between items
        self.seen = 0  # how far the open item has been looked through
        self.in_cdata = False
        self.number = 0
        self.line = 1

    def feed(self, chunk: str) -> Iterator[Raw]:
        self.text += chunk
        while True:
            if self.at < 0 and not self.find_start():
                return
            end = self.find_end()
            if end < 0:
                if len(self.text) - self.at > MOST:
                    yield self.taken(len(self.text), is_whole=False)
                return
            yield self.taken(end)

    def find_start(self) -> bool:
        match = START.search(self.text)
        if match is None:
            self.drop(max(0, len(self.text) - HEAD))
            return False
        self.drop(match.start())
        self.at, self.seen, self.in_cdata = 0, len(match[0]), False
        return True

    def find_end(self) -> int:
        """Where the open item ends; -1 while that has not been read."""
        while True:
            if self.in_cdata:
                closed = self.text.find("]]>", self.seen)
                if closed < 0:
                    self.seen = max(self.seen, len(self.text) - 2)
                    return -1
                self.seen, self.in_cdata = closed + 3, False
                continue
            match = EDGE.search(self.text, self.seen)
            if match is None:
                self.seen = max(self.seen, len(self.text) - 12)
                return -1
            self.seen = match.end()
            if match[0].startswith("</item"):
                return self.seen
            self.in_cdata = True

    def taken(self, end: int, *, is_whole: bool = True) -> Raw:
        self.number += 1
        raw = Raw(self.text[:end], self.number, self.line, is_whole)
        self.drop(end)
        self.at = -1
        return raw

    def drop(self, end: int) -> None:
        self.line += self.text.count("\n", 0, end)
        self.text = self.text[end:]

    def rest(self) -> Iterator[Raw]:
        if self.at >= 0:
            yield self.taken(len(self.text), is_whole=False)
