"""`make pictures`: the demo archive as readers see it, for README.md."""

import os
import secrets
import subprocess
import tempfile
from collections.abc import Sequence

from launcher import browser, debian, environment

_FONT = "Noto Naskh Arabic"  # one of the many in that package


def run(arguments: Sequence[str]) -> int:
    """Take the pictures in docs/pictures anew, or the named ones."""
    _ensure_fonts()
    chromium = browser.ensure()
    python = environment.ensure("requirements-dev.txt")
    with tempfile.TemporaryDirectory(prefix="broadside-pictures-") as folder:
        return subprocess.run(
            [python, "-m", "launcher.camera", *arguments],
            cwd=environment.ROOT,
            env=_settings(folder, chromium),
            check=False,
        ).returncode


def _settings(data_dir: str, chromium: str) -> dict[str, str]:
    """A site as it comes, whatever the environment says of the keeper's own."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    own = {"DATA_DIR": data_dir, "SECRET_KEY": secrets.token_urlsafe(64), "CHROMIUM": chromium}
    return kept | own | {"DJANGO_SETTINGS_MODULE": "site_project.settings"}


def _ensure_fonts() -> None:
    """Debian's Noto, so that the pictures don't change with the machine."""
    try:
        found = subprocess.run(["fc-list", _FONT], capture_output=True, check=False).stdout
    except FileNotFoundError:
        found = b""
    if not found:
        debian.install("fonts-noto-core", because="The pictures are set in Noto's fonts")
