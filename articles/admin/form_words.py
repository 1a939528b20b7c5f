"""What the form's script says while somebody writes; the script itself has no words."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article

from . import token
from .autosave import addresses

WORDS: dict[str, str | Promise] = {
    "saved": _("Saved {time}"),
    "saving": _("Saving…"),
    "unsaved": _("Not saved yet"),
    "wrong": _("Saved {time}, except what is marked"),
    "offline": _("Not saved: no connection. Your text is kept on this device."),
    "failed": _("Not saved: the site answers with an error. Your text is kept on this device."),
    "not_kept": _("Not saved, and this device keeps no copy. Don’t close this page."),
    "retry": _("Try again now"),
    "too_large": _("Not saved: the text is larger than the site takes."),
    "contradiction": _("Not saved: what is marked has to be put right first."),
    "logged_out": _("Not saved: you are logged out. Your text is kept on this device."),
    "log_in": _("Log in in a new tab, and it goes on by itself"),
    "somebody_else": _(
        "In this browser somebody else is logged in by now. Nothing is saved by itself any more; "
        "Save saves it under their name."
    ),
    "overtaken": _("At {time} {who} saved this article. Your text isn’t saved yet."),
    "coming": _("At {time} {who} saved this article. At your next save both are put together."),
    "merge": _("Put both together"),
    "kept": _("A newer text of {time} is kept on this device."),
    "show": _("Show the difference"),
    "take": _("Take it"),
    "throw_away": _("Throw it away"),
    "sure": _("Throw away the text that is kept on this device?"),
    "no_difference": _("The difference can’t be shown now."),
    "older": _("At {time} {who} saved this article. This page shows what was there before."),
    "reload": _("Load it anew"),
}


def page_for_script(request: HttpRequest, article: Article | None, **about: Any) -> dict[str, Any]:
    """All that the script needs to know of the page."""
    return {
        "user": request.user.pk,
        "article": article.pk if article else None,
        "addresses": addresses(article),
        "saves": token.saves(request, article),
        "words": WORDS,
        **about,
    }
