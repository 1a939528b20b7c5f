"""A Broadside of its own process, under an environment that a test makes up."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_DUMP = """
import json
from site_project import settings
print(json.dumps({name: getattr(settings, name) for name in dir(settings) if name.isupper()},
                 default=str))
"""


def environment(**settings: str) -> dict[str, str]:
    """What every process needs, no setting of the machine that runs the tests, and `settings`."""
    return {"PATH": os.environ["PATH"], "SECRET_KEY": "k" * 60} | settings


def settings_under(**settings: str) -> dict[str, Any]:
    """All settings as they come out under these variables."""
    done = python("-c", _DUMP, **settings)
    assert done.returncode == 0, done.stderr
    values: dict[str, Any] = json.loads(done.stdout)
    return values


def refusal_under(**settings: str) -> str:
    """What `manage.py check` says on stderr when it refuses to start."""
    done = python("manage.py", "check", **settings)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr.strip()


def python(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(**settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
