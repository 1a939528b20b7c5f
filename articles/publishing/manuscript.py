"""Saving a manuscript: the one door through which admin, importers and commands write articles.

``save`` writes the article and what is made from its text; ``record`` keeps a revision of it.
They are two because authors and tags can only be attached to an article that has been saved.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Footnote, Generation, Image, ImageUse, Revision, Source
from articles.text.clean import clean
from articles.text.footnotes import Footnote as Note
from articles.text.footnotes import read_footnotes
from articles.text.images import image_sources

from . import following, workflow
from .content import Content, checksum, content
from .signals import manuscript_recorded

SITTING = timedelta(minutes=30)  # without an autosave, and the next one is a revision of its own


class Overtaken(ValidationError):
    """Somebody else has saved the article since it was opened."""


@transaction.atomic
def save(article: Article, *, expected_version: int | None = None) -> Article:
    """Clean and store the manuscript and rebuild its footnotes.

    ``expected_version`` is the version that the writer had opened. Raises ``Overtaken`` when it is
    no longer the newest, ``ValidationError`` for an invalid date, language or taken slug.
    """
    article.body = clean(article.body)
    article.full_clean()
    if article.pk:
        claim_version(article, expected_version)
    following.begin(article)
    article.save()
    rebuild_footnotes(article)
    rebuild_image_uses(article)
    return article


def claim_version(article: Article, expected: int | None) -> None:
    """Take the next version number in one conditional update, so that one of two writers wins."""
    rows = Article.objects.filter(pk=article.pk)
    shows = rows.exclude(comments_open=article.comments_open).exists()
    if expected is not None:
        rows = rows.filter(version=expected)
    if not rows.update(version=F("version") + 1):
        raise Overtaken(
            _("Somebody else has saved this article since you opened it. Your text is below.")
        )
    if shows:  # the only thing in a manuscript that readers see unpublished
        Generation.advance()
    # What acts decided since the article was read stands: a save doesn't bring it back or undo it.
    article.refresh_from_db(
        fields=[
            "version",
            "stage",
            "checksum",
            "original_revision",
            "withdrawn_at",
            "withdrawal_reason",
            "trashed_at",
        ],
    )


@transaction.atomic
def record(
    article: Article, *, by: User | None = None, note: str = "", autosaved: bool = False
) -> Revision:
    """Keep the state of the manuscript. The same state twice in a row is one revision.

    Autosaves of one person in one sitting go into one revision; saving makes it final.
    """
    revision = kept(article, by=by, note=note, autosaved=autosaved)
    following.carry_on(article, revision)
    return revision


def kept(article: Article, *, by: User | None, note: str, autosaved: bool) -> Revision:
    now = content(article)
    digest = checksum(now)
    last = article.revisions.order_by("-number").first()
    if article.checksum != digest:
        article.checksum = digest
        Article.objects.filter(pk=article.pk).update(checksum=digest)
        workflow.text_changed(article, by=by)
        manuscript_recorded.send_robust(Article, article=article)
    if last and last.checksum == digest and last.kind != Revision.Kind.ASIDE:
        return finish(last, by=by, note=note) if not autosaved else last
    state = {"content": now, "checksum": digest, "note": note}
    if last and is_same_sitting(last, by):
        return fold(last, state, autosaved=autosaved)
    return Revision.objects.create(
        article=article,
        number=last.number + 1 if last else 1,
        created_by=by,
        kind=Revision.Kind.AUTOSAVED if autosaved else Revision.Kind.SAVED,
        folded_at=timezone.now() if autosaved else None,
        **state,
    )


def is_same_sitting(last: Revision, by: User | None) -> bool:
    """Whether the last revision is an autosave that the same person goes on with."""
    return (
        last.kind == Revision.Kind.AUTOSAVED
        and by is not None
        and last.created_by_id == by.pk
        and last.folded_at is not None
        and timezone.now() - last.folded_at < SITTING
    )


def fold(last: Revision, state: dict[str, Any], *, autosaved: bool) -> Revision:
    for field, value in state.items():
        setattr(last, field, value)
    last.folded_at = timezone.now()
    last.kind = Revision.Kind.AUTOSAVED if autosaved else Revision.Kind.SAVED
    last.save()
    return last


def finish(last: Revision, *, by: User | None, note: str) -> Revision:
    """Whoever presses Save on what was saved by itself already gets a revision to come back to."""
    if is_same_sitting(last, by):
        last.kind, last.note = Revision.Kind.SAVED, note
        last.save(update_fields=["kind", "note"])
    return last


@transaction.atomic
def set_aside(article: Article, state: Content, *, by: User | None, note: str) -> Revision:
    """Keep a text that did not become the manuscript, so that nobody's words are lost.

    The same text of the same person twice is one revision.
    """
    digest = checksum(state)
    asides = article.revisions.filter(kind=Revision.Kind.ASIDE, created_by=by, checksum=digest)
    last = article.revisions.order_by("-number").first()
    return asides.first() or Revision.objects.create(
        article=article,
        number=last.number + 1 if last else 1,
        content=state,
        checksum=digest,
        created_by=by,
        kind=Revision.Kind.ASIDE,
        note=note,
    )


def opened_revision(article: Article) -> str:
    """Number and checksum of the revision that holds this very version, for a form to carry.

    "" where somebody has saved since the article was read: then it isn't known.
    """
    states = Revision.objects.exclude(kind=Revision.Kind.ASIDE).filter(article=OuterRef("pk"))
    newest = states.order_by("-number")
    row = (
        Article.objects.filter(pk=article.pk, version=article.version)
        .values_list(Subquery(newest.values("number")[:1]), Subquery(newest.values("checksum")[:1]))
        .first()
    )
    return f"{row[0]}.{row[1]}" if row and row[0] else ""


def rebuild_footnotes(article: Article) -> None:
    """Make the footnote rows anew from the text."""
    article.footnotes.all().delete()
    store_footnotes([(article, read_footnotes(article.body, article.language))])


def store_footnotes(notes_of: Sequence[tuple[Article, Sequence[Note]]]) -> None:
    """Write the rows of the notes of each article, which has none yet."""
    notes = [note for _article, found in notes_of for note in found]
    rows = Footnote.objects.bulk_create(
        footnote_row(article, note) for article, found in notes_of for note in found
    )
    sources = Source.objects.for_urls([url for note in notes for url in note.urls])
    link = Footnote.sources.through
    link.objects.bulk_create(
        link(footnote=row, source=sources[url])
        for row, note in zip(rows, notes, strict=True)
        for url in dict.fromkeys(note.urls)
    )


def footnote_row(article: Article, note: Note) -> Footnote:
    return Footnote(
        article=article,
        kind=note.kind,
        number=note.number,
        mark=note.mark,
        html=note.html,
        text=note.text,
        citations=note.citations,
    )


def rebuild_image_uses(article: Article) -> None:
    """Note which images the article shows; those of published editions stay in use for ever."""
    bodies = [article.body, *article.editions.values_list("body", flat=True)]
    names = {src for body in bodies for src in image_sources(body)}
    images = {image.src: image for image in Image.objects.with_sources(names)}
    article.image_uses.exclude(image__in=images.values()).delete()
    ImageUse.objects.bulk_create(
        [ImageUse(article=article, image=image) for image in images.values()],
        ignore_conflicts=True,
    )
