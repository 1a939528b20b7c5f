"""A Markdown file -> a Document: CommonMark with tables, definition lists and footnotes, and the
front matter of Hugo, Jekyll and Pandoc."""

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from babel import Locale, UnknownLocaleError
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from articles.importing.base import Document, Finding, Level, Options, Reading, Unreadable
from articles.importing.dates import take_date
from articles.importing.decode import decode
from articles.importing.local_pictures import take_pictures
from articles.importing.markdown.front_matter import split
from articles.importing.markdown.metadata import Metadata
from articles.importing.markdown.shortcodes import Shortcodes
from articles.importing.marked import Source, finish
from articles.importing.markup.serialise import serialise
from articles.importing.markup.tree import Element, build, lines_of

SUFFIXES = (".md", ".markdown", ".mdown", ".mkd")
LANGUAGE = re.compile(r"(?P<stem>.+)\.(?P<tag>[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?)")
JEKYLL = re.compile(r"(?P<date>\d{4}-\d\d-\d\d)-(?P<slug>.+)")
DEFINITION = re.compile(
    r"^[ ]{0,3}\[\^(?P<label>[^\]\s]+)\]:[ \t]*"
    r"(?P<text>[^\n]*(?:\n(?:[ \t]*\n)*(?:[ ]{4}|\t)[^\n]*)*)",
    re.MULTILINE,
)
UNDEFINED = re.compile(r"\[\^[^\]\s]{1,100}\]")
COMMENT = re.compile(r"<!--(?P<text>.*?)-->", re.DOTALL)


def read(data: bytes, *, name: str, options: Options) -> Reading:
    """Raises Unreadable."""
    text, findings = decode(data, options)
    front, below = split(text)
    document = Document()
    metadata = Metadata(front, document, options)
    findings += metadata.take()
    of_name = _Name(name)
    if of_name.date:
        findings += take_date(document, of_name.date, day_first=options.day_first)
    document.old_addresses += of_name.old_addresses()
    document.translation_key = document.translation_key or of_name.key
    shortcodes = Shortcodes()
    below = shortcodes.replace(below)
    findings += shortcodes.findings()
    try:
        html, about_notes = render(below)
    except RecursionError:
        raise Unreadable("The text is nested deeper than a person would write it.") from None
    root = build(html)
    document.pictures = take_pictures(root, options.shelf, name.partition("/")[2])
    _straighten(root, of_name.inside_folder)
    source = Source(
        serialise(root),
        of_name.slug,
        words_of_source(root),
        document,
        [*findings, *about_notes, *_comments(below)],
        language=metadata.language or of_name.language,
        language_is_certain=True,
    )
    reading = finish(source, options)
    return Reading(document, (*reading.findings, *_undefined(reading.document.body)))


def render(text: str) -> tuple[str, list[Finding]]:
    """HTML, its notes linked to their marks, and those that no mark leads to."""
    markdown = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    markdown.use(footnote_plugin).use(deflist_plugin)
    env: dict[str, Any] = {}
    html = str(markdown.render(text, env))
    return html, [*_uncited(text, env), *_unused_links(env, html)]


def _uncited(text: str, env: dict[str, Any]) -> Iterator[Finding]:
    known = env.get("footnotes", {}).get("refs", {})
    definitions = [*DEFINITION.finditer(text)]
    last = {match["label"]: match for match in definitions}  # of two notes it counts
    for match in definitions:
        label = match["label"]
        is_lost = known.get(f":{label}", 0) == -1 or last[label] is not match
        if is_lost and f":{label}" in known:
            message = f"The note [^{label}] was left out: it has no mark, or is there twice."
            yield Finding(Level.LEFT_OUT, "uncited_note", message, text=match["text"].strip())


def _unused_links(env: dict[str, Any], html: str) -> Iterator[Finding]:
    for label, link in env.get("references", {}).items():
        href = str(link.get("href", ""))
        if href and f'="{href}"' not in html.replace("&amp;", "&"):
            message = f"The address [{label.lower()}] is used nowhere in the text: left out."
            yield Finding(Level.LEFT_OUT, "unused_link", message, text=href)


def _comments(text: str) -> Iterator[Finding]:
    for match in COMMENT.finditer(text):
        words = " ".join(match["text"].split())
        if words and words.lower() != "more":
            yield Finding(Level.LEFT_OUT, "comments", "A comment was left out.", text=words)


def _undefined(body: str) -> Iterator[Finding]:
    for mark in dict.fromkeys(UNDEFINED.findall(body)):
        message = f"The mark {mark} has no note; it stays as text."
        yield Finding(Level.UNSURE, "unsure_marks", message)


def words_of_source(root: Element) -> str:
    """All text of a page, without what only its own program reads."""
    return lines_of(root)


def _straighten(root: Element, folder: str) -> None:
    """Links to other files of the site lead to where those files had their pages."""
    for anchor in root.walk():
        href = anchor.get("href")
        if anchor.tag == "a" and href and ":" not in href and not href.startswith(("#", "/")):
            path, sign, rest = href.partition("#")
            bare, suffix = posixpath.splitext(path)
            if suffix.lower() in SUFFIXES:
                path = f"{bare}/"
            inside = posixpath.normpath(posixpath.join("/", folder, path))
            slash = "/" if path.endswith("/") and not inside.endswith("/") else ""
            anchor.attributes["href"] = f"{inside}{slash}{sign}{rest}"


class _Name:
    """What the name of a file says: date, language, where its page was."""

    def __init__(self, source: str) -> None:
        self.folder, name = posixpath.split(source)
        stem = posixpath.splitext(name)[0]
        match = LANGUAGE.fullmatch(stem)
        self.language = match["tag"] if match and _is_language(match["tag"]) else ""
        self.stem = match["stem"] if match and self.language else stem
        self.key = posixpath.join(self.folder, self.stem)
        dated = JEKYLL.fullmatch(self.stem)
        self.date = dated["date"] if dated else ""
        slug = dated["slug"] if dated else self.stem
        is_index = slug in {"index", "_index"}
        self.slug = posixpath.basename(self.folder) if is_index and self.folder else slug

    @property
    def inside_folder(self) -> str:
        """Its folder as addresses of the site have it."""
        parts = self.folder.split("/")[1:]
        return "/".join(parts[parts.index("content") + 1 :] if "content" in parts else parts)

    def old_addresses(self) -> list[str]:
        """Where Hugo and Jekyll put the page of such a file, if nothing else is said."""
        parts = [*self.folder.split("/"), self.stem]
        prefix = f"/{self.language}" if self.language else ""
        if "_posts" in parts and self.date:
            return [f"/{self.date.replace('-', '/')}/{self.slug}.html"]
        if "content" in parts:
            inside = [*parts[parts.index("content") + 1 :]]
            inside = inside[:-1] if inside[-1:] in (["index"], ["_index"]) else inside
            return [f"{prefix}/{'/'.join(inside)}/"] if inside else []
        return []


def _is_language(tag: str) -> bool:
    try:
        Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return False
    return True
