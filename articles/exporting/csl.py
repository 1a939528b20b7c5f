"""CSL-JSON, which citeproc, Pandoc and Zotero read. Schema: csl-data.json of CSL 1.0.2."""

import json
from datetime import date
from typing import Any

from django.conf import settings

from articles.reading.citation import Name, Record

from .base import Copy

FIRST_SEASON = 21  # EDTF counts seasons from here, CSL from 1


def write(copy: Copy) -> str:
    return json.dumps([item(copy.record)], ensure_ascii=False, indent=1) + "\n"


def item(entry: Record) -> dict[str, Any]:
    data: dict[str, Any] = {
        "id": entry.permanent,
        "type": "article-magazine" if entry.periodical else "webpage",
        "title": entry.title,
        "container-title": entry.periodical or settings.SITE_NAME,
        "issue": entry.number,
        "collection-title": entry.series,
        "publisher": settings.SITE_NAME,
        "issued": issued(entry),
        "URL": entry.permanent,
        "language": entry.language,
        "abstract": entry.abstract,
        "keyword": ", ".join(entry.tags),
    }
    for name in entry.names:
        data.setdefault(name.role, []).append(person(name))  # it has our words for them
    return {field: value for field, value in data.items() if value}


def person(name: Name) -> dict[str, str]:
    family, given = name.divided
    return {"family": family, "given": given} if family else {"literal": name.name}


def issued(entry: Record) -> dict[str, Any]:
    """What is known of the printed date, else the day when it was first to be read here."""
    first, last = entry.printed_from, entry.printed_to
    if not (first and last):
        return {"date-parts": [parts(entry.online_at.date().isoformat())]}
    value: dict[str, Any] = {"date-parts": between(entry, first, last)}
    if season := season_of(entry.printed_date):
        value = {"date-parts": [[first.year]], "season": season}
    if entry.printed_date.endswith(("~", "?", "%")):
        value["circa"] = True
    return value


def between(entry: Record, first: date, last: date) -> list[list[int]]:
    if entry.machine_date:
        return [parts(entry.machine_date)]
    return [[first.year], [last.year]] if first.year != last.year else [[first.year]]


def parts(iso: str) -> list[int]:
    return [int(part) for part in iso.split("-")]


def season_of(edtf: str) -> int:
    """1 for spring to 4 for winter, 0 for any other date."""
    month = edtf.rstrip("~?%")[5:]
    return int(month) - FIRST_SEASON + 1 if month in {"21", "22", "23", "24"} else 0
