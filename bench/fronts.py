"""gunicorn's threads and its ASGI worker as the front: what each makes of the same readers."""

import json
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from statistics import median
from typing import Any

from bench import data
from bench.load import machine, slow
from bench.load.servers import NOTHING_KEPT, Kind, Server, get, gunicorn, kinds
from bench.load.wrk import Load, wrk
from bench.options import Options
from bench.report import Found

MANY, CONNECTIONS = 200, 64  # slow clients; readers at once
# What else is going on while pages are asked for.
Others = dict[str, Callable[[int, str], AbstractContextManager[None]]]
OTHERS: Others = {
    "nobody else": lambda _port, _path: nullcontext(),
    f"{MANY} who never finish asking": lambda port, path: slow.clients(
        port, MANY, slow.half_asked(path)
    ),
    f"{MANY} who never finish sending a comment": lambda port, path: slow.clients(
        port, MANY, slow.half_sent(path + "comments/")
    ),
}
# Where nothing is kept, to make so many feeds would be work enough, whoever takes them.
OTHERS_OF_KEPT: Others = {
    f"{MANY} who never take the feed": lambda port, _path: slow.clients(
        port, MANY, slow.never_read("/feed.xml"), go_on=False
    ),
}


def run(options: Options) -> Found:
    with data.archive(options.articles) as folder:
        paths = json.loads(data.run(folder, "-m", "bench.addresses"))["articles"]
        figures = {name: measure(folder, front, paths, options) for name, front in kinds().items()}
    bare = figures["threads"]["bare"]["rate"]
    rows = [
        [what, *(cell(figures[name][what], bare) for name in figures)]
        for what in figures["threads"]
        if isinstance(figures["threads"][what], dict)
    ]
    rows += [
        [what, *(f"{figures[name][what]:g}" for name in figures)]
        for what in figures["threads"]
        if not isinstance(figures["threads"][what], dict)
    ]
    columns = ["requests a second, of bare threads (median, 99 % in ms)", *figures]
    return Found(figures, columns, rows)


def measure(folder: Path, front: Kind, paths: list[str], options: Options) -> dict[str, Any]:
    found: dict[str, Any] = {}
    with gunicorn(folder, front.bare, front.worker) as server:
        found["bare"] = figures_of(rounds(server, ["/9000"], options))
    with gunicorn(folder, front.site, front.worker) as server:
        warm(server, paths)
        found |= disturbed(
            "kept, gzip", OTHERS | OTHERS_OF_KEPT, server, paths, options, encoding="gzip"
        )
        found["MB of a worker, kept pages"] = round(machine.memory(server.worker).resident, 1)
    with gunicorn(folder, front.site, front.worker, **NOTHING_KEPT) as server:
        warm(server, paths)
        found |= disturbed("nothing kept", OTHERS, server, paths, options)
        crowd = rounds(server, paths, options, connections=CONNECTIONS)
        found[f"nothing kept, {CONNECTIONS} at once"] = figures_of(crowd)
        found[f"threads of a worker, {CONNECTIONS} at once"] = machine.threads(server.worker)
        files = machine.open_files(server.worker, ".sqlite3")
        found[f"connections to the database, {CONNECTIONS} at once"] = files
        found["MB of a worker, nothing kept"] = round(machine.memory(server.worker).resident, 1)
    return found


def disturbed(
    pages: str, others: Others, server: Server, paths: list[str], options: Options, **how: Any
) -> dict[str, Any]:
    """What readers of these pages get while others take their time."""
    found = {}
    for what, disturb in others.items():
        with disturb(server.port, paths[0]):
            time.sleep(1)  # the slow have to be in
            loads = rounds(server, paths, options, **how)
        found[f"{pages}: {what}"] = figures_of(loads)
        print(pages, what, found[f"{pages}: {what}"], flush=True)
        time.sleep(1)  # and out
    return found


def warm(server: Server, paths: list[str]) -> None:
    """Load what is loaded once, and keep what is kept."""
    for path in paths:
        get(server.port, path, "gzip")


def rounds(server: Server, paths: list[str], options: Options, **how: Any) -> list[Load]:
    return [wrk(server.port, paths, options.seconds, **how) for _ in range(options.rounds)]


def figures_of(loads: list[Load]) -> dict[str, float]:
    return {
        "rate": round(median(load.rate for load in loads), 1),
        "median_ms": round(median(load.median for load in loads), 2),
        "p99_ms": round(median(load.p99 for load in loads), 2),
        "failed": sum(load.refused + load.broken + load.late for load in loads),
    }


def cell(found: dict[str, float], bare: float) -> str:
    if not found["rate"]:
        return "nobody is answered"
    failed = f", {found['failed']:.0f} failed" if found["failed"] else ""
    ratio = found["rate"] / bare
    return f"{ratio:.2f} ({found['median_ms']:.1f}, {found['p99_ms']:.1f}{failed})"
