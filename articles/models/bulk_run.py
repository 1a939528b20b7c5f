from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

STILL = timedelta(minutes=2)  # without a step, nobody is working on it


class BulkRunQuerySet(models.QuerySet["BulkRun"]):
    def standing_still(self) -> "BulkRunQuerySet":
        """Those whose program has died."""
        running = self.filter(state=BulkRun.State.RUNNING)
        return running.filter(touched_at__lt=timezone.now() - STILL)


class BulkRun(models.Model):
    """An act that somebody wants done to many articles, how far it has come, and what came of it.

    ``articles.publishing.bulk`` takes one article after the other, each in its own transaction
    together with the step of ``position``, so that a program may die in between and another one go
    on.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("not confirmed yet")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        STOPPED = "stopped", _("stopped")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="bulk_runs"
    )
    act = models.CharField(_("act"), max_length=20)
    given = models.JSONField(_("what was chosen"), default=dict)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.ASKED)
    position = models.PositiveIntegerField(_("articles behind it"), default=0)
    total = models.PositiveIntegerField(_("articles"))
    changed = models.PositiveIntegerField(_("done"), default=0)
    unchanged = models.PositiveIntegerField(_("nothing to do"), default=0)
    failed = models.PositiveIntegerField(_("not possible"), default=0)
    asked_at = models.DateTimeField(_("asked"), auto_now_add=True)
    touched_at = models.DateTimeField(_("last step"), default=timezone.now)
    failures = models.JSONField(
        _("why not"), default=list, help_text=_("Number, title and reason of each, up to a limit.")
    )
    keys = models.JSONField(_("numbers of the articles"), default=list)

    objects = BulkRunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        verbose_name = _("act on many articles")
        verbose_name_plural = _("acts on many articles")
        indexes = [models.Index(fields=["user", "-id"], name="bulk_run_of")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(position__lte=F("total")), name="bulk_run_position"
            )
        ]

    def __str__(self) -> str:
        return f"{self.act}: {self.position}/{self.total}"

    @property
    def is_standing_still(self) -> bool:
        is_old = timezone.now() - self.touched_at > STILL
        return self.state == self.State.RUNNING and is_old
