"""`make run`: everything that is needed, then the site."""

import errno
import os
import socket
import subprocess
from collections.abc import Sequence

from launcher import Obstacle, data, environment, processes
from site_project import env


def setup(arguments: Sequence[str] = ()) -> int:
    """Everything up to the point where the site could start; safe to repeat, touches no text."""
    folder = data.ensure_folder()
    python = environment.ensure("requirements.txt")
    data.ensure_secret_key(folder)
    return subprocess.run(
        [python, "-m", "launcher.prepare"], cwd=environment.ROOT, check=False
    ).returncode


def run(arguments: Sequence[str] = ()) -> int:
    """Serve until Ctrl-C: gunicorn, the background worker and the timer, side by side."""
    host, port = env.text("BIND", "127.0.0.1"), env.integer("PORT", 8000, low=1, high=65535)
    ensure_free(host, port)
    if failed := setup():
        return failed
    # gunicorn and the worker take everything else from the environment, as under systemd.
    os.chdir(environment.ROOT)
    python = str(environment.PYTHON)
    site = env.site_url("SITE_URL", f"http://127.0.0.1:{port}").geturl()
    return processes.run_together(
        {
            "gunicorn": [python, "-m", "gunicorn"],
            "the background worker": [python, "manage.py", "db_worker"],
            "the timer": [python, "manage.py", "tick", "--every", "3600"],
        },
        ready=lambda: _answers(host, port),
        announce=lambda: print(
            f"Broadside is at {site}/ and the editors' desk at {site}/admin/; Ctrl-C stops it.",
            flush=True,
        ),
    )


def ensure_free(host: str, port: int) -> None:
    """Raise an Obstacle when gunicorn could not listen there."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host.strip("[]"), port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise Obstacle(_why_not(host, port, error)) from None


def _why_not(host: str, port: int, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is in use: stop that program or choose a port, `PORT=8001 make run`."
    if error.errno == errno.EACCES:
        return f"Port {port} is for root only: choose one above 1023, as in `PORT=8001 make run`."
    return f"BIND is {host!r}, and this machine can't listen there: {error.strerror}."


def _answers(host: str, port: int) -> bool:
    # Whoever listens on every address answers on the loopback too.
    address = {"0.0.0.0": "127.0.0.1", "[::]": "::1"}.get(host, host.strip("[]"))  # noqa: S104
    try:
        socket.create_connection((address, port), timeout=1).close()
    except OSError:
        return False
    return True
