"""The checklist before publication, computed from the manuscript as it was saved last.

Errors stand in the way of publication, never of saving; ``publish`` asks the same function.
Warnings ask; see doubts.py.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import unquote

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.models import Article, Edition, Redirect
from articles.text.clean import clean
from articles.text.proofread import Proof, proofread

from . import doubts, workflow
from .findings import Finding, Level, Spot, spots


def check(article: Article, *, by: User | None = None, at: datetime | None = None) -> list[Finding]:
    """All findings, the weightiest first, for whoever would publish it at ``at`` (now)."""
    proof = proofread(article.body, article.language)
    return [*_errors(article, proof, by, at), *doubts.doubts(article, proof, by)]


def errors(
    article: Article, *, by: User | None = None, at: datetime | None = None
) -> list[Finding]:
    """What must be mended before the article can be published."""
    return list(_errors(article, proofread(article.body, article.language), by, at))


def errors_of_new(article: Article, *, by: User | None = None) -> list[Finding]:
    """The same of an article that is not stored yet, at an address that is known to be free."""
    proof = proofread(article.body, article.language)
    return [*_not_allowed(article, by, None), *_of_text(article, proof)]


def of_level(findings: Iterable[Finding], level: Level) -> list[Finding]:
    return [finding for finding in findings if finding.level == level]


def _errors(
    article: Article, proof: Proof, by: User | None, at: datetime | None
) -> Iterator[Finding]:
    yield from _not_allowed(article, by, at)
    yield from _of_text(article, proof)
    if is_taken(article):
        sentence = _("Another article has, or had, this address. Choose another slug.")
        yield _error("address-taken", sentence, field="slug")


def _of_text(article: Article, proof: Proof) -> Iterator[Finding]:
    if not article.title.strip():
        yield _error("no-title", _("The article has no title."), field="title")
    if not clean(article.body):
        yield _error("no-text", _("The article has no text."), field="body")
    if not article.language:
        yield _error("no-language", _("The article has no language."), field="language")
    yield from _lost_notes(proof)
    yield from _both_texts(proof)


def _not_allowed(article: Article, by: User | None, at: datetime | None) -> Iterator[Finding]:
    """Nothing is wrong with the text, and yet it may not be published, or not then."""
    now = timezone.now()
    if article.embargo_until and (at or now) < article.embargo_until:
        until = date_format(timezone.localtime(article.embargo_until), "DATETIME_FORMAT")
        yield _error("embargo", _("It is under embargo until %(until)s.") % {"until": until})
    if settings.FOUR_EYES and not workflow.second_pair_of_eyes(article, by):
        sentence = _(
            "Nobody but you has seen this text as it is now. Send it to review, and ask somebody "
            "else to approve it."
        )
        yield _error("four-eyes", sentence)
    if article.withdrawn_at and at and at > now:
        # Until then its page must say that it was withdrawn, and why.
        sentence = _("A withdrawn article can be published now, but not scheduled.")
        yield _error("withdrawn", sentence)
    if article.trashed_at:
        yield _error("in-the-trash", _("The article is in the trash. Restore it first."))


def _lost_notes(proof: Proof) -> Iterator[Finding]:
    marks: dict[str, list[Spot]] = {}
    for fact in proof.of("mark without note"):
        marks.setdefault(fact.about, []).append(Spot(fact.about, fact.quote))
    for key, where in marks.items():
        sentence = _("A mark refers to the note “%(key)s”, which is not in the text.")
        yield _error("mark-without-note", sentence % {"key": key}, spots=tuple(where))


def _both_texts(proof: Proof) -> Iterator[Finding]:
    """What a merge of two people's texts could not decide."""
    if where := spots(proof.of("both texts")):
        sentence = ngettext(
            "%(number)s passage is still marked ⚠: two people wrote it differently. "
            "Keep the right words, and take the mark off.",
            "%(number)s passages are still marked ⚠: two people wrote them differently. "
            "Keep the right words, and take the marks off.",
            len(where),
        )
        yield _error("both-texts", sentence % {"number": len(where)}, spots=where)


def _error(code: str, sentence: str, *, field: str = "", spots: tuple[Spot, ...] = ()) -> Finding:
    return Finding(Level.ERROR, code, sentence, spots, field)


def is_taken(article: Article) -> bool:
    """Whether readers got, get or will get something else at the address: it works for ever."""
    others = Edition.objects.exclude(visible_until=F("visible_from")).exclude(article=article)
    if others.at_address(article.filed_year, article.slug).exists():
        return True
    path = unquote(reverse("article", args=[article.filed_year or "undated", article.slug]))
    return Redirect.objects.filter(path=path).exclude(article=article).exists()
