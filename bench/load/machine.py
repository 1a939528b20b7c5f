"""Processors to measure on, and what a process has used of them: read from /proc (Linux)."""

import os
import shutil
from pathlib import Path
from typing import NamedTuple

_TICKS = os.sysconf("SC_CLK_TCK")
_CORES = sorted(os.sched_getaffinity(0))
SERVER, READERS = _CORES[0], _CORES[-1]


class Memory(NamedTuple):
    """Megabytes of a process: all that it has, and what it shares with none."""

    resident: float
    own: float


def on(core: int) -> list[str]:
    """The beginning of a command that keeps a program on one processor, where there are several."""
    if len(_CORES) < 2 or shutil.which("taskset") is None:
        return []
    return ["taskset", "--cpu-list", str(core)]


def children(pid: int) -> list[int]:
    return [int(child) for child in _proc(pid, f"task/{pid}/children").read_text().split()]


def processor_seconds(*pids: int) -> float:
    """What the processes have used since they began, in their own code and in the kernel."""
    return sum(_seconds(pid) for pid in pids)


def memory(pid: int) -> Memory:
    sizes: dict[str, float] = {}
    for line in _proc(pid, "smaps_rollup").read_text().splitlines()[1:]:
        name, size = line.split()[:2]
        sizes[name] = int(size) / 1024
    return Memory(sizes["Rss:"], sizes["Private_Clean:"] + sizes["Private_Dirty:"])


def threads(pid: int) -> int:
    return len(list(_proc(pid, "task").iterdir()))


def open_files(pid: int, suffix: str) -> int:
    """How many open files of the process have a name that ends so."""
    return sum(target.endswith(suffix) for target in _targets(pid))


def open_sockets(pid: int) -> int:
    return sum(target.startswith("socket:") for target in _targets(pid))


def _targets(pid: int) -> list[str]:
    targets = []
    for link in _proc(pid, "fd").iterdir():
        try:
            targets.append(str(link.readlink()))
        except FileNotFoundError:  # closed meanwhile
            continue
    return targets


def _seconds(pid: int) -> float:
    # The name of a program may hold spaces and brackets: fields are counted from behind it.
    fields = _proc(pid, "stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _proc(pid: int, name: str) -> Path:
    return Path("/proc", str(pid), name)
