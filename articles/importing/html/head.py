"""What a page says of itself: title, authors, date, language, addresses, in the ways of the web."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from articles.importing.markup.tree import Element

TITLES = ("citation_title", "og:title", "dc.title", "dcterms.title", "twitter:title", "headline")
AUTHORS = ("citation_author", "author", "dc.creator", "dcterms.creator", "article:author",
           "parsely-author", "sailthru.author", "byl")  # fmt: skip
DATES = ("citation_publication_date", "citation_date", "article:published_time", "dc.date.issued",
         "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "date", "pubdate",
         "datepublished", "citation_online_date")  # fmt: skip
LANGUAGES = ("citation_language", "dc.language", "dcterms.language", "content-language", "language",
             "og:locale")  # fmt: skip
TAGS = ("article:tag", "citation_keywords")
DESCRIPTIONS = ("description", "og:description", "dc.description", "dcterms.abstract")
ARTICLE_TYPES = re.compile(r"Article|BlogPosting|Report|WebPage", re.IGNORECASE)
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(?P<url>https?://\S+)\s*-->", re.IGNORECASE)
DEEPEST_JSON = 20
MOST = 50
"""Values of one kind; more is no article."""


@dataclass
class Head:
    titles: list[str] = field(default_factory=list)
    page_title: str = ""
    authors: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)
    language: str = ""
    tags: list[str] = field(default_factory=list)
    keywords: str = ""
    description: str = ""
    address: str = ""
    """The URL that it calls its own."""
    base: str = ""


def read_head(root: Element, html: str) -> Head:
    meta = _meta(root)
    data = [*_linked_data(root)]
    head = Head()
    head.page_title = next(
        (" ".join(e.text().split()) for e in root.walk() if e.tag == "title" and e.text().strip()),
        "",
    )
    head.titles = _unique([*_of(meta, TITLES), *_json(data, "headline")])
    head.authors = _unique(_persons([*_of(meta, AUTHORS), *_json_authors(data)]))
    head.dates = _unique([*_of(meta, DATES), *_json(data, "datePublished"), *_itemprops(root)])
    languages = [*_languages(root), *_of(meta, LANGUAGES), *_json(data, "inLanguage")]
    head.language = next(iter(languages), "").split(",")[0]
    head.tags = _unique(_of(meta, TAGS))
    head.keywords = " ".join(_of(meta, ("keywords",)))
    head.description = next(iter(_of(meta, DESCRIPTIONS)), "")
    saved = SAVED_FROM.search(html[:5000])
    addresses = [
        *_links(root, "canonical"),
        *_of(meta, ("og:url",)),
        *([saved["url"]] if saved else []),
    ]
    head.address = next((a for a in addresses if a.startswith(("http://", "https://"))), "")
    bases = (element.get("href") for element in root.walk() if element.tag == "base")
    head.base = next(filter(None, bases), "") or head.address
    return head


def _meta(root: Element) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in root.walk():
        if element.tag == "meta":
            name = element.get("name") or element.get("property") or element.get("http-equiv")
            content = " ".join(element.get("content").split())
            if name and content:
                found.setdefault(name.strip().lower(), []).append(content)
    return found


def _of(meta: dict[str, list[str]], names: Iterable[str]) -> list[str]:
    return [value for name in names for value in meta.get(name, [])[:MOST]]


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))[:MOST]


def _persons(names: Iterable[str]) -> Iterator[str]:
    """The address of a profile is nobody's name."""
    for name in names:
        if not name.startswith(("http", "/", "@")) and "@" not in name and len(name) < 150:
            family, comma, given = name.partition(", ")
            is_turned = (
                comma and "," not in given and len(family.split()) <= 2 >= len(given.split())
            )
            yield f"{given} {family}" if is_turned else name


def _languages(root: Element) -> Iterator[str]:
    for element in root.walk():
        if element.tag in {"html", "body"} and (
            tag := element.get("lang") or element.get("xml:lang")
        ):
            yield tag


def _links(root: Element, rel: str) -> Iterator[str]:
    for element in root.walk():
        if element.tag == "link" and rel in element.get("rel").lower().split():
            yield element.get("href").strip()


def _itemprops(root: Element) -> Iterator[str]:
    for element in root.walk():
        is_date = element.get("itemprop").lower() == "datepublished" or (
            element.tag == "time" and "pubdate" in element.attributes
        )
        if is_date:
            yield element.get("datetime") or element.get("content") or element.text().strip()


def _linked_data(root: Element) -> Iterator[dict[str, Any]]:
    """The articles in JSON-LD."""
    for element in root.walk():
        if element.tag == "script" and "ld+json" in element.get("type").lower():
            try:
                yield from _articles(json.loads(element.text()), 0)
            except (ValueError, RecursionError):
                continue


def _articles(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST_JSON:
        return
    if isinstance(data, list):
        for item in data[:MOST]:
            yield from _articles(item, depth + 1)
    elif isinstance(data, dict):
        if ARTICLE_TYPES.search(str(data.get("@type", ""))):
            yield data
        yield from _articles(data.get("@graph"), depth + 1)


def _json(data: list[dict[str, Any]], name: str) -> Iterator[str]:
    for item in data:
        if isinstance(item.get(name), str):
            yield " ".join(item[name].split())


def _json_authors(data: list[dict[str, Any]]) -> Iterator[str]:
    for item in data:
        authors = item.get("author")
        for author in authors if isinstance(authors, list) else [authors]:
            name = author.get("name") if isinstance(author, dict) else author
            if isinstance(name, str):
                yield " ".join(name.split())
