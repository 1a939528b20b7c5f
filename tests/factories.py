"""Articles, authors, pictures and people for tests, made through the archive's own doors.

Everything has a default; a test names only what it is about. Functions that make a published
article return its Edition, because that is what readers see; ``edition.article`` is the rest.
"""

import io
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser, Permission
from django.db.models import Q
from django.utils import timezone
from django.utils.text import slugify
from PIL import Image as Pillow

from articles.models import (
    Article,
    Author,
    Comment,
    Contribution,
    Edition,
    Image,
    Issue,
    Role,
    Section,
    Series,
)
from articles.publishing import images, manuscript
from articles.publishing.publish import publish, withdraw
from articles.publishing.trash import trash

PASSWORD = "correct horse battery staple"
_numbers = count(1)


def make_user(name: str, *permissions: str, is_staff: bool = True) -> AbstractUser:
    """A user who may do exactly ``permissions`` (``"change_article"``, ``"publish_article"``)."""
    user = get_user_model().objects.create_user(name, password=PASSWORD, is_staff=is_staff)
    granted = Permission.objects.filter(
        Q(codename__in=permissions), content_type__app_label="articles"
    )
    assert granted.count() == len(set(permissions)), f"unknown among {permissions}"
    user.user_permissions.set(granted)
    return user


def make_author(name: str = "", **fields: object) -> Author:
    name = name or f"Author {next(_numbers)}"
    return Author.objects.create(name=name, **{"slug": slugify(name, allow_unicode=True), **fields})


def make_section(name: str = "", **fields: object) -> Section:
    name = name or f"Section {next(_numbers)}"
    return Section.objects.create(
        name=name, **{"slug": slugify(name, allow_unicode=True), **fields}
    )


def make_series(title: str = "", **fields: object) -> Series:
    title = title or f"Series {next(_numbers)}"
    return Series.objects.create(
        title=title, **{"slug": slugify(title, allow_unicode=True), **fields}
    )


def make_issue(series: Series | None = None, **fields: object) -> Issue:
    series = series or make_series(kind=Series.Kind.PERIODICAL)
    return Issue.objects.create(series=series, **{"number": str(next(_numbers)), **fields})


def note(text: str, *, kind: str = "", key: str = "") -> str:
    """The markup of one footnote, to be set into a paragraph."""
    name = f' id="{key}"' if key else ""
    whose = f' data-kind="{kind}"' if kind else ""
    return f'<span class="footnote"{name}{whose}>{text}</span>'


def make_body(*, notes: int = 2, words: str = "Rents rose") -> str:
    """A paragraph with ``notes`` footnotes, each citing an address of its own, and another one."""
    cited = " ".join(
        f"{words} again"
        + note(f'Report {n}, p. {n}. <a href="https://example.org/{n}">example.org/{n}</a>')
        for n in range(1, notes + 1)
    )
    return f"<p>{cited} {words}.</p><p>The tenants met on Sunday.</p>"


def make_draft(
    title: str = "",
    *,
    authors: Sequence[Author | str] = (),
    tags: Sequence[str] = (),
    **fields: object,
) -> Article:
    """A saved manuscript with two footnotes, printed on 6 December 2021."""
    article = Article(
        title=title or f"Article {next(_numbers)}",
        **{"language": "en", "printed_date": "2021-12-06", "body": make_body(), **fields},
    )
    manuscript.save(article)
    for position, author in enumerate(authors, start=1):
        Contribution.objects.create(
            article=article,
            author=author if isinstance(author, Author) else make_author(author),
            role=Role.AUTHOR,
            position=position,
        )
    article.tags.set(tags)
    manuscript.record(article)
    return article


def make_published(
    title: str = "", *, at: datetime | None = None, correction: str = "", **fields: object
) -> Edition:
    """A published article; its edition."""
    return publish(make_draft(title, **fields), at=at, correction=correction)


def make_scheduled(title: str = "", *, days: float = 1, **fields: object) -> Edition:
    """An article that readers will see in so many days."""
    return make_published(title, at=timezone.now() + timedelta(days=days), **fields)


def make_withdrawn(title: str = "", *, reason: str = "It was wrong.", **fields: object) -> Edition:
    edition = make_published(title, **fields)
    withdraw(edition.article, reason=reason)
    edition.refresh_from_db()
    return edition


def make_trashed(title: str = "", **fields: object) -> Edition:
    """A published article that was put into the trash."""
    edition = make_published(title, **fields)
    trash(edition.article)
    edition.refresh_from_db()
    return edition


def republish(edition: Edition, *, correction: str = "", **changes: object) -> Edition:
    """Change the manuscript and publish the next edition."""
    article = Article.objects.get(pk=edition.article_id)
    for name, value in changes.items():
        setattr(article, name, value)
    manuscript.save(article)
    return publish(article, correction=correction)


def make_comment(
    article: Article, text: str = "I was there.", *, approved: bool = True, **fields: object
) -> Comment:
    """A comment that a moderator has approved, or one that is held."""
    decided = {"state": Comment.State.APPROVED, "decided_at": timezone.now()} if approved else {}
    return Comment.objects.create(
        article=article, text=text, **{"name": "A reader", **decided, **fields}
    )


def make_picture(
    width: int = 640, height: int = 480, *, kind: str = "PNG", color: str = "#a32020"
) -> bytes:
    """The bytes of a picture of one colour."""
    out = io.BytesIO()
    Pillow.new("RGB", (width, height), color).save(out, kind)
    return out.getvalue()


def make_image(width: int = 640, height: int = 480, **details: str) -> Image:
    """A picture of the archive; each call makes another one."""
    color = f"#{next(_numbers) % 0xFFFFFF:06x}"
    data = make_picture(width, height, color=color)
    return images.store(data, **{"name": "poster.png", "alt": "A red poster", **details})
