"""A data folder that is thrown away, prepared as `make run` prepares one, with a built archive."""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from launcher.environment import ROOT

KEY = "only-for-measuring-" * 4


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """What a Broadside of this folder runs under, whatever is set on the machine that measures."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": os.environ.get("HOME", str(folder)),
        "DJANGO_SETTINGS_MODULE": "site_project.settings",
        "DATA_DIR": str(folder),
        "SECRET_KEY": KEY,
        "DEMO": "off",
    } | settings


@contextmanager
def archive(count: int) -> Iterator[Path]:
    """Yield the data folder of an archive with so many articles.

    It is made anew and removed at the end, unless ARCHIVE names a folder that keeps archives from
    one run to the next, for those who work on speed.
    """
    if kept := os.environ.get("ARCHIVE"):
        folder = Path(kept).resolve() / f"{count}-{shape()}"
        if not (folder / "built").exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir(parents=True)
            make(folder, count)
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="broadside-bench-") as name:
        make(Path(name), count)
        yield Path(name)


def shape() -> str:
    """What an archive is made by: another one with every change of the tables or of the builder."""
    digest = hashlib.sha256()
    for path in sorted([*ROOT.glob("articles/migrations/*.py"), *ROOT.glob("bench/archive/*.py")]):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def make(folder: Path, count: int) -> None:
    print(f"Building an archive of {count:,} articles …", flush=True)
    run(folder, "-m", "launcher.prepare")
    run(folder, "-m", "bench.archive", str(count))
    (folder / "built").touch()


def run(folder: Path, *arguments: str, **settings: str) -> str:
    """Run Python on this archive and return what it prints; what goes wrong ends the benchmark."""
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment(folder, **settings),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return done.stdout
