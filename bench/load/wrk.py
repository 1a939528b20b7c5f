"""Readers by wrk: a number of connections that each ask for the next page when one has come."""

import json
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.load import machine
from launcher import proxies

SCRIPT = Path(__file__).with_suffix(".lua")
CONNECTIONS = 16


class Load(NamedTuple):
    """What came of one run; latencies in milliseconds."""

    requests: int
    seconds: float
    bytes: int
    median: float
    p99: float
    refused: int  # answered with 400 or above
    broken: int  # connections that failed
    late: int  # no answer in time

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


def wrk(
    port: int,
    paths: Sequence[str],
    seconds: float,
    *,
    encoding: str = "",
    connections: int = CONNECTIONS,
) -> Load:
    """Ask for the paths in turn, for some seconds, over connections that are kept."""
    proxies.ensure("wrk", because="The benchmark's readers come by wrk")
    with tempfile.NamedTemporaryFile("w", suffix=".paths") as file:
        file.write("".join(f"{path}\n" for path in paths))
        file.flush()
        command = [*machine.on(machine.READERS), "wrk", "--threads=1", "--timeout=10s"]
        command += [f"--connections={connections}", f"--duration={max(1, round(seconds))}s"]
        command += [f"--script={SCRIPT}", f"http://127.0.0.1:{port}/", "--", file.name]
        done = subprocess.run(
            [*command, encoding or "-"],
            stdout=subprocess.PIPE,
            text=True,
            timeout=seconds + 60,
            check=True,
        )
    line = next(line for line in done.stdout.splitlines() if line.startswith("JSON "))
    return Load(**json.loads(line.removeprefix("JSON ")))
