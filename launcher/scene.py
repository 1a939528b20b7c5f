"""The desk of the demo archive on a working day, for pictures: people, stages, a remark.

For launcher.camera, once Django is set up.
"""

from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from articles.models import Article
from articles.publishing import manuscript, remarks, workflow
from articles.text.quotes import Quote

CHANGED = "of the forty we contested last year we won twenty-six"
MENDED = "of the forty-one we contested last year we won twenty-seven"


@dataclass(frozen=True)
class Scene:
    cookie: str
    session: str
    """The name and the value of the cookie of somebody who is logged in."""
    writing: str
    comparing: str
    start: str


def set_up() -> Scene:
    """Make the people, let them work, and say where the pictures are taken."""
    mara = User.objects.create_user("mara", first_name="Mara", last_name="Lind", is_staff=True)
    jonas = User.objects.create_user("jonas", first_name="Jonas", last_name="Reed", is_staff=True)
    mara.groups.set(Group.objects.filter(name__in=["Publisher", "Moderator"]))
    jonas.groups.set(Group.objects.filter(name="Editor"))
    evictions = Article.objects.get(title__startswith="Ninety-nine households")
    evictions.body = evictions.body.replace(CHANGED, MENDED)
    manuscript.save(evictions)
    manuscript.record(evictions, by=jonas, note="The figures of the last cases")
    remark = remarks.leave(
        evictions,
        "Where do the eleven come from? Say it in the note.",
        quote=Quote("eleven leave with a removal van", "", ""),
        by=mara,
    )
    remarks.answer(remark, "From the table: ninety-nine by nine. I have written it in.", by=jonas)
    workflow.move(evictions, "submit", by=jonas)
    workflow.assign(evictions, mara, by=jonas)
    last = evictions.revisions.order_by("-number").values_list("number", flat=True)[0]
    return Scene(
        cookie=settings.SESSION_COOKIE_NAME,
        session=session_of(mara),
        writing=of(evictions, "change"),
        comparing=f"{of(evictions, 'compare')}?old={last - 1}&new={last}",
        start=reverse("admin:index"),
    )


def of(article: Article, page: str) -> str:
    return reverse(f"admin:articles_article_{page}", args=[article.pk])


def session_of(user: User) -> str:
    visitor = Client()
    visitor.force_login(user)
    return visitor.cookies[settings.SESSION_COOKIE_NAME].value
