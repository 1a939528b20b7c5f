"""Loads the demo archive through the doors that every text goes through."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify

from articles.comments.moderation import approve
from articles.importing.base import Credit, Document, read
from articles.importing.save import save_document
from articles.models import Article, Author, Comment, Image, Issue, Section, Series
from articles.publishing import images, manuscript
from articles.publishing.publish import publish, withdraw

FOLDER = Path(__file__).parent
CATALOGUED = ("title", "standfirst", "language", "printed_date", "printed_label", "tags")

Entry = Mapping[str, Any]  # one table of index.toml


class NotEmpty(Exception):
    """There are articles already: the demo is not mixed with an archive that is in use."""


@transaction.atomic
def load() -> int:
    """Fill an empty archive and return the number of articles. Raises ``NotEmpty``."""
    if Article.objects.exists() or Author.objects.exists():
        raise NotEmpty
    index = tomllib.loads((FOLDER / "index.toml").read_text("utf-8"))
    for entry in index["authors"]:
        Author.objects.create(slug=slug(entry["name"]), **entry)
    for position, entry in enumerate(index["sections"], start=1):
        Section.objects.create(slug=slug(entry["name"]), position=position, **entry)
    for entry in index["series"]:
        Series.objects.create(slug=slug(entry["title"]), **entry)
    for entry in index["issues"]:
        periodical = Series.objects.get(title=entry["series"])
        Issue.objects.create(**{**entry, "series": periodical})
    pictures = {entry["file"]: store(entry) for entry in index["pictures"]}
    articles: dict[str, Article] = {}
    for entry in index["articles"]:
        article = take_in(entry, pictures)
        catalogue(article, entry, pictures, articles)
        bring_before_readers(article, entry, pictures)
        for comment in entry.get("comments", []):
            leave_comment(article, comment)
        articles[entry["file"]] = article
    return len(articles)


def slug(name: str) -> str:
    return slugify(name, allow_unicode=True)


def store(entry: Entry) -> Image:
    """Keep one picture, as an upload is kept."""
    details = dict(entry)
    name = details.pop("file")
    return images.store((FOLDER / "pictures" / name).read_bytes(), name=name, **details)


def take_in(entry: Entry, pictures: Mapping[str, Image]) -> Article:
    """Make the article: read a text file as any importer does, take a fragment as it is."""
    path = FOLDER / "texts" / entry["file"]
    catalogued = {name: entry[name] for name in CATALOGUED if name in entry}
    if path.suffix == ".txt":
        document = replace(read(path.read_bytes(), name=path.name).document, **catalogued)
    else:
        credits_ = [Credit(**credit) for credit in entry.get("credits", [])]
        document = Document(body=fragment(path.name, pictures), credits=credits_, **catalogued)
    return save_document(
        document,
        source=f"demo/{path.name}",
        format_name="plain" if path.suffix == ".txt" else "html",
        data=path.read_bytes(),
    ).article


def fragment(name: str, pictures: Mapping[str, Image]) -> str:
    """A text in HTML, its pictures at the addresses that they have in this archive."""
    body = (FOLDER / "texts" / name).read_text("utf-8")
    for file, image in pictures.items():
        body = body.replace(f'src="pictures/{file}"', f'src="{image.src}"')
    return body


def catalogue(
    article: Article,
    entry: Entry,
    pictures: Mapping[str, Image],
    articles: Mapping[str, Article],
) -> None:
    """File it: section, series, issue, the work that it translates, its picture."""
    article.section = Section.objects.get(name=entry["section"])
    article.series = Series.objects.filter(title=entry.get("series")).first()
    article.series_position = entry.get("series_position")
    article.issue = Issue.objects.filter(number=entry.get("issue")).first()
    article.translation_of = articles.get(entry.get("translation_of", ""))
    article.image = pictures.get(entry.get("image", ""))
    article.provenance = entry.get("provenance", "")
    save(article)


def save(article: Article) -> None:
    manuscript.save(article)
    manuscript.record(article)


def bring_before_readers(article: Article, entry: Entry, pictures: Mapping[str, Image]) -> None:
    """Publish it, now or later; correct it or withdraw it where the catalogue says so."""
    if "draft" in entry:
        return
    publish(article, at=timezone.now() + timedelta(days=entry.get("in_days", 0)))
    if "corrected" in entry:
        article.body = fragment(entry["corrected"], pictures)
        save(article)
        publish(article, correction=entry["correction"])
    if "withdrawn" in entry:
        withdraw(article, reason=entry["withdrawn"])


def leave_comment(article: Article, entry: Entry, parent: Comment | None = None) -> None:
    """A comment, approved unless it is held, and the replies to it."""
    comment = Comment.objects.create(
        article=article,
        parent=parent,
        name=entry["name"],
        email=entry.get("email", ""),
        text=entry["text"],
    )
    if "held" not in entry:
        approve(comment)
    for reply in entry.get("replies", []):
        leave_comment(article, reply, comment)
