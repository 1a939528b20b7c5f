"""The properties that a word processor keeps of a document: suggestions, never more.

The author is whoever set up the computer, the title that of an earlier letter, the date that of a
template. So what they say is taken where the text says nothing, and is called unsure.
"""

import re
from dataclasses import dataclass

from articles.importing.base import Credit, Finding, Level, Unreadable
from articles.importing.marked import Source
from articles.importing.packages import Package

CORE = "docProps/core.xml"
NOBODY = re.compile(
    r"(?:user|admin(?:istrator)?|owner|author|unknown|microsoft(?: office)?(?: user| word)?"
    r"|benutzer|anwender|utilisateur|usuario"
    r"|пользователь|pc|windows|python-docx|apache poi|root)\W*\d*",
    re.IGNORECASE,
)
NO_TITLE = re.compile(
    r"(?:microsoft word.*|(?:document|dokument|documento|документ|مستند|untitled|unbenannt)\s*\d*"
    r"|.*\.(?:docx?|odt|rtf|dotx?|tmp|txt)|word document|title|titel)",
    re.IGNORECASE,
)
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
MOST_AUTHORS = 20


@dataclass(frozen=True)
class Properties:
    title: str = ""
    authors: tuple[str, ...] = ()
    day: str = ""
    language: str = ""
    keywords: tuple[str, ...] = ()
    description: str = ""


def read_properties(package: Package) -> Properties:
    """Of a Word file; none where they are missing or damaged."""
    try:
        root = package.xml(CORE)
    except Unreadable:
        root = None
    if root is None:
        return Properties()
    said = {
        str(child.tag).rpartition("}")[2]: " ".join((child.text or "").split()) for child in root
    }
    day = DAY.match(said.get("created", ""))
    return Properties(
        said.get("title", ""),
        tuple(filter(None, map(str.strip, said.get("creator", "").split(";"))))[:MOST_AUTHORS],
        "-".join(day.groups()) if day else "",
        said.get("language", ""),
        tuple(filter(None, map(str.strip, re.split("[,;]", said.get("keywords", ""))))),
        said.get("description", ""),
    )


def read_open_properties(package: Package) -> Properties:
    """The same of an OpenDocument text."""
    try:
        root = package.xml("meta.xml")
    except Unreadable:
        root = None
    said: dict[str, list[str]] = {}
    for element in root.iter() if root is not None else ():
        words = " ".join((element.text or "").split())
        if words:
            said.setdefault(str(element.tag).rpartition("}")[2], []).append(words)
    day = DAY.match(next(iter(said.get("creation-date", [])), ""))
    return Properties(
        next(iter(said.get("title", [])), ""),
        tuple(said.get("initial-creator", said.get("creator", []))[:1]),
        "-".join(day.groups()) if day else "",
        next(iter(said.get("language", [])), ""),
        tuple(said.get("keyword", [])),
        next(iter(said.get("description", [])), ""),
    )


def suggest(properties: Properties, source: Source) -> None:
    """Give the source what the properties say, each with a finding."""
    if properties.title and not NO_TITLE.fullmatch(properties.title):
        source.title = properties.title
    source.suggested_authors = [
        Credit(name) for name in properties.authors if not NOBODY.fullmatch(name)
    ]
    source.suggested_day = properties.day
    source.language = source.language or properties.language
    if properties.keywords:
        said = ", ".join(properties.keywords)
        message = f"Keywords of the file that became no tags: {said}."
        source.findings.append(Finding(Level.UNSURE, "keywords", message, text=said))
    if properties.description:
        message = "The remark in the file's properties was left out."
        source.findings.append(
            Finding(Level.LEFT_OUT, "description", message, text=properties.description)
        )
