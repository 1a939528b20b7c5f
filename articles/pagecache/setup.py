"""Joins bell, state and pages for this process."""

from functools import cache
from typing import Any

from django.conf import settings

from articles.models.generation import archive_changed

from . import bell
from .pages import Pages
from .state import Newest, tell


@cache
def our_bell() -> bell.Bell:
    return bell.make()


def ring(**_signal: Any) -> None:
    """Receiver of ``archive_changed``, in every program that writes: the site, commands, tasks."""
    tell(our_bell)


def connect() -> None:
    archive_changed.connect(ring, dispatch_uid="pagecache")


def pages() -> Pages:
    """Room for kept pages, for the program that serves them."""
    return Pages(Newest(our_bell()), settings.PAGE_CACHE_MB * 1024 * 1024)
