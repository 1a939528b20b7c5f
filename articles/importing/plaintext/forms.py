"""The forms in which notes are marked in a text, and labelled in the list of notes.

A form only says what could be a mark. Whether it is one is decided by the list of notes (notes.py).
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import NamedTuple

from articles.text.urls import find_urls

Value = str  # "3" for 3, ٣, ³ and [3]; "iii" for roman numerals; "*", "**", "†"

HIGH_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
ROMAN = re.compile(r"x{0,3}(?:ix|iv|v?i{0,3})")
ROMAN_VALUES = {"i": 1, "v": 5, "x": 10}
LONGEST_RANGE = 20

_NUMBER = r"[0-9٠-٩۰-۹]{1,3}"
_VALUE = rf"(?:{_NUMBER}|[ivxIVX]{{1,6}}|\*{{1,4}}|[†‡]{{1,3}})"
_VALUES = rf"{_VALUE}(?:\s?[,،;–-]\s?{_NUMBER})*"
_AFTER_WORD = r"(?<=[^\s(\[0-9٠-٩۰-۹])"

MARKS = {
    "bracket": re.compile(rf"\[({_VALUES})\]"),
    "paren": re.compile(rf"(?<!^)\(({_VALUES})\)"),
    "superscript": re.compile(r"(?<![0-9¹²³⁰⁴-⁹])([¹²³⁰⁴-⁹]{1,3})(?![0-9¹²³⁰⁴-⁹])"),
    "close": re.compile(rf"{_AFTER_WORD}({_NUMBER})\)"),
    "symbol": re.compile(r"(?<=[^\s*†‡\[(])(\*{1,4}|[†‡]{1,3})(?![\w*†‡])"),
    "glued": re.compile(rf"(?<=[^\W\d_]|[.,;!?…”“’»\"])(?<![0-9][.,])({_NUMBER})(?![\w%°])"),
}
LABELS = {
    "bracket": re.compile(rf"\[({_VALUE})\][.:]?\s*"),
    "paren": re.compile(rf"\(({_VALUE})\)[.:]?\s*"),
    "superscript": re.compile(r"([¹²³⁰⁴-⁹]{1,3})\s*"),
    "close": re.compile(rf"({_NUMBER}|[ivxIVX]{{1,6}})\)(?:\s+|$)"),
    "dot": re.compile(rf"({_NUMBER}|[ivxIVX]{{1,6}})\.[-–]?(?:\s+|$)"),
    "bare": re.compile(rf"({_NUMBER})(?:[\s:]+|$|(?=https?:))"),
    "symbol": re.compile(r"(\*{1,4}|[†‡]{1,3})(?![*†‡])\s*"),
}
# Which labels may belong to which marks, the likeliest first.
PAIRS = (
    *((form, form) for form in ("bracket", "superscript", "paren", "close", "symbol")),
    *(("bracket", label) for label in ("dot", "close", "bare", "paren")),
    *(("superscript", label) for label in ("dot", "bare", "close", "paren", "bracket")),
    *(("paren", label) for label in ("dot", "close", "bare", "bracket")),
    *(("close", label) for label in ("dot", "bare", "paren", "bracket")),
    *(("glued", label) for label in ("dot", "close", "bare", "bracket", "paren", "superscript")),
)


class Mark(NamedTuple):
    row: int
    start: int
    end: int
    values: tuple[Value, ...]


def read_label(form: str, text: str) -> tuple[Value, int] | None:
    """What note a row of the list is, and where its text begins."""
    match = LABELS[form].match(text)
    if not match:
        return None
    value = normal_value(match[1])
    return (value, match.end()) if value else None


def find_marks(form: str, row: int, text: str) -> Iterator[Mark]:
    """Everything in the row that could be a mark of this form."""
    matches = list(MARKS[form].finditer(text))
    if not matches:
        return
    is_mark = _CHECKS.get(form)
    addresses = _Addresses(text, may_end_in_mark=form in IN_ADDRESSES)
    depth = _Depth(text) if form == "close" else None
    for match in matches:
        if addresses.hold(match) or (is_mark and not is_mark(text, match)):
            continue
        if depth and depth.before(match.start()) > 0:
            continue
        if values := _values(match[1]):
            yield Mark(row, match.start(), match.end(), values)


IN_ADDRESSES = {"paren", "close", "symbol", "glued"}  # an address may end in these: …/Note_(1)


def normal_value(printed: str) -> Value:
    """One spelling of a value; empty for what looks like a roman numeral and is none."""
    number = printed.translate(HIGH_DIGITS)
    if number.isdecimal():
        return str(int(number))
    lower = printed.lower()
    if lower[0] in "ivx":
        return lower if ROMAN.fullmatch(lower) else ""
    return lower


def ordinal(value: Value) -> int:
    """The place of a value in its series: 3 for "3", "iii" and "***"."""
    if value.isdecimal():
        return int(value)
    if value[0] in ROMAN_VALUES:
        digits = [ROMAN_VALUES[letter] for letter in value]
        return sum(
            -digit if digit < max(digits[index:]) else digit for index, digit in enumerate(digits)
        )
    return len(value) + "*†‡".index(value[0]) * 4


def _values(printed: str) -> tuple[Value, ...]:
    """[1, 2] and [3–5] stand for several notes."""
    parts = re.split(r"\s?([,،;–-])\s?", printed)
    values = [normal_value(parts[0])]
    for sign, part in zip(parts[1::2], parts[2::2], strict=True):
        number = int(part)
        if sign in "–-":
            if not values[-1].isdecimal() or not 0 < number - int(values[-1]) <= LONGEST_RANGE:
                return ()
            values += map(str, range(int(values[-1]) + 1, number))
        values.append(str(number))
    return tuple(values) if all(values) else ()


LEGAL = re.compile(
    r"(?:§+|\b(?:art|article|artikel|artículo|abs|absatz|sec|section|para|paragraph|nr|no|ziff)\b\.?|"
    r"المادة|مادة|סעיף)\s*[0-9٠-٩]+\s*[a-z]?\s*(?:\(\w{1,3}\)\s*)*$",
    re.IGNORECASE,
)
LEGAL_REACH = 30
UNIT = re.compile(r"(?:^|[\s\d(/])(?:[kcdmµ]?m|ft|yd|in)$|\d$")


def _is_no_law(text: str, match: re.Match[str]) -> bool:
    """§ 12 (2), Art. 5 (1) and section 3(2) are laws."""
    return not LEGAL.search(text[max(0, match.start() - LEGAL_REACH) : match.start()])


def _is_no_power(text: str, match: re.Match[str]) -> bool:
    """m², 10³ and km² are measures."""
    return not UNIT.search(text[max(0, match.start() - 4) : match.start()])


def _is_no_emphasis(text: str, match: re.Match[str]) -> bool:
    """The second star of *so much* emphasises."""
    if match[1][0] != "*":
        return True
    before = text[max(0, match.start() - 200) : match.start()]
    return not re.search(r"(?:^|[\s(“„\"])\*{1,3}[^\s*][^*]*$", before)


_CHECKS: dict[str, Callable[[str, re.Match[str]], bool]] = {
    "paren": _is_no_law,
    "superscript": _is_no_power,
    "symbol": _is_no_emphasis,
}


class _Addresses:
    """Where the addresses of a text are: what is inside of one is no mark."""

    def __init__(self, text: str, *, may_end_in_mark: bool) -> None:
        found = find_urls(text)
        self.starts = [start for start, _end, _url in found]
        self.ends = [end + may_end_in_mark for _start, end, _url in found]

    def hold(self, match: re.Match[str]) -> bool:
        place = bisect_right(self.starts, match.start()) - 1
        return place >= 0 and match.end() < self.ends[place]


class _Depth:
    """How many round brackets are open at a place, for the `1)` of “(see page 1)”."""

    def __init__(self, text: str) -> None:
        self.places: list[int] = []
        self.depths: list[int] = []
        depth = 0
        for match in re.finditer(r"[()]", text):
            depth = depth + 1 if match[0] == "(" else max(0, depth - 1)
            self.places.append(match.start())
            self.depths.append(depth)

    def before(self, position: int) -> int:
        place = bisect_right(self.places, position - 1) - 1
        return self.depths[place] if place >= 0 else 0
