"""nginx and Caddy for the length of one run, with the very files that docs/for-keepers has."""

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from launcher import Obstacle, debian
from launcher.environment import ROOT

DOCS = ROOT / "docs" / "for-keepers"
HOST = "archive.example.org"
_PATIENCE = 20  # seconds that a proxy may take to answer, or to end

# What Debian's nginx.conf has around a site, in so far as it matters here.
_AROUND = """
daemon off;
{user}
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log warn;
events {{ worker_connections 4096; }}
http {{
    include {types};
    default_type application/octet-stream;
    sendfile on;
    tcp_nopush on;
    gzip on;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
    {more}
}}
"""


def ensure(program: str, *, because: str) -> None:
    """A program out of the Debian package of its name, installed where that is possible."""
    if shutil.which(program) is None:
        debian.install(program, because=because)


@contextmanager
def nginx(
    site: str, port: int, *, more: str = "", before: Sequence[str] = ()
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run nginx with a site's file, and ``more`` beside it, until the block ends.

    It begins when something answers on ``port``. ``before`` stands in front of the command, as in
    ``["taskset", "-c", "0"]``. Raises ``Obstacle`` with what nginx says when it does not start.
    """
    with tempfile.TemporaryDirectory(prefix="broadside-nginx-") as name:
        folder = Path(name)
        (folder / "site.conf").write_text(site.replace("/var/lib/nginx", name), "utf-8")
        around = _AROUND.format(
            folder=folder,
            # Its own workers may read what we may read.
            user="user root;" if os.geteuid() == 0 else "",
            types="/etc/nginx/mime.types",
            more=more,
        )
        (folder / "nginx.conf").write_text(around, "utf-8")
        command = [*before, "nginx", "-e", "stderr", "-p", name, "-c", f"{name}/nginx.conf"]
        with _running(command, folder, port) as process:
            yield process


@contextmanager
def caddy(site: str, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Run Caddy with a site's file until the block ends, as `nginx` does."""
    with tempfile.TemporaryDirectory(prefix="broadside-caddy-") as name:
        folder = Path(name)
        (folder / "Caddyfile").write_text(site, "utf-8")
        command = ["caddy", "run", "--config", f"{name}/Caddyfile", "--adapter", "caddyfile"]
        own = {"HOME": name, "XDG_DATA_HOME": name, "XDG_CONFIG_HOME": name}
        with _running(command, folder, port, own) as process:
            yield process


def with_changes(text: str, changes: Mapping[str, str]) -> str:
    """The text with every one of the changes made; each must find its place."""
    for old, new in changes.items():
        if old not in text:
            raise Obstacle(f"“{old}” is not in the file any more.")
        text = text.replace(old, new)
    return text


@contextmanager
def _running(
    command: Sequence[str], folder: Path, port: int, settings: Mapping[str, str] | None = None
) -> Iterator["subprocess.Popen[bytes]"]:
    """Run a program in a session of its own, so that a Ctrl-C reaches it through us."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=os.environ | (settings or {}),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        if not _answers(port, process):
            said = (folder / "log").read_text("utf-8", "replace").strip() or "It says nothing."
            raise Obstacle(f"{process.args!r} does not answer on port {port}: {said}")
        yield process
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _answers(port: int, process: "subprocess.Popen[bytes]") -> bool:
    """Whether something listens on the port before patience, or the program, ends."""
    deadline = time.monotonic() + _PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return True
    return False
