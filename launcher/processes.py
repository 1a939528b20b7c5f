"""Programs that live and die together."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence

PATIENCE = 20  # seconds between asking a program to end and ending it


def run_together(
    programs: Mapping[str, Sequence[str]],
    *,
    ready: Callable[[], bool],
    announce: Callable[[], None],
) -> int:
    """Run the programs until a signal comes or one of them ends, then stop the rest.

    `announce` is called once, when `ready` first says yes. Returns 0 after Ctrl-C, SIGTERM or
    SIGHUP, and 1 when a program ended by itself, which is never meant to happen.
    """
    # A list and not an Event: a handler that waits for a lock of its own thread waits for ever.
    received: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda number, _: received.append(number))
    # In sessions of their own the children don't get the terminal's Ctrl-C: we tell them, once.
    children = {
        name: subprocess.Popen(command, start_new_session=True)
        for name, command in programs.items()
    }
    try:
        announced = False
        while not received and all(child.poll() is None for child in children.values()):
            if not announced and ready():
                announced = True
                announce()
            time.sleep(0.2)
        for name, child in children.items():
            if child.poll() is not None and not received:
                print(f"{name} ended with exit code {child.returncode}; stopping.", flush=True)
    finally:
        _stop(list(children.values()))
    return 0 if received else 1


def _stop(children: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
