"""A post -> an entry of the pipeline."""

import html as entities
import re
from collections.abc import Iterator

from articles.comments.plain_text import clean_name, clean_text
from articles.importing.base import Credit, Document, Finding, Level
from articles.importing.entries import Entry, Reply
from articles.importing.language import guess_language
from articles.importing.markup.tree import build, lines_of
from articles.models import Comment
from articles.text.language import is_language_tag, normalise_tag

from . import counting
from .body import read_body
from .items import Raw
from .notes import bare
from .pictures import Uploads
from .post import Post, post, without_private
from .post import Reply as Written
from .survey import Survey, language
from .xml import parse

SAMPLE = 240  # characters that the language is guessed from
TITLE = 80
PREFIX = re.compile(r"<(?:/)?([A-Za-z_][\w.-]*):")
CDATA = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)
USUAL = frozenset({"wp", "dc", "content", "excerpt", "wfw"})
STATES = {"1": Comment.State.APPROVED, "approve": Comment.State.APPROVED}
THROWN_AWAY = frozenset({"spam", "trash", "post-trashed"})
ANONYMOUS = "Anonymous"


def read(raw: Raw, about: Survey) -> Entry:
    """Never fails on what is there; ``about`` knows the rest of the export."""
    parsed = parse(raw.text)
    found = post(parsed.node)
    row = about.item(raw.number)
    findings = [Finding(Level.UNSURE, "xml", mend, line=raw.line) for mend in parsed.mends]
    findings += undeclared(raw.text, about)
    found.replies = [*chosen(found.replies, findings)]
    replies = [taken for written in found.replies if (taken := reply(written, findings))]
    uploads = Uploads(about.given.uploads)
    tongue = tongue_of(found, about, findings)
    body = read_body(found, about, uploads, tongue)
    document = Document(
        title=title_of(found, body.html, findings),
        standfirst=bare(found.excerpt),
        language=tongue,
        credits=[*credits_of(found, about)],
        printed_date=found.date[:10],
        body=body.html,
        address=found.link,
        old_addresses=old_addresses(found, about),
        pictures=uploads.found,
    )
    section = file_under(found, about, document, findings)
    lead = lead_of(found, about, uploads)
    return Entry(
        number=raw.number,
        source=row["source"],
        data=without_private(raw.text).encode("utf-8", "replace"),
        document=document,
        findings=[*findings, *body.findings, *uploads.findings, *said_of_status(found)],
        slug=row["slug"],
        section=section,
        is_public=found.status == "publish" and not found.is_protected,
        comments_open=found.comments_open,
        replies=replies,
        lead=lead,
        original=about.source_of(row["original"]),
        before=counting.before(found),
    )


def undeclared(text: str, about: Survey) -> Iterator[Finding]:
    prefixes = {*PREFIX.findall(CDATA.sub("", text))} - about.site.declared - USUAL
    if prefixes:
        names = ", ".join(sorted(prefixes))
        message = (
            f"The file uses names that it doesn’t declare ({names}); they were read all the same."
        )
        yield Finding(Level.FOUND, "xml", message)


def title_of(found: Post, body: str, findings: list[Finding]) -> str:
    title = bare(found.title) if "<" in found.title or "&" in found.title else found.title
    title = " ".join(title.split())
    if len(title) > 500:
        message = "The title was longer than 500 characters and was cut; it was:"
        findings.append(Finding(Level.UNSURE, "title", message, text=title))
        return f"{title[:498]} …"
    if title:
        return title
    first = bare(body)[:TITLE].rpartition(" ")[0] or bare(body)[:TITLE]
    message = "It has no title; the first words of the text stand for one."
    findings.append(Finding(Level.UNSURE, "title", message))
    return first or f"Untitled {found.key}"


def tongue_of(found: Post, about: Survey, findings: list[Finding]) -> str:
    """That of the plug-in, of the options, or of the site, unless the text is plainly another."""
    if (code := language(found)) and is_language_tag(code):
        return normalise_tag(code)
    if about.given.language:
        return about.given.language
    site = about.site.language
    guess = guess_language(f"{bare(found.title)} {bare(found.html[: SAMPLE * 3])}"[:SAMPLE])
    if not guess.sure or guess.language == site.partition("-")[0]:
        return site or guess.language
    if site:
        message = f"The language of the site is {site}, that of this text {guess.language}."
        findings.append(Finding(Level.UNSURE, "language", message))
    return guess.language


def credits_of(found: Post, about: Survey) -> Iterator[Credit]:
    """Of several authors by a plug-in, all; otherwise whose account it was written with."""
    names: list[str] = []
    for term in found.named("author"):
        slug = term.slug.removeprefix("cap-").lower()
        known = about.guests.get(slug) or about.site.authors.get(slug)
        names.append(known or about.site.authors.get(term.name.lower()) or term.name)
    if not names and found.creator:
        names = [about.site.authors.get(found.creator.lower(), found.creator)]
    for name in dict.fromkeys(" ".join(bare(name).split())[:200] for name in names):
        if name:
            yield Credit(name)


def file_under(found: Post, about: Survey, document: Document, findings: list[Finding]) -> str:
    """The section that a category stands for; the others become tags."""
    mapping, section = about.given.mapping, ""
    tags = []
    for term in found.named("category"):
        if wanted := mapping.sections.get(term.slug):
            section = section or wanted
            continue
        is_default = term.slug in {"uncategorized", "allgemein", "sin-categoria", "non-classe"}
        tags.append(mapping.tags.get(term.slug, "" if is_default else term.name))
    tags += [mapping.tags.get(term.slug, term.name) for term in found.named("post_tag")]
    names = [tag for tag in dict.fromkeys(bare(tag) for tag in tags) if tag]
    document.tags = [tag for tag in names if is_tag(tag)]
    message = "This can’t be a tag (more than 100 letters, or none):"
    findings += [
        Finding(Level.LEFT_OUT, "tag", message, text=tag) for tag in names if not is_tag(tag)
    ]
    return section


def is_tag(name: str) -> bool:
    return len(name) <= 100 and any(char.isalnum() for char in name)


def lead_of(found: Post, about: Survey, uploads: Uploads) -> str:
    key = found.meta.get("_thumbnail_id", "").strip()
    if not key.isdecimal():
        return ""
    attached = about.attachment(int(key))
    if attached is None:
        uploads.miss(f"featured picture, number {key}")
        return ""
    return uploads.place(attached.file)


def old_addresses(found: Post, about: Survey) -> list[str]:
    site = about.site
    query = "page_id" if found.kind == "page" else "p"
    addresses = [site.local(found.link), f"{site.path}/?p={found.key}" if found.key else ""]
    if query == "page_id" and found.key:
        addresses.append(f"{site.path}/?page_id={found.key}")
    addresses.append(site.local(found.guid) if "p=" not in found.guid else "")
    if found.meta.get("_wp_old_slug"):
        local, old = site.local(found.link), found.meta["_wp_old_slug"]
        if found.slug and found.slug in local:
            addresses.append(local.replace(found.slug, old))
    pages = about.attachment_pages(found.key) if found.key else []
    addresses += [f"{site.path}{url}" if url.startswith("/?") else site.local(url) for url in pages]
    root = site.path or ""
    return [
        path for path in dict.fromkeys(addresses) if path.strip("/") != root.strip("/") and path
    ]


def said_of_status(found: Post) -> Iterator[Finding]:
    if found.is_protected:
        yield Finding(Level.UNSURE, "status", "It had a password: it stays a draft.")
    elif found.status == "future":
        yield Finding(Level.UNSURE, "status", "It was scheduled: it stays a draft.")
    elif found.status != "publish":
        yield Finding(Level.FOUND, "status", f"It was not public ({found.status}): a draft.")


def chosen(replies: list[Written], findings: list[Finding]) -> Iterator[Written]:
    """Without spam, trash, and what other machines sent."""
    machines: dict[str, list[str]] = {}
    for written in replies:
        if written.state in THROWN_AWAY:
            continue
        if written.kind in {"comment", "note", "review"}:
            yield written
        else:
            machines.setdefault(written.kind, []).append(bare(written.html)[:200])
    for kind, texts in machines.items():
        message = (
            f"Not taken over, because no reader wrote them: {len(texts)} of the kind “{kind}”."
        )
        findings.append(Finding(Level.FOUND, "replies", message))


def reply(written: Written, findings: list[Finding]) -> Reply | None:
    text = clean_text(plain(written.html))
    name = clean_name(bare(written.name))[:80].strip() or ANONYMOUS
    if not text:
        message = "A comment without a word was left out; its markup:"
        findings.append(Finding(Level.LEFT_OUT, "replies", message, text=written.html[:500]))
        return None
    state = STATES.get(written.state, Comment.State.HELD)
    return Reply(written.key, written.parent, name, text, state, written.written_at)


def plain(html: str) -> str:
    """What a comment says, its links with their addresses."""
    if "<" not in html:
        return entities.unescape(html)
    root = build(html.replace("\r\n", "\n").replace("\n", "<br>"))
    for element in root.walk():
        if element.tag == "a" and (href := element.get("href")).startswith(("http:", "https:")):
            words = element.text().strip()
            element.children = [href if words in {"", href} else f"{words} ({href})"]
    return lines_of(root)
