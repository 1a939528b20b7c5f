"""Did every word arrive? The last check of an importer, whatever it believes of itself."""

import re
from collections import Counter
from collections.abc import Iterable

from articles.importing.base import Document, Finding, Level
from articles.importing.plaintext.lists import is_notes_heading
from articles.text.clean import read
from articles.text.tree import text_of

WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f\u0591-\u05c7\u064b-\u0652]+[^\W\d_]*)*")
LONGEST = 20_000


def words_of(text: str) -> list[str]:
    return WORD.findall(text)


def lost_words(before: str, document: Document, findings: Iterable[Finding]) -> list[Finding]:
    """A finding that holds the words of the source which are neither in the document nor in a
    finding; none where all arrived."""
    if 'class="footnote"' in document.body:  # a heading above notes that went to their marks
        before = "\n".join(line for line in before.splitlines() if not is_notes_heading(line))
    wanted = words_of(before)
    after = [document.title, document.standfirst, document.printed_label, *document.tags]
    after += [f"{credit.name} {credit.affiliation}" for credit in document.credits]
    after += [finding.text for finding in findings]
    after.append(_text(document.body))
    arrived = Counter(words_of("\n".join(after)))
    lost = _beyond(wanted, arrived)
    if lost:
        squeezed = "".join(char for char in "".join(after) if char.isalpha())
        lost = [word for word in lost if word not in squeezed]
    if not lost:
        return []
    text = " ".join(lost)
    message = f"{len(lost)} words are in the file, and not in the article."
    return [Finding(Level.LEFT_OUT, "lost_words", message, text=text)]


def _beyond(wanted: list[str], arrived: Counter[str]) -> list[str]:
    """What of it is there more often than it arrived, in the order of the text."""
    lacking = Counter(wanted) - arrived
    if not lacking:
        return []
    found = []
    for word in wanted:
        if lacking[word] > 0:
            lacking[word] -= 1
            found.append(word)
    return found


def _text(body: str) -> str:
    nodes = read(body)
    alts = [node.attributes.get("alt", "") for top in nodes for node in top.walk()]
    titles = [node.attributes.get("title", "") for top in nodes for node in top.walk()]
    return "\n".join([*(text_of([node]) for node in nodes), *filter(None, (*alts, *titles))])
