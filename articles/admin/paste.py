"""What is pasted at the desk, read on the server: the clipboard comes in, a body goes back."""

import json
from dataclasses import asdict
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.importing.base import MEGABYTE
from articles.importing.clipboard import Pasted, is_too_much, read_clipboard
from articles.importing.markup.sentences import sentence
from articles.publishing import rights

MOST_BYTES = 10 * MEGABYTE
FIELDS = ("html", "text", "language")


@never_cache
@require_POST
def paste(request: HttpRequest) -> JsonResponse:
    """For whoever may write: `{"html", "text", "language"}` -> the body and what was found."""
    if not (rights.may_add(request.user) or rights.holds(request.user, "change")):
        raise PermissionDenied
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > MOST_BYTES:
        return _refused(413, _too_large())
    try:
        clipboard = json.loads(request.body)
    except RequestDataTooBig:
        return _refused(413, _too_large())
    except ValueError:  # no JSON, no Unicode
        return _refused(400, _("The pasted text did not arrive whole. Paste it once more."))
    if not isinstance(clipboard, dict) or not all(_is_text(clipboard, name) for name in FIELDS):
        return _refused(400, _("The editor sent something that is no pasted text."))
    html, text, language = (clipboard.get(name) or "" for name in FIELDS)
    if is_too_much(html):
        return _refused(413, _too_large())
    origin = f"{request.scheme}://{request.get_host()}"
    return JsonResponse(_answer(read_clipboard(html, text, language, origin=origin)))


def _is_text(clipboard: dict[str, Any], name: str) -> bool:
    return isinstance(clipboard.get(name) or "", str)


def _answer(pasted: Pasted) -> dict[str, Any]:
    return {
        "body": pasted.body,
        "inline": pasted.is_inline,
        "found": [
            {
                "kind": found.kind.value,
                "level": found.kind.level.value,
                "count": found.count,
                "sentence": sentence(found.kind, found.count),
                "quotes": [asdict(quote) for quote in found.quotes],
                "texts": list(found.texts),
            }
            for found in pasted.found
        ],
        "warnings": list(pasted.warnings),
        "offer_import": pasted.offer_import,
    }


def _too_large() -> str:
    return _(
        "That is more than can be pasted at once. Paste it in parts, or ask the keeper to import "
        "it."
    )


def _refused(status: int, error: str) -> JsonResponse:
    return JsonResponse({"error": error}, status=status)
