from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.Model):
    """The trace of an act on an article: who did what, when and why."""

    class Kind(models.TextChoices):
        SUBMITTED = "submitted", _("sent to review")
        CHANGES_ASKED = "changes", _("changes asked for")
        APPROVED = "approved", _("approved")
        TAKEN_BACK = "taken_back", _("taken back to draft")
        REOPENED = "reopened", _("changed after approval")
        ASSIGNED = "assigned", _("given to somebody")
        SCHEDULED = "scheduled", _("scheduled")
        UNSCHEDULED = "unscheduled", _("taken off the schedule")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("withdrawn")
        TRASHED = "trashed", _("moved to the trash")
        RESTORED = "restored", _("restored from the trash")
        IMPORTED = "imported", _("imported")
        DUPLICATED = "duplicated", _("made as a copy")
        MERGED = "merged", _("merged with what somebody else saved")
        SHARED = "shared", _("preview shared")
        UNSHARED = "unshared", _("shared preview revoked")

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="events",
        verbose_name=_("article"),
    )
    kind = models.CharField(_("act"), max_length=12, choices=Kind)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    note = models.TextField(_("why"), blank=True)
    checksum = models.CharField(
        _("checksum"),
        max_length=64,
        blank=True,
        help_text=_("Of the manuscript that the act was about."),
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("event")
        verbose_name_plural = _("events")
        indexes = [models.Index(fields=["article", "-id"], name="event_article")]

    def __str__(self) -> str:
        return f"{self.article}: {self.get_kind_display()}"
