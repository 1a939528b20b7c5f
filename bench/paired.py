"""Two servers measured in turn, so that what else the machine does meets both alike."""

from collections.abc import Callable, Sequence
from statistics import median
from typing import Any, NamedTuple

from bench.load import machine
from bench.load.wrk import Load

Run = Callable[[], Load]


class Side(NamedTuple):
    """One of the two: how it is loaded, and the processes whose work counts as its own."""

    run: Run
    processes: Sequence[int]


class Round(NamedTuple):
    load: Load
    milliseconds: float  # of a processor, for one request


class Pair(NamedTuple):
    """All rounds of both sides."""

    bare: list[Round]
    site: list[Round]

    @property
    def ratio(self) -> float:
        """The middle of what the site reached of the bare side in each round."""
        rounds = zip(self.bare, self.site, strict=True)
        return median(site.load.rate / bare.load.rate for bare, site in rounds)

    @property
    def by_processor(self) -> float:
        """The same by the processor's time that a request took: what others do hardly shows."""
        rounds = zip(self.bare, self.site, strict=True)
        return median(bare.milliseconds / site.milliseconds for bare, site in rounds)

    @property
    def figures(self) -> dict[str, Any]:
        both = {"bare": self.bare, "site": self.site}
        ratios = {"ratio": round(self.ratio, 4), "by_processor": round(self.by_processor, 4)}
        return ratios | {
            name: {
                "rate": round(median(r.load.rate for r in rounds), 1),
                "median_ms": round(median(r.load.median for r in rounds), 3),
                "p99_ms": round(median(r.load.p99 for r in rounds), 3),
                "cpu_ms": round(median(r.milliseconds for r in rounds), 4),
                "failed": sum(r.load.refused + r.load.broken + r.load.late for r in rounds),
            }
            for name, rounds in both.items()
        }


def paired(bare: Side, site: Side, rounds: int) -> Pair:
    """Measure both in turn, the first of a round by turns too."""
    pair = Pair([], [])
    sides = [(bare, pair.bare), (site, pair.site)]
    for number in range(rounds):
        for side, found in sides if number % 2 == 0 else sides[::-1]:
            before = machine.processor_seconds(*side.processes)
            load = side.run()
            used = machine.processor_seconds(*side.processes) - before
            found.append(Round(load, used / max(1, load.requests) * 1000))
    return pair
