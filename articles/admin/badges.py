"""Where an article stands, in a few words: the same ones in form, list, start page and acts."""

from datetime import datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article

State, Stage = Article.State, Article.Stage


class Badge(NamedTuple):
    kind: str
    """Its class is ``desk-<kind>``."""
    label: str | Promise


def badges(article: Article, coming_at: datetime | None = None) -> list[Badge]:
    """What readers have, how far the next edition has come, and whether the two differ.

    ``coming_at`` is when readers get the edition that is scheduled on top of what they have.
    """
    found = [standing(article)]
    if article.state in {State.PUBLISHED, State.SCHEDULED, State.WITHDRAWN}:
        if article.stage != Stage.DRAFT:
            found.append(Badge(article.stage, article.get_stage_display()))
        if article.has_unpublished_changes:
            found.append(Badge("changed", _("unpublished changes")))
    if coming_at and article.state == State.PUBLISHED:
        found.append(coming(coming_at))
    if getattr(article, "is_behind", False):  # known where somebody has asked
        found.append(Badge("behind", _("the original has changed")))
    if number := getattr(article, "open_remarks", 0):  # as above
        said = ngettext("%(number)s open remark", "%(number)s open remarks", number)
        found.append(Badge("remarks", said % {"number": number}))
    return found


def standing(article: Article) -> Badge:
    if article.state == State.SCHEDULED and article.public_from:
        return coming(article.public_from)
    return Badge(article.state, article.state.label)


def coming(moment: datetime) -> Badge:
    shown = date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT")
    return Badge(State.SCHEDULED, _("scheduled for %(moment)s") % {"moment": shown})
