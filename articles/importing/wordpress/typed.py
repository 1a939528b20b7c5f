"""Notes that somebody typed: `[1]` or a raised 1 in the text, and a numbered list at its end.

Nothing links the two, so links are made; articles.importing.markup places the notes then as it does
those of any page. What has no partner stays where it is, and is told.
"""

import re
from typing import NamedTuple

from articles.importing.plaintext.lists import is_notes_heading

from .notes import Notes, bare

BLOCK = re.compile(
    r"<(?P<tag>p|h[1-6]|ol)\b(?P<given>[^>]*)>(?P<inner>.*?)</(?P=tag)\s*>",
    re.DOTALL | re.IGNORECASE,
)
LINE = re.compile(r"<br\s*/?>\s*", re.IGNORECASE)
ITEM = re.compile(r"<li\b[^>]*>(.*?)(?=</li\s*>|<li\b|\Z)", re.DOTALL | re.IGNORECASE)
START = re.compile(r"""\bstart\s*=\s*["']?(\d+)""", re.IGNORECASE)
LABEL = re.compile(
    r"\s*(?P<around>(?:<(?:sup|strong|b|small|em|span)\b[^>]*>\s*)*)"
    r"(?P<open>[\[(])?(?P<number>\d{1,3})(?P<close>[\])])?(?P<dot>[.:])?"
    r"(?P<ends>(?:\s*</(?:sup|strong|b|small|em|span)>)*)\s*[.:]?(?P<space>(?:\s|&nbsp;)*)(?=\S)",
    re.IGNORECASE,
)
MARK = re.compile(
    r"\s?<sup\b[^>]*>\s*[\[(]?(?P<raised>\d{1,3}(?:\s*[,;]\s*\d{1,3})*)[\])]?\s*</sup>"
    r"|\s?\[(?P<bracket>\d{1,3}(?:\s*[,;]\s*\d{1,3})*)\]"
    r"|(?P<kept><a\b.*?</a\s*>|<(?:pre|code)\b.*?</(?:pre|code)\s*>|<[^>]*>)",
    re.DOTALL | re.IGNORECASE,
)
ENOUGH = 0.5  # of the numbers in the list must have a mark
BEHIND = 6  # blocks that may follow the list


class Line(NamedTuple):
    """One line of a block that may be a note."""

    at: int
    number: int  # 0: it has no label
    text: str
    """Without the label."""
    whole: str


class Listed(NamedTuple):
    start: int
    end: int
    texts: dict[int, list[str]]
    is_certain: bool  # a heading or brackets say that these are notes


def typed_notes(html: str, notes: Notes) -> str:
    """Link marks with the notes of the list at the end."""
    if not any(not match["kept"] for match in MARK.finditer(html)):
        return html
    listed = find_list(html)
    if listed is None:
        return html
    text, behind = html[: listed.start], html[listed.end :]
    cited = _numbers(text)
    both = [number for number in listed.texts if number in cited]
    wanted = ENOUGH if listed.is_certain else 0.8
    if not both or len(both) < wanted * len(listed.texts):
        return html
    keys = {number: f"wp-typed-{number}" for number in both}
    left = []
    for number, paragraphs in listed.texts.items():
        inner = "".join(f"<p>{words}</p>" for words in paragraphs)
        if number in keys:
            notes.defined.append(f'<div id="{keys[number]}">{inner}</div>')
            continue
        left.append(f"<p>[{number}] {'</p><p>'.join(paragraphs)}</p>")
        said = "No mark in the text leads to this note, so it stands at the end:"
        notes.lost("note-without-mark", said, f"[{number}] {bare(' '.join(paragraphs))}")
    for number in sorted(cited - keys.keys()):
        if number <= max(keys):
            notes.lost("mark-without-note", "This mark has no note in the list:", f"[{number}]")
    return f"{_linked(text, keys)}{''.join(left)}{behind}"


def _numbers(text: str) -> set[int]:
    found = set()
    for match in MARK.finditer(text):
        if not match["kept"]:
            found |= {int(number) for number in re.findall(r"\d+", match[0].rpartition("<sup")[2])}
    return found


def _linked(text: str, keys: dict[int, str]) -> str:
    def mark(match: re.Match[str]) -> str:
        values = match["raised"] or match["bracket"]
        if match["kept"] or not values:
            return match[0]
        numbers = [int(number) for number in re.findall(r"\d+", values)]
        if not all(number in keys for number in numbers):
            return match[0]
        return "".join(
            f'<sup><a class="footnote" href="#{keys[number]}">[{number}]</a></sup>'
            for number in numbers
        )

    return MARK.sub(mark, text)


def find_list(html: str) -> Listed | None:
    """The last list of notes, looked for from the end of the text."""
    blocks = list(BLOCK.finditer(html))
    for last in range(len(blocks) - 1, max(-1, len(blocks) - 2 - BEHIND), -1):
        block = blocks[last]
        if block["tag"].lower() == "ol":
            if last and _is_heading(blocks[last - 1]):
                return _of_items(blocks[last - 1], block)
            continue
        if block["tag"].lower() == "p" and (found := _of_lines(html, blocks[: last + 1])):
            return found
    return None


def _is_heading(block: re.Match[str]) -> bool:
    return is_notes_heading(bare(block["inner"]).strip(" :."))


def _of_items(heading: re.Match[str], block: re.Match[str]) -> Listed | None:
    first = START.search(block["given"])
    begin = int(first[1]) if first else 1
    texts = {
        begin + place: [item.strip()]
        for place, item in enumerate(ITEM.findall(block["inner"]))
        if bare(item)
    }
    return Listed(heading.start(), block.end(), texts, is_certain=True) if texts else None


def _of_lines(html: str, blocks: list[re.Match[str]]) -> Listed | None:
    """Labels n, n-1 … 1, read upwards; a line without a label belongs to the note above it."""
    texts: dict[int, list[str]] = {}
    pending: list[str] = []
    expected = 0
    end = blocks[-1].end()
    for place in range(len(blocks) - 1, -1, -1):
        block = blocks[place]
        if block["tag"].lower() != "p":
            return None
        lines = list(_lines(block))
        if not any(line.number for line in lines) and not expected:
            return None  # the block that the list would end with has no label
        for line in reversed(lines):
            if line.number and (not expected or line.number <= expected):
                texts[line.number] = [line.text, *reversed(pending)]
                pending, expected = [], line.number - 1
                if expected:
                    continue
                if line.at != lines[0].at:
                    return None  # words before the first note, in its paragraph
                return _listed(html, blocks, place, end, texts)
            pending.append(line.whole)
        if len(pending) > 3:
            return None
    return None


def _listed(
    html: str, blocks: list[re.Match[str]], place: int, end: int, texts: dict[int, list[str]]
) -> Listed:
    start = blocks[place].start()
    is_headed = place > 0 and _is_heading(blocks[place - 1])
    is_bracketed = bool(re.match(r"<p[^>]*>\s*\[", html[start:end]))
    if is_headed:
        start = blocks[place - 1].start()
    ordered = {number: texts[number] for number in sorted(texts)}
    return Listed(start, end, ordered, is_headed or is_bracketed)


def _lines(block: re.Match[str]) -> "list[Line]":
    found = []
    for at, part in enumerate(LINE.split(block["inner"])):
        label = LABEL.match(part)
        number = int(label["number"]) if label and _is_label(label) else 0
        words = part[label.end() :] if label and number else part
        if bare(part):
            found.append(Line(at, number, words.strip(), part.strip()))
    return found


def _is_label(label: re.Match[str]) -> bool:
    """Brackets, a point or raised: a number alone may be the first word of a sentence."""
    is_raised = "sup" in label["around"].lower()
    if label["around"].count("<") != label["ends"].count("</"):
        return False
    return bool(label["close"] or label["dot"] or is_raised) and int(label["number"]) > 0
