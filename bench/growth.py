"""How the cost of some work grows with its input: measured, not guessed.

A measurement is a module of this folder with `measure() -> Iterable[Growth]`.
"""

import time
from collections.abc import Callable
from importlib import import_module
from typing import NamedTuple

from bench.options import Options
from bench.report import Found

_RUNS = 3
_MEASUREMENTS = ["bench.text", "bench.hostile_html", "bench.plain_texts", "bench.importing"]


class Growth(NamedTuple):
    """Seconds for a small and a large input, and how many times as long the large one may take."""

    name: str
    small: float
    large: float
    allowed: float

    @property
    def ratio(self) -> float:
        return self.large / self.small

    @property
    def is_kept(self) -> bool:
        return self.ratio <= self.allowed

    def __str__(self) -> str:
        return (
            f"{'ok  ' if self.is_kept else 'FAIL'}  {self.name}: "
            f"{self.small * 1000:.1f} ms, then {self.large * 1000:.1f} ms: "
            f"{self.ratio:.1f} times as long ({self.allowed:g} allowed)"
        )


def run(_options: Options) -> Found:
    """Print a line for each measurement as it is made."""
    found: list[Growth] = []
    for module in _MEASUREMENTS:
        for result in import_module(module).measure():
            print(result, flush=True)
            found.append(result)
    return Found(
        {result.name: round(result.ratio, 2) for result in found},
        ["work", "times as long", "allowed"],
        [[result.name, f"{result.ratio:.1f}", f"{result.allowed:g}"] for result in found],
        [str(result) for result in found if not result.is_kept],
    )


def growth(
    name: str, work: Callable[[str], object], small: str, large: str, *, allowed: float
) -> Growth:
    """Measure `work` on both texts; the best of a few runs, as noise only ever adds."""
    return Growth(name, _seconds(work, small), _seconds(work, large), allowed)


def _seconds(work: Callable[[str], object], text: str) -> float:
    def once() -> float:
        begun = time.process_time()
        work(text)
        return time.process_time() - begun

    return min(once() for _ in range(_RUNS))
