"""How comments are shown: in the order of a conversation, and as safe HTML."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles.text.urls import find_urls, safe_link

DEEPEST = 3  # levels of indentation; on a phone more of them leave no room for words


class Said(NamedTuple):
    """An approved comment as it was sent."""

    id: int
    parent: int | None
    name: str
    text: str
    created_at: datetime


class Reply(NamedTuple):
    """A comment in its place."""

    id: int
    name: str
    html: str
    created_at: datetime
    depth: int
    """How far it is indented."""
    answers: tuple[int, str] | None
    """Id and name of the shown comment that it answers."""


def thread(comments: Iterable[Said]) -> list[Reply]:
    """Each comment followed by its replies, all in the order given.

    A reply to a comment that is not shown begins a conversation of its own.
    """
    shown = {comment.id: comment for comment in comments}
    replies = defaultdict(list)
    for comment in shown.values():
        replies[comment.parent if comment.parent in shown else None].append(comment)
    waiting = [(comment, 0) for comment in reversed(replies[None])]
    ordered = []
    while waiting:
        comment, depth = waiting.pop()
        answered = shown.get(comment.parent or 0)
        ordered.append(reply(comment, min(depth, DEEPEST), answered))
        waiting += [(answer, depth + 1) for answer in reversed(replies[comment.id])]
    return ordered


def reply(comment: Said, depth: int = 0, answered: Said | None = None) -> Reply:
    answers = (answered.id, answered.name) if answered else None
    html = as_html(comment.text)
    return Reply(comment.id, comment.name, html, comment.created_at, depth, answers)


def as_html(text: str) -> SafeString:
    """A comment's text, escaped: paragraphs at empty lines, line breaks, links to web addresses."""
    paragraphs = "".join(
        f"<p>{linked(paragraph).replace(chr(10), '<br>')}</p>"
        for paragraph in text.split("\n\n")
        if paragraph.strip()
    )
    return mark_safe(paragraphs)


def linked(text: str) -> SafeString:
    """The text, escaped, its addresses as links that neither search engines nor sites profit of."""
    if "://" not in text and "www." not in text.lower():  # as in most: nothing to look for
        return escape(text)
    parts, end = [], 0
    for start, stop, url in find_urls(text):
        parts.append(escape(text[end:start]))
        parts.append(link(text[start:stop], url))
        end = stop
    return mark_safe("".join([*parts, escape(text[end:])]))


def link(label: str, url: str) -> SafeString:
    href = safe_link(url)
    if href is None:
        return escape(label)
    return format_html(
        '<a href="{}" rel="external nofollow ugc noopener noreferrer">{}</a>', href, label
    )
