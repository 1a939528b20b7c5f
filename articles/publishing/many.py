"""Many new articles at once: the rows that ``manuscript`` and ``publish`` would make one by one.

What goes into the rows is made by the same functions. Only new articles are stored so, at addresses
that are known to be free: there is no earlier version to compare with, and nobody to be overtaken.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from articles.models import (
    Article,
    Contribution,
    Edition,
    EditionContribution,
    EditionTag,
    Event,
    Image,
    ImageUse,
    Revision,
    Tag,
    TaggedArticle,
)
from articles.text.clean import clean
from articles.text.footnotes import Footnote as Note
from articles.text.footnotes import read_footnotes
from articles.text.images import image_sources

from . import checklist, counts, following, manuscript, rights
from .content import Content, checksum, content
from .freeze import contribution_rows, edition_row, tag_rows
from .images import make_missing_renditions
from .signals import edition_published, editions_made, manuscripts_recorded

RELATED = ("section", "series", "issue", "translation_of", "image", "social_image", "created_by",
           "assigned_to")  # fmt: skip


@dataclass
class New:
    """A new article with what belongs to it; nothing of it is stored."""

    article: Article
    byline: list[Contribution] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    publish: bool = False
    note: str = ""
    """What the event of its import says."""
    refused: list[str] = field(default_factory=list)
    """Why it was not published, though that was wanted."""
    content: Content = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    edition: Edition | None = None


def prepare(new: New, *, by: User | None, note: str) -> None:
    """All that takes thought and no row: check it, and make its content and its edition.

    Raises ValidationError, PermissionDenied.
    """
    article = new.article
    article.body = clean(article.body)
    article.clean_fields(exclude=RELATED)  # which would each be looked for in the database
    article.clean()
    rights.check_place(by, article)
    if article.translation_of_id:
        following.begin(article)
    for position, row in enumerate(new.byline, start=1):
        row.position = position
    new.note = new.note or note
    new.notes = read_footnotes(article.body, article.language)
    new.content = content(article, byline=new.byline, tags=[tag.name for tag in new.tags])
    article.checksum = checksum(new.content)
    if new.publish:
        prepare_edition(new, by=by)


def prepare_edition(new: New, *, by: User | None) -> None:
    article = new.article
    rights.demand(by, "publish", article)
    if found := checklist.errors_of_new(article, by=by):
        new.refused = [finding.sentence for finding in found]
        return
    make_missing_renditions(article)
    now = timezone.now()
    new.edition = edition_row(article, new.content, number=1, visible_from=now, by=by)
    new.edition.is_counted = True
    article.public_from, article.published_checksum = now, article.checksum


@transaction.atomic
def store(news: Sequence[New], *, by: User | None, note: str) -> list[Revision]:
    """Write what was prepared, whole or not at all; returns the revisions, in the same order."""
    articles = Article.objects.bulk_create(new.article for new in news)
    for new in news:
        for row in new.byline:
            row.article = new.article
    Contribution.objects.bulk_create(row for new in news for row in new.byline)
    TaggedArticle.objects.bulk_create(
        TaggedArticle(content_object=new.article, tag=tag) for new in news for tag in new.tags
    )
    manuscript.store_footnotes([(new.article, new.notes) for new in news])
    store_image_uses(articles)
    revisions = Revision.objects.bulk_create(
        Revision(
            article=new.article,
            number=1,
            content=new.content,
            checksum=new.article.checksum,
            created_by=by,
            note=note,
        )
        for new in news
    )
    prefetch_related_objects(articles, "contributions__author", "tagged__tag")
    manuscripts_recorded.send_robust(Article, articles=articles)
    store_editions([new for new in news if new.edition])
    Event.objects.bulk_create(event for new in news for event in events(new, by))
    return revisions


def store_image_uses(articles: Sequence[Article]) -> None:
    sources = {article.pk: image_sources(article.body) for article in articles}
    wanted = {src for found in sources.values() for src in found}
    images = {image.src: image for image in Image.objects.with_sources(wanted)} if wanted else {}
    ImageUse.objects.bulk_create(
        ImageUse(article_id=key, image=images[src])
        for key, found in sources.items()
        for src in found
        if src in images
    )


def store_editions(news: Sequence[New]) -> None:
    for new in news:
        if new.edition:
            new.edition.article = new.article
            new.edition.original_id = new.article.translation_of_id or new.article.pk
    editions = Edition.objects.bulk_create(new.edition for new in news if new.edition)
    pairs = list(zip(editions, news, strict=True))
    EditionTag.objects.bulk_create(
        row for edition, new in pairs for row in tag_rows(edition, new.tags)
    )
    EditionContribution.objects.bulk_create(
        row for edition, new in pairs for row in contribution_rows(edition, new.byline)
    )
    prefetch_related_objects(editions, "contributions__author", "tagged__tag")
    total: Counter[counts.Place] = Counter()
    for edition in editions:
        total.update(counts.places(edition))
    if total:
        counts.apply(total)
    editions_made.send_robust(Edition, editions=editions)
    for edition in editions:
        transaction.on_commit(partial(edition_published.send_robust, Edition, edition=edition))


def events(new: New, by: User | None) -> list[Event]:
    kinds: list[tuple[Event.Kind, str]] = [(Event.Kind.IMPORTED, new.note)]
    if new.edition:
        kinds.append((Event.Kind.PUBLISHED, ""))
    return [
        Event(article=new.article, kind=kind, by=by, note=note, checksum=new.article.checksum)
        for kind, note in kinds
    ]
