"""`make messages`: bring the translators' catalogues in locale/ up to date with the sources."""

import subprocess
from collections.abc import Sequence

from launcher import environment


def run(arguments: Sequence[str]) -> int:
    """All catalogues, or those of the named languages; a new name begins a new one."""
    python = environment.ensure("requirements-dev.txt")
    return subprocess.run(
        [python, "-m", "launcher.words", *arguments], cwd=environment.ROOT, check=False
    ).returncode
