"""Importing an article costs the same in a large archive as in a small one."""

import io
import os
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import django
from django.core.management import call_command

from bench.growth import Growth

BATCH, BETWEEN = 40, 400  # articles, imported and published
ALLOWED = 1.5

TEXT = """The rents of the year {number}

By Ada Brandt and Berta Klein, Tenants’ Union, {day} May {year}

Prices doubled in the year {number}.[1] The wages did not.[2] {story}

Who lived there then

{story}

Notes

[1] Annual report {number}, p. 7, https://example.org/report/{number}.
[2] https://example.org/wages
"""
STORY = "Nobody could say why, and the story goes on from house to house. " * 30


def measure() -> Iterator[Growth]:
    with tempfile.TemporaryDirectory(prefix="broadside-bench-") as name:
        folder = Path(name)
        set_up(folder)
        numbers = iter(range(10**6))
        imported(folder, [next(numbers) for _ in range(BATCH)])  # loads what is loaded once
        small = imported(folder, [next(numbers) for _ in range(BATCH)])
        imported(folder, [next(numbers) for _ in range(BETWEEN)])
        large = imported(folder, [next(numbers) for _ in range(BATCH)])
        what = f"import {BATCH} articles beside {BATCH} and beside {2 * BATCH + BETWEEN}"
        yield Growth(what, small, large, ALLOWED)


def set_up(folder: Path) -> None:
    """An empty archive in `folder`, whatever the environment says."""
    os.environ |= {
        "DATA_DIR": str(folder),
        "DATABASE_URL": f"sqlite:///{folder / 'bench.sqlite3'}",
        "SECRET_KEY": "only-for-measuring-" * 4,
        "DJANGO_SETTINGS_MODULE": "site_project.settings",
    }
    django.setup()
    call_command("migrate", verbosity=0)


def imported(folder: Path, numbers: list[int]) -> float:
    """Write a text file for each number, import them all, and return the seconds that took."""
    inbox = folder / f"from-{numbers[0]}"
    inbox.mkdir()
    for number in numbers:
        text = TEXT.format(
            number=number, day=number % 28 + 1, year=1900 + number % 100, story=STORY
        )
        (inbox / f"{number}.txt").write_text(text, "utf-8")
    begun = time.perf_counter()
    call_command("import_articles", inbox, publish=True, stdout=io.StringIO())
    return time.perf_counter() - begun
