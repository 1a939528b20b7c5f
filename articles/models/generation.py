"""The number of the archive's state as readers see it: what is kept of a page is true for one."""

from django.db import connection, models, transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

archive_changed = Signal()  # sender: Generation; on commit, when readers get what was written


class Generation(models.Model):
    """One row. It grows with every change of what readers see, in that change's transaction."""

    ONLY = 1

    number = models.PositiveBigIntegerField(_("number"), default=0)
    changed_at = models.DateTimeField(_("changed"), default=timezone.now)

    class Meta:
        verbose_name = _("generation")
        verbose_name_plural = _("generations")

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def advance(cls) -> None:
        """Say that readers see something else once this transaction commits.

        Once in a transaction is enough: while our callback waits for the commit, the number has
        grown already. Django drops the callback when the savepoint is rolled back in which that
        happened, and so this stays right for nested transactions.
        """
        if any(callback is _tell for _sids, callback, *_ in connection.run_on_commit):
            return
        now = timezone.now()
        if not cls.objects.filter(pk=cls.ONLY).update(number=F("number") + 1, changed_at=now):
            cls.objects.create(pk=cls.ONLY, number=1, changed_at=now)
        transaction.on_commit(_tell)


def _tell() -> None:
    archive_changed.send(Generation)
