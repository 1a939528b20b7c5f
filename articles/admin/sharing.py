"""Links to a manuscript for people without an account: made, listed, taken back."""

from datetime import timedelta
from typing import NamedTuple

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from articles.models import PreviewLink
from articles.publishing import preview_links

from .pages import article_for, page

HOUR, DAY = 1, 24
PERIODS = [
    (HOUR, _("1 hour")),
    (DAY, _("1 day")),
    (3 * DAY, _("3 days")),
    (7 * DAY, _("7 days")),
    (14 * DAY, _("14 days")),
    (30 * DAY, _("30 days")),
]


class ShareForm(forms.ModelForm):
    hours = forms.TypedChoiceField(
        label=_("Works for"), choices=PERIODS, coerce=int, initial=7 * DAY
    )

    class Meta:
        model = PreviewLink
        fields = ["label"]
        widgets = {"label": forms.TextInput(attrs={"class": "vTextField", "dir": "auto"})}


class Link(NamedTuple):
    """A link as the page lists it; one that works no more has no address."""

    row: PreviewLink
    address: str


def shared_page(request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_for(request, article_id, "share")
    form = ShareForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        lasts = timedelta(hours=form.cleaned_data["hours"])
        try:
            preview_links.share(
                article, by=request.user, label=form.cleaned_data["label"], lasts=lasts
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Whoever has the link below can read the text."))
            return redirect("admin:articles_article_shared", article_id)
    return page(
        request,
        "admin/articles/article/shared.html",
        title=_("Preview for somebody without an account"),
        original=article,
        form=form,
        links=[
            Link(row, address(row) if row.works else "")
            for row in article.preview_links.select_related("created_by")
        ],
    )


def address(link: PreviewLink) -> str:
    return settings.SITE_URL + reverse("shared_preview", args=[preview_links.token(link)])


@require_POST
def revoke_page(request: HttpRequest, article_id: int, link_id: int) -> HttpResponse:
    article = article_for(request, article_id, "share")
    preview_links.revoke(get_object_or_404(article.preview_links, pk=link_id), by=request.user)
    messages.success(request, _("Taken back: the link works no more."))
    return redirect("admin:articles_article_shared", article_id)
