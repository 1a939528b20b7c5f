"""An OpenDocument text (.odt) -> a Document, on the same way as a Word file.

Tracked changes are accepted; comments, hidden text and deletions are left out and named.
"""

from collections.abc import Iterator
from itertools import chain

from articles.importing.base import Document, Finding, Level, Options, Reading, Unreadable
from articles.importing.marked import Source, finish
from articles.importing.odt.styles import Style, Styles
from articles.importing.packages import Package, Xml
from articles.importing.pictures import address
from articles.importing.properties import read_open_properties, suggest
from articles.text.tree import escape_attribute, escape_text

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
SVG = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
XLINK = "{http://www.w3.org/1999/xlink}"
SIGNS = {
    f"{TEXT}tab": "\t",
    f"{TEXT}s": " ",
    f"{TEXT}line-break": "<br>",
    f"{TEXT}soft-page-break": "",
}
CLASSES = {"title": "MsoTitle", "quote": "MsoQuote", "caption": "MsoCaption"}
CONTENTS = {f"{TEXT}table-of-content", f"{TEXT}alphabetical-index", f"{TEXT}illustration-index"}
PARTS_OF_TABLES = {
    f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")
}
MOST_REPEATED = 50
HIDDEN = '<span style="display:none">'


def read(data: bytes, *, name: str, options: Options) -> Reading:
    """Raises Unreadable."""
    package = Package(data, "OpenDocument text")
    try:
        source = _Reader(package, name).source()
    except RecursionError:
        raise Unreadable("The text is nested deeper than a person would write it.") from None
    return finish(source, options)


class _Reader:
    def __init__(self, package: Package, name: str) -> None:
        self.package = package
        self.name = name
        root = package.xml("content.xml")
        body = root.find(f"{OFFICE}body/{OFFICE}text") if root is not None else None
        if root is None or body is None:
            raise Unreadable("This is a ZIP archive, but no OpenDocument text: no text is in it.")
        self.body = body
        self.styles = Styles(root, package.xml("styles.xml"))
        self.notes: list[Xml] = []
        self.by_id = {note.get(f"{TEXT}id", ""): note for note in body.iter(f"{TEXT}note")}
        self.pictures: dict[str, bytes] = {}
        self.findings: list[Finding] = []
        self.boxes: list[Xml] = []
        self.in_note = False

    def source(self) -> Source:
        html = self.blocks(self.body)
        number = 0
        while number < len(self.notes):
            number += 1
            html += self.note(number, self.notes[number - 1])
        source = Source(
            f"<style>p.MsoNormal {{mso-style-parent:none}}</style>{html}",
            self.name,
            "\n".join(self.words()),
            Document(pictures=self.pictures),
            self.findings,
            language=self.styles.language,
        )
        suggest(read_open_properties(self.package), source)
        return source

    # Blocks

    def blocks(self, parent: Xml) -> str:
        return "".join(chain.from_iterable(map(self.block, parent)))

    def block(self, element: Xml) -> Iterator[str]:
        tag = element.tag
        if tag in {f"{TEXT}p", f"{TEXT}h"}:
            yield self.paragraph(element)
            boxes, self.boxes = self.boxes, []
            yield from map(self.blocks, boxes)
        elif tag == f"{TEXT}list":
            yield self.list(element, element.get(f"{TEXT}style-name", ""), 1)
        elif tag == f"{TABLE}table":
            yield self.table(element)
        elif tag == f"{TEXT}tracked-changes":
            self.deletions(element)
        elif tag in CONTENTS:
            yield f'<div id="toc">{self.blocks(element)}</div>'
        elif tag in {f"{TEXT}section", f"{TEXT}index-body", f"{TEXT}index-title"}:
            yield self.blocks(element)
        elif tag == f"{DRAW}frame":
            yield f"<p>{self.frame(element)}</p>"

    def paragraph(self, element: Xml) -> str:
        style = self.styles.of("paragraph", element.get(f"{TEXT}style-name", ""))
        words = self.inline(element)
        if style.is_hidden:
            words = f"{HIDDEN}{words}</span>"
        if not words.strip():
            return ""
        level = element.get(f"{TEXT}outline-level", "1")
        is_heading = element.tag == f"{TEXT}h" and not self.in_note
        tag = f"h{min(6, int(level[:1]) or 1)}" if is_heading and level[:1].isdecimal() else "p"
        said = {"class": CLASSES.get(style.role, "MsoNormal") if tag == "p" else ""}
        said["dir"] = {True: "rtl", False: "ltr", None: ""}[style.is_rtl]
        if not self.in_note and tag == "p":
            margins = {"margin-left": style.left, "margin-right": style.right}
            said["style"] = ";".join(
                f"{name}:{length}" for name, length in margins.items() if length
            )
        attributes = "".join(f' {n}="{escape_attribute(v)}"' for n, v in said.items() if v)
        return f"<{tag}{attributes}>{words}</{tag}>"

    def list(self, element: Xml, style: str, level: int) -> str:
        if self.in_note:
            return "".join(self.blocks(item) for item in element)
        tag = "ol" if self.styles.is_ordered(style, level) else "ul"
        items = []
        for item in element:
            inside = "".join(
                self.list(child, child.get(f"{TEXT}style-name", style), level + 1)
                if child.tag == f"{TEXT}list"
                else "".join(self.block(child))
                for child in item
            )
            start = item.get(f"{TEXT}start-value", "")
            value = f' value="{start}"' if start.isdecimal() and tag == "ol" else ""
            items.append(f"<li{value}>{inside}</li>" if inside else "")
        return f"<{tag}>{''.join(items)}</{tag}>"

    def table(self, table: Xml) -> str:
        if self.in_note:
            return "".join(self.blocks(cell) for cell in table.iter(f"{TABLE}table-cell"))
        head: list[str] = []
        rows: list[str] = []
        for row, is_head in _rows(table, is_head=False):
            (head if is_head else rows).append(self.row(row, "th" if is_head else "td"))
        above = f"<thead>{''.join(head)}</thead>" if head and rows else "".join(head)
        return f"<table>{above}<tbody>{''.join(rows)}</tbody></table>"

    def row(self, row: Xml, tag: str) -> str:
        cells = []
        for cell in row:
            if cell.tag != f"{TABLE}table-cell":
                continue
            said = {
                name: cell.get(f"{TABLE}number-{kind}-spanned", "1")
                for name, kind in (("colspan", "columns"), ("rowspan", "rows"))
            }
            spans = "".join(
                f' {n}="{v[:4]}"' for n, v in said.items() if v.isdecimal() and v != "1"
            )
            repeated = cell.get(f"{TABLE}number-columns-repeated", "1")
            count = min(int(repeated[:3]), MOST_REPEATED) if repeated.isdecimal() else 1
            content = self.blocks(cell)
            cells += [f"<{tag}{spans}>{content}</{tag}>"] * (count if content or count < 10 else 1)
        return f"<tr>{''.join(cells)}</tr>"

    def note(self, number: int, note: Xml) -> str:
        body = note.find(f"{TEXT}note-body")
        self.in_note = True
        content = self.blocks(body) if body is not None else ""
        self.in_note = False
        mark = (
            f'<a style="mso-footnote-id:ftn{number}" href="#_ftnref{number}" name="_ftn{number}">'
        )
        mark = f"{mark}[{number}]</a> "
        start = content.find(">") + 1 if content.startswith("<p") else 0
        inside = content[:start] + mark + content[start:] if start else f"<p>{mark}</p>{content}"
        return f'<div style="mso-element:footnote" id="ftn{number}">{inside}</div>'

    # Running text

    def inline(self, element: Xml) -> str:
        parts = [escape_text(element.text or "")]
        for child in element:
            parts.append(self.piece(child))
            parts.append(escape_text(child.tail or ""))
        return "".join(parts)

    def piece(self, element: Xml) -> str:
        tag = element.tag
        if tag in SIGNS:
            return SIGNS[tag]
        if tag == f"{TEXT}span":
            style = self.styles.of("text", element.get(f"{TEXT}style-name", ""))
            return _formatted(style, self.inline(element))
        if tag == f"{TEXT}a":
            href = escape_attribute(element.get(f"{XLINK}href", ""))
            return f'<a href="{href}">{self.inline(element)}</a>'
        return self.placed(element)

    def placed(self, element: Xml) -> str:
        """What has a place in the line and its text elsewhere."""
        if element.tag == f"{TEXT}note":
            return self.mark(element)
        cited = self.by_id.get(element.get(f"{TEXT}ref-name", ""))
        if element.tag == f"{TEXT}note-ref" and cited is not None:
            return self.mark(cited)
        if element.tag == f"{OFFICE}annotation":
            self.comment(element)
            return ""
        return self.frame(element) if element.tag == f"{DRAW}frame" else self.inline(element)

    def mark(self, note: Xml) -> str:
        if note not in self.notes:
            self.notes.append(note)
        number = self.notes.index(note) + 1
        said = f'style="mso-footnote-id:ftn{number}" href="#_ftn{number}" name="_ftnref{number}"'
        return f"<a {said}><sup>[{number}]</sup></a>"

    def frame(self, frame: Xml) -> str:
        """A picture; a text box is kept for below the paragraph."""
        boxes = frame.findall(f"{DRAW}text-box")
        self.boxes += boxes
        if boxes:
            message = "A text box stands below the paragraph it hung on."
            self.findings.append(Finding(Level.UNSURE, "text_boxes", message))
        image = frame.find(f"{DRAW}image")
        if image is None:
            return ""
        alt = "".join(frame.findtext(f"{SVG}{name}") or "" for name in ("desc",))
        alt = alt or frame.findtext(f"{SVG}title") or ""
        path = image.get(f"{XLINK}href", "")
        if path in self.package and not self.package.is_folder(path):
            self.pictures[address(path)] = self.package.read(path)
            return f'<img src="{address(path)}" alt="{escape_attribute(alt)}">'
        message = "A picture that lies outside of the file was not fetched."
        self.findings.append(Finding(Level.LEFT_OUT, "lost_images", message, text=path or alt))
        return escape_text(alt)

    # What is left out

    def comment(self, comment: Xml) -> None:
        words = _words(comment)
        if words:
            message = "A comment was left out."
            self.findings.append(Finding(Level.LEFT_OUT, "comments", message, text=words))

    def deletions(self, changes: Xml) -> None:
        for deletion in changes.iter(f"{TEXT}deletion"):
            if words := _words(deletion):
                message = "A deleted passage was left out."
                self.findings.append(Finding(Level.LEFT_OUT, "deletions", message, text=words))

    def words(self) -> Iterator[str]:
        for block in self.body:
            if block.tag != f"{TEXT}tracked-changes":
                for paragraph in block.iter(f"{TEXT}p", f"{TEXT}h"):
                    yield "".join(_own_text(paragraph))


def _formatted(style: Style, html: str) -> str:
    around = [
        (style.is_hidden, HIDDEN),
        (style.is_bold, "<b>"),
        (style.is_italic, "<i>"),
        (style.is_underlined, "<u>"),
        (style.is_struck, "<s>"),
        (bool(style.raised), f"<{style.raised}>"),
        (bool(style.language), f'<span lang="{escape_attribute(style.language)}">'),
    ]
    opening = [tag for is_on, tag in around if is_on]
    closing = [f"</{tag[1:].partition(' ')[0].rstrip('>')}>" for tag in reversed(opening)]
    return "".join([*opening, html, *closing])


def _rows(table: Xml, *, is_head: bool) -> Iterator[tuple[Xml, bool]]:
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child, is_head
        elif child.tag in PARTS_OF_TABLES:
            yield from _rows(child, is_head=is_head or child.tag.endswith("header-rows"))


NO_TEXT = {f"{TEXT}note", f"{OFFICE}annotation", f"{DRAW}frame", f"{TEXT}p", f"{TEXT}h"}
"""Their words are paragraphs of their own."""


def _own_text(element: Xml) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in SIGNS:
            yield " "
        elif child.tag not in NO_TEXT:
            yield from _own_text(child)
        yield child.tail or ""


def _words(element: Xml) -> str:
    paragraphs = element.iter(f"{TEXT}p", f"{TEXT}h")
    return " ".join(" ".join("".join(_own_text(p)) for p in paragraphs).split())
