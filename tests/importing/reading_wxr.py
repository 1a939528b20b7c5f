"""Read exports without storing them."""

from pathlib import Path
from tempfile import TemporaryDirectory

from articles.importing.entries import Entry
from articles.importing.wordpress.options import Given
from articles.importing.wordpress.read import read
from articles.importing.wordpress.survey import Survey, numbered, survey

from .wxr import Item, export


def entries_of(path: Path, given: Given | None = None) -> tuple[list[Entry], Survey]:
    about = survey(path, given or Given())
    about.settle(lambda _wanted: [])
    return [read(raw, about) for raw in numbered(about)], about


def entries_in(text: str | bytes, given: Given | None = None) -> tuple[list[Entry], Survey]:
    with TemporaryDirectory() as folder:
        path = Path(folder, "site.xml")
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        return entries_of(path, given)


def entries(*items: Item, given: Given | None = None, **about: str) -> list[Entry]:
    return entries_in(export(*items, **about), given)[0]


def entry(text: str, given: Given | None = None, **item: object) -> Entry:
    """The one entry of a post with this text."""
    return entries(Item(text=text, **item), given=given)[0]  # type: ignore[arg-type]


def told(found: Entry) -> str:
    return "\n".join(f"{finding.message} {finding.text}" for finding in found.findings)
