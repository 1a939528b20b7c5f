"""Front matter of Hugo, Jekyll and Pandoc -> the fields of a document; the rest is named."""

import re
from collections.abc import Iterator
from typing import Any

from articles.importing.base import Credit, Document, Finding, Level, Options
from articles.importing.dates import take_date
from articles.importing.markdown.front_matter import FrontMatter, strings

TITLES = ("title",)
SUBTITLES = ("subtitle",)
STANDFIRSTS = ("abstract", "description", "summary", "excerpt", "standfirst", "lead")
DATES = ("date", "publishdate", "published_at", "pubdate")
AUTHORS = {"author": "author", "authors": "author", "by": "author", "translator": "translator",
           "translators": "translator", "editor": "editor", "editors": "editor"}  # fmt: skip
TAGS = ("tags", "keywords", "categories", "category", "tag")
LANGUAGES = ("lang", "language", "locale", "languagecode")
ADDRESSES = (
    "aliases",
    "alias",
    "redirect_from",
    "url",
    "permalink",
    "canonical_url",
    "canonicalurl",
)
KEYS = ("translationkey",)
DRAFTS = {"draft": "true", "published": "false"}
MEANINGLESS = frozenset({"layout", "type", "weight", "markup", "toc", "comments", "lastmod", "slug",
                         "output", "documentclass", "geometry", "fontsize", "outputs", "cascade",
                         "last_modified_at", "menu", "sitemap", "math", "draft",
                         "published"})  # fmt: skip
"""What a program needs and no reader."""
PLACEHOLDER = re.compile(r"/:\w")


class Metadata:
    def __init__(self, front: FrontMatter, document: Document, options: Options) -> None:
        self.front = front
        self.data = dict(front.data)
        params = self.data.get("params")
        if isinstance(params, dict):  # Hugo's own place for what it does not know
            self.data = {str(k).lower(): v for k, v in params.items()} | self.data
            del self.data["params"]
        self.document = document
        self.options = options
        self.used: set[str] = set()
        self.findings: list[Finding] = []

    @property
    def language(self) -> str:
        return next(iter(self.of(LANGUAGES)), "")

    def take(self) -> list[Finding]:
        document = self.document
        if self.front.problem:
            message = f"What stands above the text could not be read: {self.front.problem}."
            return [Finding(Level.LEFT_OUT, "front_matter", message, text=self.front.text)]
        document.title = next(iter(self.of(TITLES)), document.title)
        standfirsts = [*self.of(SUBTITLES), *self.of(STANDFIRSTS)]
        document.standfirst = " ".join(dict.fromkeys(standfirsts)) or document.standfirst
        document.credits += self.credits()
        for printed in self.of(DATES)[:1]:
            self.findings += take_date(document, printed, day_first=self.options.day_first)
        document.tags += self.tags()
        document.old_addresses += [a for a in self.of(ADDRESSES) if not PLACEHOLDER.search(a)]
        if key := next(iter(self.of(KEYS)), ""):
            document.translation_key = f"key:{key}"
        document.is_draft = self.says_draft()
        self.of(LANGUAGES)
        self.findings += self.others()
        return self.findings

    def of(self, names: tuple[str, ...]) -> list[str]:
        found = []
        for name in names:
            if name in self.data:
                self.used.add(name)
                found += strings(self.data[name])
        return list(dict.fromkeys(found))

    def credits(self) -> list[Credit]:
        found: dict[tuple[str, str], Credit] = {}
        for name, role in AUTHORS.items():
            if name in self.data:
                self.used.add(name)
                for credit in _credits(self.data[name], role):
                    found.setdefault((credit.name, role), credit)
        return [*found.values()]

    def tags(self) -> list[str]:
        found = [
            part.strip()
            for tag in self.of(TAGS)
            for part in re.split("[,;]", tag)
            if any(map(str.isalnum, part))
        ]
        return list(dict.fromkeys(found))

    def says_draft(self) -> bool:
        found = any(str(self.data.get(name, "")).lower() == value for name, value in DRAFTS.items())
        if found:
            said = "It was a draft, not published there."
            self.findings.append(Finding(Level.UNSURE, "draft", said))
        return found

    def others(self) -> Iterator[Finding]:
        """What has no place in an article is named, not dropped."""
        for name, value in self.data.items():
            words = ", ".join(strings(value))
            if name not in self.used | MEANINGLESS and words:
                message = f"“{name}” above the text has no field of its own: left out."
                yield Finding(Level.LEFT_OUT, "field", message, text=words)


def _credits(value: Any, role: str) -> Iterator[Credit]:
    if isinstance(value, dict):
        name = " ".join(strings(value.get("name") or value.get("title") or list(value)[:1]))
        if name:
            yield Credit(name, role, " ".join(strings(value.get("affiliation"))))
    elif isinstance(value, list):
        for item in value:
            yield from _credits(item, role)
    else:
        for words in strings(value):
            yield from (Credit(name, role) for name in _names(words))


def _names(words: str) -> Iterator[str]:
    """“Ada Brandt and Berta Klein” are two; “Brandt, Ada” is one."""
    for part in re.split(r"\s*;\s*|\s+(?:and|und|et|y|&)\s+", words):
        if part.strip():
            yield part.strip()
