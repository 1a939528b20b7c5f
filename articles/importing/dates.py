"""Dates as metadata write them -> EDTF, and what is to be said of those that are none."""

import re

from articles.importing.base import Document, Finding, Level
from articles.text.dates import interval
from articles.text.printed_dates import find_dates

ISO = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ,].*)?", re.DOTALL)
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}.*)?")


def take_date(document: Document, printed: str, *, day_first: bool) -> list[Finding]:
    """Put a date of the metadata on the document, if it has none yet."""
    printed = " ".join(printed.split())
    if not printed or document.printed_date:
        return []
    edtf = read_date(printed, day_first=day_first)
    if not edtf:
        message = f"“{printed[:100]}” is no date that could be read."
        return [Finding(Level.UNSURE, "date", message, text=printed)]
    document.printed_date = edtf
    return [Finding(Level.FOUND, "date", f"Date: {edtf}", text=printed)]


def read_date(printed: str, *, day_first: bool = True) -> str:
    """EDTF; "" where it is no date. Only the day is taken of a moment."""
    match = COMPACT.fullmatch(printed) or ISO.fullmatch(printed)
    if match:
        year, *rest = [part for part in match.groups() if part]
        edtf = "-".join([year, *(part.zfill(2) for part in rest)])
    else:
        dates = find_dates(printed, day_first=day_first)
        edtf = dates[0].edtf if len(dates) == 1 else ""
    try:
        interval(edtf)
    except ValueError:
        return ""
    return edtf
