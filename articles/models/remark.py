from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.text.quotes import Quote


class RemarkQuerySet(models.QuerySet["Remark"]):
    def threads(self) -> "RemarkQuerySet":
        """Remarks that begin a thread."""
        return self.filter(parent__isnull=True)

    def unresolved(self) -> "RemarkQuerySet":
        return self.threads().filter(resolved_at__isnull=True)


class Remark(models.Model):
    """What a reviewer says about a passage of a manuscript, or an answer to it.

    The passage is kept as the Web Annotation Data Model's TextQuoteSelector (its words and a few
    before and after), outside of the text, so that no remark can reach readers with it.
    """

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="remarks",
        verbose_name=_("article"),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="answers",
        verbose_name=_("answer to"),
    )
    text = models.TextField(_("remark"), max_length=5000)
    exact = models.TextField(_("passage"), blank=True)
    prefix = models.CharField(_("words before"), max_length=200, blank=True)
    suffix = models.CharField(_("words after"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("by"),
    )
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("resolved by"),
    )

    objects = RemarkQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        constraints = [
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | Q(exact="", resolved_at__isnull=True),
                name="remark_answer_has_no_passage",
            )
        ]
        indexes = [
            models.Index(
                fields=["article"],
                condition=Q(parent__isnull=True, resolved_at__isnull=True),
                name="remark_open",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def quote(self) -> Quote | None:
        """The passage as it was when it was marked; None for a remark on the whole article."""
        return Quote(self.exact, self.prefix, self.suffix) if self.exact else None
