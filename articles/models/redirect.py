from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    """An address that worked once: it leads to an article, or to another path, for ever."""

    path = models.CharField(
        _("old path"), max_length=500, unique=True, help_text=_("Begins with “/”, not encoded.")
    )
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="redirects",
        verbose_name=_("article"),
    )
    target = models.CharField(_("or new path"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    class Meta:
        ordering = ["path"]
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        constraints = [
            models.CheckConstraint(
                condition=Q(article__isnull=False, target="")
                | (Q(article__isnull=True) & Q(target__startswith="/")),
                name="redirect_has_one_target",
                violation_error_message=_(
                    "Give either an article or a new path that begins with “/”."
                ),
            ),
            models.CheckConstraint(
                condition=Q(path__startswith="/"),
                name="redirect_path_is_absolute",
                violation_error_message=_("The old path must begin with “/”."),
            ),
            models.CheckConstraint(
                condition=~Q(path=models.F("target")),
                name="redirect_not_to_itself",
                violation_error_message=_("An address can't redirect to itself."),
            ),
        ]

    def __str__(self) -> str:
        return self.path
