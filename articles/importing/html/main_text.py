"""Which part of a page is the article? What stands around it is left out, and named.

Extractors of other makers drop lists of notes; so a whole subtree is taken, with every note that a
mark in it leads to.
"""

import re
from collections.abc import Iterator

from articles.importing.html.measures import Measures
from articles.importing.markup.tree import Element, Piece, is_empty, lines_of
from articles.importing.plaintext.byline import read_byline

FURNITURE_TAGS = frozenset({"nav", "footer", "aside", "form", "noscript", "dialog"})
FURNITURE_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar"}
)
FURNITURE_NAMES = re.compile(
    r"(?:^|[-_\s])(?:nav|navi|navigation|navbar|menu|menue|sidebar|side-bar|footer|foot|breadcrumbs?"
    r"|comments?|commentlist|respond|share|sharing|social|sharedaddy|related|cookie|widgets?"
    r"|search|skip-link|pagination|pager|newsletter|subscribe|masthead|site-header|topbar|toolbar"
    r"|advert|ads|print-link|post-navigation|jp-relatedposts)(?:$|[-_\s\d])",
    re.IGNORECASE,
)
NOT_FURNITURE = re.compile(r"foot-?note|end-?note|references|notes", re.IGNORECASE)
CONTENT_NAMES = re.compile(
    r"(?:^|\s)(?:entry-content|post-content|post-body|article-body|articlebody|article-content"
    r"|story-body|mw-parser-output|field-name-body|single-content|e-content|content-body)(?:$|\s)",
    re.IGNORECASE,
)
HOLDERS = frozenset(
    {"article", "blockquote", "body", "center", "div", "font", "form", "html", "main", "root",
     "section", "table", "tbody", "td", "th", "tr"}
)  # fmt: skip
PARTS_OF_TABLES = frozenset({"caption", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"})
NO_FIGURES = frozenset({"h1", "h2", "h3", "h4", "blockquote", "hr", "table", "ul", "ol", "pre"})
ENOUGH = 0.4  # of the page's text: the article that the page itself marks
MOST_OF_IT = 0.8  # of the text: go on inside
LINKED = 0.7  # of the letters: a menu
FEWEST_LINKS = 3
LONGEST_TITLE = 300


class MainText:
    """Divides a page: `main` is the article, `left_out` the text around it, block by block."""

    def __init__(self, root: Element) -> None:
        self.left_out: list[str] = []
        self.measures = Measures(root)
        body = next((e for e in root.walk() if e.tag == "body"), root)
        has_all = self.measures.of(body) == self.measures.of(root)
        self.root = body if has_all else root  # broken pages have text around their body
        self.headline = next(_headlines(self.root), "")
        self.main = self._with_notes(self._marked() or self._heaviest())
        self.bylines = self._above()
        self._prune(self.main, is_top=True)
        self.left_out += [*self._around()]
        flatten_layout(self.main)

    def _marked(self) -> Element | None:
        """What the page itself calls its article, if that has much of its text."""
        total = self.measures.plain(self.root)
        for wanted in (_is_body, _is_article, _is_content, _is_main):
            found = [element for element in self.root.walk() if wanted(element)]
            found = [e for e in found if self.measures.plain(e) >= max(1, ENOUGH * total)]
            if found:
                return found[0]
        return None

    def _heaviest(self) -> Element:
        """Inwards, as long as one element has most of the text that is no link."""
        at = self.root
        while True:
            inside = [e for e in at.elements() if e.tag in HOLDERS and not _is_furniture(e)]
            best = max(inside, key=self.measures.plain, default=None)
            if best is None or self.measures.plain(best) < MOST_OF_IT * self.measures.plain(at):
                return at
            if best.tag in {"tr", "td"} and at.tag == "table" and not self.measures.plain(best):
                return at
            at = best

    def _with_notes(self, main: Element) -> Element:
        """Outwards, until every note that a mark in it leads to is inside."""
        wanted = {
            target
            for link in main.walk()
            if link.tag == "a" and "#" in link.get("href")
            and (target := self.measures.targets.get(link.get("href").rpartition("#")[2]))
            and self.measures.is_note_like(link, target)
        }  # fmt: skip
        while main is not self.root and any(not self.measures.holds(main, e) for e in wanted):
            above = self.measures.parent.get(main)
            if above is None:
                return main
            main = above
        return main

    def _above(self) -> list[str]:
        """Bylines that stand right above the article, in the part that is left out."""
        lines: list[str] = []
        at = self.main
        while at is not self.root and (above := self.measures.parent.get(at)) is not None:
            before = above.children[: above.children.index(at)]
            found = [line for piece in before[-4:] for line in _lines(piece)]
            lines = found[-4:] + lines
            at = above
        return [line for line in lines[-8:] if _is_byline(line)]

    def _prune(self, element: Element, *, is_top: bool = False) -> None:
        """Take menus, forms and the like out of the article itself."""
        kept: list[Piece] = []
        for child in element.children:
            if isinstance(child, Element):
                if not (is_top and child is element) and self._is_to_go(child):
                    self._leave(child)
                    continue
                self._prune(child)
            kept.append(child)
        element.children = kept

    def _is_to_go(self, element: Element) -> bool:
        if self.measures.holds_cited_note(element):
            return False
        if _is_furniture(element):
            return self.measures.plain(element) < MOST_OF_IT * self.measures.plain(self.main)
        return element.tag in {"ul", "ol", "table", "td", "div", "p"} and self._is_menu(element)

    def _is_menu(self, element: Element) -> bool:
        """Nearly all of it are links, and none leads to a note."""
        letters, linked, links = self.measures.of(element)
        if links < FEWEST_LINKS or linked < LINKED * letters:
            return False
        return letters / links < 60 and not self.measures.has_marks(element)

    def _leave(self, element: Element) -> None:
        words = " ".join(lines_of(element).split())
        if words:
            self.left_out.append(words)

    def _around(self) -> Iterator[str]:
        """The text outside of the article, from top to bottom."""
        at = self.main
        before: list[Element] = []
        after: list[Element] = []
        while at is not self.root and (above := self.measures.parent.get(at)) is not None:
            index = above.children.index(at)
            before.insert(0, Element("div", {}, above.children[:index]))
            after.append(Element("div", {}, above.children[index + 1 :]))
            at = above
        for part in (*before, *after):
            if words := " ".join(lines_of(part).split()):
                yield words


def flatten_layout(main: Element) -> None:
    """Tables that only put things beside each other become divisions, one after the other."""
    for table in [*main.walk()]:
        if table.tag == "table" and _is_layout(table):
            table.tag = "div"
            for part in [*_parts(table)]:
                part.tag, part.attributes = "div", {}
    if main.tag in PARTS_OF_TABLES:
        main.tag = "div"


def _parts(table: Element) -> Iterator[Element]:
    stack = [*table.elements()]
    while stack:
        part = stack.pop()
        if part.tag in PARTS_OF_TABLES:
            yield part
            stack += [*part.elements()] if part.tag not in {"td", "th"} else []


def _is_layout(table: Element) -> bool:
    """It holds what no cell of figures holds. A table inside, or paragraphs one after the other."""
    if any(part.tag in {"th", "caption"} for part in _parts(table)):
        return False
    for part in _parts(table):
        if part.tag != "td":
            continue
        inside = [element.tag for element in part.walk()][1:]
        if inside.count("p") > 1 or inside.count("br") > 5 or not NO_FIGURES.isdisjoint(inside):
            return True
    rows = [part for part in _parts(table) if part.tag == "tr"]
    return len(rows) <= 1


def _is_body(element: Element) -> bool:
    return "articlebody" in element.get("itemprop").lower()


def _is_article(element: Element) -> bool:
    return element.tag == "article" or element.get("role") == "article"


def _is_content(element: Element) -> bool:
    return bool(CONTENT_NAMES.search(f"{element.get('class')} {element.get('id')}"))


def _is_main(element: Element) -> bool:
    return element.tag == "main" or element.get("role") == "main"


def _is_furniture(element: Element) -> bool:
    names = f"{element.get('class')} {element.get('id')}"
    if NOT_FURNITURE.search(names) or element.tag in {"body", "html", "a", "span", "p"}:
        return False
    return (
        element.tag in FURNITURE_TAGS
        or element.get("role") in FURNITURE_ROLES
        or (names != " " and FURNITURE_NAMES.search(names) is not None)
    )


def _headlines(root: Element) -> Iterator[str]:
    for tags in ({"h1"}, {"h2"}):
        found = [
            e for e in root.walk() if e.tag in tags and 0 < len(e.text().strip()) < LONGEST_TITLE
        ]
        if len(found) == 1 or (found and tags == {"h1"}):
            yield " ".join(found[0].text().split())


def _lines(piece: Piece) -> list[str]:
    if is_empty(piece):
        return []
    text = piece if isinstance(piece, str) else lines_of(piece)
    return [line for line in (" ".join(part.split()) for part in text.splitlines()) if line]


def _is_byline(line: str) -> bool:
    byline = read_byline(line)
    return byline is not None and byline.is_strong
