"""A real gunicorn with the demo archive, to put a proxy in front of, and requests as they are."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from launcher.proxies import HOST
from tests.project.started import ROOT, environment

PICTURE = "images/0123456789abcdef.png"


@dataclass
class Site:
    """An archive, and the gunicorn that serves it while it runs."""

    folder: Path
    port: int
    more: dict[str, str] = field(default_factory=dict)
    """Settings beside those that every site here has."""
    application: str = ""
    """What gunicorn serves, if not what its configuration names."""
    processes: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    @property
    def settings(self) -> dict[str, str]:
        return environment(
            HOME=os.environ["HOME"],
            DATA_DIR=str(self.folder),
            SITE_URL=f"https://{HOST}",
            TRUST_PROXY="on",
            PORT=str(self.port),
            DEMO="off",
            DJANGO_SETTINGS_MODULE="site_project.settings",
            **self.more,
        )

    def python(self, *arguments: str) -> str:
        """Run a program on the archive, as the desk or a command would."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.settings,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def change(self, statements: str) -> str:
        """Run statements on the archive, in a process of their own."""
        start = "import django; django.setup()\nfrom tests.factories import *\n"
        return self.python("-c", start + statements)

    def start(self) -> None:
        with (self.folder / "gunicorn.log").open("ab") as log:
            command = [sys.executable, "-m", "gunicorn", *filter(None, [self.application])]
            process = subprocess.Popen(command, cwd=ROOT, env=self.settings, stderr=log)
        self.processes.append(process)
        wait_for(self.port)

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
            process.wait(30)
        self.processes.clear()


@contextmanager
def served(folder: Path, empty: Path) -> Iterator[Site]:
    """A small archive under gunicorn: an article, a picture's file, the static files."""
    shutil.copytree(empty, folder)
    site = Site(folder, free_port())
    site.change("make_published('The first', slug='first', printed_date='1926-05-06')")
    picture = folder / "media" / PICTURE
    picture.parent.mkdir(parents=True)
    picture.write_bytes(b"\x89PNG and so on")
    site.start()
    try:
        yield site
    finally:
        site.stop()


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    def __getitem__(self, name: str) -> str:
        return self.headers.get(name, "")


def ask(
    port: int,
    path: str,
    *,
    method: str = "GET",
    host: str = HOST,
    body: bytes | None = None,
    secure: bool = True,
    **headers: str,
) -> Answer:
    """One request over a connection of its own, with no header but those given."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.connect()
    if secure:
        connection.sock = trusting().wrap_socket(connection.sock, server_hostname=HOST)
    try:
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        connection.putheader("Host", host)
        for name, value in headers.items():
            connection.putheader(name.replace("_", "-"), value)
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        connection.endheaders(body)
        response = connection.getresponse()
        return Answer(response.status, response.msg, response.read())
    finally:
        connection.close()


def trusting() -> ssl.SSLContext:
    """Takes any certificate."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@contextmanager
def slow_senders(port: int, path: str, number: int) -> Iterator[None]:
    """So many who have begun to send a comment and don't go on."""
    head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 6000\r\n"
    beginning = f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\nname="
    opened = []
    try:
        for _ in range(number):
            connection = socket.create_connection(("127.0.0.1", port), timeout=20)
            opened.append(trusting().wrap_socket(connection, server_hostname=HOST))
            opened[-1].sendall(beginning.encode())
        yield
    finally:
        for connection in opened:
            connection.close()


def certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate that nobody has signed, and its key."""
    key, cert = folder / "privkey.pem", folder / "fullchain.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "2", "-subj", f"/CN={HOST}", "-keyout", key, "-out", cert]
    subprocess.run(command, check=True, capture_output=True)
    return cert, key


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"nothing answers on port {port}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number
