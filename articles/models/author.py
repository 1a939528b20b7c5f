from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _


class Author(models.Model):
    """Who signs: a person, a pseudonym, a collective or an organ.

    There is deliberately no field for a legal name: what is not kept can't be seized.
    """

    class Kind(models.TextChoices):
        PERSON = "person", _("person")
        PSEUDONYM = "pseudonym", _("pseudonym")
        COLLECTIVE = "collective", _("collective")
        ORGAN = "organ", _("organ")

    name = models.CharField(_("name"), max_length=200, help_text=_("As readers see it."))
    sort_name = models.CharField(
        _("sort name"),
        max_length=200,
        blank=True,
        help_text=_("“Luxemburg, Rosa”; empty: the name."),
    )
    slug = models.SlugField(_("slug"), max_length=200, unique=True, allow_unicode=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.PERSON)
    description = models.TextField(_("about"), blank=True)
    dates = models.CharField(
        _("dates"),
        max_length=60,
        blank=True,
        help_text=_("Such as “1871–1919”, as readers see it."),
    )
    portrait = models.ForeignKey(
        "articles.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="portraits",
        verbose_name=_("portrait"),
    )

    class Meta:
        ordering = ["sort_name", "id"]
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        indexes = [
            models.Index(fields=["sort_name"], name="author_sort_name"),
            models.Index(fields=["name"], name="author_name"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, **kwargs: Any) -> None:
        self.sort_name = self.sort_name or self.name
        super().save(**kwargs)

    def get_absolute_url(self) -> str:
        return reverse("author", args=[self.slug])
