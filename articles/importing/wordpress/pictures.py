"""Pictures of an export, from a copy of the folder of uploads. Nothing is fetched."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from articles.importing.base import Finding, Level
from articles.importing.pictures import address
from articles.publishing.images import MAX_BYTES

SIZE = re.compile(r"-\d{1,5}x\d{1,5}(?=\.\w{2,5}$)")
PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|tiff?)$", re.IGNORECASE)


@dataclass
class Uploads:
    """The folder, and what one article takes from it."""

    folder: Path | None
    found: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    _missing: set[str] = field(default_factory=set)

    def place(self, file: str) -> str:
        """The address for a picture of the folder, "" where it is not there; it is told then."""
        for name in dict.fromkeys((SIZE.sub("", file), file)):
            place = address(unquote(name))
            if place not in self.found and (data := self.read(name)) is not None:
                self.found[place] = data
            if place in self.found:
                return place
        self.miss(file)
        return ""

    def read(self, name: str) -> bytes | None:
        if self.folder is None or not PICTURE.search(name):
            return None
        path = (self.folder / unquote(name)).resolve()
        if not path.is_relative_to(self.folder.resolve()) or not path.is_file():
            return None
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)

    def miss(self, file: str) -> None:
        if file in self._missing:
            return
        self._missing.add(file)
        message = f"The picture “{file}” is not among the uploads: add it at the desk."
        self.findings.append(Finding(Level.LEFT_OUT, "picture", message, text=file))
