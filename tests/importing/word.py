"""Word files for tests, written by hand the way Word and LibreOffice write them."""

import io
from collections.abc import Mapping
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    f'xmlns:r="{OFFICE}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
SEPARATOR = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
STYLES = (
    ("Normal", "Normal", "", ' w:default="1"'),
    ("Titel", "Title", "", ""),
    ("Untertitel", "Subtitle", "", ""),
    ("berschrift1", "heading 1", '<w:outlineLvl w:val="0"/>', ""),
    ("berschrift2", "heading 2", '<w:outlineLvl w:val="1"/>', ""),
    ("Zitat", "Quote", '<w:ind w:left="720" w:right="720"/>', ""),
    ("Beschriftung", "caption", "", ""),
    ("Funotentext", "footnote text", "", ""),
    ("Verzeichnis1", "toc 1", "", ""),
)


def run(text: str, properties: str = "") -> str:
    said = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{said}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(content: str, style: str = "", properties: str = "") -> str:
    """`content` is text, or runs."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    said = f"<w:pPr>{named}{properties}</w:pPr>" if named or properties else ""
    return f"<w:p>{said}{content if content.startswith('<') else run(content)}</w:p>"


def mark(number: int, kind: str = "footnote") -> str:
    return (
        '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:{kind}Reference w:id="{number}"/></w:r>'
    )


def note(number: int, *paragraphs: str, kind: str = "footnote") -> str:
    first = f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>{run(" ")}'
    said = [
        para(
            (first if index == 0 else "") + (words if words.startswith("<") else run(words)),
            "Funotentext",
        )
        for index, words in enumerate(paragraphs)
    ]
    return f'<w:{kind} w:id="{number}">{"".join(said)}</w:{kind}>'


def field(code: str, result: str) -> str:
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    said = f'<w:r><w:instrText xml:space="preserve">{escape(code, quote=False)}</w:instrText></w:r>'
    return sign("begin") + said + sign("separate") + result + sign("end")


def picture(key: str, alt: str = "") -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Picture" descr="{escape(alt)}"/>'
        '<a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill>'
        f"<a:blip {key}/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>"
        "</w:drawing></w:r>"
    )


def numbering(*levels: tuple[str, str]) -> str:
    """One list (numId 1) with these levels: number format and text."""
    rows = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{rows}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )


def item(text: str, level: int = 0, number: int = 1) -> str:
    return para(
        text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    )


def docx(
    body: str,
    *,
    footnotes: str = "",
    endnotes: str = "",
    comments: str = "",
    numbering: str = "",
    styles: str = "",
    language: str = "en-GB",
    core: str = "",
    header: str = "",
    links: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None,
    images: Mapping[str, str] | None = None,
) -> bytes:
    """`links` are addresses by relationship id, `images` paths below word/ by relationship id."""
    named = "".join(
        f'<w:style w:type="paragraph" w:styleId="{key}"{more}><w:name w:val="{name}"/>'
        f"<w:pPr>{said}</w:pPr></w:style>"
        for key, name, said, more in STYLES
    )
    strong = (
        '<w:style w:type="character" w:styleId="Fett"><w:name w:val="Strong"/>'
        "<w:rPr><w:b/></w:rPr></w:style>"
    )
    lang = f'<w:rPrDefault><w:rPr><w:lang w:val="{language}"/></w:rPr></w:rPrDefault>'
    defaults = f"<w:docDefaults>{lang}</w:docDefaults>"
    parts = {
        "styles": f"<w:styles {NAMES}>{defaults}{named}{strong}{styles}</w:styles>",
        "footnotes": f"<w:footnotes {NAMES}>{SEPARATOR}{footnotes}</w:footnotes>",
        "endnotes": f"<w:endnotes {NAMES}>{endnotes}</w:endnotes>",
        "comments": f"<w:comments {NAMES}>{comments}</w:comments>",
        "numbering": f"<w:numbering {NAMES}>{numbering}</w:numbering>",
        "header": f"<w:hdr {NAMES}>{header}</w:hdr>" if header else "",
    }
    rows = [
        f'<Relationship Id="p{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for name, xml in parts.items()
        if xml
    ]
    rows += [
        f'<Relationship Id="{key}" Type="{OFFICE}/hyperlink" Target="{escape(to)}" '
        'TargetMode="External"/>'
        for key, to in (links or {}).items()
    ]
    rows += [
        f'<Relationship Id="{key}" Type="{OFFICE}/image" Target="{path}"/>'
        for key, path in (images or {}).items()
    ]
    relationships = f"{PACKAGE}/relationships"
    everything: dict[str, bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"/>'.encode(),
        "_rels/.rels": (
            f'<Relationships xmlns="{relationships}"><Relationship Id="r1" '
            f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
        ).encode(),
        "word/document.xml": (
            f'<?xml version="1.0" encoding="UTF-8"?><w:document {NAMES}><w:body>{body}'
            "<w:sectPr/></w:body></w:document>"
        ).encode(),
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{relationships}">{"".join(rows)}</Relationships>'
        ).encode(),
        **{f"word/{name}.xml": xml.encode() for name, xml in parts.items() if xml},
        **(files or {}),
    }
    if core:
        everything["docProps/core.xml"] = (
            f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
            'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">'
            f"{core}</cp:coreProperties>"
        ).encode()
    return zipped(everything)


def zipped(files: Mapping[str, bytes]) -> bytes:
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return out.getvalue()
