"""Readers who come whether the site answers or not: so many a second, each for one page.

python -m bench.load.crowd PORT RATE SECONDS FILE; the file names a path on each line. wrk can't do
that: its connections wait for an answer before they ask again, and so a slow site has few readers.
"""

import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple

from bench.load import machine
from launcher.environment import ROOT

PATIENCE = 10.0  # seconds until a reader goes away
MOST = 20_000  # readers at a time


class Crowd(NamedTuple):
    """What became of the readers; latencies in milliseconds, of those who were answered."""

    came: int
    answered: int
    turned_away: int  # 503
    broken: int  # another answer, or a connection that failed
    gave_up: int
    median: float
    p99: float


def crowd(port: int, rate: float, seconds: float, paths: Sequence[str]) -> Crowd:
    """Let them come from a process of its own, on the readers' processor."""
    with tempfile.NamedTemporaryFile("w", suffix=".paths") as file:
        file.write("\n".join(paths))
        file.flush()
        command = [*machine.on(machine.READERS), sys.executable, "-m", "bench.load.crowd"]
        done = subprocess.run(
            [*command, str(port), str(rate), str(seconds), file.name],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            timeout=seconds + PATIENCE + 60,
            check=True,
        )
    return Crowd(**json.loads(done.stdout))


class Reader(asyncio.Protocol):
    """One of them: asks when connected, and notes the status line and the end of the answer."""

    def __init__(self, path: str) -> None:
        self.request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        self.status = ""
        self.end: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if isinstance(transport, asyncio.WriteTransport):
            transport.write(self.request.encode())

    def data_received(self, data: bytes) -> None:
        self.status = self.status or data[9:12].decode("ascii", "replace")

    def connection_lost(self, _exc: Exception | None) -> None:
        if not self.end.done():
            self.end.set_result(None)


class Count:
    """What has become of those who came so far."""

    def __init__(self) -> None:
        self.outcomes: dict[str, int] = {}
        self.latencies: list[float] = []

    async def reader(self, port: int, path: str) -> None:
        begun = time.monotonic()
        outcome = await visit(port, path)
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1
        if outcome == "200":
            self.latencies.append((time.monotonic() - begun) * 1000)


async def visit(port: int, path: str) -> str:
    """The status of the answer, or "late" or "broken"."""
    loop = asyncio.get_running_loop()
    transport: asyncio.BaseTransport | None = None
    try:
        async with asyncio.timeout(PATIENCE):
            transport, reader = await loop.create_connection(
                lambda: Reader(path), "127.0.0.1", port
            )
            await reader.end
            return reader.status or "broken"
    except TimeoutError:
        return "late"
    except OSError:
        return "broken"
    finally:
        if transport:
            transport.close()


async def let_come(port: int, rate: float, seconds: float, paths: Iterator[str]) -> Crowd:
    count, readers = Count(), set[asyncio.Task[None]]()
    begun, came = time.monotonic(), 0
    while (passed := time.monotonic() - begun) < seconds:
        while came < passed * rate and len(readers) < MOST:
            task = asyncio.create_task(count.reader(port, next(paths)))
            readers.add(task)
            task.add_done_callback(readers.discard)
            came += 1
        await asyncio.sleep(0.002)
    await asyncio.gather(*readers)
    known = {"200", "503", "late"}
    cuts = quantiles(count.latencies, n=100) if len(count.latencies) > 1 else [0.0] * 99
    return Crowd(
        came=came,
        answered=count.outcomes.get("200", 0),
        turned_away=count.outcomes.get("503", 0),
        broken=sum(number for name, number in count.outcomes.items() if name not in known),
        gave_up=count.outcomes.get("late", 0),
        median=round(cuts[49], 1),
        p99=round(cuts[98], 1),
    )


def main(port: int, rate: float, seconds: float, file: Path) -> None:
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    paths = cycle(file.read_text("utf-8").splitlines())
    print(json.dumps(asyncio.run(let_come(port, rate, seconds, paths))._asdict()))


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4]))
