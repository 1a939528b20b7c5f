"""The virtual environment is made once, and again only when something changed or broke."""

import os
import subprocess
from pathlib import Path

import pytest

from launcher import Obstacle, browser, debian, environment
from launcher.__main__ import too_old
from tests.project.started import ROOT

Calls = list[tuple[str, ...]]


@pytest.fixture
def clone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty project folder with one requirements file."""
    (tmp_path / "requirements.txt").write_text("Django==5.2.19\n")
    monkeypatch.setattr(environment, "ROOT", tmp_path)
    monkeypatch.setattr(environment, "FOLDER", tmp_path / ".venv")
    monkeypatch.setattr(environment, "PYTHON", tmp_path / ".venv" / "bin" / "python")
    return tmp_path


@pytest.fixture
def calls(clone: Path, monkeypatch: pytest.MonkeyPatch) -> Calls:
    """What would have been run; making an environment leaves a `python` that works."""
    made: Calls = []

    def run(*command: str) -> subprocess.CompletedProcess[str]:
        made.append(command)
        if "venv" in command:
            environment.PYTHON.parent.mkdir(parents=True)
            environment.PYTHON.touch()
        works = command[0] != str(environment.PYTHON) or environment.PYTHON.exists()
        return subprocess.CompletedProcess(command, 0 if works else 1, "", "")

    monkeypatch.setattr(environment, "_run", run)
    return made


def test_the_first_time_it_is_made_and_filled(calls: Calls) -> None:
    assert environment.ensure("requirements.txt") == environment.PYTHON
    assert ["venv" in call for call in calls] == [False, True, False]
    assert "pip" in calls[-1]


def test_the_second_time_nothing_runs(calls: Calls) -> None:
    environment.ensure("requirements.txt")
    calls.clear()
    environment.ensure("requirements.txt")
    assert calls == []


def test_changed_requirements_are_installed_into_the_same_environment(
    clone: Path, calls: Calls
) -> None:
    environment.ensure("requirements.txt")
    calls.clear()
    (clone / "requirements.txt").write_text("Django==5.2.20\n")
    environment.ensure("requirements.txt")
    assert not any("venv" in call for call in calls)
    assert "pip" in calls[-1]


def test_an_included_file_counts_as_part_of_the_one_that_includes_it(
    clone: Path, calls: Calls
) -> None:
    (clone / "requirements-dev.txt").write_text("-r requirements.txt\npytest==9.2.0\n")
    environment.ensure("requirements-dev.txt")
    calls.clear()
    environment.ensure("requirements.txt")
    assert calls == []
    (clone / "requirements.txt").write_text("Django==5.2.20\n")
    environment.ensure("requirements-dev.txt")
    assert "pip" in calls[-1]


def test_a_failure_of_pip_is_one_sentence_and_is_tried_again(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*command: str) -> subprocess.CompletedProcess[str]:
        wrong = "install" in command
        return subprocess.CompletedProcess(command, wrong, "", "Looking…\nERROR: no such host\n")

    monkeypatch.setattr(environment, "_run", fails)
    environment.FOLDER.mkdir()
    with pytest.raises(Obstacle, match=r"^pip can't install requirements.txt: ERROR: no such host"):
        environment.ensure("requirements.txt")
    assert not list(environment.FOLDER.glob("*.installed"))


def test_a_read_only_folder_is_one_sentence(clone: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment.os, "access", lambda path, mode: False)
    with pytest.raises(Obstacle, match=r"is read-only, and \.venv has to be made"):
        environment.ensure("requirements.txt")


def test_debians_missing_venv_is_installed_when_root(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(environment.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(debian, "install", lambda package, because: installed.append(package))
    environment.ensure("requirements.txt")
    assert installed == ["python3-venv"]


def test_who_is_not_root_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(debian.os, "geteuid", lambda: 1000)
    with pytest.raises(Obstacle) as obstacle:
        debian.install("chromium", because="The browser tests need Chromium")
    assert str(obstacle.value) == (
        "The browser tests need Chromium: install it, on Debian with `sudo apt install chromium`."
    )


def test_a_browser_that_was_named_wrongly_is_an_obstacle(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/usr/bin/no-such-browser")
    with pytest.raises(Obstacle, match="no-such-browser"):
        browser.find()


def test_an_old_python_says_so() -> None:
    assert too_old((3, 6, 15)).startswith(
        "Broadside needs Python 3.11 or newer, and this is Python 3.6: "
    )


def old_pythons() -> list[Path]:
    """Whatever older interpreters this machine happens to have."""
    folders = [Path("/usr/bin"), *Path.home().glob(".pyenv/versions/*/bin")]
    found = [path for folder in folders for path in folder.glob("python3.[0-9]")]
    return sorted({path.resolve() for path in found})


@pytest.mark.skipif(not old_pythons(), reason="this machine has no Python older than 3.10")
def test_real_old_pythons_give_the_sentence_and_no_traceback() -> None:
    for python in old_pythons():
        done = subprocess.run(
            [python, "-m", "launcher", "run"],
            cwd=ROOT,
            env={"PATH": os.environ["PATH"]},
            capture_output=True,
            text=True,
            timeout=30,
            check=False,
        )
        assert done.returncode == 1
        assert done.stderr.startswith("Broadside needs Python 3.11"), (python, done.stderr)
        assert done.stderr.count("\n") == 1
