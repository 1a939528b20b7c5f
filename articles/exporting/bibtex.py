"""BibTeX, in UTF-8 as biber, Zotero and JabRef read it.

What did not stand in a periodical is `@online`: biblatex and reference managers know it, and the
old styles treat what they don't know as `@misc`. ``date`` has the printed date in EDTF, which
biblatex understands; ``year`` and ``month`` are for everybody else.
"""

from django.conf import settings
from django.utils.text import slugify

from articles.reading.citation import Name, Record

from .base import Copy

# Braces that are only escaped would still be counted, and unbalance the entry.
SPECIAL = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        **{char: f"\\{char}" for char in "&%$#_"},
    }
)
MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905  read as one


def write(copy: Copy) -> str:
    entry = copy.record
    fields = {
        "author": people(entry.authors),
        "editor": people([name for name in entry.others if name.role == "editor"]),
        "translator": people([name for name in entry.others if name.role == "translator"]),
        "title": whole(entry.title),
        **published(entry),
        **dated(entry),
        "series": value(entry.series),
        "url": f"{{{entry.permanent}}}",
        "language": value(entry.language),
        "abstract": value(entry.abstract),
        "keywords": value(", ".join(tag.replace(",", "") for tag in entry.tags)),
    }
    lines = [f"  {name} = {text},\n" for name, text in fields.items() if text not in ("", "{}")]
    kind = "article" if entry.periodical else "online"
    return f"@{kind}{{{key(entry)},\n{''.join(lines)}}}\n"


def published(entry: Record) -> dict[str, str]:
    if entry.periodical:
        return {"journal": value(entry.periodical), "number": value(entry.number)}
    return {"organization": value(settings.SITE_NAME)}


def dated(entry: Record) -> dict[str, str]:
    """Without a printed date, the day when it was first to be read here."""
    year, _, rest = entry.issued.partition("-")
    return {
        "date": f"{{{entry.printed_date or entry.issued}}}",
        "year": value(year),
        "month": MONTHS[int(rest[:2]) - 1] if rest else "",
    }


def key(entry: Record) -> str:
    """`brandt-1974-12`: the first author, the year, the number of the article; always ASCII."""
    first = entry.authors[0] if entry.authors else None
    name = slugify(first.divided[0] or first.name) if first else ""
    year = entry.issued[:4] if entry.printed_from else ""
    return "-".join(part for part in (name or "article", year, str(entry.article_id)) if part)


def people(names: list[Name]) -> str:
    return f"{{{' and '.join(filed(name) for name in names)}}}"


def filed(name: Name) -> str:
    """“Family, Given”; braces keep a name together that can't be divided."""
    family, given = name.divided
    divided = f"{escaped(family)}, {escaped(given)}"
    return divided if family and " and " not in divided else f"{{{escaped(name.name)}}}"


def whole(text: str) -> str:
    """A value whose capitals no style may change."""
    return f"{{{value(text)}}}"


def value(text: str) -> str:
    return f"{{{escaped(text)}}}"


def escaped(text: str) -> str:
    return " ".join(text.split()).translate(SPECIAL)
