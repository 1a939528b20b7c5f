from django.db import models
from django.utils.translation import gettext_lazy as _


class Footnote(models.Model):
    """One note of one manuscript, made from its text at each save.

    The text of the article is the truth; these rows let notes be listed, searched and checked.
    """

    class Kind(models.TextChoices):
        AUTHOR = "author", _("author's")
        EDITOR = "editor", _("editor's")
        TRANSLATOR = "translator", _("translator's")

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="footnotes",
        verbose_name=_("article"),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.AUTHOR)
    number = models.PositiveIntegerField(_("number"))
    mark = models.CharField(_("mark"), max_length=12)
    html = models.TextField(_("text with markup"))
    text = models.TextField(_("text"))
    citations = models.PositiveSmallIntegerField(_("marks"), default=1)
    sources = models.ManyToManyField(
        "articles.Source", related_name="footnotes", blank=True, verbose_name=_("sources")
    )

    class Meta:
        ordering = ["article", "kind", "number"]
        verbose_name = _("footnote")
        verbose_name_plural = _("footnotes")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "kind", "number"], name="footnote_number_unique"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="footnote_number_from_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.mark}. {self.text[:80]}"
