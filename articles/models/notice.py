from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Notice(models.Model):
    """Something that somebody is to be told by mail. Kept until shortly after it was sent."""

    class Kind(models.TextChoices):
        REVIEW = "review", _("a text was sent to review")
        ASSIGNED = "assigned", _("a text was given to me")
        CHANGES = "changes", _("changes were asked for in my text")
        APPROVED = "approved", _("my text was approved")
        REMARK = "remark", _("a remark on my text, or an answer to mine")
        PUBLISHED = "published", _("my text was published or scheduled")
        APPEARED = "appeared", _("a scheduled text has appeared")
        WITHDRAWN = "withdrawn", _("my text was withdrawn")
        DEAD = "dead", _("a source of my published text has died")
        COMMENT = "comment", _("comments wait for a decision")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    note = models.TextField(_("what was said"), blank=True)
    run = models.ForeignKey(
        "articles.BulkRun",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text=_("Of an act on many articles one is told when it is over, of all at once."),
    )
    made_at = models.DateTimeField(_("made"), auto_now_add=True)
    claimed_at = models.DateTimeField(_("being sent since"), null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    class Meta:
        ordering = ["id"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        indexes = [
            models.Index(fields=["user", "kind"], name="notice_of"),
            models.Index(fields=["user"], condition=Q(sent_at__isnull=True), name="notice_unsent"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"
