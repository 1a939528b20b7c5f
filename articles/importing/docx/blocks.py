"""The blocks of a Word file -> HTML as Word would write it: paragraphs, lists, tables, notes.

What articles.importing.markup knows of Word's own HTML (titles, numbered lists, quotations set in,
deleted and hidden text, notes) it then does for files as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from articles.importing.docx.numbering import Label, Numbering
from articles.importing.docx.parts import W, is_on, value
from articles.importing.docx.runs import Noted, Runs
from articles.importing.docx.styles import Paragraph, Styles
from articles.importing.packages import Xml
from articles.importing.plaintext.byline import read_byline
from articles.text.tree import escape_attribute, escape_text

THROUGH = {
    f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "body")
}
CLASSES = {"title": "MsoTitle", "quote": "MsoQuote", "caption": "MsoCaption", "contents": "MsoToc1"}
MOST_COLUMNS = 1000
TAG = re.compile(r"<[^>]*>")  # of what was written here: nothing else has a “<”


@dataclass
class Block:
    html: str
    role: str = ""
    is_picture: bool = False  # nothing but pictures


@dataclass
class Said:
    """What is said of the blocks of a document besides their HTML."""

    deleted_rows: list[str] = field(default_factory=list)
    tables_in_notes: int = 0
    boxes: int = 0
    list_levels: dict[str, str] = field(default_factory=dict)
    """`l3:level1` and what form its numbers have."""
    embedded: int = 0
    subtitle: str = ""


class Blocks:
    """Reads the blocks of one part."""

    def __init__(
        self, runs: Runs, styles: Styles, numbering: Numbering, noted: Noted, said: Said
    ) -> None:
        self.runs = runs
        self.styles = styles
        self.numbering = numbering
        self.noted = noted
        self.said = said
        self.in_note = False
        self.is_above_text = True
        self.carried = ""
        """The words of a paragraph whose end was deleted: they belong to the next one."""

    def html(self, parent: Xml) -> str:
        blocks = [*self.blocks(parent)]
        if self.carried:
            blocks.append(Block(f"<p>{self.carried}</p>"))
            self.carried = ""
        return "".join(_with_captions(blocks))

    def blocks(self, parent: Xml) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{W}tbl":
                yield Block(self.table(child))
            elif child.tag == f"{W}sdt":
                yield from self.controlled(child)
            elif child.tag == f"{W}altChunk":
                self.said.embedded += 1
            elif child.tag in THROUGH:
                yield from self.blocks(child)

    def controlled(self, control: Xml) -> Iterator[Block]:
        content = control.find(f"{W}sdtContent")
        if content is None:
            return
        gallery = value(control, "sdtPr/docPartObj/docPartGallery")
        if gallery == "Table of Contents":
            inside = "".join(block.html for block in self.blocks(content))
            yield Block(f'<div id="toc">{inside}</div>')
        else:
            yield from self.blocks(content)

    def paragraph(self, paragraph: Xml) -> Iterator[Block]:
        properties = paragraph.find(f"{W}pPr")
        style = self.styles.paragraph(properties)
        words = self.carried + self.runs.html(paragraph, hidden=self.styles.hides(properties))
        self.carried = ""
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self.carried = words
            return
        label = self.label(style) if words.strip() else None
        boxes, self.noted.boxes = self.noted.boxes, []
        if words.strip() and not self.is_subtitle(style, words):
            self.is_above_text &= style.role == "title"
            tag = f"h{min(6, style.level)}" if style.level and not self.in_note else "p"
            sign = _sign(label)
            html = f"<{tag}{self.attributes(style, label, tag)}>{sign}{words}</{tag}>"
            yield Block(html, style.role, is_picture=_is_picture(words))
        for box in boxes:
            self.said.boxes += 1
            yield from self.blocks(box)

    def is_subtitle(self, style: Paragraph, words: str) -> bool:
        """Take what stands below the title in a style made for it; but not notes or a byline."""
        if style.role != "subtitle" or not self.is_above_text or self.in_note:
            return False
        if self.said.subtitle or "<a " in words or "<img" in words or "<del" in words:
            return False
        line = " ".join(unescape(TAG.sub("", words)).split())
        byline = read_byline(line)
        if byline and byline.is_strong:
            return False
        self.said.subtitle = line
        return True

    def label(self, style: Paragraph) -> Label | None:
        if not style.list_id:
            return None
        label = self.numbering.label(style.list_id, style.list_level)
        if label and label.form:
            key = f"l{_number(label.list_id)}:level{label.level + 1}"
            self.said.list_levels[key] = label.form
        return label

    def attributes(self, style: Paragraph, label: Label | None, tag: str) -> str:
        name = CLASSES.get(style.role, "MsoNormal") if tag == "p" else ""
        said = {"class": name if not self.in_note or style.role == "quote" else "MsoFootnoteText"}
        said["dir"] = {True: "rtl", False: "ltr", None: ""}[style.is_rtl]
        said["style"] = "" if self.in_note else _look(style, label, tag)
        return "".join(f' {n}="{escape_attribute(v)}"' for n, v in said.items() if v)

    def table(self, table: Xml) -> str:
        if self.in_note:
            self.said.tables_in_notes += 1
            return "".join(
                self.html(cell) for cell in table.iter(f"{W}tc") if not _is_nested(cell, table)
            )
        rows = [row for row in _rows(table) if not self.is_deleted(row)]
        spans = _row_spans(rows)
        head = _head_length(rows)
        parts = [
            self.row(row, spans, "th" if index < head else "td") for index, row in enumerate(rows)
        ]
        if head:
            parts = ["<thead>", *parts[:head], "</thead><tbody>", *parts[head:], "</tbody>"]
        return f"<table>{''.join(parts)}</table>"

    def is_deleted(self, row: Xml) -> bool:
        properties = row.find(f"{W}trPr")
        if properties is None or properties.find(f"{W}del") is None:
            return False
        words = " ".join(t.text or "" for t in row.iter(f"{W}t", f"{W}delText"))
        self.said.deleted_rows.append(" ".join(words.split()))
        return True

    def row(self, row: Xml, spans: dict[Xml, int], tag: str) -> str:
        cells = [
            f"<{tag}{_spans(cell, spans[cell])}>{self.html(cell)}</{tag}>"
            for cell in _cells(row) if spans.get(cell)
        ]  # fmt: skip
        return f"<tr>{''.join(cells)}</tr>"

    def note(self, name: str, number: int, note: Xml) -> str:
        """The division for one note, as Word writes it below a page."""
        self.in_note = True
        content = self.html(note)
        self.in_note = False
        back = f"#_{name[:3]}ref{number}"
        mark = f'<a style="mso-footnote-id:{name}" href="{back}" name="_{name}">[{number}]</a> '
        start = content.find(">") + 1 if content.startswith("<p") else 0
        content = content[:start] + mark + content[start:] if start else f"<p>{mark}</p>{content}"
        return f'<div style="mso-element:footnote" id="{name}">{content}</div>'


def _look(style: Paragraph, label: Label | None, tag: str) -> str:
    said = {}
    if label:
        said["mso-list"] = (
            f"l{_number(label.list_id)} level{label.level + 1} lfo{_number(label.list_id)}"
        )
    elif tag == "p":
        said["margin-left"] = f"{style.left / 20:g}pt" if style.left else ""
        said["margin-right"] = f"{style.right / 20:g}pt" if style.right else ""
        said["text-indent"] = f"{style.first_line / 20:g}pt" if style.first_line else ""
        said["text-align"] = "center" if style.is_centred else ""
    return ";".join(f"{name}:{words}" for name, words in said.items() if words)


def _sign(label: Label | None) -> str:
    if label is None or not label.text:
        return ""
    return f'<span style="mso-list:Ignore">{escape_text(label.text)} </span>'


def _number(list_id: str) -> str:
    """`3-7` -> a number of its own, as the names in style sheets have only digits."""
    first, _, rest = list_id.partition("-")
    digits = "".join(char for char in first if char.isdigit()) or "0"
    more = "".join(char for char in rest if char.isdigit())
    return f"{digits}0{len(more)}{more}" if more else digits


def _is_picture(words: str) -> bool:
    rest = words
    while rest.startswith("<img "):
        rest = rest[rest.index(">") + 1 :].lstrip()
    return not rest and bool(words)


def _with_captions(blocks: list[Block]) -> Iterator[str]:
    """A picture and the caption below it belong together."""
    index = 0
    while index < len(blocks):
        block = blocks[index]
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        if block.is_picture and following and following.role == "caption":
            picture = _inside(block.html)
            yield f"<figure>{picture}<figcaption>{_inside(following.html)}</figcaption></figure>"
            index += 2
        else:
            yield block.html
            index += 1


def _inside(html: str) -> str:
    return html[html.index(">") + 1 : html.rindex("<")]


def _rows(table: Xml) -> Iterator[Xml]:
    for child in table:
        if child.tag == f"{W}tr":
            yield child
        elif child.tag in THROUGH or child.tag == f"{W}sdt":
            yield from _rows(child)


def _cells(row: Xml) -> Iterator[Xml]:
    for child in row:
        if child.tag == f"{W}tc":
            yield child
        elif child.tag in THROUGH or child.tag == f"{W}sdt":
            yield from _cells(child)


def _columns(cell: Xml) -> int:
    said = value(cell, "tcPr/gridSpan")
    is_number = said.isdecimal() and said.isascii()
    return max(1, min(int(said[:4]), MOST_COLUMNS)) if is_number else 1


def _row_spans(rows: list[Xml]) -> dict[Xml, int]:
    """How many rows each cell covers; 0 for those that the cell above covers."""
    spans: dict[Xml, int] = {}
    above: dict[int, Xml] = {}
    for row in rows:
        column = 0
        for cell in _cells(row):
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            goes_on = merge is not None and merge.get(f"{W}val", "continue") == "continue"
            if goes_on and column in above and not _has_words(cell):
                spans[above[column]] += 1
                spans[cell] = 0
            else:
                spans[cell] = 1
                above[column] = cell
            column += _columns(cell)
    return spans


def _has_words(cell: Xml) -> bool:
    return any((text.text or "").strip() for text in cell.iter(f"{W}t"))


def _head_length(rows: list[Xml]) -> int:
    length = 0
    for row in rows:
        if not is_on(row.find(f"{W}trPr"), "tblHeader"):
            break
        length += 1
    return length if length < len(rows) else 0


def _spans(cell: Xml, rows: int) -> str:
    columns = _columns(cell)
    return (f' colspan="{columns}"' if columns > 1 else "") + (
        f' rowspan="{rows}"' if rows > 1 else ""
    )


def _is_nested(cell: Xml, table: Xml) -> bool:
    above = cell.getparent()
    while above is not None and above is not table:
        if above.tag == f"{W}tc":
            return True
        above = above.getparent()
    return False
