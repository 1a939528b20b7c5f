"""Read a plain text, as it was pasted or saved from a page, into a Document.

Nothing is guessed silently and no word is lost: every character of the text is in the document or
in the text of a finding, but for the marks and labels of notes that became footnotes.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from articles.importing.base import Finding, Level, Options, Reading, Unreadable
from articles.importing.decode import decode
from articles.importing.language import settle_language
from articles.importing.plaintext import leftovers
from articles.importing.plaintext.blocks import Part, block_findings, blocks_html, find_blocks
from articles.importing.plaintext.front import Front, read_front, take_tags
from articles.importing.plaintext.note_findings import note_findings
from articles.importing.plaintext.notes import Notes, find_notes
from articles.importing.plaintext.rows import Row, split_rows
from articles.text.clean import clean

MOST_ALIKE = 20  # findings of one kind; a report of thousands is read by nobody


def read(data: bytes, *, name: str, options: Options) -> Reading:
    """Raises Unreadable. `name` is not used: the text has to speak for itself."""
    text, findings = decode(data, options)
    rows, doubts = split_rows(text)
    rows, around = _without_edges(rows)
    front = read_front(rows, options)
    rows = rows[front.rows :]
    notes = find_notes(rows)
    parts, within = _parts(rows, notes, front)
    if not parts:
        raise Unreadable("Below the title there is no text; paste or choose the whole article.")
    blocks = list(find_blocks(parts))
    document = front.document
    document.body = clean(blocks_html(blocks, rows))
    document.language, language_findings = settle_language(f"{document.title}\n{text}", options)
    found = [
        *(*findings, *doubts, *front.findings, *language_findings),
        *(*note_findings(notes, rows), *block_findings(blocks), *around, *within),
    ]
    return Reading(document, tuple(_bounded(found)))


def _without_edges(rows: list[Row]) -> tuple[list[Row], list[Finding]]:
    """The text without what the page left above and below it."""
    start = leftovers.leading(rows)
    if start == len(rows):
        return rows, []
    end = len(rows) - leftovers.trailing(rows[start:])
    return rows[start:end], [leftovers.left_out(row) for row in (*rows[:start], *rows[end:])]


def _parts(rows: list[Row], notes: Notes, front: Front) -> tuple[list[Part], list[Finding]]:
    """The rows that stay, with their marks; leftovers between the text and its notes do not."""
    findings: list[Finding] = []
    staying = [
        (row, notes.citations.get(index, ()))
        for index, row in enumerate(rows)
        if index not in notes.taken
    ]
    kept = [row for row, _citations in staying]
    end = len(kept) - leftovers.trailing(kept)
    edges = {*leftovers.menus(kept[:end]), *range(end, len(kept))}
    parts: list[Part] = []
    for place, (row, citations) in enumerate(staying):
        if citations:  # a row with a mark belongs to the text
            parts.append(Part(row, citations))
        elif place in edges:
            findings.append(leftovers.left_out(row))
        elif not take_tags(row, front.document, findings):
            parts.append(Part(row))
    return parts, findings


def _bounded(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings of one kind beyond MOST_ALIKE are counted only, but not those that hold text which
    is nowhere else. (What is doubtful stands in the document.)"""
    seen: Counter[tuple[Level, str]] = Counter()
    for finding in findings:
        holds_text = bool(finding.text) and finding.level is not Level.UNSURE
        kind = (finding.level, finding.code)
        seen[kind] += not holds_text
        if holds_text or seen[kind] <= MOST_ALIKE:
            yield finding
    for (level, code), count in seen.items():
        if count > MOST_ALIKE:
            yield Finding(level, code, f"… and {count - MOST_ALIKE} more of this kind.")
