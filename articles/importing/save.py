"""What becomes of a Document: an article is made, brought up to date, or left alone.

The bytes that it was read from are kept beside it. They say whether the same thing comes again;
the checksum of the manuscript that was made from them says whether somebody has worked on it since.
"""

import hashlib
from collections.abc import Collection, Iterable, Iterator, MutableMapping
from dataclasses import dataclass, replace
from enum import StrEnum

from django.conf import settings
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from articles.models import Article, Contribution, Event, Original, Section
from articles.publishing import manuscript, rights
from articles.publishing.content import checksum, content
from articles.publishing.publish import publish as publish_article
from articles.publishing.redirects import lead_to_article
from articles.publishing.slugs import Address, free_slug
from articles.text.fold import fold
from articles.text.footnotes import strip_footnotes
from articles.text.plain import to_text

from . import pictures
from . import translations as translating
from .base import Credit, Document
from .names import author_named, tag_named


class Status(StrEnum):
    CREATED = "created"
    UPDATED = "updated"
    PROPOSED = "proposed"  # beside a text that somebody has worked on
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True)
class Result:
    status: Status
    article: Article
    warnings: tuple[str, ...] = ()


class NotReplaced(ValidationError):
    """The file has changed, and the article that was made from it must not follow by itself."""


@transaction.atomic
def save_document(  # noqa: PLR0913  each of them by its name
    document: Document,
    *,
    source: str,
    format_name: str,
    data: bytes,
    by: User | None = None,
    section: Section | None = None,
    publish: bool = False,
    taken: Collection[Address] = (),
    rehearse: bool = False,
    translations: MutableMapping[str, int] | None = None,
) -> Result:
    """Write one document into the archive, whole or not at all.

    ``source`` names where ``data`` came from. The same bytes again, or the same source unchanged,
    change nothing. A changed source changes the article, unless that has been edited since.
    ``section`` is for a new article. ``taken`` are addresses to avoid besides those in the archive.
    ``by`` is None for commands. ``rehearse`` is for a caller who rolls all back: no
    file is written. ``translations`` remembers, over one import, which article has which key.

    Raises ``PermissionDenied``; ``NotReplaced``; ``ValidationError`` for an invalid date or
    language, for something too long or missing, for an article outside of the person's remit, and
    when ``publish`` is asked for in vain.
    """
    if by is not None and not rights.holds(by, "import"):
        raise PermissionDenied(_("You may not import articles."))
    if article := taken_from(data):
        return unchanged(article, by)
    original = Original.objects.filter(source=source, format=format_name).first()
    if original:
        rights.demand(by, "change", original.article)
        check_replaceable(original, document)
    article = original.article if original else Article(created_by=by, section=section)
    was = rights.place(article) if original else None
    with pictures.stored(document, rehearse=rehearse) as found:
        document = replace(document, body=found.body)
        warnings = [*found.warnings, *fill(article, document, taken)]
        rights.check_place(by, article, was=was)
        translating.settle(article, document, translations)
        write(article, document)
        translating.remember(article, document, translations)
        warnings += keep_old_addresses(article, document)
        leave_trace(article, source, format_name, data, by)
        if publish and document.is_draft:
            warnings.append(_("It was a draft where it comes from, and is one here."))
        elif publish:
            warnings += published(article, by)
    return Result(Status.UPDATED if original else Status.CREATED, article, tuple(warnings))


def published(article: Article, by: User | None) -> list[str]:
    """Publish it, if it has not been withdrawn; returns warnings."""
    if article.withdrawn_at:
        return [_("The article stays withdrawn: publish it again at the desk.")]
    publish_article(article, by=by)
    return []


def keep_old_addresses(article: Article, document: Document) -> list[str]:
    """Let every address that it had lead to it; returns a warning for each that can't."""
    said = (lead_to_article(old, article) for old in dict.fromkeys(document.old_addresses))
    return [*filter(None, said)]


def taken_from(data: bytes) -> Article | None:
    """The article that these very bytes have become."""
    return Article.objects.filter(original__checksum=digest(data)).first()


def unchanged(article: Article, by: User | None) -> Result:
    """Lead to the article that there is, but nobody to one that they may not see."""
    if not rights.may(by, "view", article):
        raise NotReplaced(
            _("This very text is in the archive already, in an article that you may not see.")
        )
    return Result(Status.UNCHANGED, article, trash_warning(article))


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def trash_warning(article: Article) -> tuple[str, ...]:
    return (_("The article is in the trash."),) if article.trashed_at else ()


def check_replaceable(original: Original, document: Document) -> None:
    """Raise ``NotReplaced`` where the new text would take the place of something else."""
    article = original.article
    if article.trashed_at:
        raise NotReplaced(_("The article made from this file is in the trash. Restore it first."))
    if checksum(content(article)) != original.manuscript_checksum:
        raise NotReplaced(
            _("“%(title)s”, made from this file, has been edited since: nothing is overwritten.")
            % {"title": article.title}
        )
    if not is_same_work(article, document):
        raise NotReplaced(
            _("This file was “%(title)s” before and has no sentence of it now. Rename the file.")
            % {"title": article.title}
        )


def is_same_work(article: Article, document: Document) -> bool:
    """Whether the title or one paragraph is still the same."""
    if fold(article.title) == fold(document.title):
        return True
    return bool(paragraphs(article.body) & paragraphs(document.body))


def paragraphs(body: str) -> set[str]:
    """Those long enough to tell one text from another."""
    return {line for line in to_text(strip_footnotes(body)).splitlines() if len(line) > 40}


def fill(article: Article, document: Document, taken: Collection[Address]) -> list[str]:
    """Put the document's words on the article and find it a free address; returns warnings."""
    warnings = put_words(article, document)
    article.clean()  # derives year and slug
    wanted = article.slug
    article.slug = free_slug(article, taken)
    if article.slug != wanted:
        warnings.append(
            _("The address “%(wanted)s” is taken; it became “%(free)s”.")
            % {"wanted": wanted, "free": article.slug}
        )
    return warnings


def put_words(article: Article, document: Document) -> list[str]:
    """All that a document says of itself; returns warnings."""
    article.title = document.title
    article.standfirst = document.standfirst
    article.body = document.body
    article.language = document.language or settings.LANGUAGE_CODE
    article.printed_date = document.printed_date
    article.printed_label = document.printed_label
    article.provenance = article.provenance or document.address
    if document.language:
        return []
    return [_("No language was recognised: “%(tag)s” was taken.") % {"tag": article.language}]


def write(article: Article, document: Document) -> None:
    """Save the manuscript with those who made it and its tags."""
    manuscript.save(article, expected_version=article.version if article.pk else None)
    article.contributions.all().delete()
    for position, contribution in enumerate(contributions(document.credits), start=1):
        contribution.article, contribution.position = article, position
        contribution.full_clean()
        contribution.save()
    article.tags.set([tag_named(name) for name in document.tags])


def contributions(credits_: Iterable[Credit]) -> Iterator[Contribution]:
    """In the order of the byline; somebody who is named twice in one role stands once."""
    named = set()
    for credit in credits_:
        author = author_named(credit.name)
        if (author, credit.role) not in named:
            named.add((author, credit.role))
            yield Contribution(author=author, role=credit.role, affiliation=credit.affiliation)


def leave_trace(
    article: Article, source: str, format_name: str, data: bytes, by: User | None
) -> None:
    """A revision, the bytes themselves, and who brought them."""
    revision = manuscript.record(article, by=by, note="imported")
    Original.objects.update_or_create(
        article=article,
        defaults={
            "source": source,
            "format": format_name,
            "checksum": digest(data),
            "data": data,
            "manuscript_checksum": revision.checksum,
        },
    )
    Event.objects.create(article=article, kind=Event.Kind.IMPORTED, by=by, note=source)
