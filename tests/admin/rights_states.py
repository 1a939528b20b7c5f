"""The states that an article can be in, and what of it somebody could change."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from articles.models import Article, Presence, PreviewLink, Remark, Revision
from articles.publishing import manuscript, preview_links, remarks, trash, workflow
from articles.publishing.publish import publish, withdraw
from tests.factories import make_draft

STATES = ("draft", "review", "changes", "approved", "scheduled", "published", "edited",
          "withdrawn", "trashed")  # fmt: skip
"""“edited”: published, with changes that are not."""
ALL = " ".join(STATES)
NOT_TRASHED = ALL.removesuffix(" trashed")


def article_in(state: str, **fields: Any) -> Article:
    """An article with a remark, a shared preview and two revisions, in that state."""
    article = make_draft(f"A text, {state}", **fields)
    article.body += "<p>A second thought.</p>"
    manuscript.save(article)
    manuscript.record(article)
    remarks.leave(article, "Shorter?", by=None)
    preview_links.share(article)
    match state:
        case "review" | "changes" | "approved":
            workflow.set_stage(article, Article.Stage(state))
        case "scheduled":
            publish(article, at=timezone.now() + timedelta(days=2))
        case "published" | "edited" | "withdrawn":
            publish(article)
    article.refresh_from_db()
    if state == "edited":
        article.body += "<p>One more thing.</p>"
        manuscript.save(article)
        manuscript.record(article)
    if state == "withdrawn":
        withdraw(article, reason="It was wrong.")
    if state == "trashed":
        trash.trash(article)
    article.refresh_from_db()
    return article


def standing(article: Article) -> tuple[Any, ...]:
    """All of an article that somebody could change, and how many articles there are."""
    row = Article.objects.filter(pk=article.pk).first()
    if row is None:
        return ("gone", Article.objects.count())
    fields = {field.attname: getattr(row, field.attname) for field in Article._meta.concrete_fields}
    return (
        Article.objects.count(),
        fields,
        list(row.editions.values_list("number", "visible_from", "visible_until", "is_withheld")),
        list(row.revisions.exclude(kind=Revision.Kind.ASIDE).values_list("number", "checksum")),
        list(row.events.values_list("kind", "note")),
        list(Remark.objects.filter(article=row).values_list("text", "resolved_at")),
        list(PreviewLink.objects.filter(article=row).values_list("pk", "revoked_at")),
        list(row.contributions.values_list("author", "role")),
        sorted(row.tags.names()),
        list(Presence.objects.filter(article=row).values_list("user")),
    )
