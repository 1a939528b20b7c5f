"""Running text of a Word file -> HTML: formatting, links, fields, tracked changes, marks of notes,
pictures."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import ClassVar

from lxml import etree

from articles.importing.docx.parts import Part, R, W
from articles.importing.docx.styles import Run, Styles
from articles.importing.packages import Xml
from articles.text.tree import escape_attribute, escape_text

MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
VML = "{urn:schemas-microsoft-com:vml}"
ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
THROUGH = {
    f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent", "dir", "bdo")
}
"""What stands around runs and changes nothing."""
SIGNS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "<br>", f"{W}noBreakHyphen": "\u2011",
         f"{W}softHyphen": "\u00ad"}  # fmt: skip
HYPERLINK = re.compile(
    r'\s*HYPERLINK\s+(?P<local>\\l\s+)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s\\]\S*))'
    r'(?:.*?\\l\s+"(?P<anchor>[^"]*)")?',
    re.IGNORECASE,
)
CITES_NOTE = re.compile(r"\s*(?:NOTEREF|FTNREF)\s+(\S+)", re.IGNORECASE)
SYMBOLS = {0xB7: "•", 0xA7: "▪", 0xD8: "➢", 0xFC: "✓", 0xE0: "→", 0xDF: "←", 0xF0: "⇨", 0x4A: "☺"}
CITATIONS = {f"{W}footnoteReference": "ftn", f"{W}endnoteReference": "edn"}
DRAWN = {f"{W}drawing", f"{W}pict", f"{W}object", f"{ALTERNATIVE}AlternateContent"}
HIDDEN, DELETED = '<span style="display:none">', '<del datetime="tracked">'
LEFT_OUT = {HIDDEN, DELETED}
CUSTOM_MARK = re.compile(r"\s*[*†‡§¶#\d]{1,4}\s*")


@dataclass
class Field:
    """One of Word's fields, while it is open: what it says, and whether its result has begun."""

    code: str = ""
    has_result: bool = False
    said_note: bool = False


@dataclass(frozen=True)
class Piece:
    html: str
    link: str = ""
    opening: tuple[str, ...] = ()
    """The tags around it."""


@dataclass
class Noted:
    """What the text cites and shows, and what was not taken over, in the order of the text."""

    notes: list[tuple[str, str]] = field(default_factory=list)
    """Kind (`ftn`, `edn`) and id of each note that is cited, once."""
    pictures: list[str] = field(default_factory=list)
    lost_pictures: list[str] = field(default_factory=list)
    boxes: list[Xml] = field(default_factory=list)
    """Text boxes of the paragraph that is being read."""
    formulas: list[str] = field(default_factory=list)
    drawings: int = 0
    objects: int = 0
    symbols: list[str] = field(default_factory=list)


Reader = Callable[["Runs", Xml, str, tuple[str, ...]], Iterator[Piece]]


class Runs:
    """Reads the runs of one part. Fields may go on over several paragraphs."""

    def __init__(
        self, part: Part, styles: Styles, noted: Noted, bookmarks: dict[str, tuple[str, str]]
    ) -> None:
        self.part = part
        self.styles = styles
        self.noted = noted
        self.bookmarks = bookmarks
        self.fields: list[Field] = []
        self.targets = {
            str(link.get(f"{W}anchor")) for link in part.root.iter(f"{W}hyperlink")
            if link.get(f"{W}anchor")
        }  # fmt: skip
        self.custom_mark = False

    def html(self, paragraph: Xml, *, hidden: bool = False) -> str:
        pieces = self._pieces(paragraph, "", ("hidden",) if hidden else ())
        return "".join(_linked(link, same) for link, same in groupby(pieces, lambda p: p.link))

    def _pieces(self, parent: Xml, link: str, around: tuple[str, ...]) -> Iterator[Piece]:
        for child in parent:
            if child.tag in THROUGH:
                yield from self._pieces(child, link, around)
            elif read := self.READERS.get(child.tag):
                yield from read(self, child, link, around)

    def _hyperlink(self, element: Xml, link: str, around: tuple[str, ...]) -> Iterator[Piece]:
        yield from self._pieces(element, self._address(element) or link, around)

    def _deletion(self, element: Xml, link: str, around: tuple[str, ...]) -> Iterator[Piece]:
        yield from self._pieces(element, link, (*around, "deleted"))

    def _controlled(self, element: Xml, link: str, around: tuple[str, ...]) -> Iterator[Piece]:
        for content in element.findall(f"{W}sdtContent"):
            yield from self._pieces(content, link, around)

    def _bookmark(self, element: Xml, link: str, _around: tuple[str, ...]) -> Iterator[Piece]:
        name = element.get(f"{W}name", "")
        if name in self.targets:
            yield Piece(f'<a name="{escape_attribute(name)}"></a>', link)

    def _address(self, link: Xml) -> str:
        anchor = link.get(f"{W}anchor", "")
        outside = self.part.links.get(link.get(f"{R}id", ""), "")
        if outside:
            return f"{outside}#{anchor}" if anchor else outside
        return f"#{anchor}" if anchor else ""

    def _simple_field(self, element: Xml, link: str, around: tuple[str, ...]) -> Iterator[Piece]:
        code = element.get(f"{W}instr", "")
        if cited := self._cited(code):
            yield Piece(self._mark(*cited), link)
        else:
            yield from self._pieces(element, _field_link(code) or link, around)

    def _cited(self, code: str) -> tuple[str, str] | None:
        match = CITES_NOTE.match(code)
        return self.bookmarks.get(match[1]) if match else None

    def _run(self, run: Xml, link: str, around: tuple[str, ...]) -> Iterator[Piece]:
        properties = run.find(f"{W}rPr")
        said = self.styles.run(properties)
        opening = _opening(said, around)
        for child in run:
            if child.tag == f"{W}fldChar":
                self._field_sign(child.get(f"{W}fldCharType", ""))
            elif child.tag == f"{W}instrText":
                if self.fields and not self.fields[-1].has_result:
                    self.fields[-1].code += child.text or ""
            elif not any(not open_.has_result for open_ in self.fields):
                yield from self._content(child, self._field_address() or link, opening)
        self.custom_mark = False

    def _field_sign(self, kind: str) -> None:
        if kind == "begin":
            self.fields.append(Field())
        elif self.fields and kind == "separate":
            self.fields[-1].has_result = True
        elif self.fields and kind == "end":
            self.fields.pop()

    def _field_address(self) -> str:
        return next(filter(None, (_field_link(f.code) for f in reversed(self.fields))), "")

    def _content(self, element: Xml, link: str, opening: tuple[str, ...]) -> Iterator[Piece]:
        """What an element within a run shows."""
        tag = element.tag
        if self.fields and (cited := self._cited(self.fields[-1].code)):
            if not self.fields[-1].said_note:
                self.fields[-1].said_note = True
                yield Piece(self._mark(*cited), link)
        elif tag in {f"{W}t", f"{W}delText"}:
            yield from self._text(element, link, opening)
        elif tag in CITATIONS:
            if not LEFT_OUT.intersection(opening):
                self.custom_mark = element.get(f"{W}customMarkFollows") in {"1", "true", "on"}
                yield Piece(self._mark(CITATIONS[tag], element.get(f"{W}id", "")), link)
        elif tag in DRAWN:
            yield from self._drawn(element, link)
        elif tag == f"{W}ruby":
            yield from self._ruby(element, link, ())
        elif sign := self._sign(element):
            yield Piece(sign, link, opening)

    def _sign(self, element: Xml) -> str:
        if element.tag == f"{W}br":
            is_line = element.get(f"{W}type", "textWrapping") == "textWrapping"
            return "<br>" if is_line else " "
        return self._symbol(element) if element.tag == f"{W}sym" else SIGNS.get(element.tag, "")

    def _text(self, element: Xml, link: str, opening: tuple[str, ...]) -> Iterator[Piece]:
        words = element.text or ""
        if self.custom_mark and CUSTOM_MARK.fullmatch(words):
            return  # the sign of the note: readers get its number
        yield Piece(escape_text(words), link, opening)

    def _mark(self, kind: str, key: str) -> str:
        if (kind, key) not in self.noted.notes:
            self.noted.notes.append((kind, key))
        number = self.noted.notes.index((kind, key)) + 1
        name, own = f"{kind}{number}", f"_{kind}ref{number}"
        sign = f"<sup>[{number}]</sup>"
        return f'<a style="mso-footnote-id:{name}" href="#_{name}" name="{own}">{sign}</a>'

    def _symbol(self, element: Xml) -> str:
        try:
            code = int(element.get(f"{W}char", ""), 16)
        except ValueError:
            code = 0
        code -= 0xF000 if 0xF000 <= code <= 0xF0FF else 0
        font = element.get(f"{W}font", "")
        if known := SYMBOLS.get(code):
            return known
        is_plain = font.lower() not in {
            "symbol",
            "wingdings",
            "wingdings 2",
            "wingdings 3",
            "webdings",
        }
        if is_plain and code > 0x20 and not 0xD800 <= code < 0xE000 and code < 0x110000:
            return escape_text(chr(code))
        self.noted.symbols.append(f"{font} {code:X}".strip())
        return "\N{REPLACEMENT CHARACTER}"

    def _formula(self, element: Xml, link: str, _around: tuple[str, ...]) -> Iterator[Piece]:
        words = "".join(text.text or "" for text in element.iter(f"{MATHS}t"))
        if words.strip():
            self.noted.formulas.append(words)
            yield Piece(escape_text(words), link)

    def _ruby(self, element: Xml, link: str, around: tuple[str, ...]) -> Iterator[Piece]:
        """Small signs above the line stand in brackets behind it."""
        for base in element.findall(f"{W}rubyBase"):
            yield from self._pieces(base, link, around)
        for above in element.findall(f"{W}rt"):
            yield Piece(" (", link)
            yield from self._pieces(above, link, around)
            yield Piece(")", link)

    READERS: ClassVar[dict[str, Reader]] = {
        f"{W}r": _run,
        f"{W}hyperlink": _hyperlink,
        f"{W}del": _deletion,
        f"{W}fldSimple": _simple_field,
        f"{W}sdt": _controlled,
        f"{W}bookmarkStart": _bookmark,
        f"{W}ruby": _ruby,
        f"{MATHS}oMath": _formula,
        f"{MATHS}oMathPara": _formula,
    }

    def _drawn(self, element: Xml, link: str) -> Iterator[Piece]:
        """The pictures in a drawing; its text boxes are kept for below the paragraph."""
        holder = _one_of_alternatives(element)
        boxes = [box for box in holder.iter(f"{W}txbxContent") if not _has_box_above(box, holder)]
        self.noted.boxes += boxes
        found = [*holder.iter(f"{DRAWING}blip"), *holder.iter(f"{VML}imagedata")]
        found = [picture for picture in found if not _has_box_above(picture, holder)]
        for picture in found:
            yield Piece(self._picture(picture, _description(holder)), link)
        self.noted.objects += sum(
            1 for _ in holder.iter("{urn:schemas-microsoft-com:office:office}OLEObject")
        )
        if not boxes and not found and not _is_rule(holder):
            self.noted.drawings += 1

    def _picture(self, picture: Xml, alt: str) -> str:
        key = picture.get(f"{R}embed", "") or picture.get(f"{R}id", "")
        path = self.part.targets.get(key, "")
        if not path:
            outside = self.part.links.get(picture.get(f"{R}link", "") or key, "")
            self.noted.lost_pictures.append(outside or alt or key)
            return escape_text(alt)
        from_here = path
        self.noted.pictures.append(from_here)
        return f'<img src="word:{escape_attribute(from_here)}" alt="{escape_attribute(alt)}">'


def _linked(link: str, pieces: Iterator[Piece]) -> str:
    html = "".join(
        _wrapped(opening, "".join(piece.html for piece in same))
        for opening, same in groupby(pieces, lambda piece: piece.opening)
    )
    return f'<a href="{escape_attribute(link)}">{html}</a>' if link and html else html


def _wrapped(opening: tuple[str, ...], html: str) -> str:
    return "".join([*opening, html, *map(_closing, reversed(opening))])


def _opening(said: Run, around: tuple[str, ...]) -> tuple[str, ...]:
    tags: list[str] = []
    if "hidden" in around or said.toggles & {"vanish", "webHidden"}:
        tags.append(HIDDEN)
    if "deleted" in around:
        tags.append(DELETED)
    language = said.language
    if language:
        tags.append(f'<span lang="{escape_attribute(language)}">')
    if "b" in said.toggles:
        tags.append("<b>")
    if "i" in said.toggles:
        tags.append("<i>")
    if "u" in said.toggles:
        tags.append("<u>")
    if said.toggles & {"strike", "dstrike"}:
        tags.append("<s>")
    if said.raised:
        tags.append(f"<{said.raised}>")
    return tuple(tags)


def _closing(tag: str) -> str:
    return f"</{tag[1:].partition(' ')[0].rstrip('>')}>"


def _field_link(code: str) -> str:
    match = HYPERLINK.match(code)
    if match is None:
        return ""
    address = match["quoted"] or match["plain"] or ""
    if match["local"]:
        return f"#{address}"
    return f"{address}#{match['anchor']}" if match["anchor"] else address


def _one_of_alternatives(element: Xml) -> Xml:
    """Word says a drawing twice, in a new and in an old way: the one with more in it is read."""
    if element.tag != f"{ALTERNATIVE}AlternateContent":
        return element
    ways = [way for way in element if isinstance(way.tag, str)]
    return max(ways, key=_worth, default=element)


def _worth(way: Xml) -> int:
    letters = sum(len(text.text or "") for text in way.iter(f"{W}t"))
    has_picture = any(True for _ in way.iter(f"{DRAWING}blip", f"{VML}imagedata"))
    return 2 * letters + has_picture


def _has_box_above(element: Xml, holder: Xml) -> bool:
    above = element.getparent()
    while above is not None and above is not holder:
        if above.tag == f"{W}txbxContent":
            return True
        above = above.getparent()
    return False


def _description(holder: Xml) -> str:
    for named in holder.iter(f"{PLACED}docPr"):
        return str(named.get("descr") or named.get("title") or "")
    for shape in holder.iter(f"{VML}shape"):
        return str(shape.get("alt") or "")
    return ""


def _is_rule(holder: Xml) -> bool:
    """A line across the page, or an empty shape of the old kind: there is nothing to miss."""
    return any(True for _ in holder.iter(f"{VML}rect", f"{VML}line", f"{VML}shapetype"))


def bookmarked_notes(roots: list[Xml]) -> dict[str, tuple[str, str]]:
    """The notes whose marks stand within a bookmark: how Word cites a note once more."""
    found: dict[str, tuple[str, str]] = {}
    for root in roots:
        open_: dict[str, str] = {}
        for element in root.iter(
            f"{W}bookmarkStart", f"{W}bookmarkEnd", f"{W}footnoteReference", f"{W}endnoteReference"
        ):
            key = element.get(f"{W}id", "")
            match etree.QName(element).localname:
                case "bookmarkStart":
                    open_[key] = element.get(f"{W}name", "")
                case "bookmarkEnd":
                    open_.pop(key, None)
                case kind:
                    for name in open_.values():
                        found.setdefault(name, ("ftn" if kind.startswith("foot") else "edn", key))
    return found
