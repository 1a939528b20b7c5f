"""Clients that are logged in as one of the cast."""

import pytest
from django.contrib.auth.models import AbstractUser
from django.test import Client

from tests.people import desk_of, make_member


def logged_in(user: AbstractUser) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_superuser(superuser: AbstractUser) -> Client:
    return logged_in(superuser)


@pytest.fixture
def as_editor(editor: AbstractUser) -> Client:
    return logged_in(editor)


@pytest.fixture
def as_publisher(publisher: AbstractUser) -> Client:
    return logged_in(publisher)


@pytest.fixture
def as_moderator(moderator: AbstractUser) -> Client:
    return logged_in(moderator)


@pytest.fixture
def as_stranger(stranger: AbstractUser) -> Client:
    return logged_in(stranger)


@pytest.fixture
def arabs(db: None) -> Client:
    """Whoever may see everything there is, of Arabic articles."""
    return desk_of(make_member("amal", "Editor", "Archivist", "Moderator", languages="ar"))
