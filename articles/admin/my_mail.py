"""The page on which somebody says which mail they want."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from articles.models import MailChoice
from articles.publishing.notices import kinds_for

from .pages import page


class MailForm(forms.Form):
    """A box for each kind that can concern the person."""

    def __init__(self, user: User, data: Any = None) -> None:
        chosen = dict(MailChoice.objects.filter(user=user).values_list("kind", "is_wanted"))
        super().__init__(data, label_suffix="")
        self.user = user
        for kind in kinds_for(user):
            self.fields[kind.value] = forms.BooleanField(
                label=capfirst(kind.label), required=False, initial=chosen.get(kind.value, True)
            )

    @transaction.atomic
    def save(self) -> None:
        for kind, is_wanted in self.cleaned_data.items():
            MailChoice.objects.update_or_create(
                user=self.user, kind=kind, defaults={"is_wanted": is_wanted}
            )


def my_mail(request: HttpRequest) -> HttpResponse:
    form = MailForm(request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("admin:my_mail")
    return page(request, "admin/my_mail.html", title=_("My mail"), form=form)
