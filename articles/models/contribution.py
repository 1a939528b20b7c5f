from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody did for a work."""

    AUTHOR = "author", _("author")
    TRANSLATOR = "translator", _("translator")
    EDITOR = "editor", _("editor")
    INTERVIEWER = "interviewer", _("interviewer")
    ILLUSTRATOR = "illustrator", _("illustrator")


class Contribution(models.Model):
    """An author's part in an article, with the affiliation as it was printed then."""

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="contributions",
        verbose_name=_("article"),
    )
    author = models.ForeignKey(
        "articles.Author",
        on_delete=models.PROTECT,
        related_name="contributions",
        verbose_name=_("author"),
    )
    role = models.CharField(_("role"), max_length=12, choices=Role, default=Role.AUTHOR)
    affiliation = models.CharField(_("affiliation as printed"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=1)

    class Meta:
        ordering = ["article", "position"]
        verbose_name = _("contribution")
        verbose_name_plural = _("contributions")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "position"], name="contribution_position_unique"
            ),
            models.UniqueConstraint(
                fields=["article", "author", "role"], name="contribution_once_per_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author} ({self.get_role_display()})"
