"""What a source of many articles gives: each with what surrounds it in the old archive."""

from dataclasses import dataclass, field
from datetime import datetime

from articles.models import Comment

from .base import Document, Finding


@dataclass(frozen=True)
class Reply:
    """A comment. ``key`` and ``parent`` are the numbers that it had; 0: none."""

    key: int
    parent: int
    name: str
    text: str
    state: Comment.State
    written_at: datetime | None


@dataclass(frozen=True)
class Counts:
    """What a report compares before and after."""

    words: int = 0
    notes: int = 0
    links: int = 0
    pictures: int = 0
    quotations: int = 0
    comments: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(*(a + b for a, b in zip(self.all(), other.all(), strict=True)))

    def all(self) -> tuple[int, ...]:
        return (
            self.words, self.notes, self.links, self.pictures, self.quotations, self.comments
        )  # fmt: skip


@dataclass
class Entry:
    """One article of a source of many, read and ready to be stored."""

    number: int
    """Its place in the source, from 1."""
    source: str
    """By which it is known again when the source is imported a second time."""
    data: bytes
    """What it was read from, as it is kept."""
    document: Document
    findings: list[Finding] = field(default_factory=list)
    slug: str = ""
    """The end of its address, promised to be free."""
    section: str = ""
    """The name of the section; it is made where there is none."""
    is_public: bool = True
    """Whether readers had it: only then it is published."""
    comments_open: bool = True
    replies: list[Reply] = field(default_factory=list)
    lead: str = ""
    """The address of its picture among those of the document."""
    original: str = ""
    """The source of the article that it translates."""
    before: Counts = field(default_factory=Counts)
