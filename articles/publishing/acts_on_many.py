"""The acts that can be done to many articles at once, by name; ``bulk`` takes them in turn.

Each is the act that the article's own pages do, with the same checks.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Section

from . import publish, refile, rights, trash, workflow
from .checklist import check, of_level
from .findings import Level
from .images import make_missing_renditions
from .refile import Unchanged

Given = Mapping[str, Any]
"""What was chosen for all of them, fit for JSON."""
State = Article.State


class Act(NamedTuple):
    label: str | Promise
    question: str | Promise
    right: str
    do: Callable[[Article, User, Given], object]
    obstacle: Callable[[Article], str] = lambda _article: ""
    """Why the article as it stands doesn't allow it, by its row alone; "" if it does."""
    problems: Callable[[Article, User], str] | None = None
    """The same, found out by reading the text, which takes its time."""
    prepare: Callable[[Article], object] | None = None
    """What takes seconds, and needs no lock."""


def obstacle(act: Act, article: Article, user: User) -> str:
    """Why the person can't do it to the article; "" if they can, by all that its row says."""
    if not rights.may(user, act.right, article):
        return _("You may not do that to this article.")
    return act.obstacle(article)


# Where they are filed


def change_tags(article: Article, user: User, given: Given) -> None:
    refile.change_tags(article, add=given["add"], remove=given["remove"], by=user)


def set_section(article: Article, user: User, given: Given) -> None:
    section = Section.objects.filter(pk=given["section"]).first() if given["section"] else None
    if given["section"] and section is None:
        raise ValidationError(_("The section is gone."))
    refile.set_section(article, section, by=user)


def in_the_trash(article: Article) -> str:
    return _("It is in the trash.") if article.trashed_at else ""


# What readers have


def publish_changed(article: Article, user: User, given: Given) -> None:
    """Under the conditions of the page for one: no edition that says what the last one says, and
    none that the checklist asks about, unless that was answered for all of them."""
    article.refresh_from_db()
    if said := not_to_be_published(article):
        raise Unchanged if readers_have_it(article) else ValidationError(said)
    warnings = of_level(check(article, by=user), Level.WARNING)
    if warnings and not given.get("anyway"):
        said = " ".join(finding.sentence for finding in warnings)
        raise ValidationError(_("Not published, because the checklist asks: %s") % said)
    is_later = article.editions.ever_visible().exists()
    publish.publish(
        article,
        by=user,
        correction=given.get("correction", "") if is_later else "",
        note=publish.why(warnings, is_silent=is_later and given.get("silent", False)),
    )


def not_to_be_published(article: Article) -> str:
    if said := in_the_trash(article):
        return said
    if readers_have_it(article):
        return _("Nothing has changed since the last edition.")
    if article.embargo_until and article.embargo_until > timezone.now():
        return _("It is under embargo.")
    return ""


def readers_have_it(article: Article) -> bool:
    """Whether readers have, or will get, exactly this; an old row may not know."""
    stands = article.state in {State.PUBLISHED, State.SCHEDULED}
    return stands and bool(article.checksum) and not article.has_unpublished_changes


def what_stops_publication(article: Article, user: User) -> str:
    try:
        publish.check_publishable(article, by=user)
    except publish.NotPublishable as error:
        return " ".join(error.messages)
    return ""


def withdraw(article: Article, user: User, given: Given) -> None:
    publish.withdraw(article, by=user, reason=given["reason"])


def not_to_be_withdrawn(article: Article) -> str:
    if article.state in {State.PUBLISHED, State.SCHEDULED}:
        return ""
    return _("Readers don’t have it.")


def put_into_trash(article: Article, user: User, _given: Given) -> None:
    article.refresh_from_db(fields=["trashed_at"])
    if article.trashed_at:
        raise Unchanged
    trash.trash(article, by=user)


def restore(article: Article, user: User, _given: Given) -> None:
    article.refresh_from_db(fields=["trashed_at"])
    if not article.trashed_at:
        raise Unchanged
    trash.restore(article, by=user)


def not_in_the_trash(article: Article) -> str:
    return "" if article.trashed_at else _("It is not in the trash.")


# Who works on them


def assign(article: Article, user: User, given: Given) -> None:
    to = get_user_model().objects.filter(pk=given["to"], is_active=True).first()
    if given["to"] and to is None:
        raise ValidationError(_("That person is no longer at the desk."))
    article.refresh_from_db(fields=["assigned_to"])
    if article.assigned_to_id == (to.pk if to else None):
        raise Unchanged
    workflow.assign(article, to, by=user)


def submit(article: Article, user: User, _given: Given) -> None:
    workflow.move(article, "submit", by=user)


def not_to_be_submitted(article: Article) -> str:
    if said := in_the_trash(article):
        return said
    if article.stage in workflow.TRANSITIONS["submit"].origins:
        return ""
    return _("It is “%s” already.") % article.get_stage_display()


ACTS: Mapping[str, Act] = {
    "tags": Act(
        gettext_lazy("Change tags"),
        gettext_lazy("Change the tags of these articles?"),
        "change",
        change_tags,
        in_the_trash,
    ),
    "section": Act(
        gettext_lazy("Set the section"),
        gettext_lazy("File these articles under another section?"),
        "change",
        set_section,
        in_the_trash,
    ),
    "submit": Act(
        gettext_lazy("Send to review"),
        gettext_lazy("Send these articles to review?"),
        "submit",
        submit,
        not_to_be_submitted,
    ),
    "assign": Act(
        gettext_lazy("Give to somebody"),
        gettext_lazy("Who is to look at these articles next?"),
        "submit",
        assign,
        in_the_trash,
    ),
    "publish": Act(
        gettext_lazy("Publish"),
        gettext_lazy("Publish these articles now?"),
        "publish",
        publish_changed,
        not_to_be_published,
        what_stops_publication,
        make_missing_renditions,
    ),
    "withdraw": Act(
        gettext_lazy("Withdraw"),
        gettext_lazy("Withdraw these articles?"),
        "publish",
        withdraw,
        not_to_be_withdrawn,
    ),
    "trash": Act(
        gettext_lazy("Move to the trash"),
        gettext_lazy("Move these articles to the trash?"),
        "trash",
        put_into_trash,
        in_the_trash,
    ),
    "restore": Act(
        gettext_lazy("Restore from the trash"),
        gettext_lazy("Restore these articles from the trash?"),
        "trash",
        restore,
        not_in_the_trash,
    ),
}
