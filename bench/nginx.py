"""Pages out of nginx's cache against files of the same size from the same nginx.

With the configuration that keepers are given, without TLS: encrypting would cost both sides as much
and hide the difference. gunicorn shares nginx's processor, and is asked for each page every second.
"""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bench import data
from bench.load import machine
from bench.load.servers import Server, free_port, gunicorn
from bench.load.wrk import wrk
from bench.options import Options
from bench.pages import answered
from bench.paired import Pair, Side, paired
from bench.report import Found
from launcher import proxies

LEAST = 0.70
# Pages of bench.addresses, and what the reader accepts.
CASES = {
    "article, 500 addresses, gzip": ("articles", "gzip"),
    "article, 500 addresses, plain": ("articles", ""),
    "front page, gzip": ("front", "gzip"),
    "deep page of the archive, gzip": ("list", "gzip"),
    "feed, gzip": ("feed", "gzip"),
}
COLUMNS = [
    "through nginx",
    "of a file",
    "to reach",
    "by processor",
    "requests a second (file)",
    "99 %, ms (file)",
    "bytes",
]


class Ports(NamedTuple):
    site: int
    files: int


def run(options: Options) -> Found:
    proxies.ensure("nginx", because="The benchmark of nginx needs it")
    with (
        data.archive(options.articles) as folder,
        tempfile.TemporaryDirectory(prefix="broadside-files-") as name,
        gunicorn(folder) as server,
    ):
        addresses: dict[str, list[str]] = json.loads(data.run(folder, "-m", "bench.addresses"))
        files = Path(name)
        files.chmod(0o755)
        with in_front(server, files) as (nginx, ports):
            return measure(addresses, files, (nginx, server), ports, options)


def measure(
    addresses: dict[str, list[str]],
    files: Path,
    running: tuple[int, Server],
    ports: Ports,
    options: Options,
) -> Found:
    nginx, server = running
    figures: dict[str, Any] = {}
    rows: list[list[str]] = []
    missed: list[str] = []
    for case, (pages, encoding) in CASES.items():
        paths = addresses[pages]
        sizes = list(answered(ports.site, paths, encoding))
        for size in set(sizes):
            (files / str(size)).write_bytes(b"x" * size)
        constant = [f"/{size}" for size in sizes]
        of_files = partial(wrk, ports.files, constant, options.seconds)
        of_site = partial(wrk, ports.site, paths, options.seconds, encoding=encoding)
        pair = paired(
            Side(of_files, [nginx]), Side(of_site, [nginx, server.worker]), options.rounds
        )
        figures[case] = pair.figures | {"bytes": sum(sizes) // len(sizes)}
        rows.append(row(case, pair, sum(sizes) // len(sizes)))
        print(" · ".join(rows[-1]), flush=True)
        if pair.ratio < LEAST:
            missed.append(f"{case}: {pair.ratio:.2f} of a file, to reach {LEAST}")
    return Found(figures, COLUMNS, rows, missed)


def row(case: str, pair: Pair, size: int) -> list[str]:
    bare, site = pair.figures["bare"], pair.figures["site"]
    return [
        case,
        f"{pair.ratio:.2f}",
        f"{LEAST:.2f}",
        f"{pair.by_processor:.2f}",
        f"{site['rate']:,.0f} ({bare['rate']:,.0f})",
        f"{site['p99_ms']:.1f} ({bare['p99_ms']:.1f})",
        f"{size:,}",
    ]


@contextmanager
def in_front(server: Server, files: Path) -> Iterator[tuple[int, Ports]]:
    """nginx before the server, and beside it one that serves the files; its process, its ports."""
    ports = Ports(free_port(), free_port())
    site = proxies.with_changes(
        (proxies.DOCS / "nginx.conf").read_text("utf-8"),
        {
            "listen [::]:": "# listen [::]:",
            "listen 80": f"listen 127.0.0.1:{free_port()}",
            "listen 443 ssl http2": f"listen 127.0.0.1:{ports.site}",
            "ssl_": "# ssl_",
            proxies.HOST: "127.0.0.1",
            "127.0.0.1:8000": f"127.0.0.1:{server.port}",
            "/var/log/nginx": str(files),
        },
    )
    plain = f"server {{ listen 127.0.0.1:{ports.files}; root {files}; access_log off; gzip off; }}"
    before = machine.on(machine.SERVER)
    with proxies.nginx(site, ports.site, more=plain, before=before) as process:
        yield machine.children(process.pid)[0], ports
