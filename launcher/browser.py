"""The system's Chromium, for the browser tests."""

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


def ensure() -> str:
    """The same, installed where that is possible."""
    if find() is None:
        debian.install("chromium", because="The browser tests need Chromium")
    path = find()
    if path is None:
        raise Obstacle("The browser tests need Chromium: install it, or set CHROMIUM to its path.")
    return path
