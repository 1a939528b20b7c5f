from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    def working(self) -> "PreviewLinkQuerySet":
        return self.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())


class PreviewLink(models.Model):
    """Leave to read one manuscript without an account, for a time. The address is signed."""

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="preview_links",
        verbose_name=_("article"),
    )
    label = models.CharField(
        _("for whom"), max_length=200, blank=True, help_text=_("So that you know whom to ask.")
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    expires_at = models.DateTimeField(_("works until"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("shared preview")
        verbose_name_plural = _("shared previews")
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("created_at")),
                name="preview_link_expires_later",
            )
        ]

    def __str__(self) -> str:
        return self.label or f"{self.article} · {self.created_at:%Y-%m-%d}"

    @property
    def works(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
