"""Docs and code agree: every setting and check is described, every path and link is right."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from articles.importing.base import FORMATS
from articles.text.elements import ELEMENTS
from launcher.commands import COMMANDS
from tests.project.started import ROOT

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
REFERENCE = ROOT / "docs" / "reference"


def code(*folders: str) -> str:
    files = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return "\n".join(path.read_text("utf-8") for path in files)


def first_column(page: Path) -> set[str]:
    """The names in the first column of the page's tables."""
    rows = re.findall(r"^\| (`.+?) \|", page.read_text("utf-8"), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def test_every_setting_is_described_and_every_described_one_exists() -> None:
    source = code("site_project", "launcher") + (ROOT / "gunicorn.conf.py").read_text("utf-8")
    read = set(re.findall(r"env\.\w+\(\s*['\"]([A-Z_]+)['\"]", source))
    read |= set(re.findall(r"os\.environ\.get\(['\"]([A-Z_]+)['\"]", code("launcher")))
    assert first_column(REFERENCE / "settings.md") == read | {"PYTHON"}


def test_every_check_is_described_and_every_described_one_exists() -> None:
    page = (REFERENCE / "checks.md").read_text("utf-8")
    raised = re.findall(r"id=\"(broadside\.[EW]\d{3})\"", code("site_project", "articles"))
    assert sorted(re.findall(r"^## (\S+)$", page, re.MULTILINE)) == sorted(raised)


def test_every_element_and_format_is_described() -> None:
    assert first_column(REFERENCE / "formats.md") == set(ELEMENTS) | set(FORMATS)


def test_the_newcomers_minute_points_to_what_is_there() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    paths = re.findall(
        r"`((?:articles|site_project|launcher|templates|static|tests|docs)/[^`]*)`", page
    )
    assert len(paths) > 40
    assert [path for path in paths if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_every_command_of_the_launcher_is_a_target_of_make() -> None:
    targets = re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(COMMANDS) <= set(targets)


def test_the_version_is_the_newest_of_the_change_log() -> None:
    log = (ROOT / "CHANGELOG.md").read_text("utf-8")
    assert re.fullmatch(r"\d{4}\.\d+(\.\d+)?", settings.VERSION)
    assert log.index(f"## {settings.VERSION}") == log.index("## ")


@pytest.mark.parametrize(
    "name", ["requirements.txt", "requirements-dev.txt", "requirements-s3.txt"]
)
def test_every_requirement_is_one_exact_version(name: str) -> None:
    lines = [line.split("#")[0].strip() for line in (ROOT / name).read_text("utf-8").splitlines()]
    wanted = [line for line in lines if line and not line.startswith("-r ")]
    assert [line for line in wanted if not re.fullmatch(r"[\w.\[\]-]+==[\w.]+", line)] == []
