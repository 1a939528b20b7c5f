"""The system's Chromium, for the browser tests, and what drives it."""

import ctypes
import os
import shutil

from launcher import Obstacle, debian

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find() -> str | None:
    """The path of a Chromium: CHROMIUM when set, otherwise the first of the usual names."""
    if named := os.environ.get("CHROMIUM"):
        path = shutil.which(named)
        if path is None:
            raise Obstacle(f"CHROMIUM is {named!r}, and there is no such program.")
        return path
    return next(filter(None, map(shutil.which, _NAMES)), None)


def _has_library(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def ensure() -> str:
    """The same, installed where that is possible, with what Playwright's driver needs."""
    if not _has_library("libatomic.so.1"):
        debian.install("libatomic1", because="Playwright, which drives Chromium, needs libatomic")
    if find() is None:
        debian.install("chromium", because="The browser tests need Chromium")
    path = find()
    if path is None:
        raise Obstacle("The browser tests need Chromium: install it, or set CHROMIUM to its path.")
    return path
