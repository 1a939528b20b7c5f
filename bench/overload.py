"""Four times as many readers as the site can serve, and then none: how it bears that.

It may answer slowly or say 503; ten seconds later it serves as before, and it has not grown.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from bench import data
from bench.load import machine
from bench.load.crowd import Crowd, crowd
from bench.load.servers import NOTHING_KEPT, Server, get, gunicorn, kinds
from bench.load.wrk import wrk
from bench.options import Options
from bench.report import Found

TIMES, WAVES = 4, 3
RELIEF = 10.0  # seconds
QUICK = 0.5  # seconds that an answer takes when all is well
GROWTH_MB = 5  # from one wave to the next
COLUMNS = [
    "four times the load",
    "readers",
    "answered",
    "503",
    "gave up",
    "broken",
    "median, ms",
    "well again after, s",
    "MB then",
]


class Wave(NamedTuple):
    crowd: Crowd
    well_after: float
    megabytes: float


def run(options: Options) -> Found:
    figures: dict[str, Any] = {}
    rows: list[list[str]] = []
    missed: list[str] = []
    with data.archive(options.articles) as folder:
        addresses = json.loads(data.run(folder, "-m", "bench.addresses"))["articles"]
        for name, kind in kinds().items():
            with gunicorn(folder, kind.site, kind.worker, **NOTHING_KEPT) as server:
                waves, figures[name] = measure(server, addresses, options)
            rows += [row(f"{name}, wave {n}", wave) for n, wave in enumerate(waves, start=1)]
            missed += [f"{name}: {sentence}" for sentence in shortfalls(waves)]
    return Found(figures, COLUMNS, rows, missed)


def measure(
    server: Server, paths: list[str], options: Options
) -> tuple[list[Wave], dict[str, Any]]:
    wrk(server.port, paths, options.seconds)  # loads what is loaded once
    capacity = wrk(server.port, paths, options.seconds).rate
    waves = []
    with highest_memory(server) as peak:
        for _ in range(WAVES):
            waves.append(one_wave(server, paths, capacity * TIMES, options.seconds * 3))
            print(waves[-1], flush=True)
    return waves, {
        "capacity": round(capacity, 1),
        "peak_mb": round(peak[0], 1),
        "waves": [
            wave.crowd._asdict() | {"well_after": wave.well_after, "mb": wave.megabytes}
            for wave in waves
        ],
    }


def one_wave(server: Server, paths: list[str], rate: float, seconds: float) -> Wave:
    found = crowd(server.port, rate, seconds, paths)
    after = well_again(server.port, paths)
    return Wave(found, round(after, 2), round(machine.memory(server.worker).resident, 1))


def well_again(port: int, paths: list[str]) -> float:
    """Seconds until three answers in a row were quick."""
    begun, quick = time.monotonic(), 0
    while quick < 3 and time.monotonic() - begun < 6 * RELIEF:
        asked = time.monotonic()
        try:
            is_good = get(port, paths[quick], timeout=2 * RELIEF).status == 200
        except OSError:
            is_good = False
        quick = quick + 1 if is_good and time.monotonic() - asked < QUICK else 0
        time.sleep(0.1)
    return time.monotonic() - begun


@contextmanager
def highest_memory(server: Server) -> Iterator[list[float]]:
    """A list whose one value is the most that the worker has had until the block ends."""
    peak, done = [0.0], threading.Event()

    def look() -> None:
        while not done.wait(0.25):
            peak[0] = max(peak[0], machine.memory(server.worker).resident)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield peak
    finally:
        done.set()
        thread.join()


def row(name: str, wave: Wave) -> list[str]:
    came = wave.crowd
    return [
        name,
        f"{came.came:,}",
        f"{came.answered:,}",
        f"{came.turned_away:,}",
        f"{came.gave_up:,}",
        f"{came.broken:,}",
        f"{came.median:,.0f}",
        f"{wave.well_after:.1f}",
        f"{wave.megabytes:.0f}",
    ]


def shortfalls(waves: list[Wave]) -> Iterator[str]:
    for number, wave in enumerate(waves, start=1):
        if wave.well_after > RELIEF:
            yield f"wave {number}: well again only after {wave.well_after:.0f} s"
        if not wave.crowd.answered:
            yield f"wave {number}: nobody was answered"
    # What the first wave fills, it fills once: memory that grows does so with each.
    if (grown := waves[-1].megabytes - waves[0].megabytes) > GROWTH_MB:
        yield f"the worker grew by {grown:.0f} MB from the first wave to the last"
