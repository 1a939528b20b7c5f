"""Uploading several pictures at once, and putting another file in the place of one."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from articles.models import Image
from articles.publishing import images, rights
from articles.publishing.images import MAX_BYTES, BadImage
from articles.publishing.replace_image import may_replace, replace, shown_in

from .pages import page, sentences

TOO_LARGE = gettext_lazy("“{name}” is larger than 25 MB. Save it smaller and choose it again.")


def file_input(**attributes: Any) -> forms.FileInput:
    """A choice of files that says at once, before anything is sent, which one is too large."""
    widget = SeveralFiles if attributes.get("multiple") else forms.FileInput
    data = {"accept": "image/*", "data-most-bytes": MAX_BYTES, "data-too-large": TOO_LARGE}
    return widget(attrs=data | attributes)


class SeveralFiles(forms.FileInput):
    allow_multiple_selected = True


def data_of(upload: UploadedFile) -> bytes:
    """The bytes of a file that isn't too large, which is said before it is read into memory."""
    if (upload.size or 0) > images.MAX_BYTES:
        raise BadImage(_("The picture is larger than 25 MB. Save it smaller and upload it again."))
    return upload.read()


@dataclass(frozen=True)
class Taken:
    """What became of one uploaded file."""

    name: str
    image: Image | None
    is_new: bool
    error: str

    def as_json(self) -> dict[str, Any]:
        address = self.image and reverse("admin:articles_image_change", args=[self.image.pk])
        return {
            "name": self.name,
            "address": address or "",
            "src": self.image.src if self.image else "",
            "is_new": self.is_new,
            "error": self.error,
        }


def several(request: HttpRequest) -> HttpResponse:
    """Each file by itself: one that can't be taken is named, and the others are kept."""
    if not request.user.has_perm("articles.add_image"):
        raise PermissionDenied
    taken = list(take_in(request.FILES.getlist("files"))) if request.method == "POST" else []
    if request.accepts("application/json") and not request.accepts("text/html"):
        return JsonResponse({"taken": [one.as_json() for one in taken]})
    if request.method == "POST" and not taken:
        messages.error(request, _("No picture was chosen."))
    return page(
        request,
        "admin/articles/image/several.html",
        title=_("Upload several pictures"),
        opts=Image._meta,
        taken=taken,
        files=file_input(multiple=True).render("files", None, {"id": "files", "required": True}),
    )


def take_in(uploads: list[UploadedFile]) -> Iterator[Taken]:
    for upload in uploads:
        name = upload.name or ""
        newest = Image.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        try:
            image = images.store(data_of(upload), name=name)
        except ValidationError as error:
            yield Taken(name, None, is_new=False, error=sentences(error))
        else:
            yield Taken(name, image, is_new=image.pk > newest, error="")


class ReplaceForm(forms.Form):
    upload = forms.FileField(label=gettext_lazy("New file"), widget=file_input())


def replaced(request: HttpRequest, image_id: int) -> HttpResponse:
    """Show which manuscripts will follow, then put the new file in the picture's place."""
    if not may_replace(request.user):
        raise PermissionDenied
    image = get_object_or_404(Image.objects.prefetch_related("renditions"), pk=image_id)
    form = ReplaceForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["upload"]
        try:
            done = replace(image, data_of(upload), name=upload.name or "", by=request.user)
        except ValidationError as error:
            form.add_error("upload", error)
        else:
            number = len(done.changed)
            said = ngettext(
                "Replaced. %(number)s manuscript shows the new file; readers get it once it is "
                "published again.",
                "Replaced. %(number)s manuscripts show the new file; readers get it once they are "
                "published again.",
                number,
            )
            messages.success(request, said % {"number": number})
            return redirect("admin:articles_image_change", done.image.pk)
    showing = shown_in(image)
    seen = list(rights.visible_to(request.user, showing).defer("body"))
    follows = [article for article in seen if rights.may(request.user, "change", article)]
    return page(
        request,
        "admin/articles/image/replace.html",
        title=_("Replace the picture"),
        opts=Image._meta,
        image=image,
        form=form,
        follows=follows,
        stays=showing.count() - len(follows),
    )
