"""The roles that an archive starts with, and what the page about them says."""

import re

import pytest
from django.contrib.auth.models import Group, Permission

from articles.publishing import roles
from articles.publishing.permission_words import act, described, grouped, in_short, is_shown
from tests.people import role
from tests.project.started import ROOT

NAMES = [*roles.ROLES, roles.ADMINISTRATOR]


def codenames(group: Group) -> set[str]:
    return set(group.permissions.values_list("codename", flat=True))


@pytest.mark.django_db
@pytest.mark.parametrize("name", roles.ROLES)
def test_a_role_has_its_permissions(name: str) -> None:
    assert codenames(role(name)) == roles.ROLES[name]


@pytest.mark.django_db
def test_the_administrator_has_all_of_the_archive_and_looks_after_people() -> None:
    held = codenames(role(roles.ADMINISTRATOR))
    ours = Permission.objects.filter(content_type__app_label="articles")
    shown = {one.codename for one in ours.select_related("content_type") if is_shown(one)}
    assert shown <= held
    assert held >= {"add_user", "change_user", "view_group"}
    assert not held & {"change_group", "add_group", "delete_group", "add_permission"}


@pytest.mark.django_db
def test_a_role_asks_for_no_permission_that_means_nothing() -> None:
    given = Permission.objects.filter(
        content_type__app_label="articles", codename__in=set().union(*roles.ROLES.values())
    )
    assert [one.codename for one in given if not is_shown(one)] == []


@pytest.mark.django_db
def test_the_page_about_roles_is_true() -> None:
    page = (ROOT / "docs" / "reference" / "roles.md").read_text("utf-8")
    heading = re.search(r"^\| right \| permission \| (.+) \|$", page, re.MULTILINE)
    assert heading
    columns = heading[1].split(" | ")
    assert columns == NAMES
    rows = re.findall(r"^\| [^|]+ \| `(\w+)` \| (.+) \|$", page, re.MULTILINE)
    told: dict[str, set[str]] = {name: set() for name in columns}
    for codename, dots in rows:
        cells = [cell.strip() for cell in dots.split("|")]
        assert len(cells) == len(columns), codename
        for name, cell in zip(columns, cells, strict=True):
            assert cell in {"●", ""}
            if cell:
                told[name].add(codename)
    for name in roles.ROLES:
        assert told[name] == roles.ROLES[name], name
    everything = {
        one.codename for one in role(roles.ADMINISTRATOR).permissions.all() if is_shown(one)
    }
    assert told[roles.ADMINISTRATOR] == everything
    purposes = page.partition("## What each role is for")[2].partition("\n## ")[0]
    assert re.findall(r"^\| ([A-Z]\w+) \|", purposes, re.MULTILINE) == NAMES


@pytest.mark.django_db
def test_rights_are_said_in_words() -> None:
    held = role("Publisher").permissions.select_related("content_type")
    said = dict(described(held))
    assert next(iter(said)) == "Articles"
    assert said["Articles"] == (
        "see, add, change, approve, and ask for changes, publish, schedule and withdraw, "
        "move to the trash and back"
    )
    assert said["Redirects"] == "see"
    assert "publishes and withdraws" in in_short(held)
    assert "imports" not in in_short(held)
    assert in_short([]) == "no rights at the desk"


@pytest.mark.django_db
def test_every_permission_that_a_page_asks_for_has_words() -> None:
    ours = Permission.objects.filter(content_type__app_label__in=["articles", "auth"])
    for permissions in grouped(ours.select_related("content_type")).values():
        for permission in permissions:
            assert not act(permission).startswith("Can "), permission
