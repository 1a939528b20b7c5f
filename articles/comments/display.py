"""How comments are shown: in the order of a conversation, and as safe HTML."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from articles.models import Comment
from articles.text.urls import find_urls, safe_link

DEEPEST = 3  # levels of indentation; on a phone more of them leave no room for words


@dataclass(frozen=True)
class Reply:
    """A comment in its place: how far it is indented, and which shown comment it answers."""

    comment: Comment
    depth: int
    answers: Comment | None


def thread(comments: Iterable[Comment]) -> list[Reply]:
    """Each comment followed by its replies, all in the order given.

    A reply to a comment that is not shown begins a conversation of its own.
    """
    shown = {comment.pk: comment for comment in comments}
    replies = defaultdict(list)
    for comment in shown.values():
        replies[comment.parent_id if comment.parent_id in shown else None].append(comment)
    waiting = [(comment, 0) for comment in reversed(replies[None])]
    ordered = []
    while waiting:
        comment, depth = waiting.pop()
        ordered.append(Reply(comment, min(depth, DEEPEST), shown.get(comment.parent_id or 0)))
        waiting += [(reply, depth + 1) for reply in reversed(replies[comment.pk])]
    return ordered


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
