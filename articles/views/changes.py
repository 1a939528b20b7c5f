"""What a later edition changed, for readers: the comparison that whoever published it saw."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from articles.models import Edition
from articles.publishing.differences import differences
from articles.reading.article import page_of_edition
from articles.text.language import direction

from .access import with_edition
from .answers import for_everyone, ids, page, public_page
from .articles import history


@public_page
@with_edition
def changes(request: HttpRequest, newest: Edition, number: int) -> HttpResponse:
    """From the edition that readers had before; the first one has changed nothing."""
    fields = ("number", "content", "visible_from", "correction", "language")
    seen = history(newest).only(*fields)
    new = seen.filter(number=number).first()
    if new is None:
        raise Http404
    at = {"year": newest.filed_year, "slug": newest.slug}
    address = reverse("edition", kwargs={**at, "number": number})
    old = seen.filter(number__lt=number).first()
    if old is None:
        return for_everyone(redirect(address))
    card = page_of_edition(newest.pk).card
    context = {
        "card": card,
        "old": old,
        "new": new,
        "direction": direction(new.content["language"]),
        "differences": differences(old.content, new.content),
        "old_address": reverse("edition", kwargs={**at, "number": old.number}),
        "new_address": address,
        "history": reverse("editions", kwargs=at),
    }
    return page(request, "articles/changes.html", context, about=ids(card))
