import hashlib
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.text.urls import host


def url_key(url: str) -> str:
    """The SHA-256 of an address in hexadecimal: addresses are too long for a unique index."""
    return hashlib.sha256(url.encode()).hexdigest()


class SourceQuerySet(models.QuerySet["Source"]):
    def for_urls(self, urls: list[str]) -> dict[str, "Source"]:
        """The sources of ``urls``, made where they are missing: address → Source. Two queries."""
        keys = {url_key(url): url for url in urls}
        if not keys:
            return {}
        self.bulk_create(
            [self.model(url=url, url_key=key, host=host(url)) for key, url in keys.items()],
            ignore_conflicts=True,
        )
        return {source.url: source for source in self.filter(url_key__in=keys)}


class Source(models.Model):
    """A cited URL, once for the whole archive."""

    url = models.TextField(_("address"))
    url_key = models.CharField(max_length=64, unique=True, editable=False)
    host = models.CharField(_("host"), max_length=255, db_index=True, editable=False)
    title = models.CharField(_("title"), max_length=300, blank=True)
    dead_since = models.DateTimeField(
        _("dead since"),
        null=True,
        blank=True,
        help_text=_("When it was found to answer no more. Empty: nothing of that kind is known."),
    )
    created_at = models.DateTimeField(_("first cited"), auto_now_add=True)

    objects = SourceQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["dead_since"],
                condition=models.Q(dead_since__isnull=False),
                name="source_dead",
            )
        ]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title or self.url

    def save(self, **kwargs: Any) -> None:
        self.url_key, self.host = url_key(self.url), host(self.url)
        super().save(**kwargs)
