"""The organisation's own colours and mark: on every page once they are set, and only then."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.test import Client
from pytest_django.fixtures import Settings

from articles.pagecache.bell import FileBell
from articles.views.look import MARKS
from tests.pagecache.conftest import Process
from tests.pages import links, open_page
from tests.project.started import refusal_under, settings_under

COLOURS = ("#1f3a5f", "#9cc3ff")
HOSTILE = (
    '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script>'
    '<a href="javascript:alert(3)"><rect width="9" height="9"/></a></svg>'
)
CSS = (site_settings.BASE_DIR / "static" / "css" / "site.css").read_text("utf-8")


@pytest.fixture
def mark(tmp_path: Path) -> Path:
    file = tmp_path / "mark.svg"
    file.write_text(HOSTILE)
    return file


@pytest.fixture
def dressed(settings: Settings, mark: Path) -> Iterator[None]:
    """A site with colours and a mark of its own, as after a start with these settings."""
    settings.SITE_COLOURS, settings.SITE_MARK = COLOURS, mark
    settings.TEMPLATES = [*settings.TEMPLATES]  # forget the templates, which know the look


def head_and_mark(client: Client) -> tuple[bool, list[str]]:
    """Whether the page of the archive links the colours, and what its masthead shows."""
    page = open_page(client, "/articles/")
    images = [node.attributes["src"] for node in page.css(".masthead img")]
    return "/theme.css" in links(page, "head link[rel=stylesheet]"), images


@pytest.mark.django_db
def test_a_site_without_colours_and_mark_speaks_of_neither(client: Client) -> None:
    assert head_and_mark(client) == (False, [])
    for address in ("/theme.css", "/mark"):
        assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_a_site_that_has_them_shows_them_on_its_pages(client: Client, dressed: None) -> None:
    assert head_and_mark(client) == (True, ["/mark"])
    page = open_page(client, "/articles/")
    sheets = links(page, "head link[rel=stylesheet]")
    assert sheets[-1] == "/theme.css"  # after the sheet whose colours it replaces
    assert page.css_first(".masthead img").attributes["alt"] == ""  # the name stands beside it


def test_the_style_sheet_sets_the_two_colours_that_ours_asks_for(
    client: Client, dressed: None
) -> None:
    response = client.get("/theme.css")
    assert response["Content-Type"] == "text/css; charset=utf-8"
    given = dict(re.findall(r"(--[\w-]+): (#\w{6});", response.content.decode()))
    assert given == {"--brand-light": COLOURS[0], "--brand-dark": COLOURS[1]}
    assert all(f"var({name}, " in CSS for name in given)


def test_the_mark_is_the_file_as_it_is(client: Client, dressed: None, mark: Path) -> None:
    response = client.get("/mark")
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content == mark.read_bytes()


@pytest.mark.parametrize("suffix", MARKS)
def test_each_kind_of_file_that_may_be_set_is_served_as_what_it_is(
    client: Client, settings: Settings, tmp_path: Path, suffix: str
) -> None:
    settings.SITE_MARK = tmp_path / f"MARK{suffix.upper()}"
    settings.SITE_MARK.write_bytes(b"a picture")
    assert client.get("/mark")["Content-Type"] == MARKS[suffix]
    assert settings_under(SITE_MARK=str(settings.SITE_MARK))["SITE_MARK"] == str(settings.SITE_MARK)


@pytest.mark.parametrize("address", ["/mark", "/theme.css"])
def test_they_are_kept_and_asked_for_again_cheaply(
    transactional_db: None, dressed: None, tmp_path: Path, address: str
) -> None:
    process = Process(FileBell(tmp_path / "bell"))
    answer = process.warm(address)
    assert answer.headers["Cache-Control"].startswith("public, ")
    assert "Set-Cookie" not in answer.headers
    assert process.get(address, if_none_match=answer.headers["ETag"]).status == 304
    assert process.get(address, "HEAD").body == b""


def test_a_mark_can_run_nothing(transactional_db: None, dressed: None, tmp_path: Path) -> None:
    """Opened by itself an SVG is a document, and its scripts would be those of the site."""
    for answer in (
        Process(FileBell(tmp_path / "bell")).warm("/mark").headers,
        Client().get("/mark").headers,
    ):
        policy = dict(
            part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";")
        )
        assert (policy["default-src"], policy["script-src"]) == ("'none'", "'self'")
        assert policy["object-src"] == policy["frame-ancestors"] == "'none'"
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("name", ["nothing.svg", "mark.gif", "folder.svg"])
def test_a_mark_that_can_not_be_shown_stops_the_start(tmp_path: Path, name: str) -> None:
    (tmp_path / "mark.gif").touch()
    (tmp_path / "folder.svg").mkdir()
    refusal = refusal_under(SITE_MARK=str(tmp_path / name))
    assert refusal == (
        f"Broadside can't start: SITE_MARK is '{tmp_path / name}'; it must be the path of"
        " a readable file that ends in .svg or .png or .webp."
    )


def test_colours_are_held_against_the_papers_of_the_style_sheet() -> None:
    light, dark = re.findall(r"--paper: (#\w{6});", CSS)
    assert f"against {light} its contrast" in refusal_under(SITE_COLOUR="#eeeeee")
    assert f"against {dark} its contrast" in refusal_under(SITE_COLOUR_DARK="#333333")


def test_a_site_that_sets_one_colour_keeps_our_other_one() -> None:
    ours = re.search(r"--brand-light, (#\w{6})\)", CSS), re.search(r"--brand-dark, (#\w{6})\)", CSS)
    light, dark = (found.group(1) for found in ours)
    assert settings_under()["SITE_COLOURS"] == []
    assert settings_under(SITE_COLOUR=COLOURS[0])["SITE_COLOURS"] == [COLOURS[0], dark]
    assert settings_under(SITE_COLOUR_DARK=COLOURS[1])["SITE_COLOURS"] == [light, COLOURS[1]]
