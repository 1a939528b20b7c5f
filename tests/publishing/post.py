"""People whom mail reaches, and what has reached them."""

from typing import Any

from django.contrib.auth.models import User
from django.core import mail

from tests.people import make_member


def member(name: str, *roles: str, **narrowed: Any) -> User:
    user = make_member(name, *roles, **narrowed)
    user.email = f"{name}@example.org"
    user.save()
    return user


def sent() -> list[tuple[str, str]]:
    """To whom, and about what, as far as it was not looked at yet."""
    letters = [(letter.to[0].split("@")[0], letter.subject) for letter in mail.outbox]
    mail.outbox.clear()
    return sorted(letters)
