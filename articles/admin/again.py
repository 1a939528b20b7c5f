"""A session that ran out while somebody was writing: the form is kept, and goes on after log-in.

Django would lead to the log-in page and forget what was sent. Here the log-in stands on a page that
carries the form along, and sends it to where it was going. It works for every form of the desk.
"""

from collections.abc import Callable

from django.contrib.admin import AdminSite
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

PREFIX = "again"
OURS = frozenset({"csrfmiddlewaretoken", f"{PREFIX}-username", f"{PREFIX}-password"})
"""What the page adds to the form that it carries."""


def wants_json(request: HttpRequest) -> bool:
    """Whether a script asks, which has its own way to tell that nobody is logged in."""
    return request.headers.get("Accept", "") == "application/json"


def unknown(site: AdminSite) -> JsonResponse:
    return JsonResponse({"login": reverse(f"{site.name}:login")}, status=401)


def log_in_again(
    site: AdminSite, request: HttpRequest, go_on: Callable[[], HttpResponse]
) -> HttpResponse:
    """Ask who it is. Once that is known, what was sent is answered as if nothing had happened."""
    is_answer = f"{PREFIX}-username" in request.POST
    form = AdminAuthenticationForm(
        request, request.POST if is_answer else None, prefix=PREFIX, initial=remembered(request)
    )
    if is_answer and form.is_valid():
        login(request, form.get_user())
        request.POST = carried(request)
        return go_on()
    request.current_app = site.name
    return TemplateResponse(
        request,
        "admin/log_in_again.html",
        {
            **site.each_context(request),
            "title": _("Log in again"),
            "form": form,
            "fields": [(name, value) for name, values in carried(request).lists()
                       for value in values],
            "files": list(request.FILES),
        },
    )  # fmt: skip


def remembered(request: HttpRequest) -> dict[str, str]:
    return {"username": request.user.get_username()} if request.user.is_authenticated else {}


def carried(request: HttpRequest) -> QueryDict:
    """The form that was sent, without what this page added."""
    data = request.POST.copy()
    for name in OURS & data.keys():
        del data[name]
    return data
