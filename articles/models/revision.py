from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Revision(models.Model):
    """One saved state of a manuscript, whole, for undo and comparison.

    ``content`` has the shape that ``articles.publishing.content.content`` describes.
    """

    class Kind(models.TextChoices):
        SAVED = "saved", _("saved")
        AUTOSAVED = "autosaved", _("saved by itself")
        ASIDE = "aside", _("set aside")

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="revisions",
        verbose_name=_("article"),
    )
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"))
    checksum = models.CharField(_("checksum"), max_length=64)
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=Kind,
        default=Kind.SAVED,
        help_text=_(
            "Autosaves of one sitting are one revision; what was set aside was never the text."
        ),
    )
    folded_at = models.DateTimeField(
        _("last saved by itself"),
        null=True,
        blank=True,
        help_text=_("When the last autosave went into this revision."),
    )
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta:
        ordering = ["article", "-number"]
        get_latest_by = "number"
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="revision_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.content.get('title', '')} · {self.number}"
