from collections.abc import Iterable

from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.text.elements import IMAGE_PREFIX


class ImageQuerySet(models.QuerySet["Image"]):
    def with_sources(self, sources: Iterable[str]) -> "ImageQuerySet":
        """The images that stand in texts under these addresses (``Image.src``)."""
        return self.filter(file__in=[src.removeprefix(IMAGE_PREFIX) for src in sources])


class Image(models.Model):
    """A picture of the archive, stored once by checksum, re-encoded and without metadata.

    Made by ``articles.publishing.images.store`` only, so ``file`` is always a safe raster image.
    """

    file = models.ImageField(
        _("file"), upload_to="images/", width_field="width", height_field="height"
    )
    width = models.PositiveIntegerField(_("width"), editable=False)
    height = models.PositiveIntegerField(_("height"), editable=False)
    checksum = models.CharField(
        _("checksum"),
        max_length=64,
        unique=True,
        editable=False,
        help_text=_("SHA-256 of the uploaded bytes."),
    )
    name = models.CharField(_("original file name"), max_length=255, blank=True)
    alt = models.CharField(
        _("alternative text"),
        max_length=500,
        blank=True,
        help_text=_("What the picture shows, for those who can't see it."),
    )
    caption = models.TextField(_("caption"), blank=True)
    credit = models.CharField(_("credit"), max_length=200, blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    focus_x = models.PositiveSmallIntegerField(
        _("focus, from the left"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("Percent of the width: what stays in sight when the picture is cut."),
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focus, from the top"),
        default=50,
        validators=[MaxValueValidator(100)],
        help_text=_("Percent of the height."),
    )
    replaced_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="replaces",
        verbose_name=_("replaced by"),
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)

    objects = ImageQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def __str__(self) -> str:
        return self.name or str(self.file.name)

    @property
    def src(self) -> str:
        """The address that stands in an article's text, the same for every kind of storage."""
        return f"{IMAGE_PREFIX}{self.file.name}"


class Rendition(models.Model):
    """One smaller copy of an image in one format."""

    class Format(models.TextChoices):
        AVIF = "avif", "AVIF"
        WEBP = "webp", "WebP"
        JPEG = "jpeg", "JPEG"
        PNG = "png", "PNG"

    image = models.ForeignKey(
        Image, on_delete=models.CASCADE, related_name="renditions", verbose_name=_("image")
    )
    format = models.CharField(_("format"), max_length=4, choices=Format)
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    file = models.FileField(_("file"), upload_to="renditions/")

    class Meta:
        ordering = ["image", "format", "width"]
        verbose_name = _("rendition")
        verbose_name_plural = _("renditions")
        constraints = [
            models.UniqueConstraint(fields=["image", "format", "width"], name="rendition_unique")
        ]

    def __str__(self) -> str:
        return f"{self.image} {self.width} {self.format}"

    @property
    def src(self) -> str:
        """Its address on the site: a bucket's own would expire, and be another after a move."""
        return f"{IMAGE_PREFIX}{self.file.name}"


class Crop(models.Model):
    """An image cut to a shape around its focus, for one purpose."""

    class Purpose(models.TextChoices):
        SHARE = "share", _("for sharing")
        SQUARE = "square", _("square")

    image = models.ForeignKey(
        Image, on_delete=models.CASCADE, related_name="crops", verbose_name=_("image")
    )
    purpose = models.CharField(_("purpose"), max_length=8, choices=Purpose)
    focus_x = models.PositiveSmallIntegerField(_("focus, from the left"))
    focus_y = models.PositiveSmallIntegerField(_("focus, from the top"))
    width = models.PositiveIntegerField(_("width"))
    height = models.PositiveIntegerField(_("height"))
    file = models.FileField(_("file"), upload_to="renditions/")

    class Meta:
        ordering = ["image", "purpose"]
        verbose_name = _("crop")
        verbose_name_plural = _("crops")
        constraints = [
            models.UniqueConstraint(fields=["image", "purpose"], name="crop_once_per_purpose")
        ]

    def __str__(self) -> str:
        return f"{self.image} {self.purpose}"

    @property
    def src(self) -> str:
        return f"{IMAGE_PREFIX}{self.file.name}"


class ImageUse(models.Model):
    """An image that an article shows, or showed in an edition: it can't be deleted."""

    image = models.ForeignKey(
        Image, on_delete=models.PROTECT, related_name="uses", verbose_name=_("image")
    )
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.CASCADE,
        related_name="image_uses",
        verbose_name=_("article"),
    )

    class Meta:
        ordering = ["article", "image"]
        verbose_name = _("use of an image")
        verbose_name_plural = _("uses of images")
        constraints = [models.UniqueConstraint(fields=["article", "image"], name="image_use_once")]

    def __str__(self) -> str:
        return f"{self.image} · {self.article}"
