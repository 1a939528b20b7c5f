"""The import screen: paste a text, see what was understood, correct it, save it.

Nothing is stored before the last step. Until then the text travels in the form, byte for byte.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from articles.importing.base import MEGABYTE, Level, Reading, Unreadable, read
from articles.importing.save import Result, Status, digest, save_document, taken_from
from articles.publishing import manuscript, rights
from articles.text.footnotes import read_footnotes
from articles.text.language import direction
from articles.text.render import render

from .import_forms import CorrectForm, CreditFormSet, PasteForm
from .pages import page

MAX_REQUEST = 10 * MEGABYTE  # the text, its markup and its bytes, all at once
FORMAT = "plain"
TOO_LARGE = gettext_lazy(
    "That is more than this screen can take. Ask the keeper to import it with import_articles."
)
NOT_TAKEN = gettext_lazy(
    "Nothing was saved: this very text is in the archive already, and what stands here differs "
    "from it. Open the article by the link above and make your corrections there."
)
GROUPS = {
    Level.UNSURE: gettext_lazy("Please look at this"),
    Level.LEFT_OUT: gettext_lazy("Left out"),
    Level.FOUND: gettext_lazy("Understood"),
}

View = Callable[[HttpRequest], HttpResponse]


def guarded(view: View) -> View:
    """For those who may import; a request that is too large is answered before it is read."""

    @csrf_exempt  # and protected again below: looking for the token would read the request
    @wraps(view)
    def before_reading(request: HttpRequest) -> HttpResponse:
        if not rights.holds(request.user, "import"):
            raise PermissionDenied
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not length.isdecimal() or int(length) > MAX_REQUEST:
            return paste_page(request, PasteForm(), refusal=TOO_LARGE, status=413)
        return csrf_protect(view)(request)

    return before_reading


@guarded
def paste(request: HttpRequest) -> HttpResponse:
    """First step: the text. Answers with what was understood of it."""
    if request.method != "POST":
        return paste_page(request, PasteForm())
    form = PasteForm(request.POST, request.FILES)
    if not form.is_valid():
        return paste_page(request, form, status=422)
    data, options = form.cleaned_data["data"], form.options()
    try:
        reading = read(data, name=form.cleaned_data["name"], format_name=FORMAT, options=options)
    except Unreadable as error:
        form.add_error(None, str(error))
        return paste_page(request, form, status=422)
    document = reading.document
    first = CorrectForm.initial_for(document, form.cleaned_data)
    correction = CorrectForm(initial=first, by=request.user)
    credits_ = CreditFormSet(
        initial=[vars(credit) for credit in document.credits], prefix="credits"
    )
    return correct_page(request, correction, credits_, reading, data)


@guarded
def correct(request: HttpRequest) -> HttpResponse:
    """Second step: what a person made of it, to be saved as a draft."""
    if request.method != "POST":
        return redirect("admin:articles_article_import")
    form = CorrectForm(request.POST, by=request.user)
    credits_ = CreditFormSet(request.POST, prefix="credits")
    reading, data = form.original()
    if reading is None:
        messages.error(request, _("The text got lost on the way. Please paste it again."))
        return redirect("admin:articles_article_import")
    if form.is_valid() and credits_.is_valid():
        try:
            result = save(form, credits_, data, request)
        except ValidationError as error:
            form.add_model_errors(error)
        else:
            if not is_thrown_away(form, result):
                return saved(request, result)
            form.add_error(None, NOT_TAKEN)
    return correct_page(request, form, credits_, reading, data, status=422)


@transaction.atomic
def save(form: CorrectForm, credits_: BaseFormSet, data: bytes, request: HttpRequest) -> Result:
    """Write the draft; the same bytes twice change nothing. Raises ValidationError."""
    result = save_document(
        form.document(credits_),
        source=f"{form.cleaned_data['name']} {digest(data)[:12]}".strip(),
        format_name=FORMAT,
        data=data,
        by=request.user,
        section=form.cleaned_data["section"],
    )
    article, slug = result.article, form.cleaned_data["slug"]
    if result.status == Status.CREATED and slug and article.slug != slug:
        article.slug = slug
        manuscript.save(article)
        manuscript.record(article, by=request.user)
    return result


def is_thrown_away(form: CorrectForm, result: Result) -> bool:
    """Whether the form says something else than the article that had these bytes before."""
    article, typed = result.article, form.cleaned_data
    return result.status == Status.UNCHANGED and (
        (typed["title"], typed["body"]) != (article.title, article.body)
    )


def saved(request: HttpRequest, result: Result) -> HttpResponse:
    """Say what became of it and lead on: to the article, or straight to its publication."""
    if result.status == Status.UNCHANGED:
        messages.warning(
            request, _("This very text is in the archive already. Nothing was changed.")
        )
    else:
        messages.success(request, _("Saved as a draft. Readers don’t see it yet."))
    for warning in result.warnings:
        messages.warning(request, warning)
    publishes = "_publish" in request.POST and rights.may(request.user, "publish", result.article)
    return redirect(
        f"admin:articles_article_{'publish' if publishes else 'change'}", result.article.pk
    )


def paste_page(
    request: HttpRequest, form: PasteForm, *, refusal: object = "", status: int = 200
) -> HttpResponse:
    return page(
        request,
        "admin/articles/article/import_paste.html",
        title=_("Import a text"),
        form=form,
        refusal=refusal,
        status=status,
    )


def correct_page(
    request: HttpRequest,
    form: CorrectForm,
    credits_: BaseFormSet,
    reading: Reading,
    data: bytes,
    *,
    status: int = 200,
) -> HttpResponse:
    """What was understood, beside the text as it would stand."""
    body, language = str(form["body"].value() or ""), form.shown_language()
    known = taken_from(data)
    return page(
        request,
        "admin/articles/article/import_correct.html",
        title=_("What was understood"),
        form=form,
        credits=credits_,
        summary=summary(reading, len(read_footnotes(body, language))),
        groups=[
            (level, heading, found)
            for level, heading in GROUPS.items()
            if (found := [item for item in reading.findings if item.level == level])
        ],
        rendered=render(body, language=language),
        language=language,
        direction=direction(language),
        known=known if known and rights.may(request.user, "view", known) else None,
        may_publish=rights.holds(request.user, "publish"),
        status=status,
    )


def summary(reading: Reading, notes: int) -> list[str]:
    """The reading in a line: “9 notes, 1 author, 2 things unsure”."""
    authors = len(reading.document.credits)
    unsure = sum(finding.level == Level.UNSURE for finding in reading.findings)
    return [
        ngettext("%s note", "%s notes", notes) % notes,
        ngettext("%s author", "%s authors", authors) % authors,
        ngettext("%s thing unsure", "%s things unsure", unsure) % unsure,
    ]
