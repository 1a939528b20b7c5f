"""Counting no further than a list has use for: beyond it a number of articles is only large."""

from functools import cached_property
from typing import Any

from django.core.paginator import Paginator

COUNTED = 2000  # rows beyond those that are on the page


class CappedPaginator(Paginator):
    """A paginator that stops counting some pages behind the one that is shown.

    So every page can be turned from the one before it, in a list of any length.
    """

    def __init__(self, rows: Any, per_page: int, *, page: int = 1, **options: Any) -> None:
        super().__init__(rows, per_page, **options)
        self.most = max(page, 1) * per_page + COUNTED

    @cached_property
    def reached(self) -> int:
        """How many there are; one more than ``most`` when there are more.

        In their order: so the database takes the same way as to the rows themselves.
        """
        return self.object_list[: self.most + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self.reached, self.most)

    @property
    def has_more(self) -> bool:
        """Whether there are more than ``count``."""
        return self.reached > self.most
