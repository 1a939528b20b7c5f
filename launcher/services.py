"""PostgreSQL and Redis for the length of one run: free ports, and nothing is left behind."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from launcher import Obstacle, debian

_PATIENCE = 30  # seconds that a service may take to answer, or to end


@contextmanager
def postgresql() -> Iterator[str]:
    """Yield the DATABASE_URL of a new PostgreSQL."""
    programs = _postgresql_programs()
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    user = "postgres" if os.geteuid() == 0 else _ourselves()
    with _folder(user) as folder:
        port = _free_port()
        _make_cluster(programs / "initdb", folder / "cluster", user)
        # The data is thrown away at the end: no need to wait for the disk.
        options = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
        options += [
            "listen_addresses=127.0.0.1",
            f"port={port}",
            f"unix_socket_directories={folder}",
        ]
        command = [str(programs / "postgres"), "-D", str(folder / "cluster")]
        command += [f"-c{option}" for option in options]
        url = f"postgres://broadside@127.0.0.1:{port}/postgres"
        with _running(command, user, folder):
            _wait("PostgreSQL", lambda: _accepts_queries(programs / "psql", url))
            yield url


@contextmanager
def redis() -> Iterator[str]:
    """Yield the CACHE_URL of a new Redis."""
    if shutil.which("redis-server") is None:
        debian.install("redis-server", because="Redis is missing")
    with _folder(_ourselves()) as folder:
        port = _free_port()
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(port)]
        command += ["--dir", str(folder), "--save", "", "--appendonly", "no"]
        with _running(command, _ourselves(), folder):
            _wait("Redis", lambda: _answers_ping(port))
            yield f"redis://127.0.0.1:{port}/0"


def _postgresql_programs() -> Path:
    """The folder with initdb, postgres and psql, installed where that is possible."""
    found = _find_postgresql()
    if found is None:
        debian.install("postgresql", because="PostgreSQL is missing")
        found = _find_postgresql()
    if found is None:
        raise Obstacle("PostgreSQL is installed, but its `initdb` is nowhere to be found.")
    return found


def _find_postgresql() -> Path | None:
    # Debian keeps these programs out of the PATH, one folder for each version.
    if debians := list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return max(debians, key=lambda path: int(path.parts[-3])).parent
    named = shutil.which("initdb")
    return Path(named).resolve().parent if named else None


def _make_cluster(initdb: Path, cluster: Path, user: str) -> None:
    command = [str(initdb), "--auth=trust", "--username=broadside", "--encoding=UTF8"]
    command += ["--locale=C.UTF-8", "--no-sync", "-D", str(cluster)]
    done = subprocess.run(
        command, user=_id(user), cwd=cluster.parent, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise Obstacle(f"PostgreSQL can't make a database: {done.stderr.strip()}")


@contextmanager
def _folder(owner: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="broadside-") as folder:
        shutil.chown(folder, owner)
        yield Path(folder)


@contextmanager
def _running(command: Sequence[str], user: str, folder: Path) -> Iterator[None]:
    """Run a service in a session of its own, so that a Ctrl-C reaches it through us, in order."""
    with (folder / "log").open("wb") as log:
        service = subprocess.Popen(
            command,
            user=_id(user),
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield
    finally:
        # PostgreSQL's "fast shutdown"; Redis takes it as Ctrl-C.
        service.send_signal(signal.SIGINT)
        service.wait(_PATIENCE)


def _wait(name: str, answers: Callable[[], bool]) -> None:
    deadline = time.monotonic() + _PATIENCE
    while not answers():
        if time.monotonic() > deadline:
            raise Obstacle(f"{name} was started and does not answer.")
        time.sleep(0.1)


def _accepts_queries(psql: Path, url: str) -> bool:
    command = [str(psql), "--no-psqlrc", "--command=select 1", url]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def _answers_ping(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _ourselves() -> str:
    return pwd.getpwuid(os.geteuid()).pw_name


def _id(user: str) -> int | None:
    """The number of a user to change to; None when that is who we are already."""
    number = pwd.getpwnam(user).pw_uid
    return None if number == os.geteuid() else number
