"""Footnotes as WordPress sites write them -> notes that articles.importing.markup can place.

A note that stands in the text, as most plug-ins have it, becomes an element there. Where one note
has several marks, or paragraphs of its own, the marks become links to it, as on any page.
"""

import html as entities
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from articles.importing.base import Finding, Level

from .autop import paragraphs
from .post import json_list

CORE_MARK = re.compile(
    r"<sup\b[^>]*\bdata-fn=[\"']?(?P<key>[\w-]+)[\"']?[^>]*>.*?</sup>", re.DOTALL | re.IGNORECASE
)
CORE_LIST = re.compile(r"<ol\b[^>]*\bwp-block-footnotes\b[^>]*>.*?</ol>", re.DOTALL | re.IGNORECASE)
BLOCK_IN_NOTE = re.compile(
    r"<(?:p|div|ul|ol|dl|table|blockquote|pre|h[1-6]|figure|hr)\b", re.IGNORECASE
)

SHORTCODES = ("ref", "efn_note", "footnote", "footnotes", "note", "fn", "sidenote", "mfn", "ftn")
OPENED = re.compile(
    rf"(?P<escaped>\[)?\[(?P<name>{'|'.join(SHORTCODES)})(?P<given>\s[^\[\]]*)?\]", re.IGNORECASE
)
PARENTHESES = re.compile(r"\s?\(\((?!\()")
CODE = re.compile(r"<(pre|code|script|style|textarea)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
LONGEST = 20_000  # characters of a note


@dataclass
class Notes:
    """Notes found in one text."""

    findings: list[Finding] = field(default_factory=list)
    defined: list[str] = field(default_factory=list)
    """HTML to put behind the text: notes that marks in it link to."""

    def inline(self, note: str) -> str:
        """A note at its mark."""
        note = note.strip()
        if not note:
            return ""
        if "\n" in note and not BLOCK_IN_NOTE.search(note):
            note = paragraphs(note).removeprefix("<p>").removesuffix("</p>")
            note = f"<p>{note}</p>" if "</p>" in note else note
        if BLOCK_IN_NOTE.search(note):
            return self.link(self.define(note))
        return f'<span class="sidenote">{note}</span>'

    def define(self, note: str) -> str:
        key = f"wp-note-{len(self.defined) + 1}"
        self.defined.append(f'<div id="{key}">{note}</div>')
        return key

    @staticmethod
    def link(key: str) -> str:
        number = key.rpartition("-")[2]
        return f'<sup><a class="footnote" href="#{key}">{number}</a></sup>'

    def lost(self, code: str, message: str, text: str) -> None:
        self.findings.append(Finding(Level.UNSURE, code, message, text=text[:2000]))


def core_notes(html: str, kept: str, notes: Notes) -> str:
    """The Footnotes block: marks with `data-fn`, their texts as JSON in the field `footnotes`."""
    marks = Counter(match["key"] for match in CORE_MARK.finditer(html))
    texts = {
        str(entry.get("id")): str(entry.get("content") or "")
        for entry in json_list(kept)
        if entry.get("id")
    }
    if kept.strip() and not texts and kept.strip() != "[]":
        notes.lost("note-list", "The list of the notes can't be read; it says:", kept)
    if not marks and not texts:
        return html
    _tell_unpaired(html, texts, marks, notes)
    if texts:
        html = CORE_LIST.sub("", html)
    keys: dict[str, str] = {}

    def placed(match: re.Match[str]) -> str:
        key = match["key"]
        if not texts.get(key, "").strip():
            return match[0]
        if marks[key] == 1:
            return notes.inline(texts[key])
        if key not in keys:
            keys[key] = notes.define(texts[key])
        return notes.link(keys[key])

    return CORE_MARK.sub(placed, html)


def _tell_unpaired(html: str, texts: dict[str, str], marks: Counter[str], notes: Notes) -> None:
    for key, text in texts.items():
        if key not in marks and text.strip():
            said = "No mark in the text leads to this note, so it stands at the end:"
            notes.lost("note-without-mark", said, bare(text))
            notes.defined.append(f"<p>{text}</p>")
    for key in marks:
        if not texts.get(key, "").strip() and f'id="{key}"' not in html:
            notes.lost("mark-without-note", "The note of this mark is not in the export:", key)


def bare(html: str) -> str:
    return " ".join(entities.unescape(re.sub(r"<[^>]*>", "", html)).split())


def shortcode_notes(html: str, notes: Notes) -> str:
    """`[ref]…[/ref]` and the like, wherever they stand but in code."""
    if not OPENED.search(html):
        return html
    return outside_code(html, lambda text: _shortcodes(text, notes))


def _shortcodes(text: str, notes: Notes) -> str:
    parts: list[str] = []
    last = 0
    while opened := OPENED.search(text, last):
        name = opened["name"].lower()
        end = _end(text, name, opened.end())
        if opened["escaped"] or end is None:
            parts.append(text[last : opened.end()])
            if end is None and not opened["escaped"] and name != "footnotes":
                after = text[opened.end() : opened.end() + 300]
                notes.lost("open-note", f"A note “[{name}]” has no end; behind it:", bare(after))
            last = opened.end()
            continue
        before = text[last : opened.start()]
        parts += [before.rstrip(" "), notes.inline(_shortcodes(text[opened.end() : end[0]], notes))]
        last = end[1]
    return "".join([*parts, text[last:]])


def _end(text: str, name: str, at: int) -> tuple[int, int] | None:
    """Where the shortcode that was opened before `at` closes; those within it are stepped over."""
    edge = re.compile(rf"\[(/?){name}(?:\s[^\[\]]*)?\]", re.IGNORECASE)
    depth = 1
    for match in edge.finditer(text, at, at + LONGEST):
        depth += -1 if match[1] else 1
        if not depth:
            return match.start(), match.end()
    return None


def parenthesis_notes(html: str, notes: Notes) -> str:
    """`((a note))`, as Footnotes Made Easy and its forerunners have it."""
    if "((" not in html:
        return html
    return outside_code(html, lambda text: _parentheses(text, notes))


def _parentheses(text: str, notes: Notes) -> str:
    parts: list[str] = []
    last = 0
    while opened := PARENTHESES.search(text, last):
        end = _closing(text, opened.end())
        if end < 0:
            parts.append(text[last : opened.end()])
            after = bare(text[opened.end() : opened.end() + 300])
            notes.lost("open-note", "A note “((” has no end; behind it:", after)
            last = opened.end()
            continue
        parts += [text[last : opened.start()], notes.inline(text[opened.end() : end])]
        last = end + 2
    return "".join([*parts, text[last:]])


def _closing(text: str, at: int) -> int:
    """Where `))` closes what was opened before `at`; parentheses in the note are stepped over."""
    depth = 0
    for match in re.compile(r"[()]").finditer(text, at, at + LONGEST):
        if match[0] == "(":
            depth += 1
        elif depth:
            depth -= 1
        elif text[match.end() : match.end() + 1] == ")":
            return match.start()
        else:
            return -1
    return -1


def outside_code(html: str, change: Callable[[str], str]) -> str:
    """Change all but what stands in `pre`, `code` and the like."""
    parts, last = [], 0
    for match in CODE.finditer(html):
        parts += [change(html[last : match.start()]), match[0]]
        last = match.end()
    return "".join([*parts, change(html[last:])])
