"""Role × act × state: everybody tries every door to an article, in every state it can be in.

The table is what the house has agreed on, written by hand; nothing of it is asked of the program.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from articles.models import Article, Event, Section
from articles.publishing import roles
from articles.publishing.workflow import TRANSITIONS
from tests.factories import make_section
from tests.people import desk_of, make_member

from .rights_doors import DOORS
from .rights_states import ALL, STATES, article_in, standing
from .rights_ways import Door, is_refusal, url

pytestmark = pytest.mark.django_db

MOVES = [Event.Kind.SUBMITTED, Event.Kind.CHANGES_ASKED, Event.Kind.APPROVED, Event.Kind.TAKEN_BACK]
UNSEEN_BY_READERS = "draft review changes approved trashed"
IN_HAND = "draft changes trashed"

EDITS = dict.fromkeys(("see", "change", "submit", "remark", "share", "review"), ALL)
# Deleting is the trash, and from there for good; what readers had stays in the trash.
BINS = {"trash": ALL, "delete": ALL}
OWN = {
    "see": ALL,
    "remark": ALL,
    "share": ALL,
    "submit": UNSEEN_BY_READERS,
    "change": IN_HAND,
    "trash": IN_HAND,
    "delete": IN_HAND,
    "add": ALL,
}
EVERYTHING = EDITS | BINS | {"publish": ALL, "add": ALL}

RIGHTS: dict[str, dict[str, str]] = {
    # who                       what they may do, in which states of the article
    "nobody, logged out": {},
    "a reader with an account": {},
    "a stranger at the desk": {},
    "a moderator": {},
    "a writer": {"add": ALL},
    "a writer, their own": OWN,
    "a translator": {"see": ALL, "add": ALL},
    "a translator, their own": OWN,
    "a translator elsewhere": {"add": ALL},
    "an editor": EDITS | {"add": ALL},
    "an editor of this language": EDITS | {"add": ALL},
    "an editor of this section": EDITS | {"add": ALL},
    "an editor of another language": {"add": ALL},
    "an editor of another section": {"add": ALL},
    "a publisher": EVERYTHING,
    "a publisher of another language": {"add": ALL},
    "an archivist": {key: ALL for key in EDITS if key != "review"} | BINS | {"add": ALL},
    "an administrator": EVERYTHING,
    "a superuser": EVERYTHING,
    "a publisher, switched off": {},
}


NARROWED: dict[str, tuple[str, dict[str, Any]]] = {
    # Role and remit. The article is in English, in the section “Here”.
    "a translator elsewhere": ("Translator", {"languages": "ar fr"}),
    "an editor of this language": ("Editor", {"languages": "ar en"}),
    "an editor of this section": ("Editor", {"sections": ["Elsewhere", "Here"]}),
    "an editor of another language": ("Editor", {"languages": "ar fr"}),
    "an editor of another section": ("Editor", {"sections": ["Elsewhere"]}),
    "a publisher of another language": ("Publisher", {"languages": "ar"}),
}


def person(who: str, number: int) -> User:
    name = f"who{number}"
    if who == "a superuser":
        return User.objects.create_superuser(name)
    if who in NARROWED:
        role, remit = NARROWED[who]
        sections = Section.objects.filter(name__in=remit.get("sections", []))
        return make_member(name, role, **(remit | {"sections": sections}))
    role = who.split()[1].strip(",").capitalize()
    user = make_member(name, *({role} & {*roles.ROLES, roles.ADMINISTRATOR}))
    user.is_staff = who != "a reader with an account"
    return user


def everybody() -> dict[str, tuple[User | None, Client]]:
    """Who they are, and a browser of theirs."""
    people: dict[str, tuple[User | None, Client]] = {}
    for number, who in enumerate(RIGHTS):
        if who == "nobody, logged out":
            people[who] = (None, Client())
            continue
        user = person(who, number)
        client = desk_of(user)
        # Whoever was switched off had logged in before.
        user.is_active = not who.endswith("switched off")
        user.save()
        people[who] = (user, client)
    return people


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done within leaves nothing behind."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Written:
    """Whether anything was written at all: to look at the whole article each time takes long."""

    rows = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.rows = self.rows or sql.startswith(("INSERT", "UPDATE", "DELETE"))
        return execute(sql, params, many, context)


def may(who: str, door: Door, state: str) -> bool:
    wanted = door.right.split(" + ")
    return all(state in RIGHTS[who].get(right, "").split() for right in wanted)


def wrong_for_the_allowed(
    door: Door, state: str, response: HttpResponse, *, changed: bool, result: bool
) -> str:
    if is_refusal(response):
        return "allowed, and yet refused"
    if door.works is None:
        return "" if response.status_code == 200 else "shows nothing"
    if state in door.works.split():
        return "" if result else "allowed, and yet nothing came of it"
    return "out of turn, and yet something changed" if changed else ""


def is_saved_only(who: str, door: Door, state: str, now: Article | None) -> bool:
    """Who may change a text but not move it on has it saved, and told that it did not move on."""
    right, _plus, change = door.right.partition(" + ")
    may_save = state in RIGHTS[who].get(change, "").split()
    moved = now is None or now.events.filter(kind__in=MOVES).exists()
    return may_save and right != change and not moved


def is_closed(who: str, name: str, response: HttpResponse) -> bool:
    door = DOORS[name]
    # A list in which nothing could be ticked comes again: that is no refusal, and does no harm.
    is_list = door.address == "changelist" and door.works is not None
    # A writer's own text went to review meanwhile: what they wrote is set aside, and nothing else.
    is_save = name == "a save" or name.endswith(", saving")
    is_set_aside = "their own" in who and is_save and response.status_code == 302
    return is_refusal(response) or is_list or is_set_aside


def wrongs(who: str, client: Client, article: Article, state: str) -> Iterator[str]:
    """What is wrong with the doors, as somebody finds them."""
    before = standing(article)
    for name, door in DOORS.items():
        now: Article | None = article
        with taken_back():
            with connection.execute_wrapper(written := Written()):
                response = door.go(client, article)
            changed = written.rows and standing(article) != before
            if changed:
                now = Article.objects.filter(pk=article.pk).first()
            result = changed and (now is None or door.result(now, state))
        if may(who, door, state):
            wrong = wrong_for_the_allowed(door, state, response, changed=changed, result=result)
        elif changed and not (name.endswith(", saving") and is_saved_only(who, door, state, now)):
            wrong = "forbidden, and yet something changed"
        else:
            closed = changed or is_closed(who, name, response)
            wrong = "" if closed else "forbidden, and yet not refused"
        if wrong:
            to = response.get("Location", "")
            yield f"{who}: {name}: {response.status_code} {to} {wrong}"


@pytest.mark.parametrize("state", STATES)
def test_everybody_finds_exactly_the_doors_open_that_are_theirs(state: str) -> None:
    make_section("Elsewhere")
    pk = article_in(state, section=make_section("Here")).pk
    found: list[str] = []
    for who, (user, client) in everybody().items():
        with taken_back():
            if who.endswith("their own"):
                Article.objects.filter(pk=pk).update(created_by=user)
            found += wrongs(who, client, Article.objects.get(pk=pk), state)
    assert not found, "\n".join(found)


def test_the_table_allows_and_forbids() -> None:
    """Every door is open to somebody in some state, and closed to somebody else."""
    for name, door in DOORS.items():
        open_to = {(who, state) for who in RIGHTS for state in STATES if may(who, door, state)}
        assert 0 < len(open_to) < len(RIGHTS) * len(STATES), name
        assert door.works is None or set(door.works.split()) <= set(STATES), name


def test_every_transition_is_in_the_table() -> None:
    assert set(TRANSITIONS) <= set(DOORS)


def test_no_action_on_many_articles_is_forgotten(as_superuser: Client) -> None:
    article_in("draft")
    page = as_superuser.get(url("changelist"))
    offered = {name for name, _label in page.context["action_form"].fields["action"].choices}
    tried_here = {"tags_selected", "submit_selected", "publish_selected", "withdraw_selected",
                  "trash_selected", "restore_selected"}  # fmt: skip
    tried_in_test_bulk = {"section_selected", "assign_selected"}
    assert offered - {""} == tried_here | tried_in_test_bulk
