"""RIS, as EndNote, Zotero, Mendeley and Citavi read it: a tag and a value a line."""

from django.conf import settings

from articles.reading.citation import Name, Record

from .base import Copy

ROLES = {"author": "AU", "editor": "ED", "translator": "A4"}


def write(copy: Copy) -> str:
    entry = copy.record
    pairs = [
        ("TY", "MGZN" if entry.periodical else "ELEC"),
        ("ID", str(entry.article_id)),
        ("TI", entry.title),
        *((ROLES.get(name.role, "A2"), filed(name)) for name in entry.names),
        ("T2", entry.periodical or settings.SITE_NAME),
        ("IS", entry.number),
        ("T3", entry.series),
        ("PY", entry.issued[:4]),
        ("DA", dated(entry)),
        ("LA", entry.language),
        ("AB", entry.abstract),
        *(("KW", tag) for tag in entry.tags),
        ("PB", settings.SITE_NAME),
        ("UR", entry.permanent),
    ]
    lines = [f"{tag}  - {' '.join(text.split())}\r\n" for tag, text in pairs if text]
    return "".join(lines) + "ER  - \r\n"


def filed(name: Name) -> str:
    """“Family, Given”; a name that can't be divided has no comma, or readers would divide it."""
    family, given = name.divided
    return f"{family}, {given}" if family else name.name.replace(",", "")


def dated(entry: Record) -> str:
    """`1974/03/09/`, with nothing between the slashes where nothing is known; after the last one
    the date as it was printed, where it is less exact than a day."""
    year, month, day = (*entry.issued.split("-"), "", "")[:3]
    return f"{year}/{month}/{day}/{'' if day else entry.printed}"
