from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """How many articles readers find in one place of the archive.

    Kept by ``articles.publishing.counts``, in the transaction of what changes it, so that no page
    has to count. ``ref`` is a key of the kind: a year (0: undated), a month as 192605, an id.
    """

    class Kind(models.TextChoices):
        ARCHIVE = "archive", _("archive")
        YEAR = "year", _("year")
        MONTH = "month", _("month")
        SECTION = "section", _("section")
        SERIES = "series", _("series")
        TAG = "tag", _("tag")
        AUTHOR = "author", _("author")

    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    ref = models.PositiveBigIntegerField(_("of"), default=0)
    count = models.IntegerField(_("articles"), default=0)

    class Meta:
        ordering = ["kind", "ref"]
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        constraints = [models.UniqueConstraint(fields=["kind", "ref"], name="tally_unique")]

    def __str__(self) -> str:
        return f"{self.kind} {self.ref}: {self.count}"
