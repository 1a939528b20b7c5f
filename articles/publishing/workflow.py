"""A manuscript's way to publication: the stages between the first word and the next edition.

Each transition checks the right and the stage, runs in one transaction and leaves an event with
who, when, why, and the checksum of the text that it was about. Publishing itself is in publish.py.
"""

from typing import NamedTuple

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Event, Revision

from . import rights
from .people import name_of

Stage = Article.Stage


class Transition(NamedTuple):
    label: str | Promise
    """The word on the button."""
    right: str
    origins: frozenset[Stage]
    target: Stage
    event: Event.Kind
    wants_reason: bool = False


TRANSITIONS = {
    "submit": Transition(
        gettext_lazy("Send to review"),
        "submit",
        frozenset({Stage.DRAFT, Stage.CHANGES}),
        Stage.REVIEW,
        Event.Kind.SUBMITTED,
    ),
    "ask_changes": Transition(
        gettext_lazy("Ask for changes"),
        "review",
        frozenset({Stage.REVIEW, Stage.APPROVED}),
        Stage.CHANGES,
        Event.Kind.CHANGES_ASKED,
        wants_reason=True,
    ),
    "approve": Transition(
        gettext_lazy("Approve"),
        "review",
        frozenset({Stage.REVIEW}),
        Stage.APPROVED,
        Event.Kind.APPROVED,
    ),
    "take_back": Transition(
        gettext_lazy("Take back to draft"),
        "submit",
        frozenset({Stage.REVIEW, Stage.APPROVED, Stage.CHANGES}),
        Stage.DRAFT,
        Event.Kind.TAKEN_BACK,
    ),
}


class OutOfTurn(ValidationError):
    """The article is not where the transition begins; somebody else may have moved it."""


def possible(article: Article, user: User) -> dict[str, Transition]:
    """The transitions that this person could make now, in the order of their buttons."""
    if article.trashed_at:
        return {}
    return {
        name: transition
        for name, transition in TRANSITIONS.items()
        if article.stage in transition.origins and rights.may(user, transition.right, article)
    }


@transaction.atomic
def move(article: Article, name: str, *, by: User | None = None, note: str = "") -> Article:
    """Make the transition ``name`` of ``TRANSITIONS`` and return the article as it stands then.

    Raises PermissionDenied; ``OutOfTurn`` when the article is elsewhere by now; ValidationError
    when a reason is wanted and none is given.
    """
    transition = TRANSITIONS[name]
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    rights.demand(by, transition.right, article)
    if article.trashed_at:
        raise OutOfTurn(_("The article is in the trash. Restore it first."))
    if article.stage not in transition.origins:
        raise OutOfTurn(_where_it_is(article))
    if transition.wants_reason and not note.strip():
        raise ValidationError(_("Say what should be changed: the writer reads it."))
    set_stage(article, transition.target)
    leave_event(article, transition.event, by, note)
    return article


def _where_it_is(article: Article) -> str:
    """Why a transition comes too late: the stage, and who brought the article there, and when."""
    stage = article.get_stage_display()
    moves = article.events.filter(kind__in=[each.event for each in TRANSITIONS.values()])
    last = moves.select_related("by").order_by("-pk").first()
    if last is None or last.by is None:
        return _("That can’t be done now: the article is “%(stage)s” by now.") % {"stage": stage}
    return _("That can’t be done now: the article is “%(stage)s” by now (%(who)s, %(when)s).") % {
        "stage": stage,
        "who": name_of(last.by),
        "when": date_format(timezone.localtime(last.at), "SHORT_DATETIME_FORMAT"),
    }


@transaction.atomic
def assign(article: Article, to: User | None, *, by: User | None = None, note: str = "") -> None:
    """Say for whom the article waits. The same person twice is one event."""
    article = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    # Whoever asks for changes says who is to make them, and may write nothing themselves.
    rights.demand(by, "review" if rights.may(by, "review", article) else "submit", article)
    if to is not None and not rights.may(to, "view", article):
        raise ValidationError(_("%(name)s may not see this article.") % {"name": to})
    if article.assigned_to_id == (to.pk if to else None):
        return
    Article.objects.filter(pk=article.pk).update(assigned_to=to)
    leave_event(article, Event.Kind.ASSIGNED, by, note or (str(to) if to else "–"))


def text_changed(article: Article, *, by: User | None) -> None:
    """An approved text that is changed is to be looked at again. Called by each save."""
    if article.stage == Stage.APPROVED:
        set_stage(article, Stage.REVIEW)
        leave_event(article, Event.Kind.REOPENED, by, "")


def set_stage(article: Article, stage: Stage) -> None:
    article.stage = stage
    Article.objects.filter(pk=article.pk).update(stage=stage)


def leave_event(article: Article, kind: Event.Kind, by: User | None, note: str) -> Event:
    return Event.objects.create(
        article=article, kind=kind, by=by, note=note.strip(), checksum=article.checksum
    )


def second_pair_of_eyes(article: Article, by: User | None) -> bool:
    """Whether somebody besides ``by`` has seen exactly the text that there is now.

    Whoever saved the very same text has, and whoever approved it. What was set aside never was the
    text. ``by`` is None for commands, which stand for the keeper.
    """
    if by is None:
        return True
    saved = article.revisions.exclude(kind=Revision.Kind.ASIDE)
    approved = article.events.filter(kind=Event.Kind.APPROVED)
    savers = saved.filter(checksum=article.checksum).values_list("created_by", flat=True)
    approvers = approved.filter(checksum=article.checksum).values_list("by", flat=True)
    return not {*savers, *approvers} <= {None, by.pk}
