import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager

from .fields import InLanguage, PrintedDate
from .manuscripts import HAS_CHANGES, ArticleQuerySet
from .taxonomy import ByNameOrSynonym, TaggedArticle

MONTH = re.compile(r"[0-9]{2}")
UNDATED = 0  # stands for “no year” in the unique index, where NULLs would all be different


class Article(InLanguage, PrintedDate):  # type: ignore[django-manager-missing]  # taggit has no types
    """One work: its identity, its manuscript and its catalogue data."""

    class Stage(models.TextChoices):
        """How far the manuscript has come on its way to the next edition."""

        DRAFT = "draft", _("draft")
        REVIEW = "review", _("in review")
        CHANGES = "changes", _("changes asked for")
        APPROVED = "approved", _("approved")

    class State(models.TextChoices):
        """Where the article stands: for readers, and before they have it, for its editors."""

        DRAFT = "draft", _("draft")
        REVIEW = "review", _("in review")
        CHANGES = "changes", _("changes asked for")
        APPROVED = "approved", _("approved")
        SCHEDULED = "scheduled", _("scheduled")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        TRASHED = "trashed", _("in the trash")

    title = models.CharField(_("title"), max_length=500)
    slug = models.SlugField(
        _("slug"),
        max_length=200,
        allow_unicode=True,
        blank=True,
        help_text=_("The end of the address. Empty: made from the title."),
    )
    standfirst = models.TextField(
        _("standfirst"), blank=True, help_text=_("The summary under the title, plain text.")
    )
    body = models.TextField(_("text"), blank=True)
    filed_year = models.SmallIntegerField(
        _("year"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The year of the address, from the printed date."),
    )

    authors = models.ManyToManyField(
        "articles.Author", through="Contribution", related_name="articles"
    )
    tags = TaggableManager(
        through=TaggedArticle, manager=ByNameOrSynonym, blank=True, verbose_name=_("tags")
    )
    section = models.ForeignKey(
        "articles.Section",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("section"),
    )
    series = models.ForeignKey(
        "articles.Series",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("series"),
    )
    series_position = models.PositiveIntegerField(_("place in the series"), null=True, blank=True)
    issue = models.ForeignKey(
        "articles.Issue",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("issue"),
    )
    translation_of = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="translations",
        verbose_name=_("translation of"),
    )
    image = models.ForeignKey(
        "articles.Image",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=_("lead picture"),
    )
    provenance = models.TextField(
        _("provenance"), blank=True, help_text=_("Where it first appeared, what it was taken from.")
    )
    social_image = models.ForeignKey(
        "articles.Image",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture for sharing"),
        help_text=_("What other sites show beside a link. Empty: the lead picture."),
    )
    comments_open = models.BooleanField(_("open for comments"), default=True)

    stage = models.CharField(
        _("stage"), max_length=10, choices=Stage, default=Stage.DRAFT, editable=False
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_articles",
        verbose_name=_("waits for"),
        help_text=_("Who is to look at it next."),
    )
    embargo_until = models.DateTimeField(
        _("embargo until"),
        null=True,
        blank=True,
        help_text=_("Nobody can publish it for an earlier moment."),
    )
    original_revision = models.PositiveIntegerField(
        _("revision of the original"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("The saved state of the original that this translation follows."),
    )
    checksum = models.CharField(
        _("checksum"),
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Of the content as it was saved last; an edition with the same is up to date."),
    )

    # What articles.publishing.standing keeps here of the editions.
    public_from = models.DateTimeField(
        _("readers have it from"), null=True, blank=True, editable=False
    )
    published_checksum = models.CharField(
        _("checksum of the last edition"), max_length=64, blank=True, editable=False
    )

    version = models.PositiveIntegerField(default=0, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("by"),
    )
    modified_at = models.DateTimeField(_("last saved"), auto_now=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True, editable=False)
    withdrawal_reason = models.TextField(_("why it was withdrawn"), blank=True, editable=False)
    trashed_at = models.DateTimeField(
        _("in the trash since"), null=True, blank=True, editable=False
    )

    objects = ArticleQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        permissions = [
            ("publish_article", "Can publish and withdraw articles"),
            ("import_article", "Can import articles"),
            ("review_article", "Can approve articles and ask for changes"),
            ("write_own_article", "Can write articles and change those drafts that are theirs"),
        ]
        constraints = [
            models.UniqueConstraint(
                Coalesce("filed_year", UNDATED),
                "slug",
                name="article_slug_unique_in_year",
                violation_error_message=_(
                    "Another article of that year has this address already. Choose another slug."
                ),
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="article_has_slug"),
            models.CheckConstraint(
                condition=~Q(translation_of=F("id")),
                name="article_not_its_own_translation",
                violation_error_message=_("An article can't be a translation of itself."),
            ),
        ]
        indexes = [
            models.Index(fields=["-printed_from", "-id"], name="article_printed"),
            # For the list at the desk: each of its orders, and what few rows are looked for among
            # many. None begins with `trashed_at`: nearly all are kept, and SQLite, which has no
            # statistics, would take such an index for a good choice.
            models.Index(fields=["-modified_at", "-id"], name="article_modified"),
            models.Index(fields=["title", "-id"], name="article_title"),
            models.Index(fields=["stage", "-modified_at", "-id"], name="article_stage"),
            models.Index(fields=["section", "-modified_at", "-id"], name="article_section"),
            models.Index(fields=["language", "-modified_at", "-id"], name="article_language"),
            models.Index(
                fields=["-modified_at", "-id"],
                condition=Q(public_from__isnull=True),
                name="article_unpublished",
            ),
            models.Index(
                fields=["public_from"],
                condition=Q(public_from__isnull=False),
                name="article_public",
            ),
            models.Index(
                fields=["-modified_at", "-id"],
                condition=Q(withdrawn_at__isnull=False),
                name="article_withdrawn",
            ),
            models.Index(
                fields=["-modified_at", "-id"], condition=HAS_CHANGES, name="article_changed"
            ),
            models.Index(
                fields=["-modified_at", "-id"],
                condition=Q(trashed_at__isnull=False),
                name="article_trashed",
            ),
            models.Index(
                fields=["translation_of", "original_revision"],
                condition=Q(original_revision__isnull=False),
                name="article_following",
            ),
            # For the checklist, which looks for another one of the same title.
            models.Index(Lower("title"), name="article_title_lower"),
            # For the importer, which looks for a free address.
            models.Index(fields=["filed_year", "slug"], name="article_address"),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Derive what the constraints look at, so that a form reports a taken slug in words."""
        if MONTH.fullmatch(self.slug):
            raise ValidationError(
                {"slug": _("Two digits alone are the address of a month. Add a word.")}
            )
        try:
            self.fill_derived()
        except ValueError as error:
            raise ValidationError({"printed_date": str(error)}) from error
        self.check_embargo()
        if self.pk and self.translation_of_id and self.translations.exists():
            raise ValidationError(
                {"translation_of": _("This article has translations itself: it is an original.")}
            )
        if self.translation_of and self.translation_of.translation_of_id:
            raise ValidationError(
                {"translation_of": _("That is a translation itself. Choose the original.")}
            )

    def check_embargo(self) -> None:
        """An embargo holds for what is scheduled already, too."""
        if not (self.pk and self.embargo_until):
            return
        coming = self.editions.filter(
            visible_from__gt=timezone.now(), visible_until__isnull=True, is_withheld=False
        )
        if coming.filter(visible_from__lt=self.embargo_until).exists():
            raise ValidationError(
                {
                    "embargo_until": _(
                        "It is scheduled for an earlier moment. Take it off the schedule first."
                    )
                }
            )

    def fill_derived(self) -> None:
        """Year, sort range and slug from date and title. Raises ValueError for an invalid date."""
        self.fill_range()
        self.filed_year = self.year
        if not self.slug:
            slug = slugify(self.title, allow_unicode=True)[:200].strip("-") or "untitled"
            self.slug = f"no-{slug}" if MONTH.fullmatch(slug) else slug

    @property
    def state(self) -> "Article.State":
        """Where the article stands for readers, and before they have it, for its editors."""
        if self.trashed_at:
            return self.State.TRASHED
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        if self.public_from is None:
            return self.State(self.stage)
        is_coming = self.public_from > timezone.now()
        return self.State.SCHEDULED if is_coming else self.State.PUBLISHED

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether readers have, or will get, another text than the manuscript."""
        if self.state not in {self.State.PUBLISHED, self.State.SCHEDULED} or not self.checksum:
            return False
        return self.checksum != self.published_checksum
