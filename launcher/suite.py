"""`make test`, `make test-services` and `make bench`."""

import os
import shlex
import subprocess
from collections.abc import Sequence

from launcher import browser, environment, proxies, services


def on_this_machine(arguments: Sequence[str]) -> int:
    """Run the whole suite on every processor; PYTEST_ARGS adds to pytest's arguments."""
    return _pytest(arguments, {})


def on_services(arguments: Sequence[str]) -> int:
    """Run the same suite on a PostgreSQL and a Redis of its own, and behind nginx and Caddy."""
    for program in ("nginx", "caddy", "openssl"):
        proxies.ensure(program, because=f"The tests of the proxies need {program}")
    with services.postgresql() as database, services.redis() as cache:
        return _pytest(arguments, {"DATABASE_URL": database, "CACHE_URL": cache})


def bench(arguments: Sequence[str]) -> int:
    """Run the measurements in bench/, or the named ones."""
    python = environment.ensure("requirements-dev.txt")
    return subprocess.run(
        [python, "-m", "bench", *arguments], cwd=environment.ROOT, check=False
    ).returncode


def _pytest(arguments: Sequence[str], settings: dict[str, str]) -> int:
    python = environment.ensure("requirements-dev.txt")
    wanted = [*arguments, *shlex.split(os.environ.get("PYTEST_ARGS", ""))]
    return subprocess.run(
        # Tests take a millisecond or half a minute: whoever is done first takes from the others.
        [python, "-m", "pytest", "-n", "auto", "--dist", "worksteal", *wanted],
        cwd=environment.ROOT,
        env=os.environ | {"CHROMIUM": browser.ensure()} | settings,
        check=False,
    ).returncode
