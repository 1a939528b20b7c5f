"""The page on which an article is published: the checklist, what readers will see changed, when.

What it shows is what is published: a page that was opened before somebody else's save publishes
nothing, and a second press on the button makes no second edition.
"""

import hashlib
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Article, Edition
from articles.publishing import schedule
from articles.publishing.checklist import check, of_level
from articles.publishing.content import checksum, content
from articles.publishing.differences import differences
from articles.publishing.findings import Finding, Level
from articles.publishing.images import make_missing_renditions
from articles.publishing.publish import publish, why
from articles.publishing.render import render

from .checklist import listed
from .moments import TURNS, TwiceThere, WallClock, coming_moment
from .pages import article_for, page, sentences

CHANGE = "admin:articles_article_change"
NOW, LATER = "now", "later"


class NoteForm(forms.Form):
    """The public note of a later edition, or the word that none is needed."""

    correction = forms.CharField(
        label=gettext_lazy("Public note"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField", "dir": "auto"}),
        help_text=gettext_lazy(
            "What changed and why, for readers. It stands below the article for ever."
        ),
    )
    silent = forms.BooleanField(
        label=gettext_lazy("No public note: only catalogue data or typos changed"), required=False
    )
    anyway = forms.BooleanField(
        label=gettext_lazy("Publish anyway: the questions of the checklist are answered"),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "correction" not in cleaned:
            return cleaned
        has_note = bool(cleaned["correction"].strip())
        if has_note and cleaned["silent"]:
            said = _("There is a note: take the tick away below it, or the note.")
            self.add_error("correction", said)
        if not has_note and not cleaned["silent"]:
            said = _("Say what changed, or tick below that it needs no public note.")
            self.add_error("correction", said)
        return cleaned


class PublishForm(NoteForm):
    when = forms.ChoiceField(
        label=gettext_lazy("When"),
        required=False,
        choices=[(NOW, gettext_lazy("now")), (LATER, gettext_lazy("at this moment"))],
        widget=forms.RadioSelect,
    )
    at = WallClock(label=gettext_lazy("Day and time"), required=False)
    turn = forms.ChoiceField(
        label=gettext_lazy("Which of the two"),
        required=False,
        choices=TURNS,
        widget=forms.RadioSelect,
    )
    field_order = ["correction", "silent", "when", "at", "turn", "anyway"]

    def __init__(self, data: Any, shown: "Shown") -> None:
        super().__init__(data, initial=shown.initial)
        self.is_twice = False
        if shown.before is None:
            del self.fields["correction"], self.fields["silent"]
        if not shown.warnings:
            del self.fields["anyway"]
        elif data is not None:
            self.fields["anyway"].required = True
            said = _("Answer the questions of the checklist, or tick this.")
            self.fields["anyway"].error_messages["required"] = said

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen, when = cleaned.get("at"), cleaned.get("when")
        if "at" in self.errors:
            return cleaned
        if chosen and when == NOW:
            said = _("You chose “now” and a moment as well. Choose one of them.")
            self.add_error("at", said)
        elif when == LATER and not chosen:
            self.add_error("at", _("Say when."))
        elif chosen:
            self.settle(chosen)
        return cleaned

    def settle(self, chosen: datetime) -> None:
        try:
            self.cleaned_data["at"] = coming_moment(chosen, self.cleaned_data.get("turn", ""))
        except TwiceThere as error:
            self.is_twice = True
            self.add_error("at", error)
        except ValidationError as error:
            self.add_error("at", error)


class Shown:
    """What the page is made of, as the article stands."""

    def __init__(self, article: Article, by: User) -> None:
        self.article = article
        self.last = last_edition(article)
        self.coming = schedule.coming(article)
        seen = article.editions.ever_visible().order_by("-number")
        self.before = seen.first()
        """The edition that readers had last: they get the comparison with it."""
        now = timezone.now()
        has_embargo = bool(article.embargo_until and article.embargo_until > now)
        self.embargo = article.embargo_until if has_embargo else None
        # An embargo stands in the way of now, not of a moment after it.
        self.findings = check(article, by=by, at=self.embargo)

    @property
    def errors(self) -> list[Finding]:
        return of_level(self.findings, Level.ERROR)

    @property
    def warnings(self) -> list[Finding]:
        return of_level(self.findings, Level.WARNING)

    @property
    def initial(self) -> dict[str, Any]:
        at = self.embargo or (self.coming.visible_from if self.coming else None)
        return {"when": LATER, "at": up_to_minute(at)} if at else {"when": NOW}

    @property
    def seen(self) -> str:
        return seen(self.article, self.last)

    @property
    def asked(self) -> str:
        """Stands for the questions on the page: a new one must be seen before it is answered."""
        said = "\n".join(finding.sentence for finding in self.warnings)
        return hashlib.sha256(said.encode()).hexdigest()[:16]


def up_to_minute(at: datetime) -> datetime:
    """The first full minute that is not before it."""
    local = timezone.localtime(at)
    full = local.replace(second=0, microsecond=0)
    return full if full == local else full + timedelta(minutes=1)


@require_http_methods(["GET", "HEAD", "POST"])
def publish_page(request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_for(request, article_id, "publish")
    shown = Shown(article, request.user)
    if request.method != "POST":
        return as_page(request, shown, PublishForm(None, shown))
    if (done := published_before(shown, request.POST.get("seen", ""))) is not None:
        return answer(request, done)
    form = PublishForm(request.POST, shown)
    if form.is_valid():
        try:
            return answer(request, publish_as_seen(shown, form, request.user))
        except ValidationError as error:
            form.add_error(None, error)
    article.refresh_from_db()
    return as_page(request, Shown(article, request.user), form)


def as_page(request: HttpRequest, shown: Shown, form: PublishForm) -> HttpResponse:
    article, before = shown.article, shown.before
    return page(
        request,
        "admin/articles/article/publish.html",
        title=_("Publish"),
        original=article,
        form=form,
        shown=shown,
        rendered=render(article),
        is_unchanged=is_unchanged(article),
        differences=differences(before.content, content(article)) if before else None,
        language=article.language,
        direction=article.direction,
        zone=timezone.get_current_timezone_name(),
        now=timezone.now(),
        **listed(article, shown.findings),
    )


def answer(request: HttpRequest, edition: Edition) -> HttpResponse:
    messages.success(request, published_sentence(edition))
    return redirect(CHANGE, edition.article_id)


def published_before(shown: Shown, as_seen: str) -> Edition | None:
    """The edition that the first of two presses made."""
    last = shown.last
    if last and as_seen == f"{shown.article.version}.{last.number - 1}":
        return last
    return None


def publish_as_seen(shown: Shown, form: PublishForm, by: User) -> Edition:
    """Publish what the page showed. Raises ValidationError when that is no longer what there is."""
    make_missing_renditions(shown.article)  # takes seconds, so before the row is locked
    given, asked_then = form.cleaned_data, form.data.get("asked", "")
    with transaction.atomic():
        article = Article.objects.select_for_update(no_key=True).get(pk=shown.article.pk)
        now = Shown(article, by)
        if (done := published_before(now, form.data.get("seen", ""))) is not None:
            return done
        if form.data.get("seen") != now.seen or (now.before is None) != (shown.before is None):
            raise ValidationError(
                _("The article has changed since you opened this page. Look at it once more.")
            )
        if now.warnings and asked_then != now.asked:
            raise ValidationError(
                _("There is something new on the checklist since you opened this page.")
            )
        return publish(
            article,
            by=by,
            at=given.get("at"),
            correction=given.get("correction", ""),
            note=why(now.warnings, is_silent=given.get("silent", False)),
        )


def seen(article: Article, last: Edition | None) -> str:
    """What a page about the article was made from: its version and its last edition."""
    return f"{article.version}.{last.number if last else 0}"


def last_edition(article: Article) -> Edition | None:
    return article.editions.order_by("-number").first()


def is_unchanged(article: Article) -> bool:
    """Whether readers have exactly this already."""
    last = last_edition(article)
    return last is not None and not last.is_withheld and last.checksum == checksum(content(article))


def published_sentence(edition: Edition) -> str:
    values = {
        "number": edition.number,
        "moment": date_format(timezone.localtime(edition.visible_from), "DATETIME_FORMAT"),
    }
    if edition.visible_from > timezone.now():
        return _("Readers see edition %(number)s from %(moment)s on.") % values
    return _("Published: edition %(number)s.") % values


@require_POST
def unschedule_page(request: HttpRequest, article_id: int) -> HttpResponse:
    """Call off what is scheduled; what somebody else has called off meanwhile is said."""
    article = article_for(request, article_id, "publish")
    try:
        schedule.unschedule(article, by=request.user, note=request.POST.get("note", ""))
    except ValidationError as error:
        messages.error(request, sentences(error))
    else:
        messages.success(request, _("Taken off the schedule. The text is approved, as it was."))
    return redirect(CHANGE, article_id)
