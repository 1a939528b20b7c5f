"""Which manuscripts: the questions that the desk asks of all articles."""

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from .contribution import Contribution
from .remark import Remark
from .revision import Revision
from .source import Source
from .taxonomy import TaggedArticle

if TYPE_CHECKING:
    from .article import Article  # noqa: F401  in quotes below

# The condition of an index too, so it must read the same in both.
HAS_CHANGES = (
    Q(public_from__isnull=False, withdrawn_at__isnull=True)
    & ~Q(checksum="")
    & ~Q(checksum=F("published_checksum"))
)


class ArticleQuerySet(models.QuerySet["Article"]):
    """Manuscripts: for the desk only. Readers are shown ``Edition.objects.public()``."""

    def kept(self) -> "ArticleQuerySet":
        """All but the trash."""
        return self.filter(trashed_at__isnull=True)

    def trashed(self) -> "ArticleQuerySet":
        return self.filter(trashed_at__isnull=False)

    def in_state(self, state: str) -> "ArticleQuerySet":
        """Those that stand there. At a stage of review are also those that readers have already."""
        if state == self.model.State.TRASHED:
            return self.trashed()
        kept = self.kept()
        match state:
            case self.model.State.WITHDRAWN:
                return kept.filter(withdrawn_at__isnull=False)
            case self.model.State.PUBLISHED:
                # Said in this way, it isn't answered from the index of what is scheduled.
                had = kept.filter(withdrawn_at__isnull=True, public_from__isnull=False)
                return had.exclude(public_from__gt=timezone.now())
            case self.model.State.SCHEDULED:
                # Few: looked up by themselves, not among all in the order of the list.
                coming = self.model.objects.filter(public_from__gt=timezone.now())
                return kept.filter(withdrawn_at__isnull=True, pk__in=coming.values("pk"))
            case self.model.State.DRAFT:
                # Nearly all are at this stage; few were never published.
                further = [stage for stage in self.model.Stage if stage != self.model.Stage.DRAFT]
                return kept.filter(public_from__isnull=True).exclude(stage__in=further)
        return kept.filter(stage=state)

    def with_unpublished_changes(self) -> "ArticleQuerySet":
        """Those of which readers have, or will get, another text than the manuscript."""
        return self.kept().filter(HAS_CHANGES)

    def citing_dead_sources(self) -> "ArticleQuerySet":
        dead = Source.objects.filter(dead_since__isnull=False)
        return self.filter(pk__in=dead.values("footnotes__article"))

    def with_open_remarks(self) -> "ArticleQuerySet":
        return self.filter(pk__in=Remark.objects.unresolved().values("article"))

    def without_texts(self) -> "ArticleQuerySet":
        """For lists: what is long is left in the database."""
        return self.defer("body", "standfirst", "provenance", "withdrawal_reason")

    def by_author(self, author: int) -> "ArticleQuerySet":
        return self.filter(pk__in=Contribution.objects.filter(author=author).values("article"))

    def with_tag(self, tag: int) -> "ArticleQuerySet":
        return self.filter(pk__in=TaggedArticle.objects.filter(tag=tag).values("content_object"))

    def behind_their_original(self) -> "ArticleQuerySet":
        """Translations of a text that was saved differently since they followed it."""
        later = Revision.objects.exclude(kind=Revision.Kind.ASIDE).filter(
            article=models.OuterRef("translation_of"),
            number__gt=models.OuterRef("original_revision"),
        )
        followed = self.model.objects.filter(
            translation_of__isnull=False, original_revision__isnull=False
        )
        return self.filter(pk__in=followed.filter(models.Exists(later)).values("pk"))
