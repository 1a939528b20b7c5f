"""The numbers of the archive's state as readers see it: what is kept of it is true for one."""

from collections.abc import Callable

from django.db import connection, models, transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

archive_changed = Signal()  # sender: Generation; on commit, when readers get what was written


class Generation(models.Model):
    """A row for each concern. Its number grows with every change, in that change's transaction."""

    class Of(models.IntegerChoices):
        ARCHIVE = 1, _("archive")
        """All that readers see."""
        NAMES = 2, _("names")
        """What editions are shown with and don't hold themselves: authors, tags, pictures …"""
        EDITIONS = 3, _("editions")
        """Which editions there are, whom they are by, and under which tags they stand."""

    number = models.PositiveBigIntegerField(_("number"), default=0)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("generation")
        verbose_name_plural = _("generations")

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def advance(cls, *concerns: Of) -> None:
        """Say that readers see something else once this transaction commits, and what it concerns.

        In one order for all, so that two acts never wait for each other in turn.
        """
        for concern in sorted({cls.Of.ARCHIVE, *concerns}):
            advance_once(concern)


def advance_once(concern: Generation.Of) -> None:
    """Once in a transaction is enough: while our callback waits for the commit, the number has
    grown already. Django drops the callback when the savepoint is rolled back in which that
    happened, and so this stays right for nested transactions."""
    tell = TELL[concern]
    if any(callback is tell for _sids, callback, *_ in connection.run_on_commit):
        return
    now, row = timezone.now(), Generation.objects.filter(pk=concern)
    if not row.update(number=F("number") + 1, changed_at=now):
        Generation.objects.create(pk=concern, number=1, changed_at=now)
    transaction.on_commit(tell)


def _tell() -> None:
    archive_changed.send(Generation)


def _names() -> None:
    """Nobody waits to be told: who reads a fragment reads the number with it."""


def _editions() -> None:
    """As above."""


TELL: dict[Generation.Of, Callable[[], None]] = {
    Generation.Of.ARCHIVE: _tell,
    Generation.Of.NAMES: _names,
    Generation.Of.EDITIONS: _editions,
}
