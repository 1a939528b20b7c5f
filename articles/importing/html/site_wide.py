"""What stands on most pages of a folder belongs to the site, not to its articles.

Menus, footers, “print this page”: recognised by comparing the pages with each other.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from articles.importing.base import Options, Shelf, Unreadable
from articles.importing.html.encoding import decode_page
from articles.importing.markup.tree import HEADINGS, Element, Piece, build, lines_of

SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")
MOST_COMPARED = 60
FEWEST = 4  # pages: with fewer nothing can be said
SHARE = 0.6  # of the pages
LARGEST = 2_000_000
SPACE = re.compile(r"\s+")
DIGITS = re.compile(r"\d+")


@dataclass
class SiteWide:
    """Lines that most pages have, and the title that their titles share."""

    lines: dict[str, str] = field(default_factory=dict)
    """Each with the name of the first page that has it."""
    site_title: str = ""

    def take_out(self, root: Element, protected: set[Element]) -> tuple[list[str], set[str]]:
        """Remove blocks that consist of such lines only; returns their texts, and which lines."""
        removed: list[str] = []
        lines: set[str] = set()
        if self.lines:
            self._take_out(root, protected, removed, lines)
        return removed, lines

    def _take_out(
        self, element: Element, protected: set[Element], removed: list[str], lines: set[str]
    ) -> None:
        kept: list[Piece] = []
        for child in element.children:
            if isinstance(child, str):
                kept.append(child)
                continue
            found = [*_lines(child)]
            is_ours = child in protected or child.tag in HEADINGS
            if found and not is_ours and all(line in self.lines for line in found):
                removed.append(" ".join(lines_of(child).split()))
                lines.update(found)
                continue
            if child.tag not in {"script", "style", "title", "a", "sup"} and child not in protected:
                self._take_out(child, protected, removed, lines)
            kept.append(child)
        element.children = kept


@lru_cache(maxsize=4)
def site_wide(shelf: Shelf) -> SiteWide:
    """What the pages of a shelf have in common. A sample of them is enough."""
    names = [name for name in shelf.names() if name.lower().endswith(SUFFIXES)]
    if len(names) < FEWEST:
        return SiteWide()
    step = max(1, len(names) // MOST_COMPARED)
    counts: Counter[str] = Counter()
    first: dict[str, str] = {}
    titles: Counter[str] = Counter()
    pages = 0
    for name in names[::step][:MOST_COMPARED]:
        root = _page(shelf, name)
        if root is None:
            continue
        pages += 1
        for line in set(_lines(root)):
            counts[line] += 1
            first.setdefault(line, name)
        titles.update(set(_title_parts(root)))
    needed = max(3, SHARE * pages)
    common = {line: first[line] for line, count in counts.items() if count >= needed}
    title = next((part for part, count in titles.most_common(1) if count >= needed), "")
    return SiteWide(common if pages >= FEWEST else {}, title)


def _page(shelf: Shelf, name: str) -> Element | None:
    try:
        data = shelf.read(name, LARGEST)
        return build(decode_page(data, Options())[0]) if data and len(data) <= LARGEST else None
    except (Unreadable, OSError):
        return None


def _lines(element: Element) -> Iterator[str]:
    """Its lines, with every number alike: a count of readers, today's date."""
    for line in lines_of(element).splitlines():
        if words := SPACE.sub(" ", line).strip():
            yield DIGITS.sub("0", words)


def _title_parts(root: Element) -> Iterator[str]:
    for element in root.walk():
        if element.tag == "title":
            yield from title_parts(" ".join(element.text().split()))


def title_parts(title: str) -> list[str]:
    return [part.strip() for part in re.split(r"\s+[|–—·«»:-]+\s+", title) if part.strip()]
