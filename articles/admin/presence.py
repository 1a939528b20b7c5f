"""Who else has an article open: each form gives a sign of life, and is told of the others."""

from django.contrib.auth.models import User
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from articles.models import Article, Presence

from .pages import article_for


@require_POST
@never_cache
def presence(request: HttpRequest, article_id: int) -> JsonResponse:
    """Note that this person is here, or with ``left`` has gone; answer with who else is.

    ``{"here": ["Mara Lind has had this open since 14:02"]}``: sentences, in the order of coming.
    """
    article = article_for(request, article_id, "view")
    user: User = request.user
    mine = Presence.objects.filter(article=article, user=user)
    if "left" in request.POST:
        mine.delete()
        return JsonResponse({"here": []})
    if not mine.here().update(seen_at=timezone.now()):
        now = timezone.now()
        Presence.objects.update_or_create(
            article=article,
            user=user,
            defaults={"opened_at": now, "seen_at": now},
        )
    return JsonResponse({"here": [sentence(other) for other in others(article, user)]})


def others(article: Article, user: User) -> list[Presence]:
    here = Presence.objects.here().filter(article=article).exclude(user=user)
    return list(here.select_related("user"))


def sentence(other: Presence) -> str:
    name = other.user.get_full_name() or other.user.get_username()
    since = time_format(timezone.localtime(other.opened_at), "TIME_FORMAT")
    return _("%(name)s has had this open since %(since)s") % {"name": name, "since": since}
