"""In which encoding is a page? What it says of itself is heard, and not believed blindly.

Pages of the 1990s were sent with the encoding in a header of HTTP, which no file has kept; others
say Latin-1 and are UTF-8 since somebody's server was changed.
"""

import codecs
import re

from articles.importing.base import Finding, Level, Options
from articles.importing.code_pages import decode_code_page
from articles.importing.decode import BYTE_ORDER_MARKS, check_bytes, tidy

DECLARED = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""",
    re.IGNORECASE,
)
LOOKED_AT = 20_000
READ_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254",
           "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932",
           "euc_kr": "cp949"}  # fmt: skip
"""As the encoding standard of the web has it: browsers read more than the name says."""
CYRILLIC = ("cp1251", "koi8_r", "cp866", "iso8859_5")
NOT_OF_TEXT = {"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "base64", "rot13", "idna",
               "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "hex", "zlib",
               "bz2", "uu", "quopri", "mbcs", "oem"}  # fmt: skip
"""A page in which the name can be read as ASCII is none of these."""


def decode_page(data: bytes, options: Options) -> tuple[str, list[Finding]]:
    """Its text and what is to be said of it. Raises Unreadable for what is no text at all."""
    check_bytes(data, options.max_bytes)
    text, said = _decoded(data)
    tidied, findings = tidy(text)
    return tidied, [*said, *findings]


def _decoded(data: bytes) -> tuple[str, list[Finding]]:
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace"), []
    if data[:200].count(b"\0") > 20:
        return data.decode("utf-16-le" if data[1:2] == b"\0" else "utf-16-be", "replace"), []
    declared = _declared(data)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf_8(data, declared)
    if declared in {"", "utf-8"} or text.isascii():
        return text, []
    if declared.startswith(("iso2022", "hz")):  # their bytes are all ASCII
        return data.decode(declared, "replace"), []
    message = f"The page says it is {declared}; it is UTF-8."
    return text, [Finding(Level.FOUND, "encoding", message)]


def _not_utf_8(data: bytes, declared: str) -> tuple[str, list[Finding]]:
    if declared and declared != "utf-8":
        try:
            return data.decode(declared), [_converted(declared)]
        except UnicodeDecodeError:
            pass
    if decoded := _cyrillic(data) or decode_code_page(data):
        return decoded[0], [_converted(decoded[1], guessed=True)]
    encoding = declared or "cp1252"
    message = (
        f"Some letters could not be read as {encoding} and became �: compare the page in a browser."
    )
    return data.decode(encoding, "replace"), [Finding(Level.UNSURE, "encoding", message)]


def _converted(encoding: str, *, guessed: bool = False) -> Finding:
    if guessed:
        message = f"The page does not say its encoding; {encoding} fits its letters."
        return Finding(Level.UNSURE, "encoding", message)
    return Finding(Level.FOUND, "encoding", f"The text was converted from {encoding}.")


def _declared(data: bytes) -> str:
    """The encoding that the page says, as Python calls it; "" for none that is known."""
    match = DECLARED.search(data[:LOOKED_AT])
    if match is None:
        return ""
    try:
        name = codecs.lookup(match[1].decode("ascii").strip()).name
    except (LookupError, UnicodeDecodeError):
        return ""
    if name in NOT_OF_TEXT:
        return ""
    return READ_AS.get(name, name)


def _cyrillic(data: bytes) -> tuple[str, str] | None:
    """Capitals stand at the beginning of words: in the wrong code page they stand elsewhere."""
    best: tuple[float, str, str] = (0.0, "", "")
    for encoding in CYRILLIC:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        beyond = [char for char in text if char > "\x7f" and not char.isspace()]
        letters = len(re.findall("[а-яёіїєґў]", text))
        wrong = len(re.findall("[а-яё][А-ЯЁ]", text)) + len(re.findall("[А-ЯЁ]{2}[а-яё]", text))
        score = (letters - 3 * wrong) / max(1, len(beyond))
        best = max(best, (score, text, encoding))
    return (best[1], best[2]) if best[0] > 0.7 else None
