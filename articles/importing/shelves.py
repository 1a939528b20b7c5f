"""Where the files of an import lie: a folder, or a ZIP archive of one.

A text that names a picture beside it finds it there, and nowhere else: no name leads out of the
folder, and nothing is asked of the web.
"""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

from articles.importing.base import MEGABYTE, Shelf, Unreadable
from articles.importing.packages import Package

MOST_BESIDE = 100 * MEGABYTE
"""Bytes of one file that a text names."""
HIDDEN = ("__MACOSX",)
"""What a Mac puts into archives."""


class Folder:
    """A folder and all that is in it, but nothing that a link in it leads to elsewhere."""

    def __init__(self, top: Path, *, is_whole: bool = True) -> None:
        self.top = top.resolve()
        self.is_whole = is_whole
        self.name = self.top.name

    def names(self) -> Iterator[str]:
        """Paths within it. A text comes before its translations: `a.md` before `a.de.md`."""
        if not self.is_whole:  # the folder of a single file may be anything
            return
        found = (path.relative_to(self.top) for path in self.top.rglob("*") if path.is_file())
        for inside in sorted(found, key=_order):
            if not is_hidden(inside.as_posix()):
                yield inside.as_posix()

    def read(self, inside: str, most: int = MOST_BESIDE) -> bytes | None:
        """The bytes of a file, one more than `most` of a larger one; None where there is none."""
        path = (self.top / inside).resolve()
        if not path.is_relative_to(self.top) or not path.is_file():
            return None
        with path.open("rb") as stream:
            return stream.read(most + 1)


class Archive:
    """The same for a ZIP archive, which is never unpacked to the disk. Raises Unreadable."""

    is_whole = True

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.package = Package(data, "ZIP archive")

    def names(self) -> Iterator[str]:
        for name in sorted(self.package.names(), key=lambda name: _order(Path(name))):
            if not is_hidden(name):
                yield name

    def read(self, inside: str, most: int = MOST_BESIDE) -> bytes | None:
        if inside not in self.package or self.package.is_folder(inside):
            return None
        return self.package.read(inside, most)


def beside(shelf: Shelf, name: str, address: str) -> tuple[str, bytes] | None:
    """The file that the text `name` (its path within) calls `address`, and its path there.

    Addresses from the top (`/img/x.png`) are looked for at the top, and where Hugo and Jekyll keep
    such files.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:  # brackets that are no IPv6 address
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    for path in _places(name, unquote(parts.path).replace("\\", "/")):
        try:
            data = shelf.read(path)
        except (Unreadable, OSError, ValueError):  # damaged, or no name that a file can have
            continue
        if data is not None and len(data) <= MOST_BESIDE:
            return path, data
    return None


def _places(name: str, path: str) -> Iterator[str]:
    folder = posixpath.dirname(name)
    if path.startswith("/"):
        tops = ["", "static", "public", "assets", *_folders_above(folder)]
        candidates = [posixpath.join(top, path.lstrip("/")) for top in tops]
    else:
        candidates = [posixpath.join(folder, path), posixpath.join(folder, name, path)]
    for candidate in candidates:
        inside = posixpath.normpath(candidate)
        if not inside.startswith(("..", "/")):
            yield inside


def _folders_above(folder: str) -> Iterator[str]:
    """A site may lie in a folder of the folder that was given."""
    while folder:
        yield folder
        folder = posixpath.dirname(folder)


def is_hidden(name: str) -> bool:
    return any(part.startswith(".") or part in HIDDEN for part in name.split("/"))


def _order(path: Path) -> tuple[tuple[str, ...], int, str]:
    stem = path.name.partition(".")[0]
    return (*path.parent.parts, stem), path.name.count("."), path.name
