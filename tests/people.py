"""People with the roles that an archive starts with, narrowed where a test asks for it."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission, User
from django.test import Client

from articles.models import Remit, Section
from articles.publishing import roles
from tests.factories import PASSWORD


def role(name: str) -> Group:
    """A role as a new archive has it, also after a test that emptied the tables."""
    group, is_new = Group.objects.get_or_create(name=name)
    if is_new:
        ours = Permission.objects.filter(content_type__app_label="articles")
        if name == roles.ADMINISTRATOR:
            people = Permission.objects.filter(
                content_type__app_label="auth", codename__in=roles.PEOPLE
            )
            group.permissions.set([*ours, *people])
        else:
            group.permissions.set(ours.filter(codename__in=roles.ROLES[name]))
    return group


def make_member(
    name: str, *role_names: str, sections: Iterable[Section] = (), languages: str = ""
) -> User:
    """Somebody at the desk with these roles; with sections or languages, narrowed to them."""
    user = get_user_model().objects.create_user(name, password=PASSWORD, is_staff=True)
    user.groups.set([role(name) for name in role_names])
    if sections or languages:
        narrow(user, sections=sections, languages=languages)
    return user


def narrow(user: User, *, sections: Iterable[Section] = (), languages: str = "") -> None:
    remit = Remit.objects.create(user=user, languages=languages)
    remit.sections.set(sections)
    vars(user)["_state"].fields_cache.pop("remit", None)


def desk_of(user: User) -> Client:
    """A browser in which the person has logged in."""
    client = Client()
    client.force_login(user)
    return client


def desk_of_new(*role_names: str) -> Client:
    return desk_of(make_member(f"user{User.objects.count()}", *role_names))
