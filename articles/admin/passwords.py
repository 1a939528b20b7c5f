"""Who has forgotten a password, or never had one, chooses a new one by a link that is mailed."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import admin
from django.contrib.auth import views
from django.contrib.auth.forms import PasswordResetForm
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import path

from articles.models import TokenBucket

LINKS_AN_HOUR = 3  # to one address, so that nobody's letterbox is filled from here
ALL_LINKS_AN_HOUR = 60


def sends_mail() -> bool:
    """Whether mail leaves this site, be it only to the console of a developer."""
    return not settings.EMAIL_BACKEND.endswith(".dummy.EmailBackend")


class LinkForm(PasswordResetForm):
    """Sends nothing, and says nothing, for an address that nobody has or that asks too often."""

    def get_users(self, email: str) -> list[User]:
        hour = timedelta(hours=1)
        may = TokenBucket.authorize(
            "password", email.lower(), capacity=LINKS_AN_HOUR, period=hour
        ) and TokenBucket.authorize("passwords", "", capacity=ALL_LINKS_AN_HOUR, period=hour)
        return list(super().get_users(email)) if may else []

    def save(self, **options: Any) -> None:
        """The site's own address stands in the mail, whatever host the request named."""
        site = urlsplit(settings.SITE_URL)
        ours = {"domain": site.netloc, "site_name": settings.SITE_NAME}
        options |= {"use_https": site.scheme == "https", "extra_email_context": ours}
        super().save(**options, domain_override=site.netloc)


class InvitationForm(LinkForm):
    """A link for one new account, whoever else has the same address."""

    def __init__(self, user: User) -> None:
        super().__init__({"email": user.email})
        self.user = user

    def get_users(self, email: str) -> list[User]:
        return [self.user]


def invite(user: User) -> bool:
    """Send a new person the link to choose a password; whether the address is one."""
    form = InvitationForm(user)
    if not form.is_valid():
        return False
    form.save(
        subject_template_name="registration/invitation_subject.txt",
        email_template_name="registration/invitation_email.txt",
    )
    return True


class InTheDesk:
    """The admin's frame around Django's views, without its menus."""

    request: HttpRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        frame = admin.site.each_context(self.request)
        found: dict[str, Any] = super().get_context_data(**kwargs)  # type: ignore[misc]
        return frame | found | {"sends_mail": sends_mail()}


class Ask(InTheDesk, views.PasswordResetView):
    form_class = LinkForm


class Asked(InTheDesk, views.PasswordResetDoneView):
    pass


class Choose(InTheDesk, views.PasswordResetConfirmView):
    pass


class Chosen(InTheDesk, views.PasswordResetCompleteView):
    pass


urlpatterns = [
    path("password_reset/", Ask.as_view(), name="admin_password_reset"),
    path("password_reset/done/", Asked.as_view(), name="password_reset_done"),
    path("reset/<uidb64>/<token>/", Choose.as_view(), name="password_reset_confirm"),
    path("reset/done/", Chosen.as_view(), name="password_reset_complete"),
]
