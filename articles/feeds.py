"""Feeds in full text with notes, for the site, an author, a tag, a section.

Atom 1.0: RFC 4287. JSON Feed 1.1: jsonfeed.org.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from json import dumps
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.xmlutils import SimplerXMLGenerator

from articles.models import Author, Edition, EditionContribution, Role, Section, Tag
from articles.models.edition import EditionQuerySet
from articles.text.absolute import absolute
from articles.text.characters import without_controls
from articles.text.footnotes import prefix_ids

LENGTH = 30
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when an empty feed was updated


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


class AtomFeed(Atom1Feed):
    """Django's Atom feed with what it lacks: full text, each entry's language, several authors."""

    def latest_post_date(self) -> datetime:
        dates: list[datetime] = [item["updateddate"] for item in self.items]
        return max(dates, default=NEVER)  # Django takes now: no two answers would be the same

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        for contribution in item["contributions"]:
            role = "author" if contribution.role == Role.AUTHOR else "contributor"
            handler.startElement(role, AttributesImpl({}))
            handler.addQuickElement("name", without_controls(contribution.author.name))
            handler.addQuickElement("uri", author_address(contribution))
            handler.endElement(role)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def atom(request: HttpRequest, channel: Callable[..., Channel], **which: str) -> HttpResponse:
    about = channel(**which)
    feed = AtomFeed(
        title=without_controls(about.title),
        link=about.address,
        description=None,
        language=settings.LANGUAGE_CODE,
        author_name=settings.SITE_NAME,
        feed_url=about.address + "feed.xml",
        feed_guid=about.address,
    )
    for edition in about.newest():
        feed.add_item(
            title=without_controls(edition.title),
            link=address(edition),
            description=escape(without_controls(edition.excerpt)),
            unique_id=permanent_address(edition),
            pubdate=edition.online_at,
            updateddate=edition.visible_from,
            categories=[without_controls(term) for term in terms(edition)],
            language=edition.language,
            contributions=edition.contributions.all(),
            content=full_text(edition),
        )
    return HttpResponse(feed.writeString("utf-8"), content_type=AtomFeed.content_type)


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
                "url": author_address(contribution),
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


def author_address(contribution: EditionContribution) -> str:
    return settings.SITE_URL + contribution.author.get_absolute_url()


def address(edition: Edition) -> str:
    return settings.SITE_URL + edition.get_absolute_url()


def terms(edition: Edition) -> list[str]:
    section = [edition.section.name] if edition.section else []
    return list(dict.fromkeys(section + [tag.name for tag in edition.tags.all()]))


def moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
