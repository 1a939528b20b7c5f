"""A line of the report on many articles, and how much it asks for somebody's eyes."""

from dataclasses import asdict

from articles.models import ImportLine, ImportRun

from .base import Level
from .batches import Outcome
from .entries import Counts
from .report import Line
from .save import Status

COUNTED = ("words", "notes", "links", "pictures", "quotations", "comments")
WEIGHTS = {"notes": 100, "pictures": 20, "quotations": 20, "comments": 50}
"""How much one that is missing asks for attention."""
TELLS = {Level.UNSURE: 5, Level.LEFT_OUT: 8}


def missing(before: Counts, after: Counts) -> dict[str, int]:
    """Of what there is less in the archive than in the source. Labels of notes were words there."""
    found = {name: max(0, getattr(before, name) - getattr(after, name)) for name in COUNTED}
    if found["words"] <= before.words * 0.02 + before.notes * 2 + 3:
        found["words"] = 0
    return {name: number for name, number in found.items() if number}


def attention(outcome: Outcome) -> int:
    if outcome.status == Status.FAILED:
        return 1000
    if outcome.status == Status.UNCHANGED:
        return 0
    lost = missing(outcome.entry.before, outcome.after)
    weight = sum(number * WEIGHTS.get(name, 0) for name, number in lost.items())
    weight += 50 * ("words" in lost) + 80 * (outcome.status == Status.PROPOSED)
    weight += sum(TELLS.get(finding.level, 0) for finding in outcome.entry.findings)
    return min(999, weight + 10 * len(outcome.warnings))


def line(run: ImportRun, outcome: Outcome) -> ImportLine:
    entry = outcome.entry
    told = [
        {"level": finding.level, "message": finding.message, "text": finding.text}
        for finding in entry.findings
    ]
    told += [{"level": "warning", "message": said, "text": ""} for said in outcome.warnings]
    return ImportLine(
        run=run,
        number=entry.number,
        source=entry.source[:500],
        status=outcome.status,
        article=None if run.is_rehearsal and outcome.status == Status.CREATED else outcome.article,
        title=entry.document.title[:500],
        attention=attention(outcome),
        report={
            "path": outcome.path,
            "before": asdict(entry.before),
            "after": asdict(outcome.after),
            "missing": missing(entry.before, outcome.after)
            if outcome.status in {Status.CREATED, Status.UPDATED}
            else {},
            "told": told,
        },
    )


def as_line(outcome: Outcome) -> Line:
    """The same for a terminal and for JSON."""
    document, entry = outcome.entry.document, outcome.entry
    said = [
        f"{finding.message}{f' “{finding.text}”' if finding.text else ''}"
        for finding in entry.findings
        if finding.level in TELLS
    ]
    return Line(
        source=entry.source,
        status=outcome.status,
        path=outcome.path,
        title=document.title,
        authors=tuple(credit.name for credit in document.credits),
        published_on=document.printed_date,
        language=document.language,
        footnotes=outcome.after.notes,
        comments=outcome.after.comments,
        images=outcome.after.pictures,
        warnings=(*said, *outcome.warnings),
        before=asdict(entry.before),
        after=asdict(outcome.after),
    )
