"""What reviewers say about a manuscript, and what its writers answer.

Remarks are kept apart from the text and point into it with its own words, so that no rendering,
copy, checksum or revision of the text can hold one. Each act checks the right ``remark``; the row
itself says who and when.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article, Remark
from articles.text.quotes import Passages, Place, Quote

from . import rights
from .signals import remark_left

LONGEST = 5000  # characters of a remark, and of the passage that it is about
AROUND = 200  # characters before and after
TWICE = timedelta(minutes=1)  # the same remark again within it is a second press on the button


@dataclass(frozen=True)
class Thread:
    """A remark, its answers, and where its passage is now."""

    remark: Remark
    answers: list[Remark]
    place: Place | None
    """None: it is about the whole article, or its passage is gone."""

    @property
    def is_gone(self) -> bool:
        return self.place is None and bool(self.remark.exact)

    @property
    def is_resolved(self) -> bool:
        return self.remark.resolved_at is not None

    @property
    def quote(self) -> Quote | None:
        """What to look for in the text as it is now."""
        if self.place is None:
            return None
        return self.place.quote if self.place.is_changed else self.remark.quote


def threads(article: Article) -> list[Thread]:
    """Unresolved ones first, in the order of the text. Three queries, whatever their number."""
    rows = list(
        article.remarks.threads()
        .select_related("created_by", "resolved_by")
        .prefetch_related("answers__created_by")
    )
    passages = Passages(article.body if any(row.exact for row in rows) else "")
    found = [
        Thread(row, list(row.answers.all()), passages.find(row.quote) if row.quote else None)
        for row in rows
    ]
    return sorted(found, key=_order)


def _order(thread: Thread) -> tuple[bool, bool, int, int]:
    """On the whole article, then by place, then those whose passage is gone."""
    start = thread.place.start if thread.place else -1
    return thread.is_resolved, thread.is_gone, start, thread.remark.pk


@transaction.atomic
def leave(article: Article, text: str, *, quote: Quote | None = None, by: User | None) -> Remark:
    """Leave a remark on a passage, or on the whole article. A second press leaves no second one."""
    rights.demand(by, "remark", article)
    if article.trashed_at:
        raise ValidationError(_("The article is in the trash. Restore it first."))
    text = _said(text)
    passage = _passage(quote)
    since = timezone.now() - TWICE
    same = article.remarks.threads().filter(text=text, created_by=by, created_at__gt=since)
    return same.filter(**passage).first() or _new(article=article, text=text, by=by, **passage)


def _new(*, by: User | None, **fields: object) -> Remark:
    remark = Remark.objects.create(created_by=by, **fields)
    transaction.on_commit(lambda: remark_left.send_robust(Remark, remark=remark))
    return remark


def _said(text: str) -> str:
    text = text.strip()
    if not text:
        raise ValidationError(_("Write something first."))
    if len(text) > LONGEST:
        sentence = _("That is too long for a remark: at most %(longest)s characters.")
        raise ValidationError(sentence % {"longest": LONGEST})
    return text


def _passage(quote: Quote | None) -> dict[str, str]:
    exact, prefix, suffix = (" ".join(part.split()) for part in quote or Quote(""))
    if len(exact) > LONGEST:
        raise ValidationError(_("Mark a shorter passage, or leave a remark on the whole article."))
    if not exact:
        return {"exact": "", "prefix": "", "suffix": ""}
    return {"exact": exact, "prefix": prefix[-AROUND:], "suffix": suffix[:AROUND]}


@transaction.atomic
def answer(thread: Remark, text: str, *, by: User | None) -> Remark:
    """Answer a remark. One that was resolved is open again, because there is something new."""
    thread = _locked(thread, by)
    text = _said(text)
    since = timezone.now() - TWICE
    same = thread.answers.filter(text=text, created_by=by, created_at__gt=since).first()
    if same:
        return same
    if thread.resolved_at:
        _set_resolved(thread, None)
    return _new(article=thread.article, parent=thread, text=text, by=by)


@transaction.atomic
def resolve(thread: Remark, *, by: User | None) -> None:
    """Say that a remark has been dealt with. Whoever said so first stays named."""
    thread = _locked(thread, by)
    if thread.resolved_at is None:
        _set_resolved(thread, by, is_resolved=True)


@transaction.atomic
def reopen(thread: Remark, *, by: User | None) -> None:
    _set_resolved(_locked(thread, by), None)


def _set_resolved(thread: Remark, by: User | None, *, is_resolved: bool = False) -> None:
    thread.resolved_at, thread.resolved_by = timezone.now() if is_resolved else None, by
    thread.save(update_fields=["resolved_at", "resolved_by"])


@transaction.atomic
def edit(remark: Remark, text: str, *, by: User | None) -> None:
    """Change one's own words; that they were changed is shown."""
    remark = _own(remark, by)
    text = _said(text)
    if text != remark.text:
        remark.text, remark.edited_at = text, timezone.now()
        remark.save(update_fields=["text", "edited_at"])


@transaction.atomic
def delete(remark: Remark, *, by: User | None) -> None:
    """Take back one's own remark or answer, while nobody has answered."""
    remark = _own(remark, by)
    if is_answered(remark):
        raise ValidationError(_("Somebody has answered: it can be resolved, but not deleted."))
    remark.delete()


def is_answered(remark: Remark) -> bool:
    thread = remark.parent or remark
    return thread.answers.filter(pk__gt=remark.pk).exists()


def _own(remark: Remark, by: User | None) -> Remark:
    thread = _locked(remark.parent or remark, by)
    if by is not None and remark.created_by_id != by.pk:
        raise PermissionDenied(_("Only whoever wrote a remark may change or delete it."))
    if remark.parent_id is None:
        return thread
    return _there(thread.answers.filter(pk=remark.pk).first())


def _locked(thread: Remark, by: User | None) -> Remark:
    """The thread as it is now, held until the act is done."""
    rights.demand(by, "remark", thread.article)
    rows = Remark.objects.select_for_update(of=("self",)).threads()
    return _there(rows.filter(pk=thread.pk).first())


def _there(remark: Remark | None) -> Remark:
    if remark is None:
        raise ValidationError(gone())
    return remark


def gone() -> str:
    return _("This remark is gone: whoever wrote it has taken it back.")
