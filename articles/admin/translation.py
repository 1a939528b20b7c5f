"""Translating at the desk: a draft is begun, the original stands beside it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from articles.models import Article, Edition
from articles.models.fields import validate_language
from articles.publishing import following, rights, translations
from articles.publishing.render import render
from articles.text.rewrite import rewrite_attributes

from .pages import article_for, page, sentences

FEW = 20  # languages that are offered


class TranslateForm(forms.Form):
    language = forms.CharField(
        label=gettext_lazy("Language"),
        max_length=35,
        validators=[validate_language],
        widget=forms.TextInput(attrs={"size": 12, "list": "languages", "dir": "ltr"}),
        help_text=gettext_lazy("BCP 47 tag: en, de, es, ar, he, pt-BR …"),
    )
    another = forms.BooleanField(
        label=gettext_lazy("Begin another one all the same"), required=False
    )


def translate_page(request: HttpRequest, article_id: int) -> HttpResponse:
    """Ask for the language, and begin; what there is already is listed."""
    article = article_for(request, article_id, "view")
    original = original_for(request, article) or article
    form = TranslateForm(request.POST if request.method == "POST" else None)
    exists = False
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        try:
            draft = translations.translate(
                article, chosen["language"], by=request.user, another=chosen["another"]
            )
        except translations.Exists as error:
            exists = True
            form.add_error("language", error)
        except ValidationError as error:
            form.add_error(None, sentences(error))
        else:
            messages.success(request, _("Begun: the original stands beside the text."))
            return redirect("admin:articles_article_change", draft.pk)
    family = rights.visible_to(request.user, original.translations.all()).kept()
    return page(
        request,
        "admin/articles/article/translate.html",
        title=_("Translate"),
        original=article,
        source=original,
        form=form,
        exists=exists,
        family=family.defer("body").order_by("language", "pk"),
        languages=languages(request, original),
    )


def languages(request: HttpRequest, original: Article) -> list[str]:
    """Those that the archive has texts in, without the original's."""
    found = (
        rights.visible_to(request.user)
        .order_by()
        .values_list("language", flat=True)
        .distinct()[:FEW]
    )
    return sorted(set(found) - {original.language})


def original_for(request: HttpRequest, article: Article) -> Article | None:
    """The original, for whom may see its manuscript."""
    if article.translation_of_id is None:
        return None
    return rights.visible_to(request.user).filter(pk=article.translation_of_id).first()


@require_POST
def take_over_page(request: HttpRequest, article_id: int) -> HttpResponse:
    article = article_for(request, article_id, "change")
    number = request.POST.get("number", "")
    try:
        translations.take_over(
            article,
            int(number) if number.isdecimal() and len(number) < 10 else 0,
            request.POST.get("checksum", ""),
            by=request.user,
        )
    except ValidationError as error:
        messages.error(request, sentences(error))
    else:
        messages.success(request, _("Noted: the translation has what the original has."))
    return redirect("admin:articles_article_change", article_id)


def panel(request: HttpRequest, article: Article) -> dict[str, Any] | None:
    """The original beside its translation: its manuscript, or else what readers have."""
    if article.translation_of_id is None:
        return None
    original = original_for(request, article)
    if original is None:
        return published(article.translation_of_id)
    article.translation_of = original
    rendered = render(original)
    changed = translations.behind(article)
    article.is_behind = changed is not None  # for the line that says where it stands
    return {
        "source": original,
        **texts(rendered.body, rendered.notes),
        "behind": changed,
        "differences": translations.differences(article),
        "unknown": following.newest(original) if article.original_revision is None else None,
        "may_change": rights.may(request.user, "change", article),
        "address": original.pk,
    }


def published(original: int) -> dict[str, Any] | None:
    edition = Edition.objects.public().filter(article=original).first()
    if edition is None:
        return None
    return {"source": edition, **texts(edition.html, edition.notes)}


def texts(body: str, notes: str) -> dict[str, SafeString]:
    """Rendered text for the page, with ids that nothing else on the page has."""

    def changed(name: str, value: str) -> str:
        if name == "id":
            return f"original-{value}"
        return f"#original-{value[1:]}" if name == "href" and value.startswith("#") else value

    return {
        "body": mark_safe(rewrite_attributes(body, changed)),
        "notes": mark_safe(rewrite_attributes(notes, changed)),
    }
