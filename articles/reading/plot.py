"""The small picture of how much was published when."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from .counted import Count

WIDTH, HEIGHT = 720, 72  # of the drawing, in its own units
GAP = 0.2  # of a bar's share that stays white


@dataclass(frozen=True, slots=True)
class Bar:
    """One year; x and y are those of its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    year: int
    count: int
    address: str


class Plot(NamedTuple):
    bars: list[Bar]
    width: int
    height: int
    first: int
    last: int
    most: int


def plot(years: Sequence[Count]) -> Plot | None:
    """A bar for each dated year with articles; None where there are fewer than two."""
    dated = sorted((year for year in years if year.year), key=lambda year: year.year or 0)
    if len(dated) < 2:
        return None
    first, last = dated[0].year or 0, dated[-1].year or 0
    most = max(year.count for year in dated)
    share = WIDTH / (last - first + 1)
    bars = []
    for row in dated:
        height = max(round(HEIGHT * row.count / most, 1), 1.0)
        x = round(((row.year or 0) - first) * share, 1)
        width = round(max(share * (1 - GAP), 0.5), 1)
        bars.append(
            Bar(x, round(HEIGHT - height, 1), width, height, row.year or 0, row.count, row.address)
        )
    return Plot(bars, WIDTH, HEIGHT, first, last, most)
