"""Lists in the text: rows one after the other that begin with a bullet or count up."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from articles.importing.plaintext.forms import ROMAN, ordinal
from articles.text.date_words import fold_name, month_numbers

BULLET = re.compile(r"([-*•·▪◦‣])\s+(?=\S)")
NUMBERED = re.compile(r"(\(?)([0-9٠-٩۰-۹]{1,3}|[ivx]{1,6}|[a-z])([.)])\s+(?=\S)")
FIRST_WORD = re.compile(r"[^\W\d_]+")


class Item(NamedTuple):
    kind: str  # "ul", or the `type` of an "ol": 1, i, a
    style: str  # the bullet; the brackets and dots around a number
    place: int  # 0 for bullets
    text_start: int

    def goes_before(self, other: "Item") -> bool:
        if (self.kind, self.style) != (other.kind, other.style):
            return False
        return self.kind == "ul" or other.place == self.place + 1


def list_at(texts: Sequence[str], start: int) -> list[Item]:
    """The items of the list that begins at `start`; none where there is no list of two or more."""
    best: list[Item] = []
    for first in _readings(texts[start]):
        items = [first]
        while start + len(items) < len(texts):
            readings = _readings(texts[start + len(items)])
            following = next((item for item in readings if items[-1].goes_before(item)), None)
            if following is None:
                break
            items.append(following)
        if len(items) > max(1, len(best)):
            best = items
    return best


def open_list(items: Sequence[Item]) -> str:
    """The start tag."""
    kind, place = items[0].kind, items[0].place
    if kind == "ul":
        return "<ul>"
    start = f' start="{place}"' if place != 1 else ""
    counting = f' type="{kind}"' if kind != "1" else ""
    return f"<ol{start}{counting}>"


def _readings(text: str) -> Iterator[Item]:
    """As what kinds of item the row can be read: “i)” counts in letters or in roman numerals."""
    if match := BULLET.match(text):
        yield Item("ul", match[1], 0, match.end())
    match = NUMBERED.match(text)
    if not match or _is_date(text[match.end() :]):
        return
    number, style = match[2], match[1] + match[3]
    if number.isdecimal():
        yield Item("1", style, int(number), match.end())
        return
    if ROMAN.fullmatch(number):
        yield Item("i", style, ordinal(number), match.end())
    if len(number) == 1:
        yield Item("a", style, ord(number) - ord("a") + 1, match.end())


def _is_date(rest: str) -> bool:
    """“6. Dezember …” counts no items."""
    word = FIRST_WORD.match(rest)
    return word is not None and fold_name(word[0]) in month_numbers()
