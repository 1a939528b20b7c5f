"""From a path to lines of a report: finding files, reading them, having them saved."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from articles.publishing.slugs import Address

from .base import (
    FORMATS,
    MEGABYTE,
    Finding,
    Level,
    Options,
    Shelf,
    Unreadable,
    format_for,
    read,
)
from .report import Line, describe
from .save import Status, digest, save_document, taken_from
from .shelves import Archive, Folder

logger = logging.getLogger(__name__)

TELLS = {Level.UNSURE, Level.LEFT_OUT}  # findings that a keeper should read


ARCHIVE = ".zip"
BESIDE = frozenset(
    {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".tif", ".tiff", ".svg", ".bmp", ".ico"}
    | {".css", ".js", ".json", ".xml", ".woff", ".woff2", ".ttf", ".eot", ".map"}
)
"""What lies beside texts and is no text: pictures come along with those that show them."""


class File(NamedTuple):
    path: Path
    source: str  # its name with its folder's, the same wherever the command is called from
    shelf: Shelf | None = None
    inside: str = ""  # its path on the shelf

    def read(self, most: int) -> bytes:
        """Its bytes, one more than `most` of a larger file. Raises OSError, Unreadable."""
        if isinstance(self.shelf, Archive):
            return self.shelf.read(self.inside) or b""
        with self.path.open("rb") as stream:
            return stream.read(most + 1)


def find(paths: Iterable[Path]) -> Iterator[File]:
    """The files themselves, and those in folders and ZIP archives, sorted; hidden ones and what
    only lies beside the texts are left alone."""
    for path in paths:
        top = path.resolve()
        if path.is_dir():
            folder = Folder(top)
            for inside in folder.names():
                yield from in_folder(folder, inside)
        elif top.suffix.lower() == ARCHIVE:
            yield from in_archive(path, f"{top.parent.name}/{top.name}")
        else:
            folder = Folder(top.parent, is_whole=False)
            yield File(path, f"{top.parent.name}/{top.name}", folder, top.name)


def in_folder(folder: Folder, inside: str) -> Iterator[File]:
    path, source = folder.top / inside, f"{folder.name}/{inside}"
    if path.suffix.lower() == ARCHIVE:
        yield from in_archive(path, source)
    elif path.suffix.lower() not in BESIDE:
        yield File(path, source, folder, inside)


def in_archive(path: Path, source: str) -> Iterator[File]:
    """The files in a ZIP archive; the archive itself where it can't be read, to be told so."""
    try:
        archive = Archive(path.name, path.read_bytes())
    except (OSError, Unreadable):
        yield File(path, source)
        return
    for inside in archive.names():
        if Path(inside).suffix.lower() not in BESIDE:
            yield File(Path(inside), f"{path.name}/{inside}", archive, inside)


@dataclass
class Importer:
    """Imports one file after the other, each whole or not at all."""

    format_name: str = ""  # empty: by the file's suffix
    options: Options = field(default_factory=Options)
    publish: bool = False
    dry_run: bool = False
    # What a rehearsal has given away, since it leaves no trace in the archive.
    _addresses: set[Address] = field(default_factory=set)
    _rehearsed: dict[str, Line] = field(default_factory=dict)
    _translations: dict[str, int] = field(default_factory=dict)

    def take(self, file: File) -> Line:
        """Import one file; a failure is a line as well."""
        try:
            return self._take(file)
        except Unreadable as error:
            reasons = [str(error)]
        except OSError as error:
            reasons = [f"The file can't be read: {error.strerror}."]
        except ValidationError as error:
            reasons = in_words(error)
        except DatabaseError as error:
            reasons = [f"The database refused it: {str(error).strip()}"]
        except Exception as error:  # a fault of ours must not stop the other files
            logger.exception("Importing %s failed", file.source)
            reasons = [f"Broadside has a fault that this file brings out: {error!r}"]
        return Line(file.source, Status.FAILED, warnings=tuple(reasons))

    def _take(self, file: File) -> Line:
        if file.path.suffix.lower() == ARCHIVE and not self.format_name:
            raise_unreadable(file)
        format_name = self.format_name or format_for(file.path.name)
        most = FORMATS[format_name].max_bytes
        data = file.read(most)
        if len(data) > most:
            raise Unreadable(f"The file has more than {most // MEGABYTE} MB; divide it.")
        if known := self._rehearsed.get(digest(data)):
            return replace(known, source=file.source, status=Status.UNCHANGED, warnings=())
        if article := taken_from(data):
            return describe(article, source=file.source, status=Status.UNCHANGED)
        options = replace(self.options, shelf=file.shelf)
        reading = read(data, name=file.source, format_name=format_name, options=options)
        with transaction.atomic():
            result = save_document(
                reading.document,
                source=file.source,
                format_name=format_name,
                data=data,
                publish=self.publish,
                taken=self._addresses,
                rehearse=self.dry_run,
                translations=self._translations,
            )
            line = describe(
                result.article,
                source=file.source,
                status=result.status,
                warnings=(*told(reading.findings), *result.warnings),
            )
            transaction.set_rollback(self.dry_run)
        if self.dry_run:
            self._addresses.add((result.article.filed_year, result.article.slug))
            self._rehearsed[digest(data)] = line
        return line


def raise_unreadable(file: File) -> None:
    """Say what is wrong with an archive that `find` could not open, or that lies in another one."""
    data = file.read(MEGABYTE) if file.shelf else file.path.read_bytes()
    if file.shelf is None:
        Archive(file.path.name, data)
    raise Unreadable("This archive lies in another archive: unpack the outer one first.")


def told(findings: Iterable[Finding]) -> Iterator[str]:
    for finding in findings:
        if finding.level in TELLS:
            where = f"Line {finding.line}: " if finding.line else ""
            text = "" if finding.text in finding.message else f" “{finding.text}”"
            yield f"{where}{finding.message}{text}"


def in_words(error: ValidationError) -> list[str]:
    """Each message with the field that it is about."""
    if not hasattr(error, "error_dict"):
        return error.messages
    return [
        message if name == "__all__" else f"{name}: {message}"
        for name, messages in error.message_dict.items()
        for message in messages
    ]
