"""Views of the list of articles that somebody comes back to: kept, shown beside it, dropped.

Each person has their own, and nobody sees another's.
"""

from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.models import SavedFilter
from articles.publishing import rights

LIST = "admin:articles_article_changelist"
MOST = 50  # of one person
PASSING = frozenset({"p", "e", "all", "_popup", "_to_field", "_facets"})
"""What an address says of a moment, not of a view."""


class Shown(NamedTuple):
    pk: int
    name: str
    address: str
    is_current: bool


class FilterForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    query = forms.CharField(max_length=1000, widget=forms.HiddenInput, required=False)

    def clean_query(self) -> str:
        return essence(self.cleaned_data["query"])


def essence(query: str) -> str:
    """An address's query in one spelling, without what says nothing about the view."""
    pairs = [
        (name, value)
        for name, value in parse_qsl(query.lstrip("?"))
        if name not in PASSING and "\0" not in name + value
    ]
    return urlencode(sorted(pairs))


def shown(user: User, query: str) -> list[Shown]:
    """The person's filters for the list that is at this query."""
    here = essence(query)
    return [
        Shown(row.pk, row.name, f"?{row.query}", row.query == here)
        for row in SavedFilter.objects.filter(user=user)
    ]


def context(request: HttpRequest) -> dict[str, Any]:
    """What the template of the list needs."""
    query = request.GET.urlencode()
    return {"saved_filters": shown(request.user, query), "present_query": essence(query)}


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep a view under a name. The same name again means this view from now on."""
    check(request.user)
    form = FilterForm(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, f"{_('The view was not saved.')} {' '.join(errors)}")
        return back(essence(request.POST.get("query", "")[:2000]))
    name, query = form.cleaned_data["name"], form.cleaned_data["query"]
    key = request.user.pk or 0
    with transaction.atomic():
        others = SavedFilter.objects.filter(user=key).exclude(name=name)
        if others.count() >= MOST:
            messages.error(request, _("You have %s saved views. Delete one first.") % MOST)
            return back(query)
        SavedFilter.objects.update_or_create(user_id=key, name=name, defaults={"query": query})
    messages.success(request, _("Saved as “%s”.") % name)
    return back(query)


@require_POST
def delete(request: HttpRequest, key: int) -> HttpResponse:
    """Drop one's own; somebody else's, or one that is gone, is not there."""
    check(request.user)
    row = SavedFilter.objects.filter(user=request.user.pk, pk=key).first()
    if row:
        row.delete()
        messages.success(request, _("“%s” is deleted; the articles are as they were.") % row.name)
    return back(essence(request.POST.get("query", "")[:2000]))


def check(user: User) -> None:
    if not rights.may_view_any(user):
        raise PermissionDenied


def back(query: str) -> HttpResponse:
    return redirect(f"{reverse(LIST)}?{query}")
