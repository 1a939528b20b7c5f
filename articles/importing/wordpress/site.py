"""The site that an export comes from: its addresses, authors and categories."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from articles.text.language import is_language_tag, normalise_tag

from .post import unquoted
from .xml import by_name, characters, plain

PART = re.compile(r"<wp:(author|category|tag|term)>(.*?)</wp:\1\s*>", re.DOTALL)
VALUE = "<{0}(?:\\s[^<>]*)?>((?:<!\\[CDATA\\[.*?\\]\\]>|[^<])*)</{0}\\s*>"
UPLOADS = re.compile(r"/(?:wp-content/uploads|files)/(?P<file>[^?#]+)")
PREFIXES = re.compile(r"<(?:[A-Za-z_][\w.-]*):")


@dataclass
class Site:
    url: str
    title: str
    language: str
    declared: frozenset[str]
    """Prefixes that the file declares."""
    authors: dict[str, str] = field(default_factory=dict)
    """Names by login."""
    categories: dict[str, str] = field(default_factory=dict)
    """Names by slug."""
    tags: dict[str, str] = field(default_factory=dict)
    parents: dict[str, str] = field(default_factory=dict)
    """Of a category the slug of the one above."""
    numbers: dict[str, str] = field(default_factory=dict)
    """By `category slug` and `author login` the numbers that short addresses have."""

    @property
    def hosts(self) -> frozenset[str]:
        host = (urlsplit(self.url).hostname or "").lower()
        bare = host.removeprefix("www.")
        return frozenset({bare, f"www.{bare}"}) if bare else frozenset()

    @property
    def path(self) -> str:
        """Where on its host the site lives, without a slash at the end."""
        return unquote(urlsplit(self.url).path).rstrip("/")

    def local(self, url: str) -> str:
        """Path and query of an address on this site, not encoded; "" for every other."""
        url = url.strip()
        if not url.lower().startswith(("http://", "https://", "/")):
            return ""
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").lower()
        except ValueError:
            return ""
        if parts.netloc and host not in self.hosts:
            return ""
        path = unquote(parts.path) or "/"
        if self.path and path != self.path and not path.startswith(f"{self.path}/"):
            return ""
        return f"{path}?{unquote(parts.query)}" if parts.query else path

    def upload(self, url: str) -> str:
        """Of the address of an uploaded file its path in the folder of uploads; else ""."""
        path = self.local(url)
        match = UPLOADS.search(path) if path else None
        return match["file"] if match else ""

    def category_path(self, slug: str) -> str:
        """`parent/child`, as it stands in addresses."""
        names, seen = [slug], {slug}
        while (above := self.parents.get(names[0], "")) and above not in seen:
            names.insert(0, above)
            seen.add(above)
        return "/".join(names)


def site(top: str) -> Site:
    """Read what stands before the first item."""
    top, _mends = characters(top)
    head = top.partition("<wp:author>")[0]
    url = value(head, "wp:base_blog_url") or value(head, "link") or value(head, "wp:base_site_url")
    language = value(head, "language").replace("_", "-")
    found = Site(
        url=url.rstrip("/"),
        title=value(head, "title"),
        language=normalise_tag(language) if is_language_tag(language) else "",
        declared=frozenset(re.findall(r"xmlns:([\w.-]+)\s*=", head)),
    )
    for kind, text in PART.findall(top):
        _add(found, kind, text)
    return found


def _add(found: Site, kind: str, text: str) -> None:
    node = by_name(text)
    match kind:
        case "author":
            login = node.get("wp:author_login").strip()
            names = (node.get("wp:author_first_name"), node.get("wp:author_last_name"))
            name = node.get("wp:author_display_name") or " ".join(names)
            found.authors[login.lower()] = " ".join(name.split()) or login
            found.numbers[f"author {login.lower()}"] = node.get("wp:author_id").strip()
        case "category":
            slug = unquoted(node.get("wp:category_nicename").strip())
            found.categories[slug] = " ".join(node.get("wp:cat_name").split()) or slug
            found.numbers[f"category {slug}"] = node.get("wp:term_id").strip()
            found.parents[slug] = unquoted(node.get("wp:category_parent").strip())
        case "tag":
            slug = unquoted(node.get("wp:tag_slug").strip())
            found.tags[slug] = " ".join(node.get("wp:tag_name").split()) or slug
        case "term" if node.get("wp:term_taxonomy").strip() in {"category", "post_tag"}:
            slug = unquoted(node.get("wp:term_slug").strip())
            is_tag = node.get("wp:term_taxonomy").strip() == "post_tag"
            names_ = found.tags if is_tag else found.categories
            names_.setdefault(slug, " ".join(node.get("wp:term_name").split()) or slug)


def value(text: str, tag: str) -> str:
    match = re.search(VALUE.format(re.escape(tag)), text, re.DOTALL)
    return " ".join(plain(match[1]).split()) if match else ""
