from django.db import models
from django.utils.translation import gettext_lazy as _


class Fragment(models.Model):
    """A part of a page that is made already. A cache: with these rows nothing is lost but time.

    It belongs to an edition, and the next edition's takes its place. Whoever reads it compares its
    stamp with what the part would be made of now: see ``articles.reading.fragments``.
    """

    class Kind(models.TextChoices):
        LINE = "line", _("line of a list")
        PAGE = "page", _("page")
        RELATED = "related", _("related articles")

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="+", db_index=False
    )
    edition = models.ForeignKey(
        "articles.Edition", on_delete=models.CASCADE, related_name="fragments", db_index=False
    )
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    stamp = models.CharField(_("stamp"), max_length=64)
    made_at = models.DateTimeField(_("made"))
    parts = models.TextField(_("parts"))

    class Meta:
        verbose_name = _("fragment")
        verbose_name_plural = _("fragments")
        constraints = [
            models.UniqueConstraint(fields=["article", "kind"], name="fragment_unique"),
        ]
        indexes = [models.Index(fields=["edition", "kind"], name="fragment_of_edition")]

    def __str__(self) -> str:
        return f"{self.kind} {self.edition_id}"
