"""The bar above a page for those who are logged in at the desk. Readers never get one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse

from articles.reading.rows import Link


@dataclass(frozen=True)
class Bar:
    name: str
    desk: str
    links: list[Link]
    notice: str
    log_out: str
    token: str


def at_desk(request: HttpRequest) -> bool:
    """Whether an editor asks. Looks into the session only where there is one: nothing may depend on
    a cookie for those who have none."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return request.user.is_authenticated and request.user.is_staff


def bar(request: HttpRequest, links: Iterable[Link], notice: str) -> Bar | None:
    if not at_desk(request):
        return None
    return Bar(
        name=request.user.get_username(),
        desk=reverse("admin:index"),
        links=list(links),
        notice=notice,
        log_out=reverse("admin:logout"),
        token=get_token(request),
    )
