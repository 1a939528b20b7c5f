"""A text copied from pages (a PDF viewer): its lines end where the column did, words are broken
with a hyphen, numbers and running heads of pages stand between the lines.

    without_line_ends(text) -> the text with a line for each paragraph
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from articles.importing.plaintext.rows import ITEM_START, SENTENCE_END

PAGE_NUMBER = re.compile(
    r"(?:page|seite|p\.|s\.|página|pagina|стр\.?|страница|صفحة|ص|עמוד|עמ['׳])?\s*"
    r"[-–—|·\[(]*\s*(?P<number>\d{1,4})\s*[-–—|·\])]*"
    r"(?:\s*(?:/|of|von|de|sur|di|из|من|מתוך)\s*\d{1,4})?",
    re.IGNORECASE,
)
NUMBERED_HEAD = re.compile(
    r"(?P<first>\d{1,4})[\s|–—·-]+(?P<after>[^\W\d].{2,})|(?P<before>[^\W\d].{2,}?)[\s|–—·-]+(?P<last>\d{1,4})"
)
DIGITS = re.compile(r"\d+")
BROKEN = re.compile(r"([^\W\d_]{2,})([-\u2010\u00ad])\Z")
FIRST_WORD = re.compile(r"[^\W\d_]+")
CONJUNCTIONS = frozenset(
    {"and", "or", "und", "oder", "bzw", "sowie", "et", "ou", "y", "o", "u", "e", "ed", "og", "och"}
    | {"en", "of", "i", "a", "и", "или", "lub", "oraz"}
)
"""“Nord- und Süd-…” is not one word."""
PREFIXES = frozenset({"all", "cross", "ex", "half", "quasi", "self", "vice", "well"})
SOFT_HYPHEN = "\u00ad"
FEWEST_LINES = 5
NARROWEST = 25
WIDEST = 140  # nobody breaks lines beyond
FULL = 0.8  # of the width: a line that was broken for want of room
MOSTLY = 0.6
RUNNING = 3  # a head that stands on so many pages
LONGEST_HEAD = 100


@dataclass
class Lines:
    text: str
    joined: list[str] = field(default_factory=list)
    """Words put together of which a hyphen may have been meant."""
    page_numbers: list[str] = field(default_factory=list)
    """Lines left out: numbers and running heads of pages."""


def without_line_ends(text: str) -> Lines:
    """Text that was not broken into lines comes back as it is."""
    pages = Lines(text)
    lines = _without_pages(text, pages)
    width = _width(lines)
    if not width and not pages.page_numbers:
        return Lines(text)
    words = Counter(FIRST_WORD.findall(text.lower())) if width else Counter[str]()
    pages.text = "\n\n".join(_paragraphs(lines, width, words, pages.joined))
    return pages


def _without_pages(text: str, pages: Lines) -> list[str]:
    """The lines, "" for an empty one, without those that belong to the page."""
    lines = [line.strip() for line in text.replace("\f", "\n\f\n").split("\n")]
    heads = _furniture(lines)
    pages.page_numbers += [lines[index] for index in sorted(heads)]
    kept: list[str] = []
    ends_page = False
    for index, line in enumerate(lines):
        if index in heads or line == "\f":
            ends_page = True
        elif line or not ends_page:
            if ends_page and line and _goes_on(kept, line):
                while kept and not kept[-1]:
                    kept.pop()
            kept.append(line)
            ends_page = False
    return kept


def _goes_on(kept: Sequence[str], line: str) -> bool:
    """Whether a paragraph goes on on the next page."""
    last = next(filter(None, reversed(kept[-3:])), "")
    if not last or ITEM_START.match(line):
        return False
    first = next((char for char in line if char.isalpha()), "")
    is_open = not last.endswith(SENTENCE_END) and len(last) >= NARROWEST
    return bool(BROKEN.search(last)) or (is_open and not first.isupper())


def _furniture(lines: Sequence[str]) -> set[int]:
    """Page numbers that count up, and what stands beside them on page after page."""
    numbered = [
        (index, int(match["number"]))
        for index, line in enumerate(lines)
        if line and len(line) <= 30 and (match := PAGE_NUMBER.fullmatch(line))
    ]
    found = _running_heads(lines)
    for (index, number), (after, following) in pairwise(numbered):
        if following == number + 1 and after - index > FEWEST_LINES:
            found |= {index, after}
    if any(line == "\f" for line in lines):
        found |= {index for index, _ in numbered if "\f" in _neighbours(lines, index)}
    repeated = Counter(_shape(line) for line in lines if line and len(line) <= LONGEST_HEAD)
    for index in sorted(found):
        for near in (index - 2, index - 1, index + 1, index + 2):
            if 0 <= near < len(lines) and lines[near] and repeated[_shape(lines[near])] >= RUNNING:
                found.add(near)
    return found


def _running_heads(lines: Sequence[str]) -> set[int]:
    """“14 THE ROW”, “15 THE ROW”: the same words with a number that counts up."""
    by_words: dict[str, list[tuple[int, int]]] = {}
    for index, line in enumerate(lines):
        if len(line) <= LONGEST_HEAD and (match := NUMBERED_HEAD.fullmatch(line)):
            words = (match["after"] or match["before"]).strip(" |–—-·").casefold()
            number = int(match["first"] or match["last"])
            by_words.setdefault(words, []).append((index, number))
    found: set[int] = set()
    for places in by_words.values():
        steps = [after[1] - before[1] for before, after in pairwise(places)]
        if steps and all(0 < step <= 2 for step in steps):
            found |= {index for index, _number in places}
    return found


def _neighbours(lines: Sequence[str], index: int) -> list[str]:
    return [
        line for line in (*lines[max(0, index - 2) : index], *lines[index + 1 : index + 3]) if line
    ]


def _shape(line: str) -> str:
    return DIGITS.sub("0", line)


def _width(lines: Sequence[str]) -> int:
    """How wide the column was, 0 where lines end because they were meant to."""
    pairs = [(one, after) for one, after in pairwise(lines) if one and after]
    lengths = sorted(len(line) for line, _after in pairs)
    if len(pairs) < FEWEST_LINES:
        return 0
    width = lengths[int(0.9 * (len(lengths) - 1))]
    if not NARROWEST <= width <= WIDEST:
        return 0
    full = [(line, after) for line, after in pairs if len(line) >= FULL * width]
    flows = sum(_flows(line, after) for line, after in full)
    if len(full) < MOSTLY * len(pairs) or flows < MOSTLY * len(full):
        return 0
    return width


def _flows(line: str, after: str) -> bool:
    """The sentence goes on on the next line."""
    return not line.endswith(SENTENCE_END) and not ITEM_START.match(after)


def _paragraphs(
    lines: Sequence[str], width: int, words: Counter[str], joined: list[str]
) -> Iterator[str]:
    paragraph: list[str] = []
    last = ""
    for line in [*lines, ""]:
        ends = not line or not width or ITEM_START.match(line) or _is_short_end(last, width)
        if paragraph and ends:
            yield "".join(paragraph)
            paragraph = []
        if not line:
            last = ""
            continue
        if paragraph:
            _join(paragraph, line, words, joined)
        else:
            paragraph.append(line)
        last = line


def _is_short_end(last: str, width: int) -> bool:
    """The line before ended short of the column: a paragraph or a heading ends there."""
    return len(last) < FULL * width if last.endswith(SENTENCE_END) else len(last) < 0.6 * width


def _join(paragraph: list[str], line: str, words: Counter[str], joined: list[str]) -> None:
    """Put the next line behind the one before, mending a broken word."""
    broken, following = BROKEN.search(paragraph[-1]), FIRST_WORD.match(line)
    if broken is None or following is None or not following[0][0].islower():
        paragraph.append(line if broken else f" {line}")
        return
    start, hyphen, end = broken[1], broken[2], following[0]
    if end in CONJUNCTIONS and hyphen != SOFT_HYPHEN:
        paragraph.append(f" {line}")
        return
    keeps_hyphen = hyphen != SOFT_HYPHEN and _is_compound(start.lower(), end.lower(), words)
    if not keeps_hyphen:
        paragraph[-1] = paragraph[-1][:-1]
    paragraph.append(line)
    if hyphen != SOFT_HYPHEN and not words[(start + end).lower()]:
        joined.append(f"{start}-{end}" if keeps_hyphen else start + end)


def _is_compound(start: str, end: str, words: Counter[str]) -> bool:
    """Whether the hyphen was meant: both are words of this text, and it has no word of the two."""
    if words[start + end]:
        return False
    return start in PREFIXES or (words[start] > 1 and words[end] > 1)
