"""Writing on the way to an answer, without having the reader wait for it."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def unwilling_to_wait() -> Iterator[None]:
    """A transaction that gives up at once where it would have to wait. Raises DatabaseError."""
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            with transaction.atomic():
                cursor.execute("SET LOCAL lock_timeout = '50ms'")
                yield
            return
        patience = connection.settings_dict["OPTIONS"]["timeout"] * 1000
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            with transaction.atomic():
                yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
