"""`make messages`: the sentences of the interface, for translators, and what they made of them.

Runs inside the virtual environment: `.venv/bin/python -m launcher.words [LANGUAGE …]`. Babel reads
Python and Jinja2 templates; for Django's templates Django itself writes what stands in them as
Python, and Babel reads that.
"""

import io
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

from launcher.environment import ROOT

FOLDER = ROOT / "locale"
DOMAIN = "django"
Found = tuple[int, str | tuple[str, ...], list[str], str | None]
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "translated": None,
}
PLACES = {
    "articles/**/*.py": "python",
    "site_project/**/*.py": "python",
    "templates/public/**/*.html": "jinja2",
    "templates/admin/**/*.html": "django",
    "templates/registration/**/*.html": "django",
    "templates/emails/**/*.*": "django",
}
"""Where sentences stand, and in what."""


def main(languages: Sequence[str]) -> int:
    """Bring every catalogue, or those of some languages, up to date with the sources."""
    source = collect()
    for language in languages or shipped():
        file = catalogue_file(language)
        catalogue = read(language) if file.exists() else Catalog(locale=language, domain=DOMAIN)
        catalogue.update(source, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        write(language, catalogue)
        missing = sum(1 for message in catalogue if message.id and not is_translated(message))
        print(f"{language}: {len(catalogue)} sentences, {missing} to be translated.")
    return 0


def shipped() -> list[str]:
    """The languages that there are catalogues for."""
    return sorted(file.parent.parent.name for file in FOLDER.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def catalogue_file(language: str) -> Path:
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    with catalogue_file(language).open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def write(language: str, catalogue: Catalog) -> None:
    """Both forms of it: the one for translators, and the one that the program reads."""
    file = catalogue_file(language)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(as_po(catalogue))
    file.with_suffix(".mo").write_bytes(as_mo(catalogue))


def as_po(catalogue: Catalog) -> bytes:
    out = io.BytesIO()
    # Without line numbers and dates, which change with every line of code.
    write_po(out, catalogue, no_location=False, include_lineno=False, omit_header=True, width=100)
    header = [
        f"Language: {catalogue.locale_identifier}",
        "Content-Type: text/plain; charset=utf-8",
        f"Plural-Forms: {catalogue.plural_forms}",
    ]
    top = "".join(f'"{line}\\n"\n' for line in header)
    return f'msgid ""\nmsgstr ""\n{top}\n'.encode() + out.getvalue()


def as_mo(catalogue: Catalog) -> bytes:
    # The same sentences are the same bytes, whenever they are written.
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def is_translated(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else [message.string]
    return all(strings)


def collect() -> Catalog:
    """Every sentence of the sources, in the order of their places."""
    found = Catalog(domain=DOMAIN)
    for pattern, method in PLACES.items():
        for file in sorted(ROOT.glob(pattern)):
            if "migrations" in file.parts:
                continue
            where = str(file.relative_to(ROOT))
            for _line, message, comments, context in messages(file, method):
                found.add(message, None, [(where, 0)], auto_comments=comments, context=context)
    return found


def messages(file: Path, method: str) -> Iterator[Found]:
    with file.open("rb") as opened:
        source: BinaryIO = opened
        if method == "django":
            # Its lines are no blocks of Python, however they are indented in the template.
            lines = templatize(source.read().decode()).splitlines()
            source = io.BytesIO("\n".join(line.lstrip() for line in lines).encode())
            method = "python"
        yield from extract(method, source, keywords=KEYWORDS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
