"""Files that are ZIP archives inside (.docx, .odt, .zip): opened with limits, read by exact name.

Nothing is ever unpacked to the disk, so a name like “../../etc/passwd” leads nowhere.
"""

import io
import posixpath
import zlib
from typing import Any, TypeAlias
from zipfile import BadZipFile, ZipFile, ZipInfo

from lxml import etree

from articles.importing.base import MEGABYTE, Unreadable

MOST_ENTRIES = 20_000
MOST_UNPACKED = 400 * MEGABYTE
MOST_XML = 40 * MEGABYTE
LEAST_SUSPICIOUS = 20 * MEGABYTE
MOST_PACKED = 200  # times smaller than unpacked; XML reaches a tenth of that
OLD_WORD = b"\xd0\xcf\x11\xe0"

Xml: TypeAlias = Any  # lxml comes without types


class Package:
    """The entries of a ZIP archive. Raises Unreadable for what is none, or is made to do harm."""

    def __init__(self, data: bytes, kind: str) -> None:
        """`kind` names the file in sentences: “Word file”."""
        self.kind = kind
        if not data:
            raise Unreadable("The file is empty; choose the one with the article's text.")
        if data.startswith(OLD_WORD):
            raise Unreadable(
                "This is an old Word file (.doc), or one that is locked with a password; "
                "open it in Word or LibreOffice and save it as .docx."
            )
        try:
            self._zip = ZipFile(io.BytesIO(data))
        except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
            raise Unreadable(
                f"This is no {kind}, or only a part of one: {_reason(error)}. Copy it again."
            ) from None
        self._entries = {_plain(entry.filename): entry for entry in self._zip.infolist()}
        self._check()

    def _check(self) -> None:
        entries = self._zip.infolist()
        if len(entries) > MOST_ENTRIES:
            raise Unreadable(
                f"The {self.kind} has {len(entries)} files inside, more than {MOST_ENTRIES}."
            )
        unpacked = sum(entry.file_size for entry in entries)
        packed = sum(entry.compress_size for entry in entries)
        is_bomb = unpacked > LEAST_SUSPICIOUS and unpacked > MOST_PACKED * max(packed, 1)
        if unpacked > MOST_UNPACKED or is_bomb:
            raise Unreadable(
                f"Unpacked, the {self.kind} has {unpacked // MEGABYTE} MB, which is not plausible; "
                "it may be made to do harm."
            )

    def names(self) -> list[str]:
        """In the order of the archive, without folders."""
        return [name for name, entry in self._entries.items() if not entry.is_dir()]

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._entries

    def is_folder(self, name: str) -> bool:
        return self._entries[_plain(name)].is_dir()

    def size(self, name: str) -> int:
        return self._entries[_plain(name)].file_size

    def read(self, name: str, most: int = MOST_UNPACKED) -> bytes:
        """KeyError where there is none; Unreadable where it is damaged, locked or too large."""
        entry = self._entries[_plain(name)]
        if entry.flag_bits & 1:
            raise Unreadable(f"“{name}” is locked with a password; unlock it first.")
        if entry.file_size > most:
            raise Unreadable(f"“{name}” has more than {most // MEGABYTE} MB.")
        return self._unpacked(entry, most)

    def _unpacked(self, entry: ZipInfo, most: int) -> bytes:
        try:
            with self._zip.open(entry) as stream:
                data = stream.read(most + 1)
        except (BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
            raise Unreadable(
                f"“{entry.filename}” is damaged: {_reason(error)}. Copy the {self.kind} again."
            ) from None
        if len(data) > most:
            raise Unreadable(f"“{entry.filename}” has more than {most // MEGABYTE} MB.")
        return data

    def xml(self, name: str) -> Xml | None:
        """The root of a part; None where there is no such part."""
        return parse(self.read(name, MOST_XML), name) if name in self else None


def parse(data: bytes, name: str) -> Xml:
    """XML without entities, and without asking for anything elsewhere. Raises Unreadable."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or "<!ENTITY".encode("utf-16-le") in data:
        raise Unreadable(f"“{name}” declares entities, which no word processor does: not read.")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"“{name}” is damaged: {error}. Save the document again.") from None
    return root


def _plain(name: str) -> str:
    return posixpath.normpath("/" + name.replace("\\", "/").lstrip("/")).lstrip("/")


def _reason(error: Exception) -> str:
    return str(error).strip().rstrip(".") or type(error).__name__
