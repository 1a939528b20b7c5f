"""Whoever opens an article sees who else has it open."""

import time_machine
from django.contrib.auth.models import AbstractUser
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Article, Presence
from articles.models.desk import HERE
from articles.publishing import manuscript
from tests.factories import make_draft, make_user


def beat(client: Client, article: Article, **data: str) -> list[str]:
    response = client.post(reverse("admin:articles_article_presence", args=[article.pk]), data)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    return response.json()["here"]


def test_each_is_told_of_the_other_and_since_when(
    as_editor: Client, as_publisher: Client, publisher: AbstractUser
) -> None:
    publisher.first_name, publisher.last_name = "Mara", "Lind"
    publisher.save()
    article = make_draft()
    with time_machine.travel("2026-03-01T14:02Z"):
        assert beat(as_publisher, article) == []
    with time_machine.travel("2026-03-01T14:02:20Z"):
        assert beat(as_editor, article) == ["Mara Lind has had this open since 2:02 p.m."]
        assert beat(as_publisher, article) == ["editor has had this open since 2:02 p.m."]


def test_who_leaves_or_gives_no_sign_of_life_is_gone(
    as_editor: Client, as_publisher: Client
) -> None:
    article = make_draft()
    beat(as_publisher, article)
    assert len(beat(as_editor, article)) == 1
    beat(as_publisher, article, left="1")
    assert beat(as_editor, article) == []
    beat(as_publisher, article)
    with time_machine.travel(timezone.now() + HERE):
        assert beat(as_editor, article) == []


def test_somebody_who_comes_back_is_here_since_then(as_editor: Client) -> None:
    article = make_draft()
    with time_machine.travel("2026-03-01T14:02Z"):
        beat(as_editor, article)
    with time_machine.travel("2026-03-01T15:00Z"):
        beat(as_editor, article)
    assert Presence.objects.get().opened_at.hour == 15


def test_another_article_is_another_place(as_editor: Client, as_publisher: Client) -> None:
    beat(as_publisher, make_draft())
    assert beat(as_editor, make_draft()) == []


def test_who_may_not_see_the_article_learns_nothing(as_stranger: Client) -> None:
    url = reverse("admin:articles_article_presence", args=[make_draft().pk])
    assert as_stranger.post(url).status_code == 403
    assert not Presence.objects.exists()


def test_a_sign_of_life_tells_what_was_saved_meanwhile(as_editor: Client) -> None:
    article = make_draft()
    url = reverse("admin:articles_article_presence", args=[article.pk])
    before = as_editor.post(url).json()["version"]
    article.body = "<p>Other.</p>"
    manuscript.save(article)
    manuscript.record(article, by=make_user("mara"))
    answer = as_editor.post(url).json()
    assert answer["version"] == before + 1
    assert answer["last"]["who"] == "mara"


def test_presence_needs_a_post(as_editor: Client) -> None:
    url = reverse("admin:articles_article_presence", args=[make_draft().pk])
    assert as_editor.get(url).status_code == 405


def test_traces_of_yesterday_are_thrown_away(as_editor: Client) -> None:
    article = make_draft()
    with time_machine.travel("2026-03-01T14:02Z"):
        beat(as_editor, article)
    call_command("tick")
    assert not Presence.objects.exists()
