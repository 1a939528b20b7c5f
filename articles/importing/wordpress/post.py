"""One item of an export as WordPress meant it."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple
from urllib.parse import unquote

from .xml import Node

NO_DATE = "0000-00-00"
DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d))?)?")
PRIVATE = re.compile(
    r"<(wp:comment_author_(?:IP|email|url)|wp:comment_agent|wp:comment_user_id|wp:post_password)"
    r"(?:\s[^<>]*)?>(?:.*?</\1\s*>|[^<]*)",
    re.DOTALL,
)
COMMENT_META = re.compile(r"<wp:commentmeta>.*?</wp:commentmeta\s*>\s*", re.DOTALL)
COMMENT = re.compile(r"<wp:comment>.*?</wp:comment\s*>\s*", re.DOTALL)
THROWN_AWAY = re.compile(
    r"<wp:comment_approved>\s*(?:<!\[CDATA\[)?\s*(?:spam|trash|post-trashed)\b"
)


class Term(NamedTuple):
    domain: str  # category, post_tag, author, language …
    slug: str
    name: str


@dataclass
class Reply:
    """A comment of the export, without what is nobody's business."""

    key: int
    parent: int
    name: str
    html: str
    state: str  # of WordPress: 1, 0, spam, trash, post-trashed
    kind: str  # comment, pingback, trackback or a plug-in's own
    written_at: datetime | None


@dataclass
class Post:
    key: int
    kind: str
    status: str
    title: str
    html: str
    excerpt: str
    date: str  # as it was printed: local time of the site, ISO 8601; "" where there is none
    is_protected: bool
    slug: str
    link: str
    guid: str
    parent: int
    creator: str
    file: str  # of an attachment: where it lies
    comments_open: bool
    terms: list[Term] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    replies: list[Reply] = field(default_factory=list)

    def named(self, *domains: str) -> list[Term]:
        return [term for term in self.terms if term.domain in domains]


def post(node: Node) -> Post:
    return Post(
        key=number(node.get("wp:post_id")),
        kind=node.get("wp:post_type").strip() or "post",
        status=node.get("wp:status").strip() or "publish",
        title=node.get("title").strip(),
        html=node.get("content:encoded"),
        excerpt=node.get("excerpt:encoded").strip(),
        date=date_of(node),
        is_protected=bool(node.get("wp:post_password").strip()),
        slug=unquoted(node.get("wp:post_name").strip()),
        link=node.get("link").strip(),
        guid=node.get("guid").strip(),
        parent=number(node.get("wp:post_parent")),
        creator=node.get("dc:creator").strip(),
        file=node.get("wp:attachment_url").strip(),
        comments_open=node.get("wp:comment_status").strip() != "closed",
        terms=[
            Term(
                child.attributes.get("domain", "category"),
                unquoted(child.attributes.get("nicename", "")),
                " ".join(child.text.split()),
            )
            for child in node.all("category")
        ],
        meta=meta(node.all("wp:postmeta")),
        replies=[reply(child) for child in node.all("wp:comment")],
    )


def meta(nodes: Iterable[Node]) -> dict[str, str]:
    """Of several values under one name the first that says something counts."""
    found: dict[str, str] = {}
    for node in nodes:
        key = node.get("wp:meta_key")
        found[key] = found.get(key) or node.get("wp:meta_value")
    return found


def reply(node: Node) -> Reply:
    moments = (moment(node.get(f"wp:comment_date{kind}")) for kind in ("_gmt", ""))
    return Reply(
        key=number(node.get("wp:comment_id")),
        parent=number(node.get("wp:comment_parent")),
        name=node.get("wp:comment_author"),
        html=node.get("wp:comment_content"),
        state=node.get("wp:comment_approved").strip(),
        kind=node.get("wp:comment_type").strip() or "comment",
        written_at=next(filter(None, moments), None),
    )


def number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) < 16 else 0


def unquoted(slug: str) -> str:
    """WordPress keeps slugs percent-encoded, and cuts them in the middle of a letter."""
    return unquote(slug, errors="ignore") if "%" in slug else slug


def date_of(node: Node) -> str:
    """The day on which the site said that it was published."""
    for name in ("wp:post_date", "wp:post_date_gmt"):
        if (text := node.get(name).strip()) and not text.startswith(NO_DATE):
            found = moment(text)
            if found:
                return found.isoformat()
    return ""


def moment(text: str) -> datetime | None:
    match = DATE.match(text.strip())
    if match is None:
        return None
    try:
        return datetime(*(int(part or 0) for part in match.groups()), tzinfo=UTC)  # type: ignore[arg-type,misc]
    except ValueError:
        return None


def without_private(text: str) -> str:
    """The item as it may be kept: without addresses, machines, passwords, what was thrown away."""
    text = COMMENT_META.sub("", text)
    if THROWN_AWAY.search(text):
        text = COMMENT.sub(lambda found: "" if THROWN_AWAY.search(found[0]) else found[0], text)
    return PRIVATE.sub(r"<\1></\1>", text)


def json_list(text: str) -> list[dict[str, str]]:
    """A list of objects that a plug-in keeps as JSON; nothing where it is none."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return []
    return [entry for entry in found if isinstance(entry, dict)] if isinstance(found, list) else []
