from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from taggit.managers import _TaggableManager
from taggit.models import ItemBase, TagBase

from .fields import PrintedDate


class Section(models.Model):
    """One of the site's main divisions."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True, allow_unicode=True)
    description = models.TextField(_("description"), blank=True)
    position = models.PositiveSmallIntegerField(_("position"), default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("section", args=[self.slug])


class TagQuerySet(models.QuerySet["Tag"]):
    def named(self, name: str) -> "Tag | None":
        """The tag that is called so, or that the word stands for, whatever its case."""
        tag = self.filter(spelt(name)).order_by("pk").first()
        return tag or self.filter(spelt(name, "synonyms__name")).first()


def spelt(name: str, field: str = "name") -> models.Q:
    """The condition to be called so in any case. SQLite by itself knows the case of ASCII only."""
    cases = [name, name.lower(), name.upper(), name.title(), name.capitalize()]
    return models.Q(**{f"{field}__iexact": name}) | models.Q(**{f"{field}__in": cases})


class Tag(TagBase):
    """A free keyword. “Strike” and “strike” are one tag."""

    objects = TagQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="tag_name_unique_whatever_case",
                violation_error_message=_("There is a tag of this name already."),
            )
        ]

    def clean(self) -> None:
        """A word can't be a tag and stand for another one."""
        synonym = TagSynonym.objects.filter(spelt(self.name)).select_related("tag").first()
        if synonym:
            raise ValidationError(
                {
                    "name": _("“%(name)s” is a synonym of “%(tag)s” already.")
                    % {"name": self.name, "tag": synonym.tag}
                }
            )

    def get_absolute_url(self) -> str:
        return reverse("tag", args=[self.slug])


class ByNameOrSynonym(_TaggableManager):
    """The tags of an article: who gives a word that stands for a tag gives that tag."""

    def add(self, *tags: "Tag | str", **options: Any) -> None:
        super().add(*meant(tags), **options)

    def set(self, tags: "Iterable[Tag | str]", **options: Any) -> None:
        super().set(meant(tags), **options)


def meant(tags: "Iterable[Tag | str]") -> "list[Tag | str]":
    """The tags that are known, and the names of those that are not."""
    return [tag if isinstance(tag, Tag) else Tag.objects.named(tag) or tag for tag in tags]


class TagSynonym(models.Model):
    """Another word for a tag: who writes it gets the tag."""

    name = models.CharField(_("synonym"), max_length=100)
    tag = models.ForeignKey(
        Tag, on_delete=models.CASCADE, related_name="synonyms", verbose_name=_("tag")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                name="tag_synonym_unique",
                violation_error_message=_("This word stands for a tag already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        if Tag.objects.filter(spelt(self.name)).exists():
            raise ValidationError(
                {
                    "name": _("“%(name)s” is a tag itself. Merge the two if they are the same.")
                    % {"name": self.name}
                }
            )


class TaggedArticle(ItemBase):
    """A tag on a manuscript; readers see the tags frozen on the edition."""

    content_object = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="tagged"
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged")

    class Meta:
        verbose_name = _("tagged article")
        verbose_name_plural = _("tagged articles")
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="tag_once_per_article")
        ]


class Series(models.Model):
    """Works that belong together: a serial, or a periodical with its numbers."""

    class Kind(models.TextChoices):
        SERIES = "series", _("series")
        PERIODICAL = "periodical", _("periodical")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.SERIES)
    title = models.CharField(_("title"), max_length=200, unique=True)
    slug = models.SlugField(_("slug"), max_length=200, unique=True, allow_unicode=True)
    description = models.TextField(_("description"), blank=True)

    class Meta:
        ordering = ["title"]
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("series", args=[self.slug])


class Issue(PrintedDate):
    """A number of a periodical."""

    series = models.ForeignKey(
        Series,
        on_delete=models.PROTECT,
        related_name="issues",
        limit_choices_to={"kind": Series.Kind.PERIODICAL},
        verbose_name=_("periodical"),
    )
    number = models.CharField(_("number"), max_length=40, help_text=_("As printed: 12, 3/1926 …"))

    class Meta:
        ordering = ["series", "-printed_from", "-id"]
        verbose_name = _("issue")
        verbose_name_plural = _("issues")
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="issue_number_unique")
        ]

    def __str__(self) -> str:
        return f"{self.series} {self.number}"

    def save(self, **kwargs: Any) -> None:
        self.fill_range()
        super().save(**kwargs)
