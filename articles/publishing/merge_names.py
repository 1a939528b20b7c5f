"""Joining authors, tags, sections or series that are one. There is no way back.

What was published keeps the words that it was published with; only the rows that file it change
hands. The addresses of those that go lead to the one that stays, and so do their feeds.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.contrib.admin.models import CHANGE, DELETION, LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from articles.models import (
    Article,
    Author,
    Contribution,
    Edition,
    EditionContribution,
    EditionTag,
    Issue,
    Remit,
    Section,
    Series,
    Tag,
    TaggedArticle,
    TagSynonym,
    Tally,
)

from . import counts, rights
from .redirects import keep_old_address

Name = Author | Section | Series | Tag

KINDS: Mapping[type[Name], Tally.Kind] = {
    Author: Tally.Kind.AUTHOR,
    Section: Tally.Kind.SECTION,
    Series: Tally.Kind.SERIES,
    Tag: Tally.Kind.TAG,
}
BLANKS = {
    Author: ("dates", "description", "portrait"),
    Section: ("description",),
    Series: ("description",),
    Tag: (),
}
"""What the one that stays takes over where it has nothing itself."""


def may_merge(user: User | None, model: type[Name]) -> bool:
    """Whether the person may change and delete what is to be joined.

    Joining sections moves the bounds of remits, so nobody does it whose rights have such bounds.
    """
    if user is None or user.is_superuser:
        return user is None or user.is_active
    if model is Section and rights.is_narrowed(user):
        return False
    name = model._meta.model_name
    return user.has_perms([f"articles.change_{name}", f"articles.delete_{name}"])


@transaction.atomic
def merge(kept: Name, gone: Collection[Name], *, by: User | None = None) -> None:
    """Let ``kept`` take the place of each of ``gone``, which are deleted.

    ``by`` is None for commands. Raises PermissionDenied; ValidationError when one of them is gone
    already, is the one that stays, or can't be joined to it.
    """
    model = type(kept)
    if not may_merge(by, model):
        raise PermissionDenied(_("You may not merge these."))
    keys = {row.pk for row in gone}
    if kept.pk in keys or not keys:
        raise ValidationError(_("Choose at least two, and one of them that stays."))
    # Locked as a whole: nothing can be filed under one of them while it goes.
    rows = model._default_manager.select_for_update().filter(pk__in=keys | {kept.pk})
    found = {row.pk: row for row in rows.order_by("pk")}
    if len(found) <= len(keys):
        raise ValidationError(_("Somebody has deleted or merged one of them meanwhile."))
    for key in sorted(keys):
        join(found[kept.pk], found[key], by)


def join(kept: Name, gone: Name, by: User | None) -> None:
    check_alike(kept, gone)
    key, address = gone.pk, gone.get_absolute_url()
    gained = editions_under(gone).filter(is_counted=True)
    gained = gained.exclude(pk__in=editions_under(kept).values("pk"))
    counts.pass_on(KINDS[type(kept)], key, kept.pk, gained.count())
    MOVES[type(kept)](kept, gone)
    for field in BLANKS[type(kept)]:
        if not getattr(kept, field):
            setattr(kept, field, getattr(gone, field))
    gone.delete()
    kept.save()
    if isinstance(kept, Tag):
        TagSynonym.objects.create(tag=kept, name=str(gone))
    keep_old_address(address, kept.get_absolute_url())
    gone.pk = key  # Django takes it away, and the log names it
    leave_log(kept, gone, by)


def check_alike(kept: Name, gone: Name) -> None:
    """A serial has no numbers, and no number of a periodical can be there twice."""
    if not (isinstance(kept, Series) and isinstance(gone, Series)):
        return
    if kept.kind != gone.kind:
        raise ValidationError(_("A series and a periodical can’t be merged."))
    numbers = kept.issues.values("number")
    both = gone.issues.filter(number__in=numbers).values_list("number", flat=True)
    if twice := ", ".join(both):
        raise ValidationError(
            _("Both have a number %(numbers)s. Renumber or delete one of each first.")
            % {"numbers": twice}
        )


# What is filed under a name


def under(name: Name) -> Q:
    """The condition on manuscripts, and on editions, to be filed under it."""
    match name:
        case Author():
            return Q(contributions__author=name)
        case Tag():
            return Q(tagged__tag=name)
        case Section():
            return Q(section=name)
    return Q(series=name) | Q(issue__series=name)


def articles_under(name: Name) -> QuerySet[Article]:
    return Article.objects.filter(under(name)).distinct()


def editions_under(name: Name) -> QuerySet[Edition]:
    """Whether readers see them now or not."""
    return Edition.objects.filter(under(name)).distinct()


# Changing hands


def move_credits(kept: Author, gone: Author) -> None:
    """Who is named twice in one role then stands once."""
    move(Contribution.objects.all(), "author", ("article", "role"), kept, gone)
    move(EditionContribution.objects.all(), "author", ("edition", "role"), kept, gone)


def move_tags(kept: Tag, gone: Tag) -> None:
    move(TaggedArticle.objects.all(), "tag", ("content_object",), kept, gone)
    move(EditionTag.objects.all(), "tag", ("edition",), kept, gone)
    gone.synonyms.update(tag=kept)


def move_section(kept: Section, gone: Section) -> None:
    Article.objects.filter(section=gone).update(section=kept)
    Edition.objects.filter(section=gone).refile(section=kept)
    for remit in Remit.objects.filter(sections=gone):
        remit.sections.add(kept)
        remit.sections.remove(gone)


def move_series(kept: Series, gone: Series) -> None:
    Article.objects.filter(series=gone).update(series=kept)
    Edition.objects.filter(series=gone).refile(series=kept)
    Issue.objects.filter(series=gone).update(series=kept)


def move(rows: QuerySet, end: str, once: tuple[str, ...], kept: Name, gone: Name) -> None:
    """Let rows that join articles with ``gone`` join them with ``kept``, each at most once."""
    there = rows.filter(**{end: kept}, **{field: OuterRef(field) for field in once})
    rows.filter(Exists(there), **{end: gone}).delete()
    rows.filter(**{end: gone}).update(**{end: kept})


MOVES: Mapping[type[Name], Callable[[Any, Any], None]] = {
    Author: move_credits,
    Tag: move_tags,
    Section: move_section,
    Series: move_series,
}


def leave_log(kept: Name, gone: Name, by: User | None) -> None:
    """In the history of both, with who and when; a command has nobody to name."""
    if by is None:
        return
    said = {"kept": str(kept), "gone": str(gone)}
    for row, flag, message in (
        (gone, DELETION, _("Merged into “%(kept)s”.") % said),
        (kept, CHANGE, _("“%(gone)s” was merged into it.") % said),
    ):
        LogEntry.objects.log_actions(by.pk, [row], flag, message, single_object=True)
