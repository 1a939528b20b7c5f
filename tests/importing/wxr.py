"""Writes WordPress exports, as WordPress does and as it should not, for all tests that need one."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

SITE = "https://old.example.org"


def cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


@dataclass
class Said:
    """A comment."""

    key: int = 1
    text: str = "I was there."
    name: str = "Rosa"
    parent: int = 0
    approved: str = "1"
    kind: str = "comment"
    date: str = "2021-12-07 08:30:00"

    def xml(self) -> str:
        return f"""<wp:comment>
<wp:comment_id>{self.key}</wp:comment_id>
<wp:comment_author>{cdata(self.name)}</wp:comment_author>
<wp:comment_author_email>{cdata("reader@mail.example")}</wp:comment_author_email>
<wp:comment_author_url>https://home.example/~reader</wp:comment_author_url>
<wp:comment_author_IP>{cdata("203.0.113.77")}</wp:comment_author_IP>
<wp:comment_date>{cdata(self.date)}</wp:comment_date>
<wp:comment_date_gmt>{cdata(self.date)}</wp:comment_date_gmt>
<wp:comment_content>{cdata(self.text)}</wp:comment_content>
<wp:comment_approved>{cdata(self.approved)}</wp:comment_approved>
<wp:comment_type>{cdata(self.kind)}</wp:comment_type>
<wp:comment_parent>{self.parent}</wp:comment_parent>
<wp:comment_user_id>0</wp:comment_user_id>
<wp:commentmeta><wp:meta_key>akismet_as_submitted</wp:meta_key>
<wp:meta_value>{cdata("203.0.113.77 Mozilla/5.0 reader@mail.example")}</wp:meta_value>
</wp:commentmeta>
</wp:comment>
"""


@dataclass
class Item:
    """A post, a page, an attachment …"""

    key: int = 1
    title: str = "The rent strike"
    text: str = "<p>Forty families stopped paying on a Saturday in March.</p>"
    kind: str = "post"
    status: str = "publish"
    slug: str = "rent-strike"
    date: str = "2021-12-06 20:00:00"
    creator: str = "ada"
    excerpt: str = ""
    parent: int = 0
    password: str = ""
    link: str = ""
    file: str = ""
    open: str = "open"
    terms: list[tuple[str, str, str]] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    comments: list[Said] = field(default_factory=list)

    def xml(self) -> str:
        day = self.date[:10].replace("-", "/")
        place = f"/{self.slug}/" if self.kind == "page" else f"/{day}/{self.slug}/"
        terms = "".join(
            f"<category domain={quoteattr(domain)} nicename={quoteattr(slug)}>{cdata(name)}"
            "</category>\n"
            for domain, slug, name in self.terms
        )
        meta = "".join(
            f"<wp:postmeta>\n<wp:meta_key>{cdata(key)}</wp:meta_key>\n"
            f"<wp:meta_value>{cdata(value)}</wp:meta_value>\n</wp:postmeta>\n"
            for key, value in self.meta.items()
        )
        file = f"<wp:attachment_url>{cdata(self.file)}</wp:attachment_url>\n" if self.file else ""
        return f"""<item>
<title>{cdata(self.title)}</title>
<link>{self.link or SITE + place}</link>
<pubDate>Mon, 06 Dec 2021 19:00:00 +0000</pubDate>
<dc:creator>{cdata(self.creator)}</dc:creator>
<guid isPermaLink="false">{SITE}/?p={self.key}</guid>
<description></description>
<content:encoded>{cdata(self.text)}</content:encoded>
<excerpt:encoded>{cdata(self.excerpt)}</excerpt:encoded>
<wp:post_id>{self.key}</wp:post_id>
<wp:post_date>{cdata(self.date)}</wp:post_date>
<wp:post_date_gmt>{cdata(self.date)}</wp:post_date_gmt>
<wp:comment_status>{cdata(self.open)}</wp:comment_status>
<wp:ping_status>{cdata("open")}</wp:ping_status>
<wp:post_name>{cdata(self.slug)}</wp:post_name>
<wp:status>{cdata(self.status)}</wp:status>
<wp:post_parent>{self.parent}</wp:post_parent>
<wp:menu_order>0</wp:menu_order>
<wp:post_type>{cdata(self.kind)}</wp:post_type>
<wp:post_password>{cdata(self.password)}</wp:post_password>
<wp:is_sticky>0</wp:is_sticky>
{file}{terms}{meta}{"".join(comment.xml() for comment in self.comments)}</item>
"""


def author(login: str, name: str) -> str:
    return f"""<wp:author><wp:author_id>1</wp:author_id>
<wp:author_login>{cdata(login)}</wp:author_login>
<wp:author_email>{cdata(login + "@mail.example")}</wp:author_email>
<wp:author_display_name>{cdata(name)}</wp:author_display_name>
<wp:author_first_name>{cdata("")}</wp:author_first_name>
<wp:author_last_name>{cdata("")}</wp:author_last_name></wp:author>
"""


def category(slug: str, name: str, parent: str = "", key: int = 7) -> str:
    return f"""<wp:category><wp:term_id>{key}</wp:term_id>
<wp:category_nicename>{cdata(slug)}</wp:category_nicename>
<wp:category_parent>{cdata(parent)}</wp:category_parent>
<wp:cat_name>{cdata(name)}</wp:cat_name></wp:category>
"""


def top(*, site: str = SITE, language: str = "en-US", version: str = "1.2", parts: str = "") -> str:
    names = f"http://wordpress.org/export/{version}"
    return f"""<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4" created="2024-01-02 03:04" -->
<rss version="2.0"
\txmlns:excerpt="{names}/excerpt/"
\txmlns:content="http://purl.org/rss/1.0/modules/content/"
\txmlns:dc="http://purl.org/dc/elements/1.1/"
\txmlns:wp="{names}/"
>
<channel>
<title>{escape("The old site")}</title>
<link>{site}</link>
<description></description>
<language>{language}</language>
<wp:wxr_version>{version}</wp:wxr_version>
<wp:base_site_url>{site}</wp:base_site_url>
<wp:base_blog_url>{site}</wp:base_blog_url>
{parts or author("ada", "Ada Brandt") + author("berta", "Berta Klein")}"""


END = "</channel>\n</rss>\n"


def export(*items: Item, **about: str) -> str:
    return top(**about) + "".join(item.xml() for item in items) + END


def write(folder: Path, *items: Item, name: str = "site.xml", **about: str) -> Path:
    path = folder / name
    path.write_text(export(*items, **about), "utf-8")
    return path


def core_footnotes(*texts: str) -> tuple[str, dict[str, str]]:
    """Marks of the Footnotes block for these notes, and the field that holds their texts."""
    keys = [f"0a1b2c3d-{number:04}-4e5f-8a9b-0c1d2e3f4a5b" for number in range(len(texts))]
    marks = [
        f'<sup data-fn="{key}" class="fn"><a href="#{key}" id="{key}-link">{number}</a></sup>'
        for number, key in enumerate(keys, start=1)
    ]
    kept = [{"content": text, "id": key} for key, text in zip(keys, texts, strict=True)]
    paragraphs = "".join(
        f"<!-- wp:paragraph -->\n<p>Sentence {number}.{mark} And on.</p>\n"
        "<!-- /wp:paragraph -->\n\n"
        for number, mark in enumerate(marks, start=1)
    )
    return f"{paragraphs}<!-- wp:footnotes /-->", {"footnotes": json.dumps(kept)}


def article(number: int, notes: int = 9, comments: int = 6) -> Item:
    """One of many: what a post of an organisation looks like."""
    story = "Nobody could say why, and the story goes on from house to house. " * 5
    texts = [
        f'Annual report {1900 + n}, p. {number}, <a href="https://example.org/report/{n}">there</a>.'
        for n in range(notes)
    ]
    marked, meta = core_footnotes(*texts)
    text = marked.replace("And on.", story)
    said = [
        Said(number * 100 + n, f"Comment {n} on it. {story[:80]}", f"Reader {n}",
             parent=number * 100 + n - 1 if n % 3 else 0)
        for n in range(comments)
    ]  # fmt: skip
    month, day = number % 12 + 1, number % 28 + 1
    return Item(
        number + 10,
        f"The rents of the year, part {number}",
        text,
        slug=f"rents-{number}",
        date=f"{1990 + number % 30}-{month:02}-{day:02} 12:00:00",
        creator=("ada", "berta")[number % 2],
        terms=[
            ("category", "housing", "Housing"),
            ("post_tag", f"t{number % 40}", f"Tag {number % 40}"),
        ],
        meta=meta,
        comments=said,
    )  # fmt: skip
