"""What a letter says: plain text in the language of the site, and where to go on.

Of what readers wrote in confidence, nothing; of people, a name and no address.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.models import User
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article, Comment, Notice

from . import rights
from .people import name_of

Kind = Notice.Kind
SINGLE = 3  # of one kind; more are one letter
NOTE = 1000  # characters of what somebody said


class Words(NamedTuple):
    subject: str | Promise
    said: str | Promise


WORDS: Mapping[str, Words] = {
    Kind.REVIEW: Words(
        gettext_lazy("To review: %(title)s"),
        gettext_lazy("%(name)s has sent this text to review."),
    ),
    Kind.ASSIGNED: Words(
        gettext_lazy("Waits for you: %(title)s"),
        gettext_lazy("%(name)s has given this text to you."),
    ),
    Kind.CHANGES: Words(
        gettext_lazy("Changes asked for: %(title)s"),
        gettext_lazy("%(name)s asks for changes in your text."),
    ),
    Kind.APPROVED: Words(
        gettext_lazy("Approved: %(title)s"),
        gettext_lazy("%(name)s has approved your text."),
    ),
    Kind.REMARK: Words(
        gettext_lazy("A remark on: %(title)s"),
        gettext_lazy("%(name)s has left a remark or an answer."),
    ),
    Kind.PUBLISHED: Words(
        gettext_lazy("Published: %(title)s"),
        gettext_lazy("%(name)s has published your text, or put it on the schedule."),
    ),
    Kind.APPEARED: Words(
        gettext_lazy("Readers have it: %(title)s"),
        gettext_lazy("The minute for which this text was scheduled has come."),
    ),
    Kind.WITHDRAWN: Words(
        gettext_lazy("Withdrawn: %(title)s"),
        gettext_lazy("%(name)s has withdrawn your text."),
    ),
    Kind.DEAD: Words(
        gettext_lazy("A source has died: %(title)s"),
        gettext_lazy("This published text of yours cites a source that answers no more."),
    ),
}


class Letter(NamedTuple):
    subject: str
    text: str
    about: Sequence[Notice]


def letters(user: User, notices: Sequence[Notice]) -> Iterator[Letter]:
    """As few as it takes: one for each notice, or of many of a kind one for all."""
    ordered = sorted(notices, key=lambda notice: (notice.kind, notice.pk))
    for kind, group in groupby(ordered, key=lambda notice: notice.kind):
        same = list(group)
        if kind == Kind.COMMENT:
            yield about_comments(user, same)
        elif len(same) > SINGLE:
            yield about_many(kind, same)
        else:
            yield from map(about_one, same)


def about_one(notice: Notice) -> Letter:
    words = WORDS[notice.kind]
    name = name_of(notice.by) if notice.by else _("The archive")
    said = {"title": notice.article.title, "name": name}
    context = {
        "said": words.said % said,
        "articles": [(notice.article.title, address_of(notice.article))],
        "note": notice.note[:NOTE],
    }
    return Letter(words.subject % said, written("emails/notice.txt", context), [notice])


def about_many(kind: str, notices: Sequence[Notice]) -> Letter:
    articles = {notice.article_id: notice.article for notice in notices}
    context = {
        "said": f"{capfirst(Kind(kind).label)}:",
        "articles": [(row.title, address_of(row)) for row in articles.values()],
    }
    title = _("%(number)s texts") % {"number": len(articles)}
    subject = WORDS[kind].subject % {"title": title}
    return Letter(subject, written("emails/notice.txt", context), notices)


def about_comments(user: User, notices: Sequence[Notice]) -> Letter:
    """Nothing of what readers wrote, only how much waits."""
    context = {
        "number": rights.moderated_by(user).held().count(),
        "queue": address("admin:articles_comment_changelist") + f"?state={Comment.State.HELD}",
    }
    text = written("emails/comments.txt", context)
    return Letter(_("Comments wait for a decision"), text, notices)


def written(template: str, context: Mapping[str, Any]) -> str:
    text = render_to_string(template, {**context, "settings": address("admin:my_mail")})
    return text.strip() + "\n"


def address(name: str, *arguments: object) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=arguments)}"


def address_of(article: Article) -> str:
    return address("admin:articles_article_change", article.pk)
