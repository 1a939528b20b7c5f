from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

STILL = timedelta(minutes=2)  # without a step, nobody is working on it


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def standing_still(self) -> "ImportRunQuerySet":
        """Those whose program has died."""
        at_work = self.filter(state__in=ImportRun.AT_WORK)
        return at_work.filter(touched_at__lt=timezone.now() - STILL)


class ImportRun(models.Model):
    """The import of a source of many articles: how far it has come, and what came of it.

    ``articles.importing.runs`` takes some articles at a time, each time in one transaction together
    with the step of ``position``, so that a program may die in between and another one go on.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("not started yet")
        RUNNING = "running", _("running")
        PAUSED = "paused", _("paused")
        DONE = "done", _("done")
        FAILED = "failed", _("could not be read")
        UNDOING = "undoing", _("being undone")
        UNDONE = "undone", _("undone")

    AT_WORK = (State.RUNNING, State.UNDOING)

    source = models.CharField(_("source"), max_length=300)
    path = models.CharField(_("file"), max_length=1000)
    uploads = models.CharField(_("folder of uploads"), max_length=1000, blank=True)
    mapping = models.JSONField(_("mapping"), default=dict, blank=True)
    language = models.CharField(_("language"), max_length=35, blank=True)
    publishes = models.BooleanField(_("publish what was public"), default=False)
    is_rehearsal = models.BooleanField(_("dry run"), default=False)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ASKED)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    position = models.PositiveIntegerField(_("articles behind it"), default=0)
    total = models.PositiveIntegerField(_("articles"), default=0)
    created = models.PositiveIntegerField(_("created"), default=0)
    updated = models.PositiveIntegerField(_("updated"), default=0)
    proposed = models.PositiveIntegerField(_("proposed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    failed = models.PositiveIntegerField(_("failed"), default=0)
    before = models.JSONField(_("in the source"), default=dict)
    after = models.JSONField(_("in the archive"), default=dict)
    about = models.JSONField(
        _("about the source"),
        default=dict,
        help_text=_("What is no article, by type; the categories; what was wrong with the file."),
    )
    said = models.TextField(_("what was said"), blank=True)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    touched_at = models.DateTimeField(_("last step"), default=timezone.now)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(position__lte=F("total")), name="import_run_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}: {self.position}/{self.total}"

    @property
    def is_at_work(self) -> bool:
        return self.state in self.AT_WORK

    @property
    def is_standing_still(self) -> bool:
        return self.is_at_work and timezone.now() - self.touched_at > STILL


class ImportLineQuerySet(models.QuerySet["ImportLine"]):
    def made(self) -> "ImportLineQuerySet":
        """Those whose article was made by the run."""
        return self.filter(status="created", article__isnull=False)

    def needing_eyes_first(self) -> "ImportLineQuerySet":
        return self.order_by("-attention", "number")


class ImportLine(models.Model):
    """What became of one item of a source: a line of the report."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField(_("place in the source"))
    source = models.CharField(_("source"), max_length=500)
    status = models.CharField(_("what became of it"), max_length=9)
    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("article"),
    )
    title = models.CharField(_("title"), max_length=500, blank=True)
    attention = models.PositiveIntegerField(
        _("attention"), default=0, help_text=_("The more, the sooner somebody should look.")
    )
    report = models.JSONField(_("report"), default=dict)

    objects = ImportLineQuerySet.as_manager()

    class Meta:
        ordering = ["run", "number"]
        verbose_name = _("line of an import")
        verbose_name_plural = _("lines of an import")
        indexes = [
            models.Index(fields=["run", "-attention", "number"], name="import_line_attention"),
            models.Index(fields=["run", "status", "number"], name="import_line_status"),
        ]

    def __str__(self) -> str:
        return f"{self.status}: {self.title or self.source}"

    @property
    def told(self) -> list[dict[str, Any]]:
        return list(self.report.get("told", []))
