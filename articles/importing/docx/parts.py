"""The parts of a Word file: which is which, and what leads from one to the other."""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.importing.base import Unreadable
from articles.importing.packages import Package, Xml, parse

STRICT, TRANSITIONAL = b"http://purl.oclc.org/ooxml/", b"http://schemas.openxmlformats.org/"
STRICT_NAMES = {
    b"officeDocument/relationships": b"officeDocument/2006/relationships",
    b"wordprocessingml/main": b"wordprocessingml/2006/main",
    b"drawingml/main": b"drawingml/2006/main",
    b"drawingml/wordprocessingDrawing": b"drawingml/2006/wordprocessingDrawing",
}
"""Word can save names of a stricter standard, which mean the same."""

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
MOST_XML = 40 * 1024 * 1024


@dataclass
class Part:
    """One XML part, and the addresses that it names by id."""

    path: str
    root: Xml
    targets: dict[str, str] = field(default_factory=dict)
    """Paths within the file by the ids of relationships."""
    links: dict[str, str] = field(default_factory=dict)
    """Addresses outside of it."""
    kinds: dict[str, list[str]] = field(default_factory=dict)
    """Paths by what they are: `footnotes`, `header`."""

    def of_kind(self, kind: str) -> str:
        return next(iter(self.kinds.get(kind, [])), "")


class WordFile:
    """Raises Unreadable for what is no Word file."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data, "Word file")
        self.document = self._document()

    def _document(self) -> Part:
        around = self._relationships("")
        path = around.of_kind("officeDocument") or "word/document.xml"
        part = self.part(path)
        if part is None or part.root.find(f"{W}body") is None:
            raise Unreadable("This is a ZIP archive, but no Word file: there is no text in it.")
        return part

    def beside(self, kind: str) -> Part | None:
        """The part that the document calls its `kind`: `styles`, `footnotes`."""
        path = self.document.of_kind(kind)
        if not path:
            path = posixpath.join(posixpath.dirname(self.document.path), f"{kind}.xml")
        return self.part(path)

    def all_beside(self, kind: str) -> Iterator[Part]:
        for path in self.document.kinds.get(kind, []):
            if part := self.part(path):
                yield part

    def part(self, path: str) -> Part | None:
        if path not in self.package:
            return None
        part = self._relationships(path)
        part.root = parse(self._transitional(path), path)
        return part

    def _transitional(self, path: str) -> bytes:
        data = self.package.read(path, MOST_XML)
        if STRICT in data[:20_000]:
            for strict, transitional in STRICT_NAMES.items():
                data = data.replace(STRICT + strict, TRANSITIONAL + transitional)
        return data

    def _relationships(self, path: str) -> Part:
        folder, name = posixpath.split(path)
        place = posixpath.join(folder, "_rels", f"{name}.rels")
        part = Part(path, EMPTY)
        if place not in self.package:
            return part
        for row in parse(self._transitional(place), place).iter(f"{RELATIONSHIPS}Relationship"):
            key, target = row.get("Id", ""), row.get("Target", "")
            if row.get("TargetMode") == "External":
                part.links[key] = target
                continue
            inside = target if target.startswith("/") else posixpath.join(folder, target)
            inside = posixpath.normpath(inside).lstrip("/")
            part.targets[key] = inside
            part.kinds.setdefault(row.get("Type", "").rpartition("/")[2], []).append(inside)
        return part

    @property
    def has_macros(self) -> bool:
        return any(name.lower().endswith("vbaproject.bin") for name in self.package.names())


EMPTY = parse(b"<nothing/>", "")


def value(element: Xml | None, path: str, name: str = "val") -> str:
    """The attribute of the element below, "" where there is none."""
    found = (
        element.find("/".join(f"{W}{step}" for step in path.split("/")))
        if element is not None
        else None
    )
    return str(found.get(f"{W}{name}", "")) if found is not None else ""


def is_on(properties: Xml | None, name: str) -> bool | None:
    """What a property that is on or off says, None where it says nothing."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    if found is None:
        return None
    return found.get(f"{W}val", "true") not in {"false", "0", "off", "none"}
