"""What stands above the text: title, standfirst, byline, date, tags, address."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.importing.base import Document, Finding, Level, Options, Unreadable
from articles.importing.plaintext.byline import Byline, read_byline
from articles.importing.plaintext.forms import find_marks
from articles.importing.plaintext.headings import HASHES, is_underline
from articles.importing.plaintext.leftovers import is_leftover, left_out
from articles.importing.plaintext.rows import Row
from articles.importing.plaintext.wording import TAGS
from articles.text.printed_dates import AMBIGUOUS, IMPOSSIBLE, NO_CENTURY
from articles.text.urls import find_urls

LONGEST_TITLE = 250
LONGEST_STANDFIRST = 600
SHORTEST_TEXT = 100  # below a line that is a byline by its looks alone, a paragraph must follow
MOST_ROWS = 8

DATE_PROBLEMS = {
    AMBIGUOUS: "The date “{}” was read as {}; day and month could be the other way round.",
    IMPOSSIBLE: "The date “{}” does not exist in the calendar; it was kept as printed.",
    NO_CENTURY: "The date “{}” has no century; it was kept as printed.",
}


@dataclass
class Front:
    document: Document
    findings: list[Finding] = field(default_factory=list)
    rows: int = 0  # how many of the rows it takes

    def note(self, level: Level, code: str, message: str, row: Row | None = None) -> None:
        line, text = (row.number, row.text) if row else (None, "")
        self.findings.append(Finding(level, code, message, line, text))


def read_front(rows: Sequence[Row], options: Options) -> Front:
    """Title and what belongs to it; Unreadable where there is no title."""
    front = Front(Document())
    reader = _Reader(rows, options, front)
    reader.read_title()
    while front.rows < min(len(rows), MOST_ROWS) and reader.take():
        front.rows += 1
    _say_what_is_missing(front)
    return front


@dataclass
class _Reader:
    rows: Sequence[Row]
    options: Options
    front: Front

    def read_title(self) -> None:
        """The first row; only a date or an address may stand above it."""
        while self.front.rows < len(self.rows) and self._take_above(self.rows[self.front.rows]):
            self.front.rows += 1
        if self.front.rows == len(self.rows):
            raise Unreadable("There is no title; put it on a line of its own at the top.")
        row = self.rows[self.front.rows]
        if len(row.text) > LONGEST_TITLE:
            raise Unreadable(
                f"There is no title: line {row.number} has {len(row.text)} characters; "
                "put the title on a line of its own at the top."
            )
        hashes = HASHES.match(row.text)
        self.front.document.title = row.text[hashes.end() :] if hashes else row.text
        self.front.note(Level.FOUND, "title", f"Title: {self.front.document.title}", row)
        self._doubt_title(row)
        self.front.rows += 1
        below = self.rows[self.front.rows : self.front.rows + 1]
        if below and is_underline(below[0], row):
            self.front.note(Level.FOUND, "title-underlined", "The title is underlined.", below[0])
            self.front.rows += 1

    def _doubt_title(self, row: Row) -> None:
        for form in ("bracket", "superscript", "symbol"):
            for mark in find_marks(form, 0, row.text):
                message = (
                    f"“{row.text[mark.start : mark.end]}” in the title looks like the mark of a "
                    "note; a title can't carry one."
                )
                self.front.note(Level.UNSURE, "mark-in-title", message, row)

    def take(self) -> bool:
        """Take the next row if it belongs to the front."""
        row = self.rows[self.front.rows]
        if is_leftover(row.text):
            self.front.findings.append(left_out(row))
            return True
        if self._take_tags(row) or self._take_address(row):
            return True
        byline = self._byline(row)
        if byline and (byline.is_strong or self._looks_like_byline(byline)):
            return self._take_byline(row, byline)
        return self._take_standfirst(row)

    def _take_above(self, row: Row) -> bool:
        byline = self._byline(row)
        if byline and byline.date and not byline.date.year_only and not byline.credits:
            return self._take_byline(row, byline)
        return self._take_address(row)

    def _byline(self, row: Row) -> Byline | None:
        return read_byline(row.text, day_first=self.options.day_first)

    def _looks_like_byline(self, byline: Byline) -> bool:
        """Two words with capitals are a name only right below the title and above a paragraph."""
        below = self.rows[self.front.rows + 1 : self.front.rows + 2]
        is_cased = all(credit.name[0].isupper() for credit in byline.credits)
        return (
            is_cased
            and not self.front.document.credits
            and bool(below)
            and len(below[0].text) >= SHORTEST_TEXT
        )

    def _take_byline(self, row: Row, byline: Byline) -> bool:
        document = self.front.document
        if byline.date and document.printed_label:
            return False
        document.credits += byline.credits
        parts = [
            f"{credit.name} ({credit.affiliation})" if credit.affiliation else credit.name
            for credit in byline.credits
        ]
        if byline.date:
            printed = byline.date
            document.printed_date = printed.edtf
            document.printed_label = (
                f"{byline.place}, {printed.label}" if byline.place else printed.label
            )
            parts.append(document.printed_label)
        self.front.note(Level.FOUND, "byline", f"Byline: {'; '.join(parts)}", row)
        self._doubt(row, byline)
        return True

    def _doubt(self, row: Row, byline: Byline) -> None:
        date = byline.date
        if date and date.problem:
            message = DATE_PROBLEMS[date.problem].format(date.label, date.edtf)
            self.front.note(Level.UNSURE, f"date-{date.problem}", message, row)
        if byline.place:
            message = f"“{byline.place}” was taken for the place where the text was written."
            self.front.note(Level.UNSURE, "place", message, row)
        if not byline.is_strong:
            message = f"“{row.text}” was taken for a byline by its looks alone."
            self.front.note(Level.UNSURE, "byline-by-looks", message, row)
        affiliations = {credit.affiliation for credit in byline.credits}
        if len(byline.credits) > 1 and len(affiliations) == 1 and "" not in affiliations:
            message = f"“{affiliations.pop()}” was given to all {len(byline.credits)} people."
            self.front.note(Level.UNSURE, "shared-affiliation", message, row)

    def _take_standfirst(self, row: Row) -> bool:
        """A paragraph between title and byline."""
        document = self.front.document
        below = self.rows[self.front.rows + 1 : self.front.rows + 2]
        if document.standfirst or document.credits or document.printed_label or not below:
            return False
        byline = self._byline(below[0])
        if len(row.text) > LONGEST_STANDFIRST or not (byline and byline.is_strong):
            return False
        document.standfirst = row.text
        self.front.note(Level.FOUND, "standfirst", f"Standfirst: {row.text[:80]}", row)
        return True

    def _take_tags(self, row: Row) -> bool:
        return take_tags(row, self.front.document, self.front.findings)

    def _take_address(self, row: Row) -> bool:
        addresses = find_urls(row.text)
        if len(addresses) != 1 or addresses[0][:2] != (0, len(row.text)):
            return False
        if self.front.document.address:
            return False
        self.front.document.address = addresses[0][2]
        self.front.note(Level.FOUND, "address", f"It stood at {addresses[0][2]} before.", row)
        return True


def take_tags(row: Row, document: Document, findings: list[Finding]) -> bool:
    match = TAGS.fullmatch(row.text)
    if not match:
        return False
    tags = [tag.strip(" #") for tag in match["tags"].replace("،", ",").replace(";", ",").split(",")]
    document.tags += [tag for tag in tags if tag]
    message = f"{len(document.tags)} tags: {', '.join(document.tags)}"
    findings.append(Finding(Level.FOUND, "tags", message, row.number, row.text))
    return True


def _say_what_is_missing(front: Front) -> None:
    if not front.document.credits:
        front.note(Level.UNSURE, "no-author", "No author was found under the title.")
    if not front.document.printed_label:
        front.note(Level.UNSURE, "no-date", "No date was found under the title.")
