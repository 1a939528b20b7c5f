"""Bytes -> text: UTF-8, UTF-16 and three old code pages; refused where the text isn't certain."""

import re

from articles.importing.base import MEGABYTE, Finding, Level, Options, Unreadable
from articles.importing.code_pages import decode_code_page
from articles.text.characters import NO_TEXT

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
OTHER_FILES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc)"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
)
NAMES = {
    "utf-8": "UTF-8",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32-le": "UTF-32",
    "utf-32-be": "UTF-32",
    "cp1252": "Windows-1252 (Western European)",
    "cp1255": "Windows-1255 (Hebrew)",
    "cp1256": "Windows-1256 (Arabic)",
}
SEEN_IN_UTF_16 = re.compile("[\t\n\r\x20-\x7e\xa0-\u06ff\u2000-\u206f\u20ac]*")
LINE_END = re.compile("\r\n|[\r\u2028\x0b\x85]")
PARAGRAPH_END = re.compile("[\u2029\x0c]")
NO_CHARACTER = re.compile(f"{NO_TEXT.pattern}|[\x1c-\x1f\ufeff]")
MANY_CONTROLS = 0.01


def decode(data: bytes, options: Options) -> tuple[str, list[Finding]]:
    """The text with "\\n" as its only line end; raises Unreadable."""
    check_bytes(data, options.max_bytes)
    text, encoding = _decoded(data)
    findings = []
    if encoding != "utf-8":
        message = f"The text was converted from {NAMES[encoding]}."
        findings.append(Finding(Level.FOUND, "encoding", message))
    text, about = tidy(text)
    return text, [*findings, *about]


def tidy(text: str) -> tuple[str, list[Finding]]:
    """One kind of line end, no control characters; raises Unreadable."""
    text = PARAGRAPH_END.sub("\n\n", LINE_END.sub("\n", text))
    text, removed = _without_controls(text)
    if not text.strip():
        raise Unreadable("The file has no text in it; paste or choose the article's text.")
    return text, [*removed, *_damage(text)]


def check_bytes(data: bytes, max_bytes: int) -> None:
    """Raise Unreadable for what is no text, by its size or its first bytes."""
    if not data:
        raise Unreadable("The file is empty; choose the one with the article's text.")
    if len(data) > max_bytes:
        raise Unreadable(
            f"The file has more than {max_bytes / MEGABYTE:g} MB; divide it into its articles."
        )
    for beginning, kind in OTHER_FILES:
        if data.startswith(beginning):
            raise Unreadable(f"This is {kind}, no plain text; save it as text (UTF-8) first.")


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _strictly(data[len(mark) :], encoding), encoding
    if b"\0" in data:
        return _utf_16(data)
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError as error:
        return _old_code_page(data, error)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].decode(encoding, "ignore").count("\n") + 1
        raise Unreadable(
            f"The file says it is {NAMES[encoding]}, but line {line} can't be read as that; "
            "save it again as UTF-8."
        ) from None


def _utf_16(data: bytes) -> tuple[str, str]:
    for encoding in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if SEEN_IN_UTF_16.fullmatch(text):
            return text, encoding
    place = data.index(0)
    raise Unreadable(
        f"Byte {place + 1} is zero, so this is no text but a program's file; "
        "save the article as text (UTF-8) first."
    )


def _old_code_page(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    if decoded := decode_code_page(data):
        return decoded
    line = data.count(b"\n", 0, error.start) + 1
    raise Unreadable(
        f"Line {line} is not UTF-8, and no other encoding fits the whole file for certain; "
        "open it where it reads right and save it as UTF-8."
    )


def _without_controls(text: str) -> tuple[str, list[Finding]]:
    """Control characters carry no text; that some were there is said."""
    text = text.removeprefix("\ufeff")
    removed = NO_CHARACTER.findall(text)
    if not removed:
        return text, []
    controls = sum(char < " " for char in removed)
    if controls > MANY_CONTROLS * len(text) + 20:
        raise Unreadable(
            "The file is full of control characters, so it is no text; save it as UTF-8."
        )
    names = ", ".join(f"U+{ord(char):04X}" for char in sorted(set(removed))[:20])
    first = NO_CHARACTER.search(text)
    line = text.count("\n", 0, first.start() if first else 0) + 1
    message = f"{len(removed)} control characters were removed ({names}), the first in line {line}."
    finding = Finding(Level.LEFT_OUT, "controls", message, line, names)
    return NO_CHARACTER.sub("", text), [finding]


def _damage(text: str) -> list[Finding]:
    """U+FFFD stands where another program could not read a letter."""
    count = text.count("\N{REPLACEMENT CHARACTER}")
    if not count:
        return []
    line = text.count("\n", 0, text.index("\N{REPLACEMENT CHARACTER}")) + 1
    message = f"{count} letters were lost before the text came here (�), the first in line {line}."
    return [Finding(Level.UNSURE, "damaged", message, line)]
