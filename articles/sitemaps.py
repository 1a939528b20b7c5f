"""What search engines may find: every public article, and the pages that lead to them."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Q
from django.urls import reverse

from articles.models import Author, Edition, Section, Series, Tag
from articles.models.edition import EditionQuerySet

SITE = urlsplit(settings.SITE_URL)


class PublicSitemap(Sitemap):
    """Addresses begin with SITE_URL, whatever host a request has come to."""

    protocol = SITE.scheme

    def get_domain(self, site: object = None) -> str:  # noqa: ARG002  Django passes it
        return SITE.netloc


class ArticleSitemap(PublicSitemap):
    limit = 40_000  # the protocol allows 50,000 addresses a file; the lists have theirs too

    def items(self) -> EditionQuerySet:
        rows = Edition.objects.public().newest_first()
        return rows.only("filed_year", "slug", "visible_from", "article_id")

    def lastmod(self, edition: Edition) -> datetime:
        return edition.visible_from


class ListSitemap(PublicSitemap):
    """The site's own pages and those of authors, tags, sections and series that have articles."""

    def items(self) -> list[str]:
        pages = [reverse(name) for name in ("front", "archive", "authors", "tags", "corrections")]
        public = Edition.objects.public()
        rows = [
            row
            for noun in (Author, Tag, Section)
            for row in noun.objects.filter(editions__in=public).distinct()
        ]
        numbers = Q(editions__in=public) | Q(issues__editions__in=public)
        rows += Series.objects.filter(numbers).distinct()
        return pages + [row.get_absolute_url() for row in rows]

    def location(self, item: str) -> str:
        return item


SITEMAPS: dict[str, type[PublicSitemap]] = {"articles": ArticleSitemap, "lists": ListSitemap}
