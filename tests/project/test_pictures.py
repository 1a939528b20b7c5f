"""The pictures in README.md are there, small, and those that `make pictures` takes."""

import re

import pytest
from PIL import Image

from launcher import camera, debian, pictures
from launcher.camera import DESK, FOLDER, PICTURES
from tests.project.started import ROOT

LARGEST = 300_000  # bytes
ALL = PICTURES | DESK
SHOWN = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))


def test_readme_shows_what_the_command_takes() -> None:
    assert [ROOT / path for _, path in SHOWN] == [FOLDER / f"{name}.png" for name in ALL]
    assert "`make pictures`" in (ROOT / "README.md").read_text("utf-8")


def test_every_picture_is_described() -> None:
    words = [text for text, _ in SHOWN]
    assert all(len(text) > 20 for text in words)
    assert len(set(words)) == len(words)


@pytest.mark.parametrize("name", ALL)
def test_a_picture_is_a_small_png_of_its_size(name: str) -> None:
    file, picture = FOLDER / f"{name}.png", ALL[name]
    width, height = picture.size
    with Image.open(file) as found:
        assert found.format == "PNG"
        assert found.size == (picture.width, height * picture.scale)
        assert found.width in {width, 2 * width}
    assert file.stat().st_size < LARGEST


def test_nothing_lies_beside_them() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == set(ALL)


def test_a_picture_that_is_none_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert camera.main(["front-desktop", "back"]) == 2
    assert capsys.readouterr().err == "No such picture: back.\n"


def test_the_site_of_the_pictures_has_no_setting_of_the_keepers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://archive@db.example/archive")
    monkeypatch.setenv("SITE_NAME", "The Harrow Row Archive")
    settings = pictures._settings("/nowhere", "/usr/bin/chromium")
    assert set(settings) <= {
        "PATH", "HOME", "DATA_DIR", "SECRET_KEY", "CHROMIUM", "DJANGO_SETTINGS_MODULE",
    }  # fmt: skip
    assert settings["DATA_DIR"] == "/nowhere"


def test_a_missing_font_is_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(pictures, "_FONT", "No Such Font At All")
    monkeypatch.setattr(debian, "install", lambda package, because: asked.append(package))
    pictures._ensure_fonts()
    assert asked == ["fonts-noto-core"]
