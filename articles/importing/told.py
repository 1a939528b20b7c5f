"""What the reading of HTML found, as findings of an import: what is left out keeps its words."""

from collections.abc import Iterable, Iterator

from articles.importing.base import Finding, Level
from articles.importing.markup.reading import Found
from articles.importing.markup.remarks import Kind
from articles.importing.markup.remarks import Level as Told
from articles.importing.markup.sentences import sentence

LEVELS = {Told.KEPT: Level.FOUND, Told.UNSURE: Level.UNSURE, Told.LEFT_OUT: Level.LEFT_OUT}
SEPARATE = " · "


def findings_of(found: Iterable[Found]) -> Iterator[Finding]:
    """One for each kind of thing. That the title became a heading is not told: see beginning.py."""
    for group in found:
        if group.kind is Kind.TITLE:
            continue
        level = LEVELS[group.kind.level]
        texts = [text for text in group.texts if text]
        if level is Level.UNSURE:
            texts = [quote.exact for quote in group.quotes]
        shown = SEPARATE.join(texts) if level is not Level.FOUND else ""
        yield Finding(level, group.kind.value, f"{sentence(group.kind, group.count)}.", text=shown)
