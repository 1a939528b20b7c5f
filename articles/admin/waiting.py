"""What waits for whom: the first thing on the desk's start page."""

from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles.models import Article
from articles.models.article import ArticleQuerySet
from articles.publishing import rights

SHOWN = 6  # of each kind; there are more where the list says so
NEEDED = ("title", "language", "modified_at", "trashed_at", "withdrawn_at", "public_from", "stage",
          "checksum", "published_checksum")  # fmt: skip
Stage = Article.Stage


class Waiting(NamedTuple):
    """Articles of one kind that this person may want to go on with."""

    heading: str | Promise
    articles: list[Article]
    has_more: bool


def for_person(user: User) -> list[Waiting]:
    """What waits for this person, the most personal first; nothing for who sees no articles."""
    if not rights.may_view_any(user):
        return []
    kinds: list[tuple[str | Promise, Q]] = [
        (_("Given to you"), Q(assigned_to=user)),
        (_("Changes are asked for in your texts"), Q(created_by=user, stage=Stage.CHANGES)),
    ]
    if rights.holds(user, "review"):
        kinds.append((_("In review"), Q(stage=Stage.REVIEW)))
    if rights.holds(user, "publish"):
        kinds.append((_("Approved, to be published"), Q(stage=Stage.APPROVED)))
    if user.has_perm("articles.write_own_article"):
        kinds.append((_("Your drafts"), Q(created_by=user, stage=Stage.DRAFT, public_from=None)))
    theirs = rights.visible_to(user).kept()
    found = [(heading, newest(theirs.filter(kind))) for heading, kind in kinds]
    return [
        Waiting(heading, articles[:SHOWN], len(articles) > SHOWN)
        for heading, articles in found
        if articles
    ]


def newest(articles: ArticleQuerySet) -> list[Article]:
    """One more than is shown, so that nothing needs to be counted."""
    return list(articles.order_by("-modified_at").only(*NEEDED)[: SHOWN + 1])


def latest(user: User, number: int) -> Any:
    """The articles that were saved last, of those that this person sees."""
    return rights.visible_to(user).kept().order_by("-modified_at").only(*NEEDED)[:number]
