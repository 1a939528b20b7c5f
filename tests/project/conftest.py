"""One archive that is ready for use, for all tests that start a Broadside of their own."""

import fcntl
from pathlib import Path

import pytest

from tests.project.proxied import Site, free_port


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A data folder that is ready for use, to copy from.

    It is made once for all processes of pytest: compressing static files takes its time.
    """
    own = tmp_path_factory.getbasetemp()
    shared = own if worker_id == "master" else own.parent
    folder = shared / "empty"
    with (shared / "empty.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / ".ready").exists():
            folder.mkdir(exist_ok=True)
            Site(folder, free_port()).python("-m", "launcher.prepare")
            (folder / ".ready").touch()
    return folder
