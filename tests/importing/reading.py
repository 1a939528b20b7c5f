"""What tests of importers ask again and again."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

from lxml import html

from articles.importing import plain
from articles.importing.base import Level, Options, Reading, read
from articles.importing.decode import NO_CHARACTER
from articles.importing.plaintext.notes import Notes
from articles.importing.plaintext.rows import Row
from articles.text.clean import clean
from articles.text.footnotes import problems

SAMPLES = Path(__file__).parent.parent / "samples"

NO_WORD = re.compile(rf"\s|{NO_CHARACTER.pattern}")


def read_text(text: str, **options: object) -> Reading:
    """Read it, and check what is true of every reading."""
    with patch.object(plain, "find_notes", wraps=plain.find_notes) as find_notes:
        reading = read(text.encode(), name="text.txt", options=Options(**options))  # type: ignore[arg-type]
    body = reading.document.body
    assert clean(body) == body
    assert not problems(body)
    rows = find_notes.call_args.args[0]
    lost = missing(text, reading) - signs(find_notes(rows), rows)
    assert not lost, lost
    return reading


def signs(notes: Notes, rows: Sequence[Row]) -> Counter[str]:
    """The characters of all marks, and of the labels of all notes that became footnotes."""
    count: Counter[str] = Counter()
    labels: dict[int, int] = {}
    for row, citations in notes.citations.items():
        for mark, cited in citations:
            count.update(rows[row].text[mark.start : mark.end])
            labels.update({citation.note.rows[0]: citation.note.text_start for citation in cited})
    for row, end in labels.items():
        count.update(rows[row].text[:end])
    return count


def read_sample(name: str) -> Reading:
    return read_text((SAMPLES / name).read_text())


def visible(body: str) -> str:
    """The text of the body, that of its notes included."""
    return str(html.fragment_fromstring(body, create_parent="div").text_content())


def missing(text: str, reading: Reading) -> Counter[str]:
    """The characters of the text that are neither in the document nor in a finding."""
    document = reading.document
    kept = [document.title, document.standfirst, document.printed_label, visible(document.body)]
    kept += [credit.name + credit.affiliation for credit in document.credits]
    kept += [finding.text for finding in reading.findings]
    before, after = (Counter(words) for words in (text, "".join(kept)))
    return Counter({char: n for char, n in (before - after).items() if not NO_WORD.fullmatch(char)})


def paragraphs(body: str) -> list[str]:
    """The blocks of the body, its notes written as {their text}, further marks as {}."""
    tree = html.fragment_fromstring(body, create_parent="div")
    for note in tree.xpath(".//*[@class='footnote']"):
        note.text, note.tail = "{" + (note.text or ""), note.tail or ""
        if len(note):
            note[-1].tail = (note[-1].tail or "") + "}"
        else:
            note.text += "}"
    for mark in tree.xpath(".//*[@class='noteref']"):
        mark.text = "{}"
    return [str(block.text_content()) for block in tree]


def codes(reading: Reading, level: Level | None = None) -> list[str]:
    return [f.code for f in reading.findings if level is None or f.level == level]


def left_out(reading: Reading) -> list[str]:
    return [finding.text for finding in reading.findings if finding.level == Level.LEFT_OUT]
