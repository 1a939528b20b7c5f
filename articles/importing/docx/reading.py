"""A Word file (.docx, .docm) -> a Document.

Tracked changes are accepted; comments, hidden text, running heads, macros are left out and named.
Nothing is run, and nothing is fetched: a picture that lies elsewhere is named, and stays there.
"""

from collections.abc import Iterator

from articles.importing.base import Document, Finding, Level, Options, Reading, Unreadable
from articles.importing.docx.blocks import Blocks, Said
from articles.importing.docx.numbering import Numbering
from articles.importing.docx.parts import Part, W, WordFile, is_on
from articles.importing.docx.runs import Noted, Runs, bookmarked_notes
from articles.importing.docx.styles import Styles
from articles.importing.marked import Source, finish
from articles.importing.packages import Xml
from articles.importing.pictures import address
from articles.importing.properties import read_properties, suggest
from articles.text.tree import escape_attribute

NOTES = {"ftn": "footnote", "edn": "endnote"}
NO_NOTES = {"separator", "continuationSeparator", "continuationNotice"}


def read(data: bytes, *, name: str, options: Options) -> Reading:
    """Raises Unreadable."""
    try:
        source = _Reader(WordFile(data), name).source()
    except RecursionError:
        raise Unreadable("The text is nested deeper than a person would write it.") from None
    return finish(source, options)


class _Reader:
    def __init__(self, file: WordFile, name: str) -> None:
        self.file = file
        self.name = name
        self.styles = Styles(file.beside("styles"))
        self.numbering = Numbering(file.beside("numbering"))
        self.noted = Noted()
        self.said = Said()
        parts = {"ftn": file.beside("footnotes"), "edn": file.beside("endnotes")}
        self.parts = {kind: part for kind, part in parts.items() if part is not None}
        self.notes = {
            (kind, note.get(f"{W}id", "")): note
            for kind, part in reversed(self.parts.items())
            for note in part.root.iter(f"{W}{NOTES[kind]}")
            if note.get(f"{W}type", "normal") not in NO_NOTES
        }
        roots = [file.document.root, *(part.root for part in self.parts.values())]
        self.bookmarks = bookmarked_notes(roots)

    def source(self) -> Source:
        body = self.file.document.root.find(f"{W}body")
        text = self._blocks(self.file.document).html(body) if body is not None else ""
        html = text + self._cited_notes()
        findings = [*self._findings()]
        pictures = self._pictures()
        for path in dict.fromkeys(self.noted.pictures):
            html = html.replace(f'src="word:{escape_attribute(path)}"', f'src="{address(path)}"')
        forms = "".join(
            f"@list {level} {{mso-level-number-format:{form}}}"
            for level, form in sorted(self.said.list_levels.items())
        )
        source = Source(
            f"<style>{forms} p.MsoNormal {{mso-style-parent:none}}</style>{html}",
            self.name,
            "\n".join(self._words()),
            Document(pictures=pictures, standfirst=self.said.subtitle),
            findings,
            language=self.styles.language,
        )
        suggest(read_properties(self.file.package), source)
        return source

    def _blocks(self, part: Part) -> Blocks:
        runs = Runs(part, self.styles, self.noted, self.bookmarks)
        return Blocks(runs, self.styles, self.numbering, self.noted, self.said)

    def _cited_notes(self) -> str:
        """In the order of their marks; notes can cite notes."""
        found, number = [], 0
        readers = {kind: self._blocks(part) for kind, part in self.parts.items()}
        while number < len(self.noted.notes):
            kind, key = self.noted.notes[number]
            number += 1
            note = self.notes.get((kind, key))
            if note is not None:
                found.append(readers[kind].note(f"{kind}{number}", number, note))
        return "".join(found)

    def _pictures(self) -> dict[str, bytes]:
        found = {}
        for path in dict.fromkeys(self.noted.pictures):
            if path in self.file.package:
                try:
                    found[address(path)] = self.file.package.read(path)
                except Unreadable:
                    continue  # its absence is told when the document is saved
        return found

    def _words(self) -> Iterator[str]:
        """All that a person could read in the file, a line for each paragraph."""
        for part in (self.file.document, *self.parts.values()):
            for paragraph in part.root.iter(f"{W}p"):
                yield "".join(_texts(paragraph))

    def _findings(self) -> Iterator[Finding]:
        cited = set(self.noted.notes)
        for place, note in self.notes.items():
            words = _line(note)
            if place not in cited and words:
                message = "A note that no mark in the text leads to was left out."
                yield Finding(Level.LEFT_OUT, "uncited_note", message, text=words)
        for part in self.file.all_beside("comments"):
            for comment in part.root.iter(f"{W}comment"):
                if words := _line(comment):
                    yield Finding(Level.LEFT_OUT, "comments", "A comment was left out.", text=words)
        yield from self._running_heads()
        yield from self._left_out()
        yield from self._unsure()

    def _running_heads(self) -> Iterator[Finding]:
        seen = set()
        for kind in ("header", "footer"):
            for part in self.file.all_beside(kind):
                words = _line(part.root)
                if words and words not in seen:
                    seen.add(words)
                    message = "What stands at the edge of every page was left out."
                    yield Finding(Level.LEFT_OUT, "running_head", message, text=words)

    def _left_out(self) -> Iterator[Finding]:
        for row in filter(None, self.said.deleted_rows):
            yield Finding(Level.LEFT_OUT, "deletions", "A deleted row of a table.", text=row)
        for picture in self.noted.lost_pictures:
            message = "A picture that lies outside of the file was not fetched."
            yield Finding(Level.LEFT_OUT, "lost_images", message, text=picture)
        if self.file.has_macros:
            message = "The macros in the file were neither read nor run."
            yield Finding(Level.LEFT_OUT, "macros", message)
        counted = (
            ("drawings", self.noted.drawings, "diagrams or drawings without a picture"),
            ("objects", self.noted.objects, "embedded objects (their pictures are kept)"),
            ("embedded", self.said.embedded, "documents embedded in this one"),
        )
        for code, count, what in counted:
            if count:
                yield Finding(Level.LEFT_OUT, code, f"Left out, {what}: {count}.")

    def _unsure(self) -> Iterator[Finding]:
        if self.noted.formulas:
            message = "Formulas became plain text; look at them."
            yield Finding(Level.UNSURE, "formulas", message, text=" · ".join(self.noted.formulas))
        if self.noted.symbols:
            signs = ", ".join(dict.fromkeys(self.noted.symbols))
            message = f"Signs of fonts that have no letters became � ({signs})."
            yield Finding(Level.UNSURE, "symbols", message)
        if self.said.boxes:
            message = f"Text boxes stand below the paragraph they hung on: {self.said.boxes}."
            yield Finding(Level.UNSURE, "text_boxes", message)
        if self.said.tables_in_notes:
            message = f"Tables in notes became paragraphs: {self.said.tables_in_notes}."
            yield Finding(Level.UNSURE, "tables_in_notes", message)


def _texts(paragraph: Xml) -> Iterator[str]:
    """Its own words, not those of text boxes in it, which are paragraphs themselves; nothing that
    was moved from here to elsewhere. Deleted and hidden words stand by themselves."""
    for text in paragraph.iter(f"{W}t", f"{W}delText", f"{W}tab", f"{W}br", f"{W}cr"):
        above = text.getparent()
        while above is not None and above is not paragraph and above.tag not in OUT:
            above = above.getparent()
        if above is not paragraph:
            continue
        words = text.text or " "
        run = text.getparent()
        if text.tag == f"{W}delText" or is_on(run.find(f"{W}rPr"), "vanish"):
            words = f" {words} "
        yield words


OUT = {
    f"{W}p",
    f"{W}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}


def _line(element: Xml) -> str:
    paragraphs = ("".join(_texts(paragraph)) for paragraph in element.iter(f"{W}p"))
    return " ".join(" ".join(paragraphs).split())
