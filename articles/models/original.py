from django.db import models
from django.utils.translation import gettext_lazy as _


class Original(models.Model):
    """What an imported article was taken from, byte for byte, so that it can be taken again."""

    article = models.OneToOneField(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="original",
        verbose_name=_("article"),
    )
    source = models.CharField(
        _("source"), max_length=500, help_text=_("The file's name, or the old address.")
    )
    format = models.CharField(_("format"), max_length=20)
    checksum = models.CharField(_("checksum"), max_length=64, help_text=_("SHA-256 of the bytes."))
    data = models.BinaryField(_("bytes"))
    manuscript_checksum = models.CharField(
        _("checksum of the manuscript made from it"),
        max_length=64,
        help_text=_("Tells whether somebody has edited the article since."),
    )
    replies = models.JSONField(
        _("comments that came with it"),
        default=dict,
        help_text=_("By the number that each had in the source, its number here."),
    )
    imported_at = models.DateTimeField(_("imported"), auto_now=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("original")
        verbose_name_plural = _("originals")
        constraints = [
            models.UniqueConstraint(fields=["source", "format"], name="original_source_unique")
        ]
        indexes = [models.Index(fields=["checksum"], name="original_checksum")]

    def __str__(self) -> str:
        return self.source
