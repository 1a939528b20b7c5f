"""The block editor's markup: comments around HTML, some with all that they say in their JSON."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from articles.importing.base import Finding, Level

from .shortcodes import WEB, linked

BLOCK = re.compile(
    r"<!--\s+(?P<end>/)?wp:(?P<name>[a-z][\w-]*(?:/[a-z][\w-]*)?)\s*(?P<given>\{.*?\})?\s*"
    r"(?P<void>/)?-->",
    re.DOTALL,
)
LEFTOVER = re.compile(r"<!--\s*(?:more.*?|nextpage|noteaser)\s*-->\n?", re.DOTALL)
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
EMBED = re.compile(
    r"<figure\b[^>]*\bwp-block-embed\b[^>]*>\s*<div[^>]*>\s*(?P<url>https?://\S+?)\s*</div>\s*"
    r"(?P<caption><figcaption\b.*?</figcaption>)?\s*</figure>",
    re.DOTALL | re.IGNORECASE,
)
SILENT = frozenset(
    {"more", "nextpage", "spacer", "separator", "footnotes", "post-title", "post-content",
     "post-date", "post-author", "post-featured-image", "post-excerpt", "comments", "site-title",
     "post-terms", "post-comments-form", "template-part", "navigation", "search", "social-links",
     "social-link", "page-list", "latest-posts", "latest-comments", "archives", "categories",
     "tag-cloud", "calendar", "rss", "loginout", "query", "query-pagination"}
)  # fmt: skip
"""Dynamic blocks that say nothing of the article itself."""
WORDY = ("content", "text", "title", "heading", "caption", "citation", "description", "label",
         "value", "quote", "question", "answer")  # fmt: skip


@dataclass
class Blocks:
    reusable: Callable[[int], str]
    """The text of the reusable block with this id; "" where it is not in the export."""
    findings: list[Finding] = field(default_factory=list)
    depth: int = 0
    _named: Counter[str] = field(default_factory=Counter)

    def resolve(self, html: str) -> str:
        """The HTML alone, with what dynamic blocks say in their JSON."""
        if "<!--" not in html:
            return html
        html = LEFTOVER.sub("", html)
        html = BLOCK.sub(self._instead, html)
        html = EMBED.sub(_embedded, html)
        return COMMENT.sub(self._hidden, html)

    def _hidden(self, match: re.Match[str]) -> str:
        if any(char.isalnum() for char in match[0]):
            message = "A comment in the markup, which readers never saw, was left out."
            self.findings.append(Finding(Level.LEFT_OUT, "comment", message, text=match[0]))
        return ""

    def _instead(self, match: re.Match[str]) -> str:
        name = match["name"].removeprefix("core/")
        if match["end"] or not match["void"]:
            return ""
        given = _json(match["given"])
        if name == "block":
            return self._reused(given)
        if name in SILENT:
            return ""
        if words := list(_words(given)):
            return "".join(f"<p>{text}</p>" for text in words)
        url = given.get("url") or given.get("src") or given.get("href")
        if isinstance(url, str) and WEB.fullmatch(url):
            return f"<p>{linked(url)}</p>"
        self._named[name] += 1
        if self._named[name] == 1:
            message = f"The block “{name}” has no text of its own in the export."
            self.findings.append(Finding(Level.LEFT_OUT, "block", message, text=match[0][:500]))
        return ""

    def _reused(self, given: Mapping[str, Any]) -> str:
        key = given.get("ref")
        text = self.reusable(key) if isinstance(key, int) and self.depth < 5 else ""
        if not text:
            message = f"The reusable block {key} is not in the export."
            self.findings.append(Finding(Level.UNSURE, "block", message))
            return ""
        self.depth += 1
        try:
            return self.resolve(text)
        finally:
            self.depth -= 1


def is_of_blocks(html: str) -> bool:
    return "<!-- wp:" in html


def _json(text: str | None) -> dict[str, Any]:
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _words(given: Mapping[str, Any]) -> "list[str]":
    return [value for name in WORDY if isinstance(value := given.get(name), str) and value.strip()]


def _embedded(match: re.Match[str]) -> str:
    return f"<figure><p>{linked(match['url'])}</p>{match['caption'] or ''}</figure>"
