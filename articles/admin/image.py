"""Pictures at the desk: uploaded through the one safe door, seen small, and where they are used."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Image, Rendition
from articles.publishing import images, rights

from . import pictures
from .base import DeskAdmin

DETAILS = ["alt", "caption", "credit", "licence"]
THUMBNAIL = 96  # pixels, the longer side


class UploadForm(forms.ModelForm):
    """A new picture. The file is decoded while the form is checked, and stored with it."""

    upload = forms.FileField(
        label=_("picture"),
        help_text=_("JPEG, PNG, WebP, AVIF, GIF or TIFF, at most 25 MB. Metadata is not kept."),
    )

    class Meta:
        model = Image
        fields = DETAILS

    def clean_upload(self) -> UploadedFile:
        upload = self.cleaned_data["upload"]
        if upload.size > images.MAX_BYTES:  # said before the file is read into memory
            raise images.BadImage(_("The picture is larger than 25 MB. Save it smaller."))
        images.read(upload.read())
        upload.seek(0)
        return upload

    def save(self, commit: bool = True) -> Image:
        upload = self.cleaned_data["upload"]
        details = {name: self.cleaned_data[name] for name in DETAILS}
        self.instance = images.store(upload.read(), name=upload.name or "", **details)
        self.save_m2m = lambda: None
        return self.instance


@admin.register(Image)
class ImageAdmin(DeskAdmin):
    list_display = ["thumbnail", "__str__", "alt", "size", "number_of_uses", "created_at"]
    list_display_links = ["thumbnail", "__str__"]
    search_fields = ["name", "alt", "caption", "credit", "checksum"]
    date_hierarchy = "created_at"
    list_per_page = 50
    readonly_fields = ["large", "src", "size", "created_at", "used_in"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        """With the number of uses in articles that the person may see."""
        uses = sum(
            Count(way, filter=self.seen(request, article), distinct=True)
            for way, article in (("uses", "uses__article"), ("articles", "articles"))
        )
        return (
            super().get_queryset(request).annotate(uses_number=uses).prefetch_related("renditions")
        )

    def seen(self, request: HttpRequest, article: str) -> Q | None:
        """The condition that the article at the end of that way is one the person may see."""
        if rights.sees_all(request.user):
            return None
        return Q(**{f"{article}__in": rights.visible_to(request.user).values("pk")})

    def get_object(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Image | None:
        """With the articles that use it, of those that the person may see."""
        image = super().get_object(request, *args, **kwargs)
        if image:
            uses = Q(pk__in=image.uses.values("article")) | Q(image=image)
            image.seen_in = rights.visible_to(request.user).filter(uses)
        return image

    def get_form(
        self, request: HttpRequest, obj: Image | None = None, **kwargs: Any
    ) -> type[forms.ModelForm]:
        return super().get_form(request, obj, **kwargs) if obj else UploadForm

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> list[str]:
        if obj:
            return ["large", *DETAILS, "src", "name", "size", "created_at", "used_in"]
        return ["upload", *DETAILS]

    def get_urls(self) -> list[URLPattern]:
        admit = self.admin_site.admin_view
        return [
            path("library/", admit(pictures.library), name="articles_image_library"),
            path("store/", admit(pictures.store), name="articles_image_store"),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: Image, form: forms.Form, change: bool) -> None:
        """A new one was stored by its form already."""
        if change:
            super().save_model(request, obj, form, change)
        elif {name: getattr(obj, name) for name in DETAILS} != {
            name: form.cleaned_data[name] for name in DETAILS
        }:
            self.message_user(
                request,
                _("The archive has this picture already, so its own description stays."),
                messages.WARNING,
            )

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> SafeString:
        return shown(image, THUMBNAIL)

    @admin.display(description=_("picture"))
    def large(self, image: Image) -> SafeString:
        return shown(image, 480)

    @admin.display(description=_("size"))
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}"

    @admin.display(description=_("address in a text"))
    def src(self, image: Image) -> str:
        return image.src

    @admin.display(description=_("uses"), ordering="uses_number")
    def number_of_uses(self, image: Image) -> int:
        return image.uses_number

    @admin.display(description=_("used in"))
    def used_in(self, image: Image) -> SafeString | str:
        return format_html_join(
            "",
            '<p><a href="{}">{}</a></p>',
            (
                (reverse("admin:articles_article_change", args=[article.pk]), article.title)
                for article in image.seen_in.only("title")
            ),
        )


def shown(image: Image, side: int) -> SafeString:
    """The smallest copy that every browser shows, in a box of ``side`` pixels."""
    everywhere = {Rendition.Format.JPEG, Rendition.Format.PNG}
    copies = [copy for copy in image.renditions.all() if copy.format in everywhere]
    file = min(copies, key=lambda copy: copy.width).file if copies else image.file
    scale = min(1, side / max(image.width, image.height))
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        file.url,
        max(1, round(image.width * scale)),
        max(1, round(image.height * scale)),
        image.alt,
    )
