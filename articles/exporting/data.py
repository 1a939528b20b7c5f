"""JSON: everything public about an article, for programs. docs/reference/formats.md lists it."""

import json
from typing import Any

from articles.reading.citation import plain
from articles.text.footnotes import read_footnotes

from .base import Copy


def write(copy: Copy) -> str:
    return json.dumps(data(copy), ensure_ascii=False, indent=1) + "\n"


def data(copy: Copy) -> dict[str, Any]:
    page, entry = copy.page, copy.record
    return {
        "address": entry.address,
        "permanent_address": entry.permanent,
        "edition": page.number,
        "checksum": copy.checksum,
        "citation": plain(entry),
        "title": entry.title,
        "standfirst": page.standfirst,
        "language": entry.language,
        "byline": byline(copy),
        "printed_date": entry.printed_date,
        "printed": entry.printed,
        "online_at": entry.online_at.isoformat(timespec="seconds"),
        "edition_at": entry.changed_at.isoformat(timespec="seconds"),
        "section": entry.section or None,
        "series": entry.series or None,
        "series_position": page.card.series_position,
        "periodical": entry.periodical or None,
        "number": entry.number or None,
        "tags": list(entry.tags),
        "translations": [
            {"language": card.language, "title": card.title, "path": card.address}
            for card in page.translations
        ],
        "corrections": [
            {
                "edition": correction.number,
                "at": correction.moment.isoformat(timespec="seconds"),
                "text": correction.text,
            }
            for correction in page.corrections
        ],
        "cites": list(entry.cited),
        "body": copy.body,
        "footnotes": footnotes(copy),
        "text": copy.text,
    }


def byline(copy: Copy) -> list[dict[str, str]]:
    return [
        {
            "name": name.name,
            "kind": name.kind,
            "role": name.role,
            "affiliation": credit.affiliation,
            "address": name.address,
        }
        for name, credit in zip(copy.record.names, copy.page.card.credits, strict=True)
    ]


def footnotes(copy: Copy) -> list[dict[str, Any]]:
    return [
        {
            "mark": note.mark,
            "kind": note.kind,
            "html": note.html,
            "text": note.text,
            "urls": list(note.urls),
        }
        for note in read_footnotes(copy.body, copy.record.language)
    ]
