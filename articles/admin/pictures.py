"""Pictures for whoever writes: the library, searched; one more taken in. Both answer in JSON."""

from functools import wraps
from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_GET, require_POST

from articles.models import Image, Rendition
from articles.publishing import images

from .pages import sentences

ON_A_PAGE = 24
OVERHEAD = 64 * 1024  # of the form around the file
DETAILS = ("alt", "caption", "credit", "licence")
EVERYWHERE = (Rendition.Format.JPEG, Rendition.Format.PNG)


def refusal(said: str, status: int) -> JsonResponse:
    return JsonResponse({"error": said}, status=status)


@require_GET
@never_cache
def library(request: HttpRequest) -> HttpResponse:
    """The pictures that have the words of ``q``, newest first, a page at a time."""
    if not request.user.has_perm("articles.view_image"):
        return refusal(_("You may not see the pictures of the archive."), 403)
    found = Image.objects.filter(replaced_by__isnull=True).prefetch_related("renditions")
    for word in request.GET.get("q", "").split()[:8]:
        found = found.filter(
            Q(name__icontains=word)
            | Q(alt__icontains=word)
            | Q(caption__icontains=word)
            | Q(credit__icontains=word)
        )
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    following = page.next_page_number() if page.has_next() else None
    return JsonResponse({"images": [described(image) for image in page], "next": following})


def before_reading(view: Any) -> Any:
    """For those who may add pictures; a file that is too large is refused before it is read."""

    @csrf_exempt  # and protected again below: looking for the token would read the request
    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("articles.add_image"):
            return refusal(_("You may not add pictures to the archive. Ask an editor."), 403)
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > images.MAX_BYTES + OVERHEAD:
            return refusal(
                _("The picture is larger than 25 MB. Save it smaller and try again."), 413
            )
        return csrf_protect(view)(request)

    return guarded


@before_reading
@require_POST
def store(request: HttpRequest) -> HttpResponse:
    """Keep an uploaded picture; the archive's own, where it has the very same one."""
    upload = request.FILES.get("upload")
    if upload is None:
        return refusal(_("No picture arrived. Try again."), 400)
    details = {name: request.POST.get(name, "").strip() for name in DETAILS}
    try:
        image = images.store(upload.read(), name=upload.name or "", **details)
    except ValidationError as error:
        return refusal(sentences(error), 422)
    return JsonResponse({"image": described(image)}, status=201)


def described(image: Image) -> dict[str, Any]:
    """A picture as the editor shows it and puts it into a text."""
    copies = [copy for copy in image.renditions.all() if copy.format in EVERYWHERE]
    small = min(copies, key=lambda copy: copy.width).src if copies else image.src
    return {
        "src": image.src,
        "thumbnail": small,
        "name": str(image),
        "width": image.width,
        "height": image.height,
        **{name: getattr(image, name) for name in DETAILS},
    }
