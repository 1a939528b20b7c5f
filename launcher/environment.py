"""The virtual environment in .venv: made when missing or broken, renewed with requirements."""

import hashlib
import importlib.util
import os
import subprocess
import sys
from pathlib import Path

from launcher import Obstacle, debian

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv"
PYTHON = FOLDER / "bin" / "python"

_USABLE = "import sys, pip; sys.exit(sys.version_info < (3, 11))"


def ensure(requirements: str) -> Path:
    """Return a Python that has everything the named requirements file asks for."""
    if PYTHON.exists() and all(map(_is_installed, _with_included(requirements))):
        return PYTHON
    if not os.access(FOLDER if FOLDER.exists() else ROOT, os.W_OK):
        raise Obstacle(f"{ROOT} is read-only, and {FOLDER.name} has to be made or renewed in it.")
    if not _succeeds(str(PYTHON), "-c", _USABLE):
        _make()
    _install(requirements)
    for name in _with_included(requirements):
        _stamp(name).write_text(_fingerprint(name), "ascii")
    return PYTHON


def _with_included(requirements: str) -> list[str]:
    """The file and those that it includes with -r."""
    lines = (ROOT / requirements).read_text("utf-8").splitlines()
    return [requirements, *(line[3:].strip() for line in lines if line.startswith("-r "))]


def _is_installed(requirements: str) -> bool:
    stamp = _stamp(requirements)
    return stamp.exists() and stamp.read_text("ascii") == _fingerprint(requirements)


def _stamp(requirements: str) -> Path:
    return FOLDER / f"{requirements}.installed"


def _fingerprint(requirements: str) -> str:
    return hashlib.sha256((ROOT / requirements).read_bytes()).hexdigest()


def _make() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        debian.install("python3-venv", because="Python's venv module is missing")
    print(f"Making a virtual environment in {FOLDER.name} …", flush=True)
    # In a process of its own: this one would not see a module that apt has just installed.
    made = _run(sys.executable, "-m", "venv", "--clear", str(FOLDER))
    if made.returncode:
        raise Obstacle(f"No virtual environment can be made in {FOLDER}: {_last_line(made)}")


def _install(requirements: str) -> None:
    print(f"Installing {requirements} …", flush=True)
    done = _run(
        str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
        "--no-input", "-r", str(ROOT / requirements),
    )  # fmt: skip
    if done.returncode:
        raise Obstacle(f"pip can't install {requirements}: {_last_line(done)}")


def _succeeds(*command: str) -> bool:
    try:
        return _run(*command).returncode == 0
    except OSError:
        return False


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _last_line(done: subprocess.CompletedProcess[str]) -> str:
    return ((done.stdout + done.stderr).strip() or "no reason given").splitlines()[-1]
