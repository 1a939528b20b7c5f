"""`make run`: a real start and stop, and one sentence for each obstacle."""

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from launcher import Obstacle, data, processes, serve
from launcher import environment as ready_made
from tests.project.started import ROOT, environment

Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number: int = probe.getsockname()[1]
        return number


@pytest.fixture
def start(tmp_path: Path, port: int) -> Iterator[Start]:
    """Start a launcher command on a data folder and a port of its own; stopped at the end."""
    ready_made.ensure("requirements.txt")
    started: list[subprocess.Popen[str]] = []

    def start(command: str = "run", **settings: str) -> "subprocess.Popen[str]":
        own = {"DATA_DIR": str(tmp_path / "data"), "PORT": str(port), "SECRET_KEY": ""}
        process = subprocess.Popen(
            [sys.executable, "-m", "launcher", command],
            cwd=ROOT,
            env=environment(**own | {"HOME": os.environ["HOME"]} | settings),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.terminate()
        process.communicate(timeout=60)


def first_lines(process: "subprocess.Popen[str]") -> str:
    """What the launcher says until the site answers."""
    assert process.stdout
    lines = []
    for line in process.stdout:
        lines.append(line)
        if line.startswith("Broadside is at"):
            return "".join(lines)
    assert process.stderr
    pytest.fail(f"It never came up: {''.join(lines)}{process.stderr.read()}")


def contents(data_dir: Path) -> str:
    """Everything in the database but the sessions of the background worker's tasks."""
    with closing(sqlite3.connect(data_dir / "broadside.sqlite3")) as database:
        return "\n".join(line for line in database.iterdump() if "django_tasks" not in line)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_stop_and_leaves_nothing_running(
    start: Start, port: int, tmp_path: Path, empty: Path, number: signal.Signals
) -> None:
    shutil.copytree(empty, tmp_path / "data")
    site = start()
    assert f"http://127.0.0.1:{port}/" in first_lines(site)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
        assert answer.status == 200

    site.send_signal(number)
    assert site.wait(timeout=60) == 0
    serve.ensure_free("127.0.0.1", port)


def test_a_second_preparation_says_and_changes_nothing(start: Start, tmp_path: Path) -> None:
    first, _ = start("setup").communicate(timeout=240)
    before = contents(tmp_path / "data")
    second, complaints = start("setup").communicate(timeout=60)
    assert re.search(r"“admin” with the password \S{16} ", first)
    assert (tmp_path / "data" / "secret_key").stat().st_mode & 0o777 == 0o600
    assert (second, complaints) == ("", "")
    assert contents(tmp_path / "data") == before


def refused(process: "subprocess.Popen[str]") -> str:
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert out == ""
    assert err.count("\n") == 1
    return err


def test_a_port_in_use_is_one_sentence(start: Start, port: int) -> None:
    with socket.create_server(("127.0.0.1", port)):
        assert refused(start()).startswith(f"Port {port} is in use: ")


def test_a_port_that_is_none_is_one_sentence(start: Start) -> None:
    assert refused(start(PORT="eighty")).startswith("PORT is 'eighty'; it must be ")


def test_an_address_of_another_machine_is_one_sentence(start: Start) -> None:
    assert refused(start(BIND="192.0.2.1")).startswith("BIND is '192.0.2.1', and this machine ")


def test_a_data_folder_that_can_not_be_made_is_one_sentence(start: Start, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    refusal = refused(start(DATA_DIR=str(tmp_path / "file" / "data")))
    assert refusal.startswith(f"DATA_DIR, {tmp_path}/file/data, can't be made: ")


def test_a_read_only_data_folder_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setattr(data.os, "access", lambda path, mode: False)
    with pytest.raises(Obstacle, match="is read-only for this user"):
        data.ensure_folder()


def test_an_unreachable_database_is_one_sentence(start: Start, port: int) -> None:
    nowhere = {
        "DATABASE_URL": f"postgres://nobody@127.0.0.1:{port}/none",
        "CACHE_URL": f"redis://127.0.0.1:{port}",
    }
    refusal = refused(start("setup", **nowhere))
    assert refusal.startswith("The database can't be used: ")


def test_a_key_that_exists_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SECRET_KEY", raising=False)
    data.ensure_secret_key(tmp_path)
    key = (tmp_path / "secret_key").read_text()
    data.ensure_secret_key(tmp_path)
    assert (tmp_path / "secret_key").read_text() == key
    assert len(key) > 60


def test_a_program_that_ends_takes_the_others_with_it(capfd: pytest.CaptureFixture[str]) -> None:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        code = processes.run_together(
            {"the short one": ["sh", "-c", "exit 3"], "the long one": ["sleep", "60"]},
            ready=lambda: False,
            announce=lambda: None,
        )
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    assert code == 1
    assert "the short one ended with exit code 3; stopping." in capfd.readouterr().out
