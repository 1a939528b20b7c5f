"""Each role opens exactly the pages of the catalogue and the records that its permissions name.

``tests/publishing/test_roles.py`` holds the permissions to docs/reference/roles.md; here they are
tried at the pages: list, new row, form, history, deletion, by looking and by sending.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.db.models import Model
from django.urls import reverse

from articles.admin.base import DeskAdmin
from articles.models import (
    Article,
    Author,
    Comment,
    Edition,
    Event,
    Footnote,
    Image,
    Issue,
    Original,
    Redirect,
    Revision,
    Section,
    Series,
    Source,
    Tag,
)
from articles.publishing import roles
from tests.conftest import Archive
from tests.factories import make_image, make_issue
from tests.people import desk_of, make_member, role

pytestmark = pytest.mark.django_db

CATALOGUE = (Author, Tag, Section, Series, Issue, Image, Redirect)
RECORDS = (Edition, Revision, Event, Footnote, Original, Source)
PEOPLE = (User, Group)
NAMES = [*roles.ROLES, roles.ADMINISTRATOR]


@pytest.fixture
def rows(archive: Archive) -> dict[type[Model], Any]:
    """A row of each model."""
    article = archive.english.article
    Redirect.objects.create(path="/old/", target="/new/")
    Original.objects.create(article=article, source="a.txt", format="plain", checksum="0" * 64,
                            data=b"x", manuscript_checksum="")  # fmt: skip
    make_image()
    make_issue()
    User.objects.create_user("somebody")
    role("Writer")
    return {model: model._default_manager.first() for model in (*CATALOGUE, *RECORDS, *PEOPLE)}


def verbs(name: str, model: type[Model]) -> set[str]:
    """What the role may do to rows of the model, by its permissions."""
    about = model._meta.model_name
    held = roles.ROLES.get(name) or {
        f"{verb}_{about}"
        for verb in ("view", "add", "change", "delete")
        if model not in PEOPLE or f"{verb}_{about}" in roles.PEOPLE
    }
    return {verb for verb in ("view", "add", "change", "delete") if f"{verb}_{about}" in held}


def expected(name: str, model: type[Model]) -> Iterator[tuple[str, str, bool]]:
    """Page, method, and whether it is open."""
    may = verbs(name, model)
    sees, is_record = bool(may & {"view", "change"}), model in RECORDS
    changes = "change" in may and (not is_record or model is Source)
    yield "changelist", "get", sees
    yield "history", "get", sees
    yield "change", "get", sees
    yield "change", "post", changes
    # Whoever makes an account must be able to change it.
    yield "add", "get", "add" in may and not is_record
    yield "add", "post", "add" in may and not is_record
    yield "delete", "get", "delete" in may and not is_record
    yield "delete", "post", "delete" in may and not is_record


@pytest.mark.parametrize("name", NAMES)
def test_a_role_opens_the_pages_that_its_permissions_name(
    name: str, rows: dict[type[Model], Any]
) -> None:
    user = make_member("who", name)
    Article.objects.update(created_by=user)  # so that no row is hidden from a writer
    client, wrong = desk_of(user), []
    for model, row in rows.items():
        prefix = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        for page, method, is_open in expected(name, model):
            keys = [] if page in {"changelist", "add"} else [row.pk]
            # Nothing is sent, so that a form that is open comes back with its errors.
            send = client.get if method == "get" else client.post
            answer = send(reverse(f"{prefix}_{page}", args=keys))
            refused = answer.status_code == 403 or answer.get("Location") == "/admin/"
            if refused == is_open or answer.status_code not in {200, 302, 403}:
                wrong.append(f"{method} {model.__name__} {page}: {answer.status_code}")
    assert wrong == []


def test_every_model_at_the_desk_is_tried() -> None:
    """Articles and comments have tables of their own."""
    there = {model for model, desk in admin.site._registry.items() if isinstance(desk, DeskAdmin)}
    assert there == {Article, Comment, LogEntry, *CATALOGUE, *RECORDS, *PEOPLE}
