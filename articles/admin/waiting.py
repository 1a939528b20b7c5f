"""The articles on the start page: those that wait for this person, and what was done lately.

A block is there only for those whom it concerns, and only when there is something in it. None
counts further than a thousand, and each costs at most two queries, however large the archive is.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils.formats import localize
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from articles.models import Article, Event
from articles.models.manuscripts import ArticleQuerySet
from articles.publishing import rights

LIST = "admin:articles_article_changelist"
SHOWN, MOST = 5, 1000

State = Article.State


class Block(NamedTuple):
    """Some of the articles that wait for the same thing, and the way to all of them."""

    title: str | Promise
    number: str
    articles: list[Article]
    has_more: bool
    all_of_them: str


class Kind(NamedTuple):
    title: str | Promise
    query: str
    """What the list is asked for all of them."""
    concerns: Callable[[User], bool]
    found: Callable[[ArticleQuerySet, User], QuerySet]
    """Those among the articles that the person sees, in the order of the block and with its
    ``moment``."""


def writes(user: User) -> bool:
    return rights.may_add(user)


def holding(act: str) -> Callable[[User], bool]:
    return lambda user: rights.holds(user, act)


def newest_first(rows: QuerySet) -> QuerySet:
    return rows.order_by("-modified_at", "-pk").annotate(moment=F("modified_at"))


def newest_for_readers_first(rows: QuerySet) -> QuerySet:
    return rows.order_by("-public_from", "-pk").annotate(moment=F("public_from"))


def with_reason(rows: QuerySet) -> QuerySet:
    """With what was said when changes were asked for last."""
    asked = Event.objects.filter(article=OuterRef("pk"), kind=Event.Kind.CHANGES_ASKED)
    return rows.annotate(reason=Subquery(asked.order_by("-pk").values("note")[:1]))


WAITING = (
    Kind(
        gettext_lazy("Given to you"),
        "mine=yes",
        rights.may_view_any,
        lambda seen, user: newest_first(seen.kept().filter(assigned_to=user)),
    ),
    Kind(
        gettext_lazy("Changes are asked for in your texts"),
        "own=yes&state=changes",
        writes,
        lambda seen, user: with_reason(
            newest_first(seen.in_state(State.CHANGES).filter(created_by=user))
        ),
    ),
    Kind(
        gettext_lazy("Open remarks on your texts"),
        "own=yes&unresolved=yes",
        writes,
        lambda seen, user: newest_first(seen.kept().filter(created_by=user).with_open_remarks()),
    ),
    Kind(
        gettext_lazy("In review"),
        "state=review",
        holding("review"),
        lambda seen, _user: newest_first(seen.in_state(State.REVIEW)),
    ),
    Kind(
        gettext_lazy("Approved, to be published"),
        "state=approved",
        holding("publish"),
        lambda seen, _user: newest_first(seen.in_state(State.APPROVED)),
    ),
    Kind(
        gettext_lazy("Your drafts"),
        "own=yes&state=draft",
        writes,
        lambda seen, user: newest_first(seen.in_state(State.DRAFT).filter(created_by=user)),
    ),
    Kind(
        gettext_lazy("Published, with changes that readers don’t have"),
        "changed=yes",
        holding("change"),
        lambda seen, _user: newest_first(seen.with_unpublished_changes()),
    ),
    Kind(
        gettext_lazy("Translations whose original has changed"),
        "behind=yes",
        rights.may_view_any,
        lambda seen, _user: newest_first(seen.kept().behind_their_original()),
    ),
    Kind(
        gettext_lazy("Published, citing sources that have died"),
        "dead=yes&state=published",
        holding("change"),
        lambda seen, _user: newest_first(seen.in_state(State.PUBLISHED).citing_dead_sources()),
    ),
)
LATEST = (
    Kind(
        gettext_lazy("Published lately"),
        "state=published",
        rights.may_view_any,
        lambda seen, _user: newest_for_readers_first(seen.in_state(State.PUBLISHED)),
    ),
    Kind(
        gettext_lazy("Saved last"),
        "",
        rights.may_view_any,
        lambda seen, _user: newest_first(seen.kept()),
    ),
)


def blocks(kinds: tuple[Kind, ...], user: User, *, counts: bool = True) -> Iterator[Block]:
    """Those with something in them."""
    seen = rights.visible_to(user)
    for kind in kinds:
        if not kind.concerns(user):
            continue
        rows = kind.found(seen, user).without_texts()
        articles = list(rows[: SHOWN + 1])
        if articles:
            number = how_many(rows, len(articles)) if counts else ""
            address = f"{reverse(LIST)}?{kind.query}"
            yield Block(kind.title, number, articles[:SHOWN], len(articles) > SHOWN, address)


def how_many(rows: QuerySet, known: int) -> str:
    return capped(known if known <= SHOWN else number_of(rows))


def number_of(rows: QuerySet) -> int:
    """Counted no further than anybody wants to know."""
    return rows.order_by()[: MOST + 1].count()


def capped(number: int) -> str:
    return f"{localize(MOST)}+" if number > MOST else localize(number)
