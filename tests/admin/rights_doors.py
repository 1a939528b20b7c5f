"""Every door to an article: what right it asks for, and in which states it does something.

A door is tried as somebody would who was never offered it: by its address, with what a form would
send, put together by hand. What came of it is read from the archive, not from the answer.
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

from articles.models import Article, Event, Presence, PreviewLink, Remark, Revision
from articles.publishing import manuscript, preview_links, remarks, trash, workflow
from articles.publishing.publish import publish, withdraw
from tests.factories import make_draft

STATES = ("draft", "review", "changes", "approved", "scheduled", "published", "edited",
          "withdrawn", "trashed")  # fmt: skip
"""“edited”: published, with changes that are not."""
ALL = " ".join(STATES)
NOT_TRASHED = ALL.removesuffix(" trashed")


def article_in(state: str, **fields: Any) -> Article:
    """An article with a remark, a shared preview and two revisions, in that state."""
    article = make_draft(f"A text, {state}", **fields)
    article.body += "<p>A second thought.</p>"
    manuscript.save(article)
    manuscript.record(article)
    remarks.leave(article, "Shorter?", by=None)
    preview_links.share(article)
    match state:
        case "review" | "changes" | "approved":
            workflow.set_stage(article, Article.Stage(state))
        case "scheduled":
            publish(article, at=timezone.now() + timedelta(days=2))
        case "published" | "edited" | "withdrawn":
            publish(article)
    article.refresh_from_db()
    if state == "edited":
        article.body += "<p>One more thing.</p>"
        manuscript.save(article)
        manuscript.record(article)
    if state == "withdrawn":
        withdraw(article, reason="It was wrong.")
    if state == "trashed":
        trash.trash(article)
    article.refresh_from_db()
    return article


def standing(article: Article) -> tuple[Any, ...]:
    """All of an article that somebody could change, and how many articles there are."""
    row = Article.objects.filter(pk=article.pk).first()
    if row is None:
        return ("gone", Article.objects.count())
    fields = {field.attname: getattr(row, field.attname) for field in Article._meta.concrete_fields}
    return (
        Article.objects.count(),
        fields,
        list(row.editions.values_list("number", "visible_from", "visible_until", "is_withheld")),
        list(row.revisions.exclude(kind=Revision.Kind.ASIDE).values_list("number", "checksum")),
        list(row.events.values_list("kind", "note")),
        list(Remark.objects.filter(article=row).values_list("text", "resolved_at")),
        list(PreviewLink.objects.filter(article=row).values_list("pk", "revoked_at")),
        list(row.contributions.values_list("author", "role")),
        sorted(row.tags.names()),
        list(Presence.objects.filter(article=row).values_list("user")),
    )


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


BEFORE = "draft review changes approved"  # nobody but the desk has had it
PUBLISHABLE = NOT_TRASHED
SCHEDULABLE = " ".join(state for state in STATES if state not in {"withdrawn", "trashed"})
PUBLIC = "scheduled published edited withdrawn"  # publishing starts the stages anew: a draft

DOORS: dict[str, Door] = {
    # Looking
    "the list": Door("changelist", "see", listed),
    "suggestions": Door("autocomplete", "see", autocomplete),
    "the form": look("change"),
    "the form as a popup": Door(
        "change", "see",
        lambda client, article: client.get(
            url("change", article.pk), {"_popup": "1", "_to_field": "id"}
        ),
    ),
    "the preview": look("preview"),
    "the checklist": look("checklist"),
    "the history": look("history"),
    "the comparison": look("compare"),
    "a revision": Door("revision", "see", of_its_rows("revision", "revisions", method="get")),
    "the remarks": look("remarks", "remark"),
    "the shared previews": look("shared", "share"),
    "the page that translates": look("translate", "see"),
    "the page that publishes": look("publish", "publish"),
    "the page that withdraws": look("withdraw", "publish"),
    "the page that deletes": look("delete", "delete"),
    "the page that submits": look("move", "submit", "submit"),
    "the page that approves": look("move", "review", "approve"),
    # Writing
    "a save": Door(
        "change", "change", save, ALL, lambda article, _state: article.title == "Overwritten"
    ),
    "an autosave": Door(
        "autosave", "change", autosave, ALL, lambda article, _state: article.title == "Overwritten"
    ),
    "the difference to a kept text": Door("difference", "see", difference),
    "a restored revision": Door(
        "revision_restore", "change", of_its_rows("revision_restore", "revisions"), ALL,
        lambda article, _state: "A second thought" not in article.body,
    ),
    "taking over": press("take_over", "change", "", number="1", checksum="x"),
    "a sign of life": press("presence", "see", ALL),
    "a remark": press("remarks", "remark", NOT_TRASHED, text="And warmer?"),
    "a remark resolved": Door(
        "remark_act", "remark", of_its_rows("remark_act", "remarks", "resolve"), ALL,
    ),
    "a preview shared": press(
        "shared", "share", NOT_TRASHED, has_event(Event.Kind.SHARED), label="for Eva", hours="24"
    ),
    "a preview revoked": Door(
        "unshare", "share", of_its_rows("unshare", "preview_links"), ALL,
        has_event(Event.Kind.UNSHARED),
    ),
    "a copy": press("duplicate", "see + add", ALL, one_more),
    "a translation": press("translate", "see + add", ALL, one_more, language="en-GB"),
    # Moving on
    **{
        f"{name}{way}": door
        for name, right, works, kind in (
            ("submit", "submit", f"draft changes {PUBLIC}", Event.Kind.SUBMITTED),
            ("ask_changes", "review", "review approved", Event.Kind.CHANGES_ASKED),
            ("approve", "review", "review", Event.Kind.APPROVED),
            ("take_back", "submit", "review changes approved", Event.Kind.TAKEN_BACK),
        )
        for way, door in zip(("", ", saving"), move(name, right, works, kind), strict=True)
    },
    "publishing": Door("publish", "publish", publishing, PUBLISHABLE, is_public),
    "scheduling": Door("publish", "publish", scheduling, SCHEDULABLE),
    "taking off the schedule": press(
        "unschedule", "publish", "scheduled", has_event(Event.Kind.UNSCHEDULED)
    ),
    "withdrawing": press(
        "withdraw", "publish", "scheduled published edited", has_event(Event.Kind.WITHDRAWN),
        reason="It was wrong.",
    ),
    "the trash": press("delete", "delete", NOT_TRASHED, in_trash, post="yes"),
    "deleting for good": press(
        "delete", "delete", "trashed", lambda _article, _state: False, post="yes", for_good="yes"
    ),
    "out of the trash": press(
        "restore", "trash", "trashed", out_of_trash
    ),
    "publishing many": bulk("publish_selected", "publish", "draft review changes approved edited "
                            "withdrawn", is_public, silent="on", anyway="on"),
    "withdrawing many": bulk("withdraw_selected", "publish", "scheduled published edited",
                             has_event(Event.Kind.WITHDRAWN), reason="It was wrong."),
    "tags for many": bulk("tags_selected", "change", NOT_TRASHED,
                          lambda article, _state: "Strike" in article.tags.names(), add="Strike"),
    "review of many": bulk("submit_selected", "submit", f"draft changes {PUBLIC}",
                           has_event(Event.Kind.SUBMITTED)),
    "the trash for many": bulk("trash_selected", "trash", NOT_TRASHED, in_trash),
    "many out of the trash": bulk(
        "restore_selected", "trash", "trashed", out_of_trash
    ),
}  # fmt: skip
