"""What an edition keeps of the manuscript: its content, its catalogue data and its rendering."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.contrib.auth.models import User
from django.db.models import F

from articles.models import (
    Article,
    Contribution,
    Edition,
    EditionContribution,
    EditionTag,
    Tag,
)
from articles.text import dates
from articles.text.clean import clean
from articles.text.footnotes import read_footnotes
from articles.text.plain import excerpt, to_text, words

from .content import Content, checksum, content
from .render import render


def freeze(
    article: Article,
    *,
    number: int,
    visible_from: datetime,
    correction: str,
    by: User | None,
) -> Edition:
    """Store the manuscript, its catalogue data and its rendering as edition ``number``."""
    article.body = clean(article.body)
    edition = edition_row(
        article, content(article), number=number, visible_from=visible_from, by=by
    )
    edition.correction = correction
    edition.online_at = online_since(article) or visible_from
    edition.save()
    EditionTag.objects.bulk_create(tag_rows(edition, article.tags.all()))
    EditionContribution.objects.bulk_create(contribution_rows(edition, article.contributions.all()))
    return edition


def edition_row(
    article: Article, frozen: Content, *, number: int, visible_from: datetime, by: User | None
) -> Edition:
    """The edition of a clean manuscript with this content, not stored yet."""
    return Edition(
        article=article,
        number=number,
        content=frozen,
        checksum=checksum(frozen),
        online_at=visible_from,
        visible_from=visible_from,
        created_by=by,
        **written(article),
        **catalogued(article),
    )


def tag_rows(edition: Edition, tags: Iterable[Tag]) -> list[EditionTag]:
    return [EditionTag(tag=tag, **_place(edition)) for tag in tags]


def contribution_rows(
    edition: Edition, byline: Iterable[Contribution]
) -> list[EditionContribution]:
    return [
        EditionContribution(
            **_place(edition),
            author_id=contribution.author_id,
            role=contribution.role,
            affiliation=contribution.affiliation,
            position=contribution.position,
        )
        for contribution in byline
    ]


def _place(edition: Edition) -> dict[str, Any]:
    return {"edition": edition, "article": edition.article, "sort_date": edition.sort_date}


def written(article: Article) -> dict[str, Any]:
    """The words, and what readers are shown of them."""
    rendered = render(article)
    notes = read_footnotes(article.body, article.language)
    return {
        "title": article.title,
        "standfirst": article.standfirst,
        "language": article.language,
        "body": article.body,
        "html": rendered.body,
        "notes": rendered.notes,
        "outline": [asdict(heading) for heading in rendered.outline],
        "excerpt": article.standfirst or excerpt(article.body),
        "text": to_text(article.body, language=article.language),
        "word_count": words(article.body),
        "footnote_count": len(notes),
        "cited_urls": list(dict.fromkeys(url for note in notes for url in note.urls)),
    }


def catalogued(article: Article) -> dict[str, Any]:
    """Where the archive files it."""
    first, last = article.printed_from, article.printed_to
    return {
        "slug": article.slug,
        "filed_year": article.filed_year,
        "filed_month": first.month if first and last and same_month(first, last) else None,
        "printed_date": article.printed_date,
        "printed_label": article.printed_label,
        "printed_words": printed_words(article),
        "printed_from": first,
        "printed_to": last,
        "sort_date": first or date.min,
        "section": article.section,
        "series": article.series,
        "series_position": article.series_position,
        "issue": article.issue,
        "image": article.image,
        "social_image": article.social_image,
        "original_id": article.translation_of_id or article.pk,
    }


def printed_words(article: Article) -> str:
    """When it was printed, as it was printed or in words of the article's language."""
    if article.printed_label or not article.printed_date:
        return article.printed_label
    return dates.label(article.printed_date, article.language)


def same_month(first: date, last: date) -> bool:
    return (first.year, first.month) == (last.year, last.month)


def online_since(article: Article) -> datetime | None:
    """When readers first had the article; None when they never had it."""
    seen = article.editions.filter(visible_from__lt=F("visible_until"))
    return seen.order_by("number").values_list("visible_from", flat=True).first()
