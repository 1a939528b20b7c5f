"""How a door to an article is tried: what a form would send, put together by hand.

As somebody would who was never offered it, by its address. What came of it is read from the
archive, not from the answer.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.forms.models import model_to_dict
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Event
from articles.publishing import manuscript

from .rights_states import ALL

Go = Callable[[Client, Article], HttpResponse]
Result = Callable[[Article, str], bool]
"""Whether it did what it should, from the article afterwards and the state before."""


@dataclass(frozen=True)
class Door:
    """``right`` names a column of the table of rights; several, with a plus, are all needed.

    ``works`` are the states in which it does what it is for; None: it only shows something.
    """

    address: str
    right: str
    go: Go
    works: str | None = None
    result: Result = lambda _article, _state: True


def url(name: str, *arguments: Any) -> str:
    return reverse(f"admin:articles_article_{name}", args=arguments)


def look(name: str, right: str = "see", *rest: Any) -> Door:
    return Door(name, right, lambda client, article: client.get(url(name, article.pk, *rest)))


def press(
    name: str,
    right: str,
    works: str,
    result: Result = lambda _article, _state: True,
    *rest: Any,
    **data: Any,
) -> Door:
    def go(client: Client, article: Article) -> HttpResponse:
        sent = {key: value(article) if callable(value) else value for key, value in data.items()}
        return client.post(url(name, article.pk, *rest), sent)

    return Door(name, right, go, works, result)


def bulk(action: str, right: str, works: str, result: Result, **given: Any) -> Door:
    """Chosen in the list, then confirmed on the page that asks."""

    def go(client: Client, article: Article) -> HttpResponse:
        # From the list of the trash too, which the first list leaves out.
        query = "?state=trashed" if article.trashed_at else ""
        sent = {"action": action, ACTION_CHECKBOX_NAME: [article.pk]}
        chosen = client.post(url("changelist") + query, sent)
        to = chosen.get("Location", "")
        return client.post(to, {"confirmed": "yes", **given}) if "/many/" in to else chosen

    return Door("changelist", right, go, works, result)


# What the forms would send


def form_of(article: Article, **changes: Any) -> dict[str, Any]:
    """The article's form, without having opened it."""
    names = ("title", "standfirst", "body", "language", "printed_date", "printed_label", "slug",
             "section", "provenance", "translation_of")  # fmt: skip
    sent = {name: value or "" for name, value in model_to_dict(article, fields=names).items()}
    return sent | {
        "contributions-TOTAL_FORMS": "0",
        "contributions-INITIAL_FORMS": "0",
        "comments_open": "on",
        "opened_version": article.version,
        "opened_revision": manuscript.opened_revision(article),
        **changes,
    }


def save(client: Client, article: Article) -> HttpResponse:
    return client.post(url("change", article.pk), form_of(article, title="Overwritten"))


def autosave(client: Client, article: Article) -> HttpResponse:
    return client.post(url("autosave", article.pk), form_of(article, title="Overwritten"))


def difference(client: Client, article: Article) -> HttpResponse:
    return client.post(url("difference", article.pk), {"body": "<p>Kept on a telephone.</p>"})


def publishing(client: Client, article: Article, **when: Any) -> HttpResponse:
    """Whoever may see what the page asks answers it; anybody else sends what they can."""
    page = client.get(url("publish", article.pk))
    asked = page.context["shown"].asked if page.status_code == 200 else ""
    sent = {"seen": seen(article), "asked": asked, "anyway": "on", "silent": "on", **when}
    return client.post(url("publish", article.pk), sent)


def scheduling(client: Client, article: Article) -> HttpResponse:
    return publishing(client, article, at=tomorrow())


def save_and(transition: str) -> Go:
    def go(client: Client, article: Article) -> HttpResponse:
        sent = form_of(article, _do=transition) | {f"{transition}-reason": "Because."}
        return client.post(url("change", article.pk), sent)

    return go


def move(name: str, right: str, works: str, kind: Event.Kind) -> list[Door]:
    """A transition, on its own page and by the button that saves first."""

    def go(client: Client, article: Article) -> HttpResponse:
        return client.post(url("move", article.pk, name), {f"{name}-reason": "Because."})

    def moved(article: Article, state: str) -> bool:
        return has_event(kind)(article, state) == (state in works.split())

    return [
        Door("move", right, go, works, moved),
        # What was written is saved in any case.
        Door("change", f"{right} + change", save_and(name), ALL, moved),
    ]


def seen(article: Article) -> str:
    last = article.editions.order_by("-number").first()
    return f"{article.version}.{last.number if last else 0}"


def tomorrow() -> str:
    return f"{timezone.localtime(timezone.now() + timedelta(days=1)):%Y-%m-%dT%H:%M}"


def of_its_rows(name: str, rows: str, *rest: Any, method: str = "post", **data: Any) -> Go:
    """A page of the first of some rows of the article."""

    def go(client: Client, article: Article) -> HttpResponse:
        row = getattr(article, rows).order_by("pk").first()
        key = row.number if rows == "revisions" else row.pk
        send = client.post if method == "post" else client.get
        return send(url(name, article.pk, key, *rest), data | {"seen": article.version})

    return go


# What came of it


def has_event(kind: Event.Kind) -> Result:
    return lambda article, _state: article.events.filter(kind=kind).exists()


def one_more(_article: Article, _state: str) -> bool:
    return Article.objects.count() == 2


def in_trash(article: Article, _state: str) -> bool:
    return article.trashed_at is not None


def out_of_trash(article: Article, _state: str) -> bool:
    return article.trashed_at is None


def is_public(article: Article, _state: str) -> bool:
    return article.editions.public().filter(checksum=article.checksum).exists()


def autocomplete(client: Client, article: Article) -> HttpResponse:
    """Not found among the suggestions is as good as refused."""
    asked = {"app_label": "articles", "model_name": "article", "field_name": "translation_of",
             "term": article.title}  # fmt: skip
    response = client.get(reverse("admin:autocomplete"), asked)
    found = response.status_code == 200 and response.json()["results"]
    return response if found else HttpResponse(status=404)


def listed(client: Client, article: Article) -> HttpResponse:
    query = {"q": article.title} | ({"state": "trashed"} if article.trashed_at else {})
    response = client.get(url("changelist"), query)
    if response.status_code == 200 and article.pk in [
        row.pk for row in response.context["cl"].result_list
    ]:
        return response
    return HttpResponse(status=404)


def is_refusal(response: HttpResponse) -> bool:
    """403, 404, or sent away: to the log-in, or to the front, which says that it isn't there."""
    if response.status_code in {401, 403, 404}:
        return True
    if response.templates and response.templates[0].name == "admin/log_in_again.html":
        return True
    to = response.get("Location", "")
    return response.status_code == 302 and (to == "/admin/" or to.startswith("/admin/login/"))
