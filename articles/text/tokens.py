"""HTML -> its tags and the text between them, in linear time whatever comes in.

The tokeniser of the HTML standard (13.2.5), for fragments. Ready ones were tried: html.parser of
Python 3.11 takes quadratic time on unclosed tags, libxml2 closes elements by the rules of HTML 4,
html5ever and Lexbor give trees only, in quadratic time where hostile input nests deep. Nothing
here decides what is safe. In one thing it differs from the standard: a tag that never ends is
text, so that nothing is lost.
"""

import re
from collections.abc import Generator, Iterator
from functools import cache
from html import unescape
from html.entities import html5
from typing import NamedTuple

SPACE = r" \t\n\r\f"
LETTER = re.compile("[a-zA-Z]")
NAME = re.compile(rf"[a-zA-Z][^{SPACE}/>]*+")
ATTRIBUTE = re.compile(
    rf"""
    [{SPACE}/]*+ ( =[^{SPACE}/>=]*+ | [^{SPACE}/>=]++ )
    (?: [{SPACE}]*+ = [{SPACE}]*+ (?: "([^"]*+)" | '([^']*+)' | ((?!["'])[^{SPACE}>]*+) ) )?+
    """,
    re.VERBOSE,
)
TAG_END = re.compile(rf"[{SPACE}/]*+>")
COMMENT_END = re.compile(r"--!?>")
REFERENCE = re.compile(r"&(?:#[xX]([0-9a-fA-F]++)|#([0-9]++)|[a-zA-Z][a-zA-Z0-9]{0,31}+);?+")

# Their content is text up to their own end tag, and in plaintext up to the end.
RAW_TEXT = frozenset(
    {"iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea", "title", "xmp"}
)


class Text(NamedTuple):
    text: str


class StartTag(NamedTuple):
    tag: str
    attributes: dict[str, str]


class EndTag(NamedTuple):
    tag: str


Token = Text | StartTag | EndTag


def tokens(html: str) -> Iterator[Token]:
    """Names in lower case, character references resolved, comments and declarations left out."""
    position = 0
    while position < len(html):
        start = html.find("<", position)
        if start < 0:
            start = len(html)
        if start > position:
            yield Text(_resolved(html[position:start]))
            position = start
            continue
        following = html[start + 1 : start + 2]
        if LETTER.match(following):
            position = yield from _start_tag(html, start)
        elif following == "/" and start + 2 < len(html):
            position = yield from _end_tag(html, start)
        elif following in {"!", "?"}:
            position = _end_of_comment(html, start)
        else:
            yield Text(html[start : start + 1])
            position = start + 1


def _start_tag(html: str, start: int) -> Generator[Token, None, int]:
    found = _tag(html, start + 1)
    if found is None:
        yield Text(html[start:])
        return len(html)
    name, attributes, position = found
    yield StartTag(name, attributes)
    if name not in RAW_TEXT:
        return position
    match = _raw_text_end(name).search(html, position)
    end = match.start() if match else len(html)
    raw = html[position:end]
    yield Text(_resolved(raw) if name in {"textarea", "title"} else raw)
    return end


def _end_tag(html: str, start: int) -> Generator[Token, None, int]:
    if not LETTER.match(html, start + 2):
        return _after(html, ">", start)
    found = _tag(html, start + 2)
    if found is None:
        yield Text(html[start:])
        return len(html)
    yield EndTag(found[0])
    return found[2]


def _tag(html: str, position: int) -> tuple[str, dict[str, str], int] | None:
    """Name, attributes and where the tag ends; None if it never does."""
    name = NAME.match(html, position)
    if name is None:
        return None
    attributes: dict[str, str] = {}
    position = name.end()
    while match := ATTRIBUTE.match(html, position):
        position = match.end()
        value = match[2] or match[3] or match[4] or ""
        attributes.setdefault(match[1].lower(), _resolved(value, in_attribute=True))
    end = TAG_END.match(html, position)
    return (name[0].lower(), attributes, end.end()) if end else None


@cache
def _raw_text_end(tag: str) -> re.Pattern[str]:
    return re.compile(rf"</{tag}(?=[{SPACE}/>])" if tag != "plaintext" else r"(?!)", re.IGNORECASE)


def _end_of_comment(html: str, start: int) -> int:
    if not html.startswith("<!--", start):
        return _after(html, ">", start)
    match = COMMENT_END.search(html, start + 2)  # "<!-->" is one, too
    return match.end() if match else len(html)


def _after(html: str, sign: str, start: int) -> int:
    end = html.find(sign, start)
    return len(html) if end < 0 else end + 1


def _resolved(text: str, *, in_attribute: bool = False) -> str:
    """Character references as the characters they stand for. In an attribute `&copy=` is none."""
    if "&" not in text:
        return text

    def resolve(match: re.Match[str]) -> str:
        if number := match[1] or match[2]:
            digits = number.lstrip("0")[:8] or "0"  # so many are beyond the last character
            return unescape(f"&#{'x' if match[1] else ''}{digits};") or " "  # "&#11;"
        if in_attribute and not match[0].endswith(";"):
            is_name = match[0][1:] in html5 and text[match.end() : match.end() + 1] != "="
            return unescape(match[0]) if is_name else match[0]
        return unescape(match[0])

    return REFERENCE.sub(resolve, text)
