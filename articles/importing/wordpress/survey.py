"""The first reading of an export: what must be known of all items before one of them is stored.

It is kept in a small database in a temporary file, so that memory does not grow with the export:
which items become articles, at which addresses, what belongs to what, what is left out.
"""

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from django.utils.text import slugify

from articles import addresses

from .items import Export, Raw
from .options import Given
from .post import Post, post
from .site import Site, site
from .xml import Parsed, parse

SCHEMA = """
CREATE TABLE item (
    number INTEGER PRIMARY KEY, key INTEGER, kind TEXT, parent INTEGER, fate TEXT, source TEXT,
    year INTEGER, slug TEXT, path TEXT, link TEXT, file TEXT, text TEXT, title TEXT,
    family TEXT, language TEXT, is_source INTEGER, original INTEGER
);
CREATE INDEX item_key ON item (key);
CREATE INDEX item_parent ON item (parent);
CREATE INDEX item_family ON item (family);
CREATE UNIQUE INDEX item_address ON item (coalesce(year, 0), slug) WHERE fate = 'article';
CREATE UNIQUE INDEX item_source ON item (source) WHERE fate = 'article';
CREATE TABLE old (path TEXT PRIMARY KEY, number INTEGER) WITHOUT ROWID;
"""
ARTICLE, ATTACHMENT, BLOCK, OUT, CUT = "article", "attachment", "block", "out", "cut"
THROWN_AWAY = frozenset({"trash", "auto-draft"})
AT_ONCE = 500

Address = tuple[int | None, str]
Taken = Callable[[Sequence[tuple[str, Address]]], Collection[tuple[str, Address]]]
"""Of sources with the addresses that they would have: those whose address somebody else has."""


class File(NamedTuple):
    """An attachment."""

    key: int
    file: str
    title: str
    caption: str


@dataclass
class Survey:
    """Ask it while the second reading goes on; close it afterwards."""

    export: Export
    given: Given
    site: Site
    left_out: Counter[str] = field(default_factory=Counter)
    """How many items are no articles, by their type."""
    years: set[str] = field(default_factory=set)
    """`2021`, `2021/12`: what the old archive had pages for."""
    guests: dict[str, str] = field(default_factory=dict)
    """Names of co-authors without an account, by their login."""
    categories: Counter[str] = field(default_factory=Counter)
    total: int = 0
    """Items that become articles."""
    cut: str = ""

    def __post_init__(self) -> None:
        self.file = tempfile.NamedTemporaryFile(prefix="broadside-wxr-", suffix=".sqlite3")  # noqa: SIM115  closed below
        self.db = sqlite3.connect(self.file.name, check_same_thread=False)
        self.db.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;{SCHEMA}")

    def close(self) -> None:
        self.db.close()
        self.file.close()

    # The first reading

    def read(self, raw: Raw, parsed: Parsed) -> None:
        found = post(parsed.node)
        fate = self.fate(found) if raw.is_whole else CUT
        if fate == CUT:
            self.cut = found.title or f"item {raw.number}"
        if fate == OUT:
            self.left_out[found.kind if found.status not in THROWN_AWAY else "trash"] += 1
        if found.kind == "guest-author":
            login = found.meta.get("cap-user_login", "").lower()
            self.guests[login] = found.meta.get("cap-display_name") or found.title
        keeps_text = fate == BLOCK
        year, slug = self.address(found)
        values = {
            "number": raw.number,
            "key": found.key,
            "kind": found.kind,
            "parent": found.parent,
            "fate": fate,
            "source": f"{self.site.url}/?p={found.key or f'none-{raw.number}'}"[:480],
            "year": year,
            "slug": slug,
            "link": found.link,
            "file": self.site.upload(found.file or found.guid) if fate == ATTACHMENT else "",
            "text": found.html if keeps_text else found.excerpt if fate == ATTACHMENT else "",
            "title": found.title[:200] if fate == ATTACHMENT else "",
            **(family(found) if fate == ARTICLE else {}),
        }
        self.insert(values)
        if fate == ARTICLE:
            self.total += 1
            self.note_places(found, raw.number)

    def fate(self, found: Post) -> str:
        if found.status in THROWN_AWAY:
            return OUT
        if found.kind == "attachment":
            return ATTACHMENT
        if found.kind == "wp_block":
            return BLOCK
        is_taken = found.kind in self.given.mapping.taken and found.status != "inherit"
        return ARTICLE if is_taken else OUT

    def insert(self, values: dict[str, object]) -> None:
        """With an address that no other item of the file has, and a source of its own."""
        slug, source = str(values["slug"]), str(values["source"])
        columns = ", ".join(values)
        holes = ", ".join(f":{name}" for name in values)
        count = 1
        while True:
            try:
                self.db.execute(f"INSERT INTO item ({columns}) VALUES ({holes})", values)  # noqa: S608  names of ours
            except sqlite3.IntegrityError as error:
                if "source" in str(error):
                    values["source"] = f"{source}#{values['number']}"
                    continue
                count += 1
                values["slug"] = f"{slug[:190]}-{count}"
            else:
                return

    @staticmethod
    def address(found: Post) -> Address:
        year = int(found.date[:4]) if found.date and found.date[:4] != "0000" else None
        slug = slugify(found.slug or found.title, allow_unicode=True)[:190].strip("-_")
        if not slug:
            slug = f"untitled-{found.key}" if found.key else "untitled"
        return year, f"no-{slug}" if len(slug) == 2 and slug.isdecimal() else slug

    def note_places(self, found: Post, number: int) -> None:
        if found.date:
            self.years |= {found.date[:4], found.date[:7].replace("-", "/")}
        for term in found.named("category"):
            self.categories[term.slug] += 1
            self.site.categories.setdefault(term.slug, term.name)
        for term in found.named("post_tag"):
            self.site.tags.setdefault(term.slug, term.name)
        local = self.site.local(found.link)
        query = "page_id" if found.kind == "page" else "p"
        olds = [f"{self.site.path}/?{query}={found.key}", f"{self.site.path}/?p={found.key}"]
        olds += [local.rstrip("/")] if local.strip("/") else []
        self.db.executemany(
            "INSERT OR IGNORE INTO old VALUES (?, ?)", [(path, number) for path in olds]
        )

    def settle(self, taken: Taken) -> None:
        """Give everything an address that nobody has in the archive, and translations originals."""
        last = 0
        while rows := self.addresses_after(last):
            last = rows[-1][0]
            wanted = {(source, (year, slug)): number for number, source, year, slug in rows}
            for source, address in taken(list(wanted)):
                self.renumber(wanted[source, address], source, address, taken)
        self.settle_families()
        self.db.commit()

    def addresses_after(self, number: int) -> list[tuple[int, str, int | None, str]]:
        return self.db.execute(
            "SELECT number, source, year, slug FROM item WHERE fate = ? AND number > ?"
            " ORDER BY number LIMIT ?",
            [ARTICLE, number, AT_ONCE],
        ).fetchall()

    def renumber(self, number: int, source: str, address: Address, taken: Taken) -> None:
        year, slug = address
        count = 1
        while True:
            count += 1
            name = f"{slug[:190]}-{count}"
            if taken([(source, (year, name))]):
                continue
            try:
                self.db.execute("UPDATE item SET slug = ? WHERE number = ?", [name, number])
            except sqlite3.IntegrityError:
                continue
            return

    def keep_address(self, source: str, address: Address) -> None:
        """An article of that source has this address already, and stays there."""
        year, slug = address
        self.db.execute(
            "UPDATE OR IGNORE item SET year = ?, slug = ? WHERE source = ?", [year, slug, source]
        )

    def settle_families(self) -> None:
        """Of each family the one that is the source, in the site's language, or first."""
        self.db.execute(
            """
            UPDATE item SET original = (
                SELECT number FROM item AS other WHERE other.family = item.family
                ORDER BY is_source DESC, language = ? DESC, number LIMIT 1
            ) WHERE family IS NOT NULL
            """,
            [self.site.language.partition("-")[0]],
        )
        self.db.execute("UPDATE item SET original = NULL WHERE original = number")

    # The second

    def later(self) -> set[int]:
        """The numbers of the translations, which come after their originals."""
        rows = self.db.execute("SELECT number FROM item WHERE original IS NOT NULL")
        return {number for (number,) in rows}

    def item(self, number: int) -> sqlite3.Row:
        self.db.row_factory = sqlite3.Row
        row = self.db.execute("SELECT * FROM item WHERE number = ?", [number]).fetchone()
        self.db.row_factory = None
        return row  # type: ignore[no-any-return]

    def source_of(self, number: int | None) -> str:
        if number is None:
            return ""
        rows = self.db.execute("SELECT source FROM item WHERE number = ?", [number])
        return next((source for (source,) in rows), "")

    def place(self, url: str) -> str:
        """Where an address of the old site leads here; "" for one that is not of the export."""
        path = self.site.local(url)
        if not path:
            return ""
        bare = path.partition("#")[0]
        spellings = [bare, bare.rstrip("/")] if "?" in bare else [bare.rstrip("/")]
        row = self.db.execute(
            f"SELECT year, slug FROM item JOIN old USING (number) WHERE old.path IN"  # noqa: S608  only holes
            f" ({', '.join('?' * len(spellings))})",
            spellings,
        ).fetchone()
        return addresses.article(*row) if row else ""

    def attachment(self, key: int) -> File | None:
        row = self.db.execute(
            "SELECT key, file, title, text FROM item WHERE key = ? AND fate = ?", [key, ATTACHMENT]
        ).fetchone()
        return File(*row) if row else None

    def attachments_of(self, key: int) -> list[File]:
        rows = self.db.execute(
            "SELECT key, file, title, text FROM item WHERE parent = ? AND fate = ? ORDER BY number",
            [key, ATTACHMENT],
        )
        return [File(*row) for row in rows]

    def attachment_pages(self, key: int) -> list[str]:
        """The links of the pages that WordPress made for the files of a post."""
        rows = self.db.execute(
            "SELECT link, key FROM item WHERE parent = ? AND fate = ?", [key, ATTACHMENT]
        )
        return [url for link, number in rows for url in (link, f"/?attachment_id={number}") if url]

    def reusable(self, key: int) -> str:
        row = self.db.execute(
            "SELECT text FROM item WHERE key = ? AND fate = ?", [key, BLOCK]
        ).fetchone()
        return row[0] if row else ""


def family(found: Post) -> dict[str, object]:
    """Which translations belong together: by Polylang's terms, or WPML's fields."""
    if group := found.meta.get("_wpml_import_translation_group", "").strip():
        source = found.meta.get("_wpml_import_source_language_code", "").strip()
        return {"family": f"wpml:{group}", "language": language(found), "is_source": not source}
    groups = found.named("post_translations")
    if not groups:
        return {}
    return {"family": f"pll:{groups[0].slug}", "language": language(found), "is_source": False}


def language(found: Post) -> str:
    """The tag that a plug-in for several languages has put on it; "" where there is none."""
    if code := found.meta.get("_wpml_import_language_code", "").strip():
        return code.replace("_", "-")
    return next((term.slug.removeprefix("pll_") for term in found.named("language")), "")


def survey(path: Path, given: Given, progress: Callable[[int], object] = int) -> Survey:
    """Read an export for the first time; raises Unreadable for what is none."""
    export = Export(path)
    found = Survey(export, given, site(export.top()))
    for raw in export.items():
        found.read(raw, parse(raw.text))
        if not raw.number % AT_ONCE:
            progress(raw.number)
    return found


def numbered(found: Survey, *, after: int = 0) -> Iterator[Raw]:
    """The items that become articles, in the order in which they are stored: originals first.

    ``after`` of them are passed over.
    """
    later = found.later()
    passed = 0
    for turn in (False, True) if later else (False,):
        for raw in found.export.items():
            if (raw.number in later) is not turn or not _is_article(found, raw.number):
                continue
            passed += 1
            if passed > after:
                yield raw


def _is_article(found: Survey, number: int) -> bool:
    row = found.db.execute("SELECT fate FROM item WHERE number = ?", [number]).fetchone()
    return bool(row and row[0] == ARTICLE)
