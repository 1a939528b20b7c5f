"""Who else has an article open: each form gives a sign of life, and is told of the others."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.models import Article, Presence, Revision
from articles.publishing.people import name_of

from .pages import article_for


@require_POST
@never_cache
def presence(request: HttpRequest, article_id: int) -> JsonResponse:
    """Note that this person is here, or with ``left`` has gone; answer with who else is.

    ``here`` are sentences, in the order of coming: "Mara Lind has had this open since 14:02".
    ``version`` and ``last`` tell of what was saved last.
    """
    article = article_for(request, article_id, "view")
    if "left" in request.POST:
        Presence.objects.filter(article=article, user=request.user.pk).delete()
        return JsonResponse({"here": []})
    return JsonResponse(signs_of_life(article, request.user))


def signs_of_life(article: Article, user: User) -> dict[str, Any]:
    """Note that the person is here; tell them of the others and of the last save."""
    now = timezone.now()
    mine = Presence.objects.filter(article=article, user=user)
    if not mine.here().update(seen_at=now):
        opened = {"opened_at": now, "seen_at": now}
        Presence.objects.update_or_create(article=article, user=user, defaults=opened)
    return {
        "here": [sentence(other) for other in others(article, user)],
        "version": article.version,
        "last": last_save(article, user),
    }


def others(article: Article, user: User) -> list[Presence]:
    here = Presence.objects.here().filter(article=article).exclude(user=user)
    return list(here.select_related("user"))


def sentence(other: Presence) -> str:
    values = {"name": name_of(other.user), "since": clock(other.opened_at)}
    return _("%(name)s has had this open since %(since)s") % values


def last_save(article: Article, user: User) -> dict[str, Any]:
    """Who saved last, when, and whether it was this person."""
    states = article.revisions.exclude(kind=Revision.Kind.ASIDE).defer("content")
    last = states.select_related("created_by").order_by("-number").first()
    who = name_of(last.created_by) if last and last.created_by else _("somebody else")
    moment = (last.folded_at or last.created_at) if last else article.modified_at
    is_theirs = last is not None and last.created_by_id == user.pk
    return {"who": who, "when": clock(moment), "mine": is_theirs}


def clock(moment: datetime) -> str:
    return time_format(timezone.localtime(moment), "TIME_FORMAT")
