"""Every kind of page, kept and not kept, against a bare application under the same gunicorn."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bench import data
from bench.load import machine
from bench.load.servers import NOTHING_KEPT, Server, configured, get, gunicorn
from bench.load.wrk import wrk
from bench.options import Options
from bench.paired import Pair, Side, paired
from bench.report import Found
from launcher.environment import ROOT

WORKER_MB = 120


class Case(NamedTuple):
    """Pages to be measured. `least` is the part of the bare application's rate to be reached."""

    name: str
    pages: str  # of bench.addresses
    is_warm: bool
    encoding: str = ""
    least: float = 0.0


CASES = [
    Case("article, warm, 500 addresses", "articles", is_warm=True, least=0.85),
    Case("article, warm, gzip", "articles", is_warm=True, encoding="gzip", least=0.85),
    Case("article, warm, brotli", "articles", is_warm=True, encoding="br", least=0.85),
    Case("front page, warm", "front", is_warm=True, least=0.85),
    Case("article, cold", "articles", is_warm=False, least=0.22),
    Case("article, cold, gzip", "articles", is_warm=False, encoding="gzip"),
    Case("front page, cold", "front", is_warm=False, least=0.15),
    Case("deep page of the archive, cold", "list", is_warm=False, least=0.15),
    Case("deep page of a tag, cold", "tag", is_warm=False, least=0.15),
    Case("feed, cold", "feed", is_warm=False),
]


def run(options: Options) -> Found:
    with data.archive(options.articles) as folder:
        return measure(folder, options, CASES)


def measure(folder: Path, options: Options, cases: Sequence[Case]) -> Found:
    addresses: dict[str, list[str]] = json.loads(data.run(folder, "-m", "bench.addresses"))
    queries = counted(folder, {name: paths[0] for name, paths in addresses.items()})
    figures: dict[str, Any] = {"articles": options.articles, "pages": {}}
    rows: list[list[str]] = []
    missed: list[str] = []
    with (
        gunicorn(folder, configured().bare) as bare,
        gunicorn(folder) as site,
        gunicorn(folder, **NOTHING_KEPT) as cold,
    ):
        for case in cases:
            server = site if case.is_warm else cold
            size, pair = compare(bare, server, addresses[case.pages], case.encoding, options)
            number = 0 if case.is_warm else queries[case.pages]
            figures["pages"][case.name] = pair.figures | {"bytes": size, "queries": number}
            rows.append(row(case, pair, size, number))
            missed += shortfalls(case, pair)
            print(" · ".join(rows[-1]), flush=True)
        memory = {"warm": site, "cold": cold}
        figures["worker_mb"] = {
            name: round(machine.memory(server.worker).resident, 1)
            for name, server in memory.items()
        }
    rows.append(
        [
            "memory of a worker, MB",
            f"{figures['worker_mb']['warm']:.0f}",
            *[""] * (len(COLUMNS) - 2),
        ]
    )
    missed += [
        f"a worker ({name}) has {size} MB, more than {WORKER_MB}"
        for name, size in figures["worker_mb"].items()
        if size > WORKER_MB
    ]
    return Found(figures, COLUMNS, rows, missed)


COLUMNS = [
    "page",
    "of bare",
    "to reach",
    "by processor",
    "median, ms (bare)",
    "99 %, ms (bare)",
    "processor, ms",
    "queries",
    "bytes",
]


def compare(
    bare: Server, site: Server, paths: Sequence[str], encoding: str, options: Options
) -> tuple[int, Pair]:
    """The average size of the pages, and both servers sending as much."""
    sizes = list(answered(site.port, paths, encoding))
    constant = [f"/{size}" for size in sizes]
    of_bare = partial(wrk, bare.port, constant, options.seconds)
    of_site = partial(wrk, site.port, paths, options.seconds, encoding=encoding)
    pair = paired(Side(of_bare, [bare.worker]), Side(of_site, [site.worker]), options.rounds)
    return sum(sizes) // len(sizes), pair


def answered(port: int, paths: Sequence[str], encoding: str) -> Iterator[int]:
    """The size of each page; what is warm is so from here on."""
    for path in paths:
        answer = get(port, path, encoding)
        if answer.status != 200 or answer.headers.get("Content-Encoding", "") != encoding:
            raise RuntimeError(f"{path} ({encoding or 'plain'}): {answer.status} {answer.headers}")
        yield len(answer.body)


def row(case: Case, pair: Pair, size: int, queries: int) -> list[str]:
    bare, site = pair.figures["bare"], pair.figures["site"]
    return [
        case.name,
        f"{pair.ratio:.2f}",
        f"{case.least:.2f}" if case.least else "",
        f"{pair.by_processor:.2f}",
        f"{site['median_ms']:.1f} ({bare['median_ms']:.1f})",
        f"{site['p99_ms']:.1f} ({bare['p99_ms']:.1f})",
        f"{site['cpu_ms']:.2f} ({bare['cpu_ms']:.2f})",
        str(queries),
        f"{size:,}",
    ]


def shortfalls(case: Case, pair: Pair) -> Iterator[str]:
    if pair.ratio < case.least:
        yield f"{case.name}: {pair.ratio:.2f} of bare, to reach {case.least:.2f}"
    if failed := pair.figures["site"]["failed"]:
        yield f"{case.name}: {failed} requests failed"


def counted(folder: Path, pages: dict[str, str]) -> dict[str, int]:
    """Statements for each page when it is not kept."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.queries"],
        cwd=ROOT,
        env=data.environment(folder, **NOTHING_KEPT),
        input=json.dumps(pages),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    numbers: dict[str, int] = json.loads(done.stdout)
    return numbers
