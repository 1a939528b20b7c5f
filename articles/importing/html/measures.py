"""How much text the parts of a page have, and where its notes stand: counted once, for one page."""

from bisect import bisect_left

from articles.importing.markup.anchors import LABEL as MARK
from articles.importing.markup.anchors import Link, is_mark_like, label_of
from articles.importing.markup.tree import Element

SILENT = frozenset({"script", "style", "title", "template"})


class Measures:
    def __init__(self, root: Element) -> None:
        self.parent: dict[Element, Element] = {}
        self.targets: dict[str, Element] = {}
        self._counts: dict[Element, tuple[int, int, int]] = {}
        self._order: dict[Element, tuple[int, int]] = {}
        elements = [*root.walk()]
        for element in elements:
            for child in element.elements():
                self.parent[child] = element
            for name in (element.get("id"), element.get("name") if element.tag == "a" else ""):
                if name:
                    self.targets.setdefault(name, element)
        self._measure(elements)
        self._cited = {
            target
            for link in elements
            if link.tag == "a" and "#" in link.get("href")
            and (target := self.targets.get(link.get("href").rpartition("#")[2]))
            and self.is_note_like(link, target)
        }  # fmt: skip
        self._cited_places = sorted(self._order[target][0] for target in self._cited)
        self._mark_places = sorted(
            self._order[link][0]
            for link in elements
            if link.tag == "a"
            and self.targets.get(link.get("href").rpartition("#")[2]) in self._cited
        )

    def _measure(self, elements: list[Element]) -> None:
        """Letters, letters in links, and links of each element, from the inside outwards."""
        last: dict[Element, int] = {}
        for number, element in reversed([*enumerate(elements)]):
            if element.tag in SILENT:
                self._counts[element] = (0, 0, 0)
                last[element] = max([number, *(last[c] for c in element.elements())])
                self._order[element] = (number, last[element])
                continue
            letters = sum(len(c.strip()) for c in element.children if isinstance(c, str))
            below = [self._counts[child] for child in element.elements()]
            letters += sum(count[0] for count in below)
            linked, links = sum(count[1] for count in below), sum(count[2] for count in below)
            if element.tag == "a" and element.get("href"):
                linked, links = letters, 1
            self._counts[element] = (letters, linked, links)
            last[element] = max([number, *(last[child] for child in element.elements())])
            self._order[element] = (number, last[element])

    def of(self, element: Element) -> tuple[int, int, int]:
        """Letters, those in links, and the number of links."""
        return self._counts.get(element, (0, 0, 0))

    def plain(self, element: Element) -> int:
        """Letters that are in no link."""
        letters, linked, _links = self.of(element)
        return letters - linked

    def holds(self, outer: Element, inner: Element) -> bool:
        first, last = self._order[outer]
        return first <= self._order[inner][0] <= last

    def is_note_like(self, link: Element, target: Element) -> bool:
        """The mark of a note, not a table of contents or “back to top”."""
        as_link = Link(link, link.get("href").rpartition("#")[2], label_of(link), target)
        is_above = self._order[target][0] < self._order[link][0]
        return (MARK.fullmatch(as_link.label) is not None or is_mark_like(as_link)) and not is_above

    def holds_cited_note(self, element: Element) -> bool:
        return self._has_one_of(self._cited_places, element)

    def has_marks(self, element: Element) -> bool:
        return self._has_one_of(self._mark_places, element)

    def _has_one_of(self, places: list[int], element: Element) -> bool:
        first, last = self._order[element]
        found = bisect_left(places, first)
        return found < len(places) and places[found] <= last
