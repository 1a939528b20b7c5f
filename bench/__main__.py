"""`make bench`: measure all parts or the named ones; exit code 1 when one misses its mark.

`python -m bench docs` sets the newest tables into docs/performance.md.
"""

import sys
from collections.abc import Sequence
from importlib import import_module

from bench import options, report

# Each has a function run(Options) -> Found.
PARTS = {
    "growth": "bench.growth",
    "pages": "bench.pages",
    "import": "bench.throughput",
    "nginx": "bench.nginx",
    "overload": "bench.overload",
    "flat": "bench.flat",
    "fronts": "bench.fronts",
    "desk": "bench.desk",
}


def main(wanted: Sequence[str]) -> int:
    if list(wanted) == ["docs"]:
        print(f"docs/performance.md: {', '.join(report.publish())}")
        return 0
    if unknown := set(wanted) - set(PARTS):
        print(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}, docs")
        return 2
    how, missed = options.read(), 0
    for part in wanted or PARTS:
        print(f"\n{part}", flush=True)
        found = import_module(PARTS[part]).run(how)
        report.keep(part, found)
        missed += len(found.missed)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
