"""From a path to lines of a report: finding files, reading them, having them saved."""

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from articles.publishing.slugs import Address

from .base import FORMATS, MEGABYTE, Finding, Level, Options, Unreadable, format_for, read
from .report import Line, describe
from .save import Status, digest, save_document, taken_from

logger = logging.getLogger(__name__)

TELLS = {Level.UNSURE, Level.LEFT_OUT}  # findings that a keeper should read


class File(NamedTuple):
    path: Path
    source: str  # its name with its folder's, the same wherever the command is called from


def find(paths: Iterable[Path]) -> Iterator[File]:
    """The files themselves, and those in the folders, sorted; hidden ones are left alone."""
    for path in paths:
        top = path.resolve()
        if not path.is_dir():
            yield File(path, f"{top.parent.name}/{top.name}")
            continue
        for found in sorted(top.rglob("*")):
            inside = found.relative_to(top)
            if found.is_file() and not any(part.startswith(".") for part in inside.parts):
                yield File(found, f"{top.name}/{inside.as_posix()}")


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
        format_name = self.format_name or format_for(file.path.name)
        most = FORMATS[format_name].max_bytes
        with file.path.open("rb") as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise Unreadable(f"The file has more than {most // MEGABYTE} MB; divide it.")
        if known := self._rehearsed.get(digest(data)):
            return replace(known, source=file.source, status=Status.UNCHANGED, warnings=())
        if article := taken_from(data):
            return describe(article, source=file.source, status=Status.UNCHANGED)
        reading = read(data, name=file.source, format_name=format_name, options=self.options)
        with transaction.atomic():
            result = save_document(
                reading.document,
                source=file.source,
                format_name=format_name,
                data=data,
                publish=self.publish,
                taken=self._addresses,
                rehearse=self.dry_run,
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
