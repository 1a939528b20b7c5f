"""Two people at one article: whoever saves second is shown both texts put together.

Their own text is set aside in the history before anything else, so that nothing is lost whatever
they do with the page. Nothing becomes the manuscript until they save what they see.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.models import User
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from articles.models import Article, Contribution, Event, Revision
from articles.publishing import manuscript, rights, workflow
from articles.publishing.content import Content, content
from articles.publishing.differences import CATALOGUE, words
from articles.publishing.merge import Merged, Outcome, base_of, merge
from articles.text.diff import Comparison, compare
from articles.text.merge import Labels

from . import token
from .posted import Binding, Posted, settle, values, write_rows

HOLD = "_hold"
"""In what is posted: show it, and save nothing yet."""

# What isn't in the content of an article, and so has no base to compare with.
BESIDE = ("comments_open", "embargo_until")

# The names by which content and form know the same thing differ for these only.
NOT_FIELDS = frozenset({"byline", "tags", "body"})


class Difference(NamedTuple):
    """A field of the form that reads otherwise in the archive by now."""

    label: str
    theirs: str
    yours: str
    taken: str
    """Which of the two stands in the form: "theirs", "yours" or "both"."""


@dataclass(frozen=True)
class Conflict:
    """What somebody else saved while this form was open."""

    who: str
    when: datetime | None
    differences: list[Difference]
    text: Comparison | None
    """From their text to yours."""
    passages: int
    aside: Revision


def opened_state(data: QueryDict) -> tuple[int | None, int | None, str]:
    """Version, and number and checksum of the revision, that the page was made from."""
    version = data.get("opened_version", "")
    number, _dot, digest = data.get("opened_revision", "").partition(".")
    return whole(version), whole(number), digest


def whole(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) <= 9 else None


def is_stale(article: Article, request: HttpRequest) -> bool:
    """Whether what is posted was written on an older state than what is saved, by somebody else
    or in another window."""
    is_newest = opened_state(request.POST)[0] == article.version
    return not is_newest and not token.wrote(request, article)


def reconciled(desk: Binding, request: HttpRequest, article: Article) -> QueryDict:
    """What to go on with instead of what was posted, where that was written on an older state.

    Either the same, because there is nothing to merge, or the merged text, held back.
    """
    data = reopened(request.POST, article)
    if not is_stale(article, request):
        return data
    posted = settle(desk, request, request.POST, article)
    if not posted.form.is_valid():
        return held(request.POST.copy())
    theirs, yours = content(article), posted.content()
    _version, number, digest = opened_state(request.POST)
    last = last_saved(article)
    merged = merge(base_of(article, number, digest), theirs, yours, labels(last))
    beside = [name for name in BESIDE if differs(name, article, posted.article)]
    if merged.is_yours and not beside:
        return data
    aside = set_aside(article, yours, request)
    write_merged(desk, data, merged, posted, article, request)
    data["merges"] = str(aside.number)
    request.desk_conflict = Conflict(
        str(last.created_by or "–") if last else "–",
        last.folded_at or last.created_at if last else None,
        [*differences(theirs, yours, merged.outcomes), *beside_the_text(beside, article, posted)],
        compare(article.body, yours["body"], language=article.language)
        if merged.outcomes["body"] != "same"
        else None,
        merged.passages,
        aside,
    )
    return held(data)


def differs(name: str, theirs: Article, yours: Article) -> bool:
    return getattr(theirs, name) != getattr(yours, name)


def held(data: QueryDict) -> QueryDict:
    data[HOLD] = "1"
    return data


def reopened(data: QueryDict, article: Article) -> QueryDict:
    """The same, as if the form had been opened just now."""
    data = data.copy()
    data["opened_version"] = str(article.version)
    data["opened_revision"] = manuscript.opened_revision(article)
    return data


def last_saved(article: Article) -> Revision | None:
    states = article.revisions.exclude(kind=Revision.Kind.ASIDE).defer("content")
    return states.select_related("created_by").order_by("-number").first()


def labels(last: Revision | None) -> Labels:
    name = str(last.created_by) if last and last.created_by else _("somebody else")
    return Labels(
        name,
        _("you"),
        _("deleted by %(name)s, changed by you") % {"name": name},
        _("deleted by you, changed by %(name)s") % {"name": name},
    )


@transaction.atomic
def set_aside(article: Article, yours: Content, request: HttpRequest) -> Revision:
    return manuscript.set_aside(
        article, yours, by=request.user, note=_("Saved after somebody else had; not merged yet.")
    )


def write_merged(
    desk: Binding,
    data: QueryDict,
    merged: Merged,
    posted: Posted,
    article: Article,
    request: HttpRequest,
) -> None:
    """Put what came of the merge into the form. What was wrong in it stays as it was written."""
    stored = desk.unbound(request, article)
    for name, outcome in merged.outcomes.items():
        if outcome == "theirs" and name in stored.fields and name not in NOT_FIELDS:
            data.setlist(name, values(stored, name))
    for name in ("body", "standfirst", "provenance"):
        if merged.outcomes[name] != "same" and name not in posted.errors:
            data[name] = merged.content[name]
    if "tags" not in posted.errors:
        data.setlist("tags", merged.content["tags"])
    if merged.outcomes["byline"] not in {"same", "yours"}:
        write_rows(data, credits_of(merged, posted, article))


def credits_of(merged: Merged, posted: Posted, article: Article) -> list[Contribution]:
    """The merged byline as rows: its authors are of theirs or of yours."""
    known = [*article.contributions.select_related("author"), *posted.rows()]
    authors = {row.author.slug: row.author_id for row in known}
    return [
        Contribution(
            author_id=authors[entry["author"]],
            role=entry["role"],
            affiliation=entry["affiliation"],
        )
        for entry in merged.content["byline"]
        if entry["author"] in authors
    ]


TAKEN: dict[Outcome, str] = {"theirs": "theirs", "yours": "yours", "conflict": "yours",
                             "both": "both"}  # fmt: skip


def differences(theirs: Content, yours: Content, outcomes: dict[str, Outcome]) -> list[Difference]:
    """The fields besides the text, in the order in which a person asks for them."""
    return [
        Difference(str(label), words(theirs.get(key)), words(yours.get(key)), TAKEN[outcomes[key]])
        for key, label in CATALOGUE.items()
        if outcomes.get(key, "same") != "same"
    ]


def beside_the_text(names: list[str], article: Article, posted: Posted) -> list[Difference]:
    return [
        Difference(
            str(posted.form.fields[name].label),
            words(getattr(article, name)),
            words(getattr(posted.article, name)),
            "yours",
        )
        for name in names
    ]


def tell_of_merge(article: Article, number: int, *, by: User) -> None:
    """Leave the trace that a text which was set aside went into this one."""
    if article.revisions.filter(kind=Revision.Kind.ASIDE, number=number).exists():
        note = _("with revision %(number)s") % {"number": number}
        workflow.leave_event(article, Event.Kind.MERGED, by, note)


def out_of_hands(desk: Binding, request: HttpRequest, article: Article) -> str:
    """What somebody wrote while their article went out of their hands is set aside; they are told.

    Of others nothing is kept, so that nobody fills a history that they may only read.
    """
    if not rights.is_own(request.user, article):
        return _("You may not change this article.")
    posted = settle(desk, request, request.POST, article)
    said = _("Not saved: the article isn’t yours to change any more (it is “%(state)s”).")
    said %= {"state": article.state.label}
    if not posted.form.is_valid() or posted.content() == content(article):
        return said
    aside = set_aside(article, posted.content(), request)
    kept = _("What you wrote is kept in the history, as revision %(number)s.")
    return f"{said} {kept % {'number': aside.number}}"
