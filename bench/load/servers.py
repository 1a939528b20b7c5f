"""The gunicorn that `make run` starts, with one worker on one processor."""

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from runpy import run_path
from typing import NamedTuple

from bench.data import environment
from bench.load import machine
from launcher.environment import ROOT

PATIENCE = 30  # seconds that a server may take to answer, or to end
# A page is found missing, made from the database, compressed and, there being no room, not kept.
NOTHING_KEPT = {"PAGE_CACHE_MB": "0"}


class Kind(NamedTuple):
    """A class of workers of gunicorn's, and the two applications that it can serve."""

    worker: str
    site: str
    bare: str


THREADS = Kind("gthread", "site_project.wsgi:application", "bench.load.bare:application")
ASGI = Kind("asgi", "site_project.asgi:application", "bench.load.bare:asynchronous")


class Server(NamedTuple):
    port: int
    master: int

    @property
    def worker(self) -> int:
        """The process that answers; gunicorn replaces one that has died."""
        return machine.children(self.master)[0]


class Answer(NamedTuple):
    status: int
    body: bytes
    headers: Mapping[str, str]


def kinds() -> dict[str, Kind]:
    """All that the site can be served by."""
    has_asgi = (ROOT / "site_project" / "asgi.py").exists()
    return {"threads": THREADS} | ({"ASGI": ASGI} if has_asgi else {})


def configured() -> Kind:
    """What `make run` starts, under this environment."""
    worker = run_path(str(ROOT / "gunicorn.conf.py"))["worker_class"]
    return {kind.worker: kind for kind in (THREADS, ASGI)}[worker]


@contextmanager
def gunicorn(
    folder: Path, application: str = "", worker: str = "", **settings: str
) -> Iterator[Server]:
    """Serve the archive under gunicorn's configuration.

    ``application`` and ``worker`` take the place of those that are configured.
    """
    port = free_port()
    command = [*machine.on(machine.SERVER), sys.executable, "-m", "gunicorn"]
    command += [f"--worker-class={worker or configured().worker}"]
    command += [application or configured().site]
    own = {"PORT": str(port), "WORKERS": "1"} | settings
    # A server that logs an error for each request would measure the terminal.
    with (folder / f"gunicorn-{port}.log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(folder, **own),
            stderr=log,
            start_new_session=True,
        )
    try:
        wait_for(port, process)
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def get(port: int, path: str, encoding: str = "", timeout: float = PATIENCE) -> Answer:
    """One answer, as it came over the wire."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.putrequest("GET", path, skip_accept_encoding=True)
        if encoding:
            connection.putheader("Accept-Encoding", encoding)
        connection.endheaders()
        response = connection.getresponse()
        return Answer(response.status, response.read(), dict(response.getheaders()))
    finally:
        connection.close()


def wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{process.args!r} does not answer on port {port}.")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
