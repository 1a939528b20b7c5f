from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .article import UNDATED
from .contribution import Role
from .fields import InLanguage, PrintedDate

# What may change on an edition once it is made: when readers see it, never what they see.
MUTABLE = frozenset({"visible_until", "is_withheld", "withdrawn_at", "is_counted"})


def is_public(now: datetime | Combinable, of: str = "") -> Q:
    """When readers have an edition; ``of`` is the way to it from the row (``edition__``)."""
    begun = Q(**{f"{of}is_withheld": False, f"{of}visible_from__lte": now})
    return begun & (
        Q(**{f"{of}visible_until__isnull": True}) | Q(**{f"{of}visible_until__gt": now})
    )


class EditionQuerySet(models.QuerySet["Edition"]):
    """The one way from the public side to the texts. Every public query starts at ``public``."""

    def public(self, at: datetime | Combinable | None = None) -> Self:
        """What readers see at a moment (now): of each article the newest edition, if any.

        An edition is visible from its ``visible_from`` until the next one takes over, so that a
        scheduled publication needs no job.
        """
        return self.filter(is_public(at or timezone.now()))

    def due(self, at: datetime | Combinable | None = None) -> Self:
        """Scheduled editions that readers have by now and that no tally counts yet: few or none."""
        return self.filter(
            is_counted=False,
            is_withheld=False,
            visible_until__isnull=True,
            visible_from__lte=at or timezone.now(),
        )

    def history(self, at: datetime | Combinable | None = None) -> Self:
        """Every edition that readers have been able to see, of articles they may see now."""
        return self.ever_visible(at).filter(is_withheld=False)

    def ever_visible(self, at: datetime | Combinable | None = None) -> Self:
        """Every edition that readers have been able to see, whatever became of its article."""
        return self.not_called_off().filter(visible_from__lte=at or timezone.now())

    def not_called_off(self) -> Self:
        """Every edition that readers have, had, or will have at its minute."""
        return self.exclude(visible_until=F("visible_from"))

    def newest_first(self) -> Self:
        """By printed date, undated last: the order of the archive."""
        return self.order_by("-sort_date", "-article_id")

    def recently_online_first(self) -> Self:
        """By the moment the article was first put online: the order of feeds."""
        return self.order_by("-online_at", "-article_id")

    def at_address(self, year: int | None, slug: str) -> Self:
        return self.filter(filed_year=year, slug=slug)

    def without_texts(self) -> Self:
        """The same rows without what is long in them."""
        return self.defer("content", "body", "html", "notes", "outline", "text")

    def update(self, **changes: Any) -> int:
        """Refuse to rewrite what was published."""
        if forbidden := set(changes) - MUTABLE:
            raise ValidationError(f"An edition is immutable: {', '.join(sorted(forbidden))}.")
        return super().update(**changes)

    def refile(self, **places: models.Model) -> int:
        """Move editions to another section or series that has taken the place of theirs.

        Their words stay as they were published, and so does the name in their content.
        """
        if unknown := set(places) - {"section", "series"}:
            raise ValidationError(f"Nothing is filed by {', '.join(sorted(unknown))}.")
        return super().update(**places)

    def delete(self) -> tuple[int, dict[str, int]]:
        raise ValidationError("An edition can't be deleted: withdraw the article instead.")


class Edition(InLanguage, PrintedDate):
    """One published state of an article: immutable, numbered, rendered, public.

    Made by ``articles.publishing.publish`` only.
    """

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        related_name="editions",
        verbose_name=_("article"),
    )
    number = models.PositiveIntegerField(_("number"))

    title = models.CharField(_("title"), max_length=500)
    slug = models.SlugField(_("slug"), max_length=200, allow_unicode=True)
    filed_year = models.SmallIntegerField(_("year"), null=True, blank=True)
    filed_month = models.PositiveSmallIntegerField(
        _("month"), null=True, blank=True, help_text=_("Where the printed date is that exact.")
    )
    standfirst = models.TextField(_("standfirst"), blank=True)
    body = models.TextField(_("text"))
    content = models.JSONField(
        _("canonical content"), help_text=_("All that was published, as the checksum covers it.")
    )
    checksum = models.CharField(_("checksum"), max_length=64)
    correction = models.TextField(_("correction"), blank=True)

    html = models.TextField(_("text as readers see it"))
    notes = models.TextField(_("notes as readers see them"), blank=True)
    outline = models.JSONField(_("outline"), default=list, blank=True)
    excerpt = models.TextField(_("excerpt"), blank=True)
    text = models.TextField(_("plain text"), blank=True)
    printed_words = models.CharField(
        _("printed date in words"),
        max_length=200,
        blank=True,
        help_text=_("As printed, or in the language of the article."),
    )
    cited_urls = models.JSONField(_("cited addresses"), default=list, blank=True)
    word_count = models.PositiveIntegerField(_("words"), default=0)
    footnote_count = models.PositiveIntegerField(_("footnotes"), default=0)

    authors = models.ManyToManyField(
        "articles.Author", through="EditionContribution", related_name="editions"
    )
    tags = models.ManyToManyField(
        "articles.Tag", through="EditionTag", related_name="editions", blank=True
    )
    section = models.ForeignKey(
        "articles.Section", on_delete=models.PROTECT, null=True, related_name="editions"
    )
    series = models.ForeignKey(
        "articles.Series", on_delete=models.PROTECT, null=True, related_name="editions"
    )
    series_position = models.PositiveIntegerField(null=True)
    issue = models.ForeignKey(
        "articles.Issue", on_delete=models.PROTECT, null=True, related_name="editions"
    )
    image = models.ForeignKey(
        "articles.Image", on_delete=models.PROTECT, null=True, related_name="editions"
    )
    social_image = models.ForeignKey(
        "articles.Image", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    original = models.ForeignKey(
        "articles.Article",
        on_delete=models.PROTECT,
        related_name="family",
        verbose_name=_("original"),
        help_text=_("The article itself, or the one that it translates."),
    )

    sort_date = models.DateField(_("sort date"), default=date.min)
    online_at = models.DateTimeField(_("first put online"))
    visible_from = models.DateTimeField(_("visible from"))
    visible_until = models.DateTimeField(_("visible until"), null=True, blank=True)
    is_withheld = models.BooleanField(
        _("withheld"),
        default=False,
        help_text=_("Withdrawn, or its article is in the trash."),
    )
    withdrawn_at = models.DateTimeField(
        _("withdrawn"),
        null=True,
        blank=True,
        help_text=_("Readers never get it again, not even when the article is published anew."),
    )
    is_counted = models.BooleanField(
        _("counted"), default=False, help_text=_("Whether the tallies count the article by it.")
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "-number"]
        get_latest_by = "number"
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="edition_number_unique"),
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(visible_until__isnull=True),
                name="edition_one_open_per_article",
            ),
            models.UniqueConstraint(
                Coalesce("filed_year", UNDATED),
                "slug",
                condition=Q(visible_until__isnull=True),
                name="edition_address_unique",
            ),
            models.CheckConstraint(
                condition=Q(visible_until__isnull=True) | Q(visible_until__gte=F("visible_from")),
                name="edition_visible_interval",
            ),
        ]
        indexes = [
            models.Index(fields=["-sort_date", "-article_id"], name="edition_newest"),
            models.Index(fields=["-online_at", "-article_id"], name="edition_online"),
            models.Index(
                fields=["filed_year", "filed_month", "-sort_date", "-article_id"],
                name="edition_archive",
            ),
            models.Index(fields=["filed_year", "-sort_date", "-article_id"], name="edition_year"),
            models.Index(fields=["filed_year", "slug"], name="edition_address"),
            models.Index(fields=["section", "-sort_date", "-article_id"], name="edition_section"),
            models.Index(fields=["series", "series_position"], name="edition_series"),
            models.Index(fields=["original", "language"], name="edition_family"),
            models.Index(fields=["visible_from"], name="edition_visible_from"),
            # For the sitemap, which reads every edition, and without this all their texts.
            models.Index(
                fields=[
                    "article",
                    "is_withheld",
                    "visible_from",
                    "visible_until",
                    "original",
                    "filed_year",
                    "slug",
                    "language",
                ],
                name="edition_listed",
            ),
            # For the page of corrections.
            models.Index(
                fields=["-visible_from", "-id"],
                condition=~Q(correction=""),
                name="edition_corrections",
            ),
            # For `due`, which every page with numbers on it asks.
            models.Index(
                fields=["visible_from"],
                condition=Q(is_counted=False, is_withheld=False, visible_until__isnull=True),
                name="edition_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.number}"

    def save(self, **kwargs: Any) -> None:
        """Store a new edition; of an old one only when readers see it may change."""
        fields = kwargs.get("update_fields")
        if not self._state.adding and (fields is None or set(fields) - MUTABLE):
            raise ValidationError("An edition is immutable: publish the next one.")
        super().save(**kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> tuple[int, dict[str, int]]:
        raise ValidationError("An edition can't be deleted: withdraw the article instead.")

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.filed_year or "undated", self.slug])


class Filed(models.Model):
    """A row that joins an edition with something readers browse by.

    It repeats where the edition stands in the order of the archive, so that page 1,000 of a tag
    costs what page 1 costs: the index is read from a key on, and nothing is sorted.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="+", db_index=False
    )
    sort_date = models.DateField(_("sort date"))

    class Meta:
        abstract = True


class EditionContribution(Filed):
    """An author's part in a published edition, frozen with it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="contributions")
    author = models.ForeignKey(
        "articles.Author", on_delete=models.PROTECT, related_name="edition_contributions"
    )
    role = models.CharField(_("role"), max_length=12, choices=Role)
    affiliation = models.CharField(_("affiliation as printed"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"))

    class Meta:
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"], name="edition_contribution_position_unique"
            )
        ]
        indexes = [
            models.Index(
                fields=["author", "-sort_date", "-article"], name="edition_contribution_filed"
            )
        ]

    def __str__(self) -> str:
        return f"{self.author} ({self.get_role_display()})"


class EditionTag(Filed):
    """A tag on a published edition, frozen with it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="tagged")
    tag = models.ForeignKey("articles.Tag", on_delete=models.PROTECT, related_name="+")

    class Meta:
        unique_together = [("edition", "tag")]  # as Django made the table when it had no model
        indexes = [
            models.Index(
                fields=["tag", "-sort_date", "-article", "edition"], name="edition_tag_filed"
            )
        ]

    def __str__(self) -> str:
        return str(self.tag)
