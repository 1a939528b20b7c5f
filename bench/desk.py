"""What the desk's screens cost, in a small archive and in a large one."""

import json
import sys
from pathlib import Path
from typing import Any

from bench import data
from bench.options import Options
from bench.report import Found

SMALL = 1_000  # articles
ALLOWED = 1.5  # times what a screen takes beside few articles; the rest is noise
KEYS = ("ratio", "cpu_ms", "queries")
COLUMNS = ["screen", "of Django’s own page", "processor, ms", "queries"]


def run(options: Options) -> Found:
    small, large = (measure(number, options.rounds) for number in (SMALL, options.articles))
    rows, missed = [], []
    for name, cost in large.items():
        before = small[name]
        rows.append([name, *(both(before, cost, key) for key in KEYS)])
        grown = cost["cpu_ms"] / before["cpu_ms"]
        if grown > ALLOWED:
            missed.append(f"{name}: {grown:.1f} times as long beside {options.articles:,} articles")
        if cost["queries"] > before["queries"]:
            missed.append(f"{name}: more queries beside {options.articles:,} articles")
    figures = {str(SMALL): small, str(options.articles): large}
    columns = [COLUMNS[0], *(f"{title}: {SMALL:,} → {options.articles:,}" for title in COLUMNS[1:])]
    return Found(figures, columns, rows, missed)


def both(before: dict[str, Any], after: dict[str, Any], key: str) -> str:
    return f"{before[key]:g} → {after[key]:g}"


def measure(articles: int, rounds: int) -> dict[str, dict[str, Any]]:
    with data.archive(articles) as folder:
        return measure_in(folder, rounds)


def measure_in(folder: Path, rounds: int) -> dict[str, dict[str, Any]]:
    data.run(folder, "manage.py", "rebuild_search")
    found = json.loads(data.run(folder, "-m", "bench.screens", str(rounds)))
    for name, cost in found.items():
        print(f"{name}: {cost['cpu_ms']} ms, {cost['queries']} queries", file=sys.stderr)
    return dict(found)
