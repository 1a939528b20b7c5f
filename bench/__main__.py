"""`make bench`: print a line for each measurement; exit code 1 when one is over its limit.

A measurement is a module of this folder with `measure() -> Iterable[Growth]`, named in BENCHES.
"""

import sys
from collections.abc import Sequence
from importlib import import_module

BENCHES = {
    "text": "bench.text",
    "hostile_html": "bench.hostile_html",
    "plain_texts": "bench.plain_texts",
    "importing": "bench.importing",
}


def main(wanted: Sequence[str]) -> int:
    over = 0
    for name in wanted or BENCHES:
        for result in import_module(BENCHES[name]).measure():
            print(result, flush=True)
            over += not result.is_kept
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
