"""The canonical content of an article: what revisions keep, editions freeze and checksums cover."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from articles.models import Article, Contribution

Content = dict[str, Any]


def content(
    article: Article,
    *,
    byline: Iterable[Contribution] | None = None,
    tags: Iterable[str] | None = None,
) -> Content:
    """All that was written and catalogued, as plain JSON values, readable without this program.

    ``byline`` and ``tags`` stand in for those in the database, where these aren't saved yet.
    """
    if byline is None:
        byline = article.contributions.select_related("author").order_by("position")
    if tags is None:
        tags = (tag.name for tag in article.tags.all())
    # What came later stands there only where it is used, so that old checksums stay true.
    later = {"social_image": article.social_image.checksum} if article.social_image else {}
    return later | {
        "title": article.title,
        "standfirst": article.standfirst,
        "language": article.language,
        "body": article.body,
        "slug": article.slug,
        "printed_date": article.printed_date,
        "printed_label": article.printed_label,
        "byline": [
            {
                "name": contribution.author.name,
                "author": contribution.author.slug,
                "role": contribution.role,
                "affiliation": contribution.affiliation,
            }
            for contribution in byline
        ],
        "tags": sorted(tags),
        "section": article.section.slug if article.section else None,
        "series": article.series.slug if article.series else None,
        "series_position": article.series_position,
        "issue": str(article.issue) if article.issue else None,
        "translation_of": article.translation_of_id,
        "image": article.image.checksum if article.image else None,
        "provenance": article.provenance,
    }


def checksum(value: Content) -> str:
    """SHA-256, in hexadecimal, of the content as JSON with sorted keys and no spaces (UTF-8)."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
