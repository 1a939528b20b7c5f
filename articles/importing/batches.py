"""Entries into the archive, some at a time: made, brought up to date, proposed, or left alone."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from articles import addresses
from articles.models import Article, Author, Contribution, Image, Original, Revision, Section, Tag
from articles.publishing import manuscript, many, rights
from articles.publishing.content import checksum, content
from articles.publishing.many import New
from articles.publishing.redirects import lead_to_articles
from articles.text.images import image_sources

from . import pictures, save
from .base import Document
from .counted import counted, in_archive
from .entries import Counts, Entry
from .names import author_named, section_named, tag_named
from .replies import add_replies, store_replies
from .save import Status, digest

log = logging.getLogger(__name__)
FORMAT = "wordpress"
NOTE = "imported"


@dataclass
class Outcome:
    """What became of one entry."""

    entry: Entry
    status: Status
    article: Article | None = None
    warnings: tuple[str, ...] = ()
    after: Counts = field(default_factory=Counts)

    @property
    def path(self) -> str:
        article = self.article
        return addresses.article(article.filed_year, article.slug) if article else ""


@dataclass
class Ready:
    """An entry with its pictures in the archive."""

    entry: Entry
    warnings: list[str]
    lead: Image | None = None


class Batches:
    """Stores entries for one run; remembers names from one batch to the next."""

    def __init__(
        self, *, by: User | None = None, publish: bool = False, rehearse: bool = False
    ) -> None:
        self.by, self.publish, self.rehearse = by, publish, rehearse
        self.forget()

    def forget(self) -> None:
        """What was remembered may have been rolled back."""
        self.authors: dict[str, Author] = {}
        self.tags: dict[str, Tag] = {}
        self.sections: dict[str, Section] = {}

    def prepare(self, entries: Sequence[Entry]) -> list[Ready]:
        """Put the pictures of those that are new into the archive: it takes seconds, and waits for
        no lock. Done before the transaction that ``take`` is part of."""
        known = set(
            Original.objects.filter(
                checksum__in=[digest(entry.data) for entry in entries]
            ).values_list("checksum", flat=True)
        )
        return [self.ready(entry, is_known=digest(entry.data) in known) for entry in entries]

    def ready(self, entry: Entry, *, is_known: bool) -> Ready:
        document = entry.document
        if is_known or not (document.pictures or pictures.PREFIX in document.body):
            return Ready(entry, [])
        with pictures.stored(document, rehearse=self.rehearse) as found:
            warnings = found.warnings
            entry = replace(entry, document=replace(document, body=found.body, pictures={}))
        lead = None
        if entry.lead:
            shown = Document(body=f'<p><img src="{entry.lead}"></p>', pictures=document.pictures)
            with pictures.stored(shown, rehearse=self.rehearse) as one:
                lead = Image.objects.with_sources(image_sources(one.body)).first()
            warnings += [said for said in one.warnings if said not in warnings]
        return Ready(entry, warnings, lead)

    def take(self, readies: Sequence[Ready]) -> list[Outcome]:
        """Store them all at once; where that fails, each by itself, whole or not at all."""
        try:
            with transaction.atomic():
                outcomes = self.stored(readies)
                transaction.set_rollback(self.rehearse)
        except (ValidationError, PermissionDenied, DatabaseError) as error:
            self.forget()
            if len(readies) == 1:
                return [failed(readies[0].entry, error)]
            return [outcome for ready in readies for outcome in self.take([ready])]
        except Exception as error:  # a fault of ours must not stop the others
            self.forget()
            if len(readies) == 1:
                log.exception("Importing %s failed", readies[0].entry.source)
                return [failed(readies[0].entry, error)]
            return [outcome for ready in readies for outcome in self.take([ready])]
        if self.rehearse:
            self.forget()
        return outcomes

    def stored(self, readies: Sequence[Ready]) -> list[Outcome]:
        same, changed = self.known([ready.entry for ready in readies])
        found: dict[int, Outcome] = {}
        new: dict[str, Ready] = {}
        twice: list[Entry] = []
        for ready in readies:
            entry = ready.entry
            sum_ = digest(entry.data)
            if original := same.get(sum_):
                found[entry.number] = self.unchanged(entry, original)
            elif original := changed.get(entry.source):
                found[entry.number] = self.replaced(ready, original)
            elif sum_ in new:
                twice.append(entry)
            else:
                new[sum_] = ready
        made = {outcome.entry.number: outcome for outcome in self.made(list(new.values()))}
        found |= made
        for entry in twice:
            first = made[new[digest(entry.data)].entry.number]
            found[entry.number] = Outcome(entry, Status.UNCHANGED, first.article, (), first.after)
        return [found[ready.entry.number] for ready in readies]

    def known(self, entries: Sequence[Entry]) -> tuple[dict[str, Original], dict[str, Original]]:
        """Of what is in the archive: by checksum the very same, by source what has changed."""
        rows = Original.objects.select_related("article").defer("data")
        same = rows.filter(checksum__in=[digest(entry.data) for entry in entries])
        sources = rows.filter(format=FORMAT, source__in=[entry.source for entry in entries])
        return (
            {row.checksum: row for row in same},
            {row.source: row for row in sources},
        )

    def unchanged(self, entry: Entry, original: Original) -> Outcome:
        article = original.article
        if not rights.may(self.by, "view", article):
            raise save.NotReplaced(
                _("This very text is in the archive already, in an article that you may not see.")
            )
        warnings = save.trash_warning(article)
        after = in_archive(article.body, article.language, len(original.replies))
        return Outcome(entry, Status.UNCHANGED, article, warnings, after)

    # New ones

    def made(self, readies: Sequence[Ready]) -> list[Outcome]:
        outcomes: list[Outcome] = []
        news: list[tuple[Ready, New]] = []
        for ready in readies:
            try:
                new = self.new(ready)
                many.prepare(new, by=self.by, note=ready.entry.source)
            except (ValidationError, PermissionDenied) as error:
                outcomes.append(failed(ready.entry, error))
            else:
                news.append((ready, new))
        if not news:
            return outcomes
        revisions = many.store([new for _, new in news], by=self.by, note=NOTE)
        replies = store_replies([(new.article, ready.entry.replies) for ready, new in news])
        keep_originals(news, revisions, replies)
        olds = [
            (old, new.article) for ready, new in news for old in ready.entry.document.old_addresses
        ]
        said = lead_to_articles(olds)
        for (ready, new), numbers in zip(news, replies, strict=True):
            entry = ready.entry
            told = [said[old] for old in entry.document.old_addresses if old in said]
            warnings = (*ready.warnings, *new.refused, *told)
            after = counted(new.article.body, len(new.notes), len(numbers))
            outcomes.append(Outcome(entry, Status.CREATED, new.article, warnings, after))
        return outcomes

    def new(self, ready: Ready) -> New:
        """Raises ValidationError for a name that can't be kept."""
        entry, document = ready.entry, ready.entry.document
        article = Article(
            created_by=self.by,
            slug=entry.slug,
            section=self.section(entry.section),
            comments_open=entry.comments_open,
            image=ready.lead,
        )
        save.put_words(article, document)
        article.translation_of = self.original(entry)
        byline = [*self.byline(document)]
        tags = [*dict.fromkeys(self.tag(name) for name in document.tags)]
        return New(article, byline, tags, publish=self.publish and entry.is_public)

    def byline(self, document: Document) -> Iterator[Contribution]:
        named = set()
        for credit in document.credits:
            author = self.authors.get(credit.name)
            if author is None:
                author = self.authors[credit.name] = author_named(credit.name)
            if (author.pk, credit.role) not in named:
                named.add((author.pk, credit.role))
                yield Contribution(author=author, role=credit.role, affiliation=credit.affiliation)

    def tag(self, name: str) -> Tag:
        if name not in self.tags:
            self.tags[name] = tag_named(name)
        return self.tags[name]

    def section(self, name: str) -> Section | None:
        if name and name not in self.sections:
            self.sections[name] = section_named(name)
        return self.sections[name] if name else None

    def original(self, entry: Entry) -> Article | None:
        if not entry.original:
            return None
        article = Article.objects.filter(
            original__format=FORMAT, original__source=entry.original
        ).first()
        if article and article.language == entry.document.language:
            return None  # a plug-in's group of two texts in one language
        return article

    # Those that have changed

    def words(self, document: Document) -> dict[str, object]:
        """What of the canonical content comes from a document."""
        return {
            "title": document.title,
            "standfirst": document.standfirst,
            "body": document.body,
            "printed_date": document.printed_date,
            "tags": sorted({self.tag(name).name for name in document.tags}),
            "byline": [
                {
                    "name": row.author.name,
                    "author": row.author.slug,
                    "role": row.role,
                    "affiliation": row.affiliation,
                }
                for row in self.byline(document)
            ],
        }

    def replaced(self, ready: Ready, original: Original) -> Outcome:
        """Bring the article up to date, or propose the new text where somebody has edited it."""
        entry, article = ready.entry, original.article
        rights.demand(self.by, "change", article)
        if article.trashed_at:
            raise save.NotReplaced(_("The article made from this is in the trash. Restore it."))
        before = content(article)
        wanted = before | self.words(entry.document)
        (replies,) = add_replies([(article, entry.replies, original.replies)])
        after = in_archive(entry.document.body, entry.document.language, len(replies))
        has_new_replies = replies != original.replies
        Original.objects.filter(pk=original.pk).update(replies=replies)
        if wanted == before:
            keep_source(original, entry)
            status = Status.UPDATED if has_new_replies else Status.UNCHANGED
            return Outcome(entry, status, article, (), after)
        if checksum(before) != original.manuscript_checksum:
            manuscript.set_aside(article, wanted, by=self.by, note=_("proposed by an import"))
            keep_source(original, entry)
            said = _(
                "Somebody has edited the article since: the new text of the source was set aside "
                "beside it. Compare the two in its history."
            )
            return Outcome(entry, Status.PROPOSED, article, (*ready.warnings, said), after)
        was = rights.place(article)
        save.put_words(article, entry.document)
        rights.check_place(self.by, article, was=was)
        save.write(article, entry.document)
        save.leave_trace(article, entry.source, FORMAT, entry.data, self.by)
        publishes = self.publish and entry.is_public
        warnings = [*ready.warnings, *(save.published(article, self.by) if publishes else [])]
        return Outcome(entry, Status.UPDATED, article, tuple(warnings), after)


def keep_source(original: Original, entry: Entry) -> None:
    """The new bytes; the checksum of the manuscript still says whether somebody has edited it."""
    Original.objects.filter(pk=original.pk).update(checksum=digest(entry.data), data=entry.data)


def keep_originals(
    news: Sequence[tuple[Ready, New]],
    revisions: Sequence[Revision],
    replies: Sequence[dict[str, int]],
) -> None:
    Original.objects.bulk_create(
        Original(
            article=new.article,
            source=ready.entry.source,
            format=FORMAT,
            checksum=digest(ready.entry.data),
            data=ready.entry.data,
            manuscript_checksum=revision.checksum,
            replies=numbers,
        )
        for (ready, new), revision, numbers in zip(news, revisions, replies, strict=True)
    )


def failed(entry: Entry, error: Exception) -> Outcome:
    return Outcome(entry, Status.FAILED, warnings=tuple(reasons(error)))


def reasons(error: Exception) -> list[str]:
    """Why, in sentences for whoever imports."""
    if isinstance(error, ValidationError):
        if not hasattr(error, "error_dict"):
            return error.messages
        return [
            message if name == "__all__" else f"{name}: {message}"
            for name, messages in error.message_dict.items()
            for message in messages
        ]
    if isinstance(error, PermissionDenied):
        return [str(error)]
    if isinstance(error, DatabaseError):
        return [f"The database refused it: {str(error).strip()}"]
    return [f"Broadside has a fault that this brings out: {error!r}"]
