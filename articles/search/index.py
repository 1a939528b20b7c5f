"""What stands in the index, and how it comes there."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models import Article, Edition, Generation
from articles.text.clean import read
from articles.text.footnotes import read_footnotes
from articles.text.terms import terms
from articles.text.tree import text_blocks, text_without_notes

from .base import EDITIONS, MANUSCRIPTS, Entry, index

SIZE = 100  # texts that are written in one transaction


def put_manuscripts(articles: Iterable[Article]) -> None:
    index().put(MANUSCRIPTS, [manuscript_entry(article) for article in articles])


def put_editions(editions: Iterable[Edition]) -> None:
    index().put(EDITIONS, [edition_entry(edition) for edition in editions])


def forget_manuscript(key: int) -> None:
    index().remove(MANUSCRIPTS, [key])


def manuscript_entry(article: Article) -> Entry:
    names = [row.author.name for row in article.contributions.all()]
    names += [row.tag.name for row in article.tagged.all()]
    return entry(article.pk, article, [*names, article.slug])


def edition_entry(edition: Edition) -> Entry:
    names = [row.author.name for row in edition.contributions.all()]
    names += [row.tag.name for row in edition.tagged.all()]
    return entry(edition.pk, edition, names)


def entry(key: int, of: Article | Edition, names: Sequence[str]) -> Entry:
    """Title and names in one line, the texts in another."""
    heading = [term for words in (of.title, *names) for term in terms(words, of.language)]
    return Entry(
        key, heading, [*terms(of.standfirst, of.language), *body_terms(of.body, of.language)]
    )


def body_terms(body: str, language: str) -> list[str]:
    """Notes stand behind the text that they belong to."""
    notes = [note.text for note in read_footnotes(body, language)]
    return [term for words in (*passages(body), *notes) for term in terms(words, language)]


def passages(body: str) -> Iterator[str]:
    """The text of each block, without the marks of notes, which would stand between its words."""
    for block in text_blocks(read(body)):
        yield text_without_notes(block.children)


# All of it at once


class Part(NamedTuple):
    """One of the two tables, and the texts that belong into it."""

    table: str
    put: Callable[[Iterable[Any]], None]
    rows: Callable[[], QuerySet]


def rebuild() -> int:
    """Write every text anew, a hundred at a time, and return how many there are.

    Searches go on meanwhile, in what was there before.
    """
    found = sum(write(part, part.rows().values_list("pk", flat=True)) for part in PARTS)
    clean_up()
    Generation.advance()
    return found


def catch_up() -> int:
    """Write what is missing, as after a move from a release without an index; how many were."""
    found = 0
    for part in PARTS:
        wanted = set(part.rows().values_list("pk", flat=True))
        found += write(part, wanted - keys_of(part.table))
    clean_up()
    if found:
        Generation.advance()
    return found


def write(part: Part, keys: Iterable[int]) -> int:
    number = 0
    for some in in_batches(sorted(keys)):
        with transaction.atomic():
            part.put(part.rows().filter(pk__in=some))
        number += len(some)
    return number


def clean_up() -> None:
    """Drop the rows of articles that are gone, and of editions that have been replaced."""
    for part in PARTS:
        kept = keys_of(part.table)  # first, so that what comes meanwhile is not taken for gone
        gone = kept - set(part.rows().values_list("pk", flat=True))
        for some in in_batches(sorted(gone)):
            with transaction.atomic():
                index().remove(part.table, some)


def articles() -> QuerySet[Article]:
    return Article.objects.prefetch_related("contributions__author", "tagged__tag")


def open_editions() -> QuerySet[Edition]:
    """Those that readers have or will have, unless they are withheld from them."""
    to_come = Q(visible_until__isnull=True) | Q(visible_until__gt=timezone.now())
    rows = Edition.objects.not_called_off().filter(to_come)
    return rows.prefetch_related("contributions__author", "tagged__tag").defer(
        "content", "html", "notes", "outline", "text"
    )


PARTS = (Part(MANUSCRIPTS, put_manuscripts, articles), Part(EDITIONS, put_editions, open_editions))


def keys_of(table: str) -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute(index().keys(table))
        return {key for (key,) in cursor.fetchall()}


def in_batches(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    for first in range(0, len(keys), SIZE):
        yield keys[first : first + SIZE]
