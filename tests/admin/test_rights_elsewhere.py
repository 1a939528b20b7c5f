"""No door of the desk is forgotten: whatever is not in the table of an article is tried here.

Everybody tries every door by its address, to rows that are there, and of their own where that makes
a difference.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import (
    Article,
    BulkRun,
    Edition,
    Event,
    Footnote,
    ImportRun,
    Original,
    Redirect,
    Revision,
    SavedFilter,
    Source,
)
from articles.publishing import preview_links, roles
from tests.factories import (
    make_author,
    make_comment,
    make_image,
    make_issue,
    make_published,
    make_section,
)
from tests.people import desk_of, make_member, role

from .rights_doors import DOORS
from .rights_elsewhere import ANYBODY, ELSEWHERE, LETTERS, TEXTS, THE_DESK, Way
from .rights_ways import is_refusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys() -> dict[str, list[Any]]:
    """What the addresses name: a row of each kind."""
    article = make_published("A text", tags=["Strike"]).article
    text = ContentType.objects.get_for_model(Article)
    somebody = User.objects.create_user("somebody")
    issue = make_issue()
    rows: dict[str, Any] = {
        "author": make_author(),
        "tag": article.tags.get(),
        "section": make_section(),
        "series": issue.series,
        "issue": issue,
        "image": make_image(),
        "redirect": Redirect.objects.create(path="/old/", target="/new/"),
        "original": Original.objects.create(
            article=article, source="a.txt", format="plain", checksum="0" * 64, data=b"x",
            manuscript_checksum="",
        ),
        "comment": make_comment(article, approved=False),
        "user": somebody,
        "group": role("Writer"),
        "logentry": LogEntry.objects.create(
            user=somebody, content_type=text, object_id=str(article.pk), action_flag=ADDITION
        ),
        "dbtaskresult": DBTaskResult.objects.create(
            args_kwargs={"args": [], "kwargs": {}}, task_path="articles.tasks.x",
            backend_name="default", run_after=timezone.now(), exception_class_path="", traceback="",
        ),
        "filter": SavedFilter.objects.create(user=somebody, name="Drafts", query="state=draft"),
        "run": BulkRun.objects.create(user=somebody, act="tags", total=1, keys=[article.pk]),
    }  # fmt: skip
    moving = ImportRun.objects.create(source="site.xml", path="/nowhere", by=somebody)
    for model in (Edition, Revision, Event, Footnote, Source):
        rows[model._meta.model_name or ""] = model._default_manager.first()
    assert all(rows.values())
    return {
        "": [],
        "moving": [moving.pk],
        "moving pause": [moving.pk, "pause"],
        "app": ["articles"],
        "page": [ContentType.objects.get_for_model(Edition).pk, rows["edition"].pk],
        "reset": ["MQ", "no-token"],
        **{name: [row.pk] for name, row in rows.items()},
    }


def browser(letter: str) -> Client:
    """Of somebody to whom the text, the kept list and the run belong."""
    if letter == "-":
        return Client()
    if letter == "X":
        user = User.objects.create_superuser("who")
    else:
        user = make_member("who", *({LETTERS[letter]} & {*roles.ROLES, roles.ADMINISTRATOR}))
    for model, owner in (
        (Article, "created_by"),
        (SavedFilter, "user"),
        (BulkRun, "user"),
        (ImportRun, "by"),
    ):
        model._default_manager.update(**{owner: user})
    return desk_of(user)


def try_door(client: Client, name: str, way: Way, keys: dict[str, list[Any]]) -> HttpResponse:
    arguments = {"args": keys[way.row]}
    if name == "app_list":
        arguments = {"kwargs": {"app_label": "articles"}}
    url = address_of(name, **arguments)
    if way.sent is None:
        return client.get(url, way.asked or {})
    if isinstance(way.sent, str):
        return client.post(url, way.sent, content_type="application/json")
    return client.post(url, way.sent)


def address_of(name: str, **arguments: Any) -> str:
    return reverse(name if name in named(outside=True) else f"admin:{name}", **arguments)


@pytest.mark.parametrize("letter", LETTERS, ids=LETTERS.values())
def test_everybody_finds_exactly_the_doors_open_that_are_theirs(
    letter: str, keys: dict[str, list[Any]]
) -> None:
    client, wrong = browser(letter), []
    cookies = client.cookies.copy()
    for name, way in ELSEWHERE.items():
        with transaction.atomic():
            answer = try_door(client, name, way, keys)
            transaction.set_rollback(True)
        client.cookies = cookies.copy()  # also after the log-out
        if is_refusal(answer) == (letter in way.who) or answer.status_code in {405, 500}:
            wrong.append(f"{name}: {answer.status_code} {answer.get('Location', '')}")
    assert not wrong, "\n".join(wrong)


def named(*, outside: bool = False) -> set[str]:
    """The names of all addresses of the desk, or of those outside of Django’s admin site only."""

    def walk(patterns: list[Any], before: str, spaces: str) -> Iterator[str]:
        for pattern in patterns:
            whole = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver):
                yield from walk(pattern.url_patterns, whole, spaces + (pattern.namespace or ""))
            elif whole.startswith("admin/") and not (outside and spaces) and pattern.name:
                yield pattern.name

    return set(walk(get_resolver().url_patterns, "", ""))


def test_no_door_is_forgotten() -> None:
    """Whoever makes a new page of the desk says in one of the tables who may open it."""
    of_an_article = {
        name if (name := door.address) == "autocomplete" else f"articles_article_{name}"
        for door in DOORS.values()
    }
    assert named() == of_an_article | set(ELSEWHERE)


def test_the_table_allows_and_forbids() -> None:
    for name, way in ELSEWHERE.items():
        assert set(way.who) <= set(ANYBODY), name
        record = name.endswith(("_add", "_delete"))
        assert way.who or record, name


def test_what_belongs_to_somebody_else_is_not_there(keys: dict[str, list[Any]]) -> None:
    client = desk_of(make_member("who", "Publisher"))
    for name in ("bulk", "bulk_stop", "bulk_go_on"):
        way = ELSEWHERE[f"articles_article_{name}"]
        assert try_door(client, f"articles_article_{name}", way, keys).status_code == 404
    archivist = desk_of(make_member("archivist", "Archivist"))
    for name in ("moving_run", "moving_act"):
        way = ELSEWHERE[f"articles_article_{name}"]
        assert try_door(archivist, f"articles_article_{name}", way, keys).status_code == 404
    way = ELSEWHERE["articles_article_filter_delete"]
    try_door(client, "articles_article_filter_delete", way, keys)
    assert SavedFilter.objects.exists()


@pytest.mark.parametrize("letter", THE_DESK, ids=list(map(LETTERS.get, THE_DESK)))
def test_the_front_and_the_affiliations_name_what_one_may_see(letter: str) -> None:
    author = make_author("Ada Brandt")
    article = make_published("A text", authors=[author]).article
    article.contributions.update(affiliation="Tenants’ Union")
    client = browser(letter)
    front = client.get(reverse("admin:index")).content.decode()
    asked = reverse("admin:articles_article_affiliations")
    found = client.get(asked, {"author": author.pk}).json()["affiliations"]
    assert ("A text" in front, bool(found)) == (letter in TEXTS, letter in TEXTS)
    # And who writes, but sees texts of their own only, learns nothing of those of others.
    Article.objects.update(created_by=None)
    front = client.get(reverse("admin:index")).content.decode()
    found = client.get(asked, {"author": author.pk}).json()["affiliations"]
    sees_all = letter in TEXTS.replace("W", "")
    assert ("A text" in front, bool(found)) == (sees_all, sees_all)


@pytest.mark.parametrize("letter", LETTERS, ids=LETTERS.values())
def test_a_shared_preview_opens_to_whoever_has_its_address_and_only_by_it(letter: str) -> None:
    article = make_published("A text").article
    link = preview_links.share(article)
    client = browser(letter)
    address = reverse("shared_preview", args=[preview_links.token(link)])
    assert client.get(address).status_code == 200
    assert client.get(reverse("shared_preview", args=["x" * 40])).status_code == 404
    preview_links.revoke(link)
    assert client.get(address).status_code == 410
