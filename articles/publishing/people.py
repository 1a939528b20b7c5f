"""Who may look after whom: nobody gives a right that they lack, or takes over who has more."""

from collections.abc import Collection, Iterable

from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, Permission, User
from django.db.models import Exists, OuterRef, Q, QuerySet

from articles.models import Article, Comment, Edition, Event, Remark, Remit, Revision

from . import rights


def name_of(user: User) -> str:
    """What colleagues read. Not the mail address that some log in with."""
    return user.get_full_name() or user.get_username().partition("@")[0]


def permissions_of(person: User) -> QuerySet[Permission]:
    """What the person was given, also while the account is inactive. A superuser has all."""
    if person.is_superuser:
        return Permission.objects.all()
    return Permission.objects.filter(Q(group__user=person) | Q(user=person)).distinct()


def grantable_groups(by: User) -> QuerySet[Group]:
    """The groups that give nothing which ``by`` doesn't have."""
    if by.is_superuser:
        return Group.objects.all()
    beyond = Permission.objects.exclude(pk__in=permissions_of(by).values("pk"))
    return Group.objects.exclude(permissions__in=beyond)


def may_look_after(by: User, person: User) -> bool:
    """Whether ``by`` may change the account: its name, password, roles and remit.

    That the permission to change users is there is asked elsewhere.
    """
    if by.is_superuser:
        return by.is_active
    if person.is_superuser:
        return False
    beyond = permissions_of(person).exclude(pk__in=permissions_of(by).values("pk"))
    if beyond.exists():
        return False
    # As it is stored: a form that was refused leaves its own on the person.
    remit = Remit.objects.filter(user=person).first()
    if by.pk == person.pk or not permissions_of(person).exists():
        return True  # without rights there is nothing that could reach too far
    return reaches_no_further(by, remit)


def reaches_no_further(by: User, remit: Remit | None) -> bool:
    """Whether the remit lies within that of ``by``; none at all is the widest."""
    sections = remit.section_ids if remit else frozenset()
    return is_within(by, sections, remit.language_tags if remit else [])


def is_within(by: User, sections: Collection[int], languages: Iterable[str]) -> bool:
    """The same for the bounds that somebody is about to get."""
    if by.is_superuser:
        return True
    mine = rights.remit_of(by)
    if mine and mine.section_ids and not (sections and set(sections) <= mine.section_ids):
        return False
    tags = list(languages)
    if not rights.languages_of(by):
        return True
    return bool(tags) and all(rights.covers_language(by, tag) for tag in tags)


def is_last_superuser(person: User) -> bool:
    """Whether nobody could look after the archive any more without this person."""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    return person.is_superuser and person.is_active and not others.exists()


TRACES = {
    Article: ("created_by",),
    Comment: ("decided_by",),
    Edition: ("created_by",),
    Event: ("by",),
    LogEntry: ("user",),
    Remark: ("created_by", "resolved_by"),
    Revision: ("created_by",),
}


def with_traces(people: QuerySet[User]) -> QuerySet[User]:
    """Those who have done something here: without their account nobody would know who did it."""
    conditions = Q()
    for model, ways in TRACES.items():
        for way in ways:
            conditions |= Q(Exists(model._default_manager.filter(**{way: OuterRef("pk")})))
    return people.filter(conditions)
