"""What a page that is not kept costs in a small and in a large archive: the same."""

from typing import Any

from bench import data, pages, throughput
from bench.options import Options
from bench.report import Found

SIZES = (1_000, 10_000, 100_000)  # articles
ALLOWED = 1.25  # times the processor's time of the smallest archive; the rest is noise
CASES = [case for case in pages.CASES if not case.is_warm]


def run(options: Options) -> Found:
    """Each archive is built, measured and thrown away in turn."""
    found = {size: measure(options._replace(articles=size)) for size in SIZES}
    rows, missed = [], []
    for name in found[SIZES[0]]:
        costs = [found[size][name] for size in SIZES]
        rows.append([name, *(cell(cost) for cost in costs)])
        grown = costs[-1]["cpu_ms"] / costs[0]["cpu_ms"]
        if grown > ALLOWED:
            missed.append(f"{name}: {grown:.1f} times as long in an archive a hundred times larger")
    columns = ["cold: of bare (processor, ms)", *(f"{size:,} articles" for size in SIZES)]
    return Found({str(size): figures for size, figures in found.items()}, columns, rows, missed)


def measure(options: Options) -> dict[str, dict[str, Any]]:
    with data.archive(options.articles) as folder:
        figures = pages.measure(folder, options, CASES).figures["pages"]
        costs: dict[str, dict[str, Any]] = {
            name: {"ratio": pair["ratio"], "cpu_ms": pair["site"]["cpu_ms"]}
            for name, pair in figures.items()
        }
        taken = throughput.measure(folder, options).figures
    return costs | {"import and publish": {"ratio": None, "cpu_ms": taken["cpu_ms"]}}


def cell(cost: dict[str, Any]) -> str:
    if cost["ratio"] is None:
        return f"({cost['cpu_ms']:.1f})"
    return f"{cost['ratio']:.2f} ({cost['cpu_ms']:.2f})"
