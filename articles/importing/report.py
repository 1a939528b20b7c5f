"""What an import says of itself: one line for each article, and totals at the end."""

import json
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import TextIO

from django.urls import reverse

from articles.models import Article, Role
from articles.text.images import image_sources

from .save import Status


@dataclass(frozen=True)
class Line:
    """One article of the report; the fields are those of the JSON, in this order.

    ``path`` is the address that the article has or will have once it is published,
    ``published_on`` the printed date as EDTF. What is not known is empty.
    """

    source: str
    status: Status
    path: str = ""
    title: str = ""
    authors: tuple[str, ...] = ()
    published_on: str = ""
    language: str = ""
    footnotes: int = 0
    comments: int = 0
    images: int = 0
    warnings: tuple[str, ...] = ()
    before: dict[str, int] = field(default_factory=dict)
    """Words, notes, links, pictures, quotations, comments in the source, where they are counted."""
    after: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        remarks = " ".join(" ".join(self.warnings).split())
        if self.status == Status.FAILED:
            return f"{self.status:<9} {self.source}: {remarks}"
        about = (
            f"{self.path} “{self.title}”, {self.footnotes} note{'' if self.footnotes == 1 else 's'}"
        )
        return f"{self.status:<9} {about}. {remarks}".rstrip()

    def as_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False)


def describe(
    article: Article, *, source: str, status: Status, warnings: tuple[str, ...] = ()
) -> Line:
    """The line of an article that is in the archive."""
    credited = article.contributions.filter(role=Role.AUTHOR).select_related("author")
    return Line(
        source=source,
        status=status,
        path=reverse("article", args=[article.filed_year or "undated", article.slug]),
        title=article.title,
        authors=tuple(contribution.author.name for contribution in credited),
        published_on=article.printed_date,
        language=article.language,
        footnotes=article.footnotes.count(),
        comments=article.comments.count(),
        images=len(image_sources(article.body)),
        warnings=warnings,
    )


@dataclass
class Report:
    """Takes lines as they come, so that an import that is stopped has said all it did."""

    say: Callable[[str], object]  # for people, a line at a time
    file: TextIO | None = None  # one JSON object a line
    totals: Counter[Status] = field(default_factory=Counter)

    def add(self, line: Line) -> None:
        self.totals[line.status] += 1
        self.say(str(line))
        if self.file:
            self.file.write(line.as_json() + "\n")
            self.file.flush()

    def close(self) -> None:
        counts = ", ".join(f"{self.totals[status]} {status}" for status in Status)
        self.say(f"{self.totals.total()} in all: {counts}.")
