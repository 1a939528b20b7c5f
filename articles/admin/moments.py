"""A moment that somebody chooses, to the minute, in the time zone of the site.

Twice a year a clock on the wall is no moment: in spring an hour is missing, in autumn one comes
twice. Both are asked about in words, and nothing is guessed.
"""

from datetime import UTC, datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .widgets import MomentInput

FARTHEST = timedelta(days=3653)
FIRST, SECOND = "first", "second"
TURNS = [
    (FIRST, gettext_lazy("the first time, before clocks are put back")),
    (SECOND, gettext_lazy("the second time")),
]


class WallClock(forms.DateTimeField):
    """What a clock on the wall shows: a datetime without a zone."""

    widget = MomentInput

    def to_python(self, value: object) -> datetime | None:
        with timezone.override(UTC):  # where each minute comes once
            read = super().to_python(value)
        return read.replace(tzinfo=None) if read else None


class TwiceThere(ValidationError):
    """The clock shows this minute twice; which of the two is meant has to be said."""


def moment(shown: datetime, turn: str = "") -> datetime:
    """The moment at which clocks of the site show this.

    Raises ``TwiceThere`` where there are two and ``turn`` doesn't choose, and ValidationError where
    there is none.
    """
    zone = timezone.get_current_timezone()
    first, second = (shown.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    before, after = first.utcoffset(), second.utcoffset()
    if before == after or before is None or after is None:
        return first
    if before < after:
        later = date_format(first.astimezone(UTC).astimezone(zone), "TIME_FORMAT")
        said = _("Clocks are put forward then and don’t show that time. Choose %(later)s, say.")
        raise ValidationError(said % {"later": later})
    if turn not in {FIRST, SECOND}:
        raise TwiceThere(_("Clocks are put back then and show that time twice. Choose which."))
    return second if turn == SECOND else first


def coming_moment(shown: datetime, turn: str = "") -> datetime:
    """The same for a moment that must not have passed, nor be so far that it can't be meant."""
    now = timezone.now()
    if not now - FARTHEST < shown.replace(tzinfo=UTC) < now + FARTHEST:
        raise ValidationError(_("That is too far away. Is the year right?"))
    chosen = moment(shown, turn)
    if chosen <= now:
        said = _("That moment has passed: it is %(now)s now. Choose a later one, or “now”.")
        raise ValidationError(said % {"now": date_format(timezone.localtime(now), "TIME_FORMAT")})
    return chosen
