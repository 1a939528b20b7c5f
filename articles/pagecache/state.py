"""Which state of the archive is the newest, known without a query for as long as a bell is silent.

The truth is the row of ``Generation``, written in the transaction of each change. A process trusts
what it has read there while the bell shows the same token, and for ``LEASE`` at the most. So a ring
that is lost is made good for: whoever can't ring waits until every lease has run out before the act
is done, and a process that dies between commit and ring costs readers a second.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import redis
from django.db.models import QuerySet, Subquery

from articles.models import Edition, Generation
from articles.reading.prepared import NOW, Prepared

from .bell import Bell

LEASE = 1.0  # seconds
NEVER = float("inf")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class State:
    """One state of what readers see."""

    number: int
    changed_at: float
    """When it began, in seconds since 1970."""
    ends_at: float
    """When the next scheduled edition appears, in seconds since 1970."""


def _query() -> QuerySet:
    editions = Edition.objects.filter(is_withheld=False, visible_until__isnull=True)
    coming = editions.filter(visible_from__gt=NOW).order_by("visible_from")
    come = editions.filter(visible_from__lte=NOW).order_by("-visible_from")
    return Generation.objects.filter(pk=Generation.Of.ARCHIVE).values_list(
        "number",
        "changed_at",
        Subquery(come.values("visible_from")[:1]),
        Subquery(coming.values("visible_from")[:1]),
    )


_state = Prepared(_query)


def read() -> State:
    """The newest state, from the database."""
    rows = _state()
    if not rows:
        return State(0, 0, NEVER)
    number, changed_at, last, following = rows[0]
    began = max(changed_at, last or changed_at).timestamp()
    return State(number, began, following.timestamp() if following else NEVER)


class Trust(NamedTuple):
    """What was read, which token the bell showed before that, and how long to believe it."""

    state: State
    token: bytes | None
    until: float


class Newest:
    """The newest state, for one process."""

    def __init__(self, bell: Bell) -> None:
        self.bell = bell
        # Replaced as a whole, so that no thread sees the state of one and the token of another.
        self.trust = Trust(State(-1, 0, 0), None, 0)

    def __call__(self) -> State:
        """Raises DatabaseError when the database has to be asked and doesn't answer."""
        token = self.bell.token()
        if state := self.trusted_under(token):
            return state
        begun = time.monotonic()
        state = read()
        self.trust = Trust(state, token, begun + LEASE)
        return state

    def trusted(self) -> State | None:
        """The newest state if that is known without waiting for anything: for an event loop."""
        return self.trusted_under(self.bell.token()) if self.bell.is_instant else None

    def trusted_under(self, token: bytes | None) -> State | None:
        trust = self.trust
        if (
            token is not None
            and token == trust.token
            and time.monotonic() < trust.until
            and time.time() < trust.state.ends_at
        ):
            return trust.state
        return None


def tell(bell: Callable[[], Bell]) -> None:
    """Ring, or wait until nobody trusts an older state any more."""
    try:
        bell().ring()
    except (OSError, redis.RedisError) as error:
        log.warning("The other processes could not be told of a change (%s): waiting.", error)
        time.sleep(LEASE)
