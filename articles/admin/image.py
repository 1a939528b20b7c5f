"""Pictures at the desk: a library to look through, what each shows and where, and its focus."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Count, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from articles.models import Article, Crop, Image, ImageUse, Rendition
from articles.publishing import images, rights
from articles.publishing.image_uses import is_used, uses
from articles.publishing.replace_image import may_replace

from . import image_pages, pictures
from .base import DeskAdmin

WORDS = ["alt", "caption", "credit", "licence"]
FOCUS = ["focus_x", "focus_y"]


class UploadForm(forms.ModelForm):
    """A new picture. The file is decoded while the form is checked, and stored with it."""

    upload = forms.FileField(
        label=_("picture"),
        widget=image_pages.file_input(),
        help_text=_("JPEG, PNG, WebP, AVIF, GIF or TIFF, at most 25 MB. Metadata is not kept."),
    )

    class Meta:
        model = Image
        fields = WORDS

    def clean_upload(self) -> UploadedFile:
        upload = self.cleaned_data["upload"]
        images.read(image_pages.data_of(upload))
        upload.seek(0)
        return upload

    def save(self, commit: bool = True) -> Image:
        upload = self.cleaned_data["upload"]
        details = {name: self.cleaned_data[name] for name in WORDS}
        self.instance = images.store(upload.read(), name=upload.name or "", **details)
        self.save_m2m = lambda: None
        return self.instance


class UsedFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[Any]:
        return [("yes", _("used")), ("no", _("used nowhere"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        match self.value():
            case "yes":
                return queryset.filter(is_used())
            case "no":
                return queryset.exclude(is_used())
        return queryset


class LackingFilter(admin.SimpleListFilter):
    title = _("what is missing")
    parameter_name = "lacking"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[Any]:
        return [("alt", _("alternative text")), ("licence", _("licence")), ("credit", _("credit"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        known = {"alt", "licence", "credit"}
        return queryset.filter(**{self.value(): ""}) if self.value() in known else queryset


class ReplacedFilter(admin.SimpleListFilter):
    """What another file has taken the place of is shown only when it is asked for."""

    title = _("place")
    parameter_name = "replaced"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[Any]:
        return [("yes", _("replaced by another"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(replaced_by__isnull=self.value() != "yes")


@admin.register(Image)
class ImageAdmin(DeskAdmin):
    change_list_template = "admin/articles/image/change_list.html"
    change_form_template = "admin/articles/image/change_form.html"
    list_display = ["thumbnail", "__str__", "alt", "size", "number_of_uses", "created_at"]
    list_display_links = ["thumbnail", "__str__"]
    list_editable = ["alt"]
    list_filter = [UsedFilter, LackingFilter, ReplacedFilter]
    search_fields = ["name", "alt", "caption", "credit", "licence", "checksum"]
    search_help_text = _("Words of the name, the alternative text, the caption, the credit")
    date_hierarchy = "created_at"
    list_per_page = 48
    readonly_fields = ["src", "size", "created_at"]

    class Media:
        js = [
            Script("desk/uploads.js", type="module"),
            Script("desk/focus.js", type="module"),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Image]:
        """With the number of uses in articles that the person may see."""
        in_texts = ImageUse.objects.filter(self.seen(request, "article"), image=OuterRef("pk"))
        leading = Article.objects.filter(self.seen(request, "pk"), image=OuterRef("pk"))
        number = counted(in_texts, "image") + counted(leading, "image")
        rows = super().get_queryset(request).annotate(uses_number=number)
        return rows.prefetch_related("renditions", "crops")

    def seen(self, request: HttpRequest, article: str) -> Q:
        """The condition that the article at the end of that way is one the person may see."""
        if rights.sees_all(request.user):
            return Q()
        return Q(**{f"{article}__in": rights.visible_to(request.user).values("pk")})

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Image], search_term: str
    ) -> tuple[QuerySet[Image], bool]:
        """Nobody is offered a picture whose place another has taken."""
        if request.path == reverse("admin:autocomplete"):
            queryset = queryset.filter(replaced_by__isnull=True)
        return super().get_search_results(request, queryset, search_term)

    def get_form(
        self, request: HttpRequest, obj: Image | None = None, **kwargs: Any
    ) -> type[forms.ModelForm]:
        return super().get_form(request, obj, **kwargs) if obj else UploadForm

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[forms.ModelForm]:
        label = {"class": "vTextField", "aria-label": _("alternative text"), "dir": "auto"}
        widgets = {"alt": forms.TextInput(attrs=label)}
        return super().get_changelist_form(request, widgets=widgets, **kwargs)

    def get_fields(self, request: HttpRequest, obj: Image | None = None) -> list[Any]:
        if obj:
            return [tuple(FOCUS), *WORDS, "name", "src", "size", "created_at"]
        return ["upload", *WORDS]

    def save_model(self, request: HttpRequest, obj: Image, form: forms.Form, change: bool) -> None:
        """A new one was stored by its form already; one with another focus is cut anew."""
        if change:
            super().save_model(request, obj, form, change)
            if set(FOCUS) & set(form.changed_data):
                images.make_renditions(obj)
        elif {name: getattr(obj, name) for name in WORDS} != {
            name: form.cleaned_data[name] for name in WORDS
        }:
            self.message_user(
                request,
                _("The archive has this picture already, so its own description stays."),
                messages.WARNING,
            )

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], **kwargs: Any
    ) -> HttpResponse:
        image = kwargs.get("obj")
        if image:
            context |= {
                "large": shown(image, 720),
                "uses": uses(image, request.user),
                "cuts": [cut_shown(crop) for crop in image.crops.all()],
                "may_replace": may_replace(request.user) and not image.replaced_by,
            }
        return super().render_change_form(request, context, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("library/", view(pictures.library), name="articles_image_library"),
            path("store/", view(pictures.store), name="articles_image_store"),
            path("several/", view(image_pages.several), name="articles_image_several"),
            path(
                "<int:image_id>/replace/", view(image_pages.replaced), name="articles_image_replace"
            ),
            *super().get_urls(),
        ]

    @admin.display(description=_("picture"))
    def thumbnail(self, image: Image) -> SafeString:
        """The square that is cut around the focus; where there is none yet, the whole, small."""
        squares = [crop for crop in image.crops.all() if crop.purpose == Crop.Purpose.SQUARE]
        return cut_shown(squares[0], str(image)) if squares else shown(image, 160)

    @admin.display(description=_("size"))
    def size(self, image: Image) -> str:
        return f"{image.width} × {image.height}"

    @admin.display(description=_("address in a text"))
    def src(self, image: Image) -> str:
        return image.src

    @admin.display(description=_("uses"), ordering="uses_number")
    def number_of_uses(self, image: Image) -> str:
        number = image.uses_number
        return ngettext("%(number)s use", "%(number)s uses", number) % {"number": number}


def counted(rows: QuerySet, by: str) -> Coalesce:
    each = rows.order_by().values(by).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(each, output_field=IntegerField()), 0)


def cut_shown(crop: Crop, alt: str = "") -> SafeString:
    return format_html(
        '<img class="desk-cut" src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        crop.src,
        crop.width,
        crop.height,
        alt,
    )


def shown(image: Image, side: int) -> SafeString:
    """The smallest copy that every browser shows and that fills a box of ``side`` pixels."""
    everywhere = {Rendition.Format.JPEG, Rendition.Format.PNG}
    copies = sorted(
        (copy for copy in image.renditions.all() if copy.format in everywhere),
        key=lambda copy: copy.width,
    )
    large = [copy for copy in copies if max(copy.width, copy.height) >= side] or copies[-1:]
    scale = min(1, side / max(image.width, image.height))
    return format_html(
        '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy">',
        large[0].src if large else image.src,
        max(1, round(image.width * scale)),
        max(1, round(image.height * scale)),
        image.alt,
    )
