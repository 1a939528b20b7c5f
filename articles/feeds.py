"""Feeds in full text with notes, for the site, an author, a tag, a section.

Atom 1.0: RFC 4287. JSON Feed 1.1: jsonfeed.org.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from json import dumps
from typing import Any
from xml.etree import ElementTree as ET

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from articles.models import Author, Edition, Role, Section, Tag
from articles.models.edition import EditionQuerySet
from articles.text.absolute import absolute
from articles.text.characters import without_controls
from articles.text.footnotes import prefix_ids

LENGTH = 30
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when an empty feed was updated
ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
ET.register_namespace("", ATOM)


@dataclass(frozen=True)
class Channel:
    """What a feed is about: its title, the path of the page it follows, the editions in it."""

    title: str
    path: str
    editions: EditionQuerySet

    @property
    def address(self) -> str:
        return settings.SITE_URL + self.path

    def newest(self) -> list[Edition]:
        """What was put online last, with all that an entry shows."""
        rows = self.editions.recently_online_first().select_related("section")
        return list(rows.prefetch_related("contributions__author", "tags")[:LENGTH])


def of_site() -> Channel:
    return Channel(settings.SITE_NAME, reverse("front"), Edition.objects.public())


def of_author(slug: str) -> Channel:
    author = get_object_or_404(Author, slug=slug)
    # An author may stand in a byline twice, as author and as translator.
    editions = Edition.objects.public().filter(pk__in=author.editions.values("pk"))
    return channel_of(author.name, author.get_absolute_url(), editions)


def of_tag(slug: str) -> Channel:
    tag = get_object_or_404(Tag, slug=slug)
    return channel_of(tag.name, tag.get_absolute_url(), Edition.objects.public().filter(tags=tag))


def of_section(slug: str) -> Channel:
    section = get_object_or_404(Section, slug=slug)
    editions = Edition.objects.public().filter(section=section)
    return channel_of(section.name, section.get_absolute_url(), editions)


def channel_of(name: str, path: str, editions: EditionQuerySet) -> Channel:
    """The channel of an author, a tag, a section; a 404 when readers know of no article there."""
    if not editions.exists():
        raise Http404
    return Channel(f"{name} · {settings.SITE_NAME}", path, editions)


def atom(request: HttpRequest, channel: Callable[..., Channel], **which: str) -> HttpResponse:
    about = channel(**which)
    editions = about.newest()
    root = ET.Element(f"{{{ATOM}}}feed", {XML_LANG: settings.LANGUAGE_CODE})
    add(root, "id", about.address)
    add(root, "title", about.title)
    add(root, "updated", moment(max((e.visible_from for e in editions), default=NEVER)))
    add(root, "link", rel="self", type="application/atom+xml", href=about.address + "feed.xml")
    add(root, "link", rel="alternate", type="text/html", href=about.address)
    add(add(root, "author"), "name", settings.SITE_NAME)
    for edition in editions:
        root.append(atom_entry(edition))
    body = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


def atom_entry(edition: Edition) -> ET.Element:
    entry = ET.Element(f"{{{ATOM}}}entry", {XML_LANG: edition.language})
    add(entry, "id", permanent_address(edition))
    add(entry, "title", edition.title)
    add(entry, "published", moment(edition.online_at))
    add(entry, "updated", moment(edition.visible_from))
    add(entry, "link", rel="alternate", type="text/html", href=address(edition))
    for contribution in edition.contributions.all():
        role = "author" if contribution.role == Role.AUTHOR else "contributor"
        person = add(entry, role)
        add(person, "name", contribution.author.name)
        add(person, "uri", settings.SITE_URL + contribution.author.get_absolute_url())
    for term in terms(edition):
        add(entry, "category", term=term)
    add(entry, "summary", edition.excerpt)
    add(entry, "content", full_text(edition), type="html")
    return entry


def add(parent: ET.Element, name: str, text: str = "", **attributes: str) -> ET.Element:
    clean = {key: without_controls(value) for key, value in attributes.items()}
    child = ET.SubElement(parent, f"{{{ATOM}}}{name}", clean)
    child.text = without_controls(text)
    return child


def json(request: HttpRequest, channel: Callable[..., Channel], **which: str) -> HttpResponse:
    about = channel(**which)
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": about.title,
        "home_page_url": about.address,
        "feed_url": about.address + "feed.json",
        "language": settings.LANGUAGE_CODE,
        "items": [json_item(edition) for edition in about.newest()],
    }
    body = dumps(feed, ensure_ascii=False)
    return HttpResponse(body, content_type="application/feed+json; charset=utf-8")


def json_item(edition: Edition) -> dict[str, Any]:
    return {
        "id": permanent_address(edition),
        "url": address(edition),
        "title": edition.title,
        "summary": edition.excerpt,
        "content_html": full_text(edition),
        "date_published": moment(edition.online_at),
        "date_modified": moment(edition.visible_from),
        "language": edition.language,
        "authors": [
            {
                "name": contribution.author.name,
                "url": settings.SITE_URL + contribution.author.get_absolute_url(),
            }
            for contribution in edition.contributions.all()
            if contribution.role == Role.AUTHOR
        ],
        "tags": terms(edition),
    }


def full_text(edition: Edition) -> str:
    """Text and notes, fit to share a page with other articles and to stand on another site."""
    html = prefix_ids(edition.html + edition.notes, f"a{edition.article_id}-")
    inside = absolute(html, settings.SITE_URL)
    return f'<div lang="{edition.language}" dir="{edition.direction}">{inside}</div>'


def permanent_address(edition: Edition) -> str:
    """What identifies the article in every feed, whatever becomes of its title."""
    return settings.SITE_URL + reverse("short", args=[edition.article_id])


def address(edition: Edition) -> str:
    return settings.SITE_URL + edition.get_absolute_url()


def terms(edition: Edition) -> list[str]:
    section = [edition.section.name] if edition.section else []
    return list(dict.fromkeys(section + [tag.name for tag in edition.tags.all()]))


def moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
