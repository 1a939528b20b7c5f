"""`make lint`: every check, each with a name, all of them even when the first one fails."""

import os
import subprocess
import tempfile
from collections.abc import Sequence
from typing import NamedTuple

from launcher import environment

_PY = str(environment.PYTHON)
_TOOLS = environment.PYTHON.parent

# A site as a careful keeper would run it: `check --deploy` must have nothing to say about it.
PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "site_project.settings",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-only-for-this-check",
    "SITE_URL": "https://archive.example",
    "TRUST_PROXY": "on",
    "EMAIL_URL": "smtp://archive:secret@mail.example:587",
    "DEBUG": "off",
}


class Check(NamedTuple):
    name: str
    command: list[str]


CHECKS = [
    Check("ruff", [f"{_TOOLS}/ruff", "check", "."]),
    Check("formatting", [f"{_TOOLS}/ruff", "format", "--check", "."]),
    Check("templates", [f"{_TOOLS}/djlint", "--quiet", "--lint", "templates"]),
    Check("types", [f"{_TOOLS}/mypy"]),
    Check("imports between rooms", [f"{_TOOLS}/lint-imports", "--no-logo"]),
    Check("migrations", [_PY, "manage.py", "makemigrations", "--check", "--dry-run"]),
    Check("deployment", [_PY, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]),
]


def run(arguments: Sequence[str]) -> int:
    """Run the named checks, or all; 1 when any of them found something."""
    environment.ensure("requirements-dev.txt")
    wanted = [check for check in CHECKS if not arguments or check.name in arguments]
    with tempfile.TemporaryDirectory(prefix="broadside-lint-") as folder:
        failed = [check.name for check in wanted if not _passes(check, folder)]
    print(f"Failed: {', '.join(failed)}." if failed else f"{len(wanted)} checks passed.")
    return 1 if failed else 0


def _passes(check: Check, data_dir: str) -> bool:
    done = subprocess.run(
        check.command,
        cwd=environment.ROOT,
        env=os.environ | PRODUCTION | {"DATA_DIR": data_dir},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    print(f"{'ok  ' if done.returncode == 0 else 'FAIL'}  {check.name}", flush=True)
    if done.returncode:
        print(done.stdout.rstrip(), flush=True)
    return done.returncode == 0
