"""What a reading has to say of single places: each is marked in the tree and found again in the
canonical body.

A remark leaves an empty mark (a `noteref` that cites no note) where it was made. The cleaner keeps
such marks where they stand in running text; whoever has the clean tree reads their places off it
(places.py) and takes them out.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from articles.importing.markup.tree import Element, Piece


class Level(StrEnum):
    KEPT = "kept"
    UNSURE = "unsure"  # wants a human eye
    LEFT_OUT = "left_out"


class Kind(StrEnum):
    """The kinds of things that a reading finds, in the order in which they are told."""

    NOTES = "notes"
    NOTE_CITATIONS = "note_citations"
    QUOTATIONS = "quotations"
    HEADINGS = "headings"
    LISTS = "lists"
    TABLES = "tables"
    LINKS = "links"
    IMAGES = "images"
    TITLE = "title"
    UNSURE_MARKS = "unsure_marks"
    UNMARKED_NOTES = "unmarked_notes"
    JOINED_WORDS = "joined_words"
    LOST_IMAGES = "lost_images"
    LOST_LINKS = "lost_links"
    COMMENTS = "comments"
    DELETIONS = "deletions"
    HIDDEN = "hidden"
    CONTENTS = "contents"
    FURNITURE = "furniture"
    PAGE_NUMBERS = "page_numbers"

    @property
    def level(self) -> Level:
        if self in UNSURE:
            return Level.UNSURE
        return Level.LEFT_OUT if self in LEFT_OUT else Level.KEPT

    @property
    def is_in_text(self) -> bool:
        """Whether the words that a remark is about stand in the text, behind its mark."""
        return self.level is Level.UNSURE or self is Kind.LOST_LINKS


UNSURE = frozenset({Kind.TITLE, Kind.UNSURE_MARKS, Kind.UNMARKED_NOTES, Kind.JOINED_WORDS})
LEFT_OUT = frozenset(
    {Kind.LOST_IMAGES, Kind.LOST_LINKS, Kind.COMMENTS, Kind.DELETIONS, Kind.HIDDEN}
    | {Kind.CONTENTS, Kind.FURNITURE, Kind.PAGE_NUMBERS}
)


@dataclass(frozen=True)
class Remark:
    kind: Kind
    text: str
    """The words it is about: those that were left out, or that stand at the mark."""
    key: str


@dataclass
class Remarks:
    prefix: str
    """What the keys of all marks begin with, and no id in the HTML."""
    made: list[Remark] = field(default_factory=list)

    def add(self, kind: Kind, text: str) -> Element:
        """Note it down; returns the mark to put where it is, in running text."""
        remark = Remark(kind, " ".join(text.split()), f"{self.prefix}{len(self.made)}")
        self.made.append(remark)
        return Element("noteref", {"key": remark.key})

    def before(self, kind: Kind, text: str, pieces: list[Piece]) -> list[Piece]:
        return [self.add(kind, text), *pieces]
