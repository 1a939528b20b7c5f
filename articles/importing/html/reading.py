"""A web page -> a Document: saved from a browser, from an old server, from the 1990s."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from articles.importing.base import Credit, Document, Finding, Level, Options, Reading, Unreadable
from articles.importing.dates import take_date
from articles.importing.html.encoding import decode_page
from articles.importing.html.head import read_head
from articles.importing.html.main_text import MainText
from articles.importing.html.site_wide import SiteWide, site_wide, title_parts
from articles.importing.local_pictures import take_pictures
from articles.importing.marked import Source, finish
from articles.importing.markup.serialise import serialise
from articles.importing.markup.tree import Element, build, lines_of
from articles.importing.plaintext.byline import read_byline
from articles.text.fold import fold

INDEX = re.compile(r"(?:index|default|home)\.\w{2,5}", re.IGNORECASE)
LONGEST_ADDRESS = 400


def read(data: bytes, *, name: str, options: Options) -> Reading:
    """Raises Unreadable."""
    html, findings = decode_page(data, options)
    page = _Page(html, name, options)
    source = page.source(findings)
    return finish(source, options)


class _Page:
    def __init__(self, html: str, name: str, options: Options) -> None:
        self.name = name
        self.inside = name.partition("/")[2]
        self.options = options
        self.root = build(html)
        self.head = read_head(self.root, html)
        self.common = site_wide(options.shelf) if options.shelf is not None else SiteWide()
        self._refuse_frames()
        self.text = MainText(self.root)
        self.document = Document()
        self.findings: list[Finding] = []

    def _refuse_frames(self) -> None:
        frames = [e.get("src") for e in self.root.walk() if e.tag == "frame" and e.get("src")]
        if frames and not any(len(line) > 200 for line in lines_of(self.root).splitlines()):
            names = ", ".join(frames[:10])
            raise Unreadable(f"This page only shows others in frames; import those: {names}.")

    def source(self, findings: list[Finding]) -> Source:
        main = self.text.main
        self._take_site_wide(main)
        self.findings += [
            Finding(
                Level.LEFT_OUT, "around", "What stands around the article was left out.", text=words
            )
            for words in self.text.left_out
        ]
        self._take_head()
        base = self.head.base or (f"/{self.inside}" if self.inside else "")
        self._straighten(main, base)
        self.document.pictures = take_pictures(
            main, self.options.shelf, self.inside, self.head.base
        )
        self.document.old_addresses = [*self._old_addresses()]
        self.document.address = self.head.address[:LONGEST_ADDRESS]
        sheets = [e for e in self.root.walk() if e.tag == "style" and not self._is_inside(e)]
        title = self._title()
        html = serialise(Element("root", {}, [*sheets, Element("div", {}, main.children)]))
        return Source(
            html,
            self.name,
            lines_of(main),
            self.document,
            [*findings, *self.findings],
            title=title,
            language=self.head.language,
        )

    def _is_inside(self, element: Element) -> bool:
        return self.text.measures.holds(self.text.main, element)

    def _take_site_wide(self, main: Element) -> None:
        if not self.common.lines:
            return
        measures = self.text.measures
        protected = {
            e for e in main.walk() if measures.holds_cited_note(e) or measures.has_marks(e)
        }
        removed, lines = self.common.take_out(main, protected)
        if not removed:
            return
        own = [words for words in removed if words]
        is_first = any(self.common.lines[line] == self.inside for line in lines)
        message = f"What stands on most pages of the site was left out: {len(own)} passages."
        text = " · ".join(own) if is_first else ""
        if not is_first:
            message += " Their words are named at the first page that has them."
        self.findings.append(Finding(Level.LEFT_OUT, "site_wide", message, text=text))

    def _take_head(self) -> None:
        head, document = self.head, self.document
        document.credits = [*_credits(head.authors)]
        for printed in head.dates[:1]:
            self.findings += take_date(document, printed, day_first=self.options.day_first)
        document.tags = [tag for tag in head.tags if any(map(str.isalnum, tag))]
        if head.keywords:
            message = "Keywords of the page that became no tags."
            self.findings.append(Finding(Level.LEFT_OUT, "keywords", message, text=head.keywords))
        self._take_description()
        for line in self.text.bylines:
            self._take_byline(line)

    def _take_description(self) -> None:
        words = self.head.description
        beginning = fold(" ".join(lines_of(self.text.main).split()))
        start = fold(words.rstrip(".…[] "))[:80]
        if words and start and start not in beginning:
            self.document.standfirst = words
            message = "The standfirst is the description that search engines were given; check it."
            self.findings.append(Finding(Level.UNSURE, "standfirst", message))

    def _take_byline(self, line: str) -> None:
        byline = read_byline(line, day_first=self.options.day_first)
        if byline is None or (byline.date and byline.date.problem):
            return
        document = self.document
        document.credits = document.credits or list(byline.credits)
        if byline.date and not document.printed_date:
            document.printed_date = byline.date.edtf
            document.printed_label = byline.date.label

    def _title(self) -> str:
        """The heading of the page, else what its head says, without the name of the site."""
        headline = self.text.headline
        if headline and fold(headline) != fold(self.common.site_title):
            if fold(headline) not in fold(" ".join(lines_of(self.text.main).split())):
                self.document.title = headline  # it stands above the part that is the article
            return headline
        for title in (*self.head.titles, self.head.page_title):
            parts = [p for p in title_parts(title) if fold(p) != fold(self.common.site_title)]
            if parts and (len(parts) < len(title_parts(title)) or title in self.head.titles):
                return " – ".join(parts)
            if parts:
                return max(parts, key=len) if self.common.site_title == "" else " – ".join(parts)
        return ""

    def _straighten(self, main: Element, base: str) -> None:
        """Links and what embeds files: seen from where the page was."""
        for element in main.walk():
            for name in ("href", "src"):
                address = element.get(name).strip()
                is_relative = address and not re.match(
                    r"[a-z][a-z0-9+.-]*:|//|#|/", address, re.IGNORECASE
                )
                if is_relative and base and element.tag not in {"img", "image"}:
                    try:
                        element.attributes[name] = urljoin(base, address)
                    except ValueError:
                        continue

    def _old_addresses(self) -> Iterator[str]:
        if self.head.address:
            yield self.head.address
        if self.inside and self.options.shelf is not None and self.options.shelf.is_whole:
            yield f"/{self.inside}"
            folder, file = posixpath.split(self.inside)
            if INDEX.fullmatch(file) and folder:
                yield f"/{folder}/"


def _credits(names: list[str]) -> Iterator[Credit]:
    for name in names:
        byline = read_byline(name)
        if byline and byline.credits and len(byline.credits) > 1:
            yield from byline.credits
        else:
            yield Credit(name)
