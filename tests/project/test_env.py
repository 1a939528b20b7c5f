"""Each reader takes what is sensible and refuses the rest in one sentence with its name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_project import env
from site_project.env import SettingError

READERS: dict[str, Callable[[], Any]] = {
    "text": lambda: env.text("IT", "default"),
    "flag": lambda: env.flag("IT", default=False),
    "integer": lambda: env.integer("IT", 8000, low=1, high=65535),
    "choice": lambda: env.choice("IT", "red", ["red", "black"]),
    "url": lambda: env.url("IT", "redis://a", ["redis", "rediss"]),
    "site_url": lambda: env.site_url("IT", "http://a").geturl(),
    "hosts": lambda: env.hosts("IT"),
    "time_zone": lambda: env.time_zone("IT", "UTC"),
    "language": lambda: env.language("IT", "en", ["en", "pt-br"]),
    "colour": lambda: env.colour("IT", "#a3161b", on="#fffdf9"),
    "colour on dark": lambda: env.colour("IT", "#f59a88", on="#161513"),
    "file": lambda: env.file("IT", [".svg", ".py"]),
    "path": lambda: env.path("IT", Path("/srv/broadside/data")),
}


@pytest.mark.parametrize(
    ("reader", "value", "expected"),
    [
        ("text", " Red Flag ", "Red Flag"),
        ("flag", "on", True),
        ("flag", "TRUE", True),
        ("flag", "0", False),
        ("integer", "65535", 65535),
        ("choice", "black", "black"),
        ("url", "rediss://:secret@cache.example:6379/0", "rediss://:secret@cache.example:6379/0"),
        ("site_url", "https://archive.example/", "https://archive.example"),
        ("site_url", "http://[::1]:8000", "http://[::1]:8000"),
        ("hosts", "a.example, .b.example,[::1]", ["a.example", ".b.example", "[::1]"]),
        ("time_zone", "Europe/Vienna", "Europe/Vienna"),
        ("language", "pt-BR", "pt-br"),
        ("colour", "#1F3A5F", "#1f3a5f"),
        ("colour", "#000000", "#000000"),
        ("colour on dark", "#ffffff", "#ffffff"),
        ("file", __file__, Path(__file__)),
        ("path", "/var/lib/broadside", Path("/var/lib/broadside")),
        ("path", "other", Path("/srv/broadside/other")),
    ],
)
def test_a_sensible_value_is_read(
    monkeypatch: pytest.MonkeyPatch, reader: str, value: str, expected: object
) -> None:
    monkeypatch.setenv("IT", value)
    assert READERS[reader]() == expected


@pytest.mark.parametrize(
    ("reader", "value"),
    [
        ("text", "two\nlines"),
        ("flag", "maybe"),
        ("flag", "2"),
        ("integer", "0"),
        ("integer", "65536"),
        ("integer", "8000.5"),
        ("integer", "٨٠٠٠"),
        ("integer", "9" * 5000),
        ("choice", "blue"),
        ("url", "memcached://host"),
        ("url", "redis:host"),
        ("url", "redis://host:port"),
        ("url", "redis://ho st"),
        ("url", "redis://[::1"),
        ("site_url", "archive.example"),
        ("site_url", "https://"),
        ("site_url", "https://archive.example/wiki"),
        ("site_url", "https://user:secret@archive.example"),
        ("hosts", "https://a.example"),
        ("hosts", "a.example/path"),
        ("hosts", "*"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../../etc/passwd"),
        ("time_zone", "Europe"),
        ("language", "english"),
        ("language", "de"),
        ("colour", "red"),
        ("colour", "#a31"),
        ("colour", "a3161b"),
        ("colour", "#a3161g"),
        ("colour", "#a3161bff"),
        ("colour", "#ffd700"),
        ("colour", "#fffdf9"),
        ("colour on dark", "#a3161b"),
        ("file", "/nowhere/mark.svg"),
        ("file", "~nobody-of-that-name/mark.svg"),
        ("file", "a\0b.svg"),
        ("file", str(Path(__file__).parent)),
        ("file", f"{__file__}/mark.svg"),
        ("file", str(Path(__file__).parents[2] / "README.md")),
        ("path", "a\0b"),
    ],
)
def test_nonsense_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, reader: str, value: str
) -> None:
    monkeypatch.setattr(env.os, "environ", {"IT": value})
    with pytest.raises(SettingError) as refusal:
        READERS[reader]()
    sentence = str(refusal.value)
    assert sentence.startswith("IT ")
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert "secret" not in sentence


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_variable_counts_as_unset(
    monkeypatch: pytest.MonkeyPatch, reader: str, value: str
) -> None:
    monkeypatch.delenv("IT", raising=False)
    default = READERS[reader]()
    monkeypatch.setenv("IT", value)
    assert READERS[reader]() == default


def test_a_value_can_stand_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("from the file\n")
    monkeypatch.setenv("IT_FILE", str(tmp_path / "key"))
    assert env.text("IT") == "from the file"


def test_a_file_that_is_missing_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("IT_FILE", str(tmp_path / "nothing"))
    with pytest.raises(SettingError, match=r"IT_FILE is .*nothing"):
        env.text("IT")


def test_value_and_file_at_once_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("IT", "value")
    monkeypatch.setenv("IT_FILE", str(tmp_path / "key"))
    with pytest.raises(SettingError, match="keep one of them"):
        env.text("IT")


def test_a_password_in_an_address_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IT", "mysql://user:hunter2@host/db")
    with pytest.raises(SettingError) as refusal:
        env.url("IT", "", ["postgres"])
    assert "hunter2" not in str(refusal.value)


def test_a_colour_that_can_not_be_read_says_in_which_direction_to_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("IT", "#e07070")
    with pytest.raises(SettingError) as light:
        env.colour("IT", "#a3161b", on="#fffdf9")
    assert str(light.value) == (
        "IT is '#e07070'; against #fffdf9 its contrast is 3.08, and readers need 4.5:"
        " choose one that is darker."
    )
    monkeypatch.setenv("IT", "#704040")
    with pytest.raises(SettingError, match=r"against #161513 .* choose one that is lighter\.$"):
        env.colour("IT", "#f59a88", on="#161513")


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [  # as the tools of others have it
        ("#000000", "#ffffff", 21.0),
        ("#808080", "#808080", 1.0),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#00ff00", 2.91),
    ],
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    assert env.contrast(first, second) == pytest.approx(ratio, abs=0.006)
    assert env.contrast(second, first) == env.contrast(first, second)


def test_a_file_may_stand_in_the_home_folder_and_shout(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "MARK.SVG").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("IT", "~/MARK.SVG")
    assert env.file("IT", [".svg"]) == tmp_path / "MARK.SVG"


def test_a_file_that_may_not_be_read_is_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "mark.svg").touch()
    monkeypatch.setenv("IT", str(tmp_path / "mark.svg"))
    monkeypatch.setattr(env.os, "access", lambda path, mode: False)
    with pytest.raises(SettingError, match="it must be the path of a readable file that ends in"):
        env.file("IT", [".svg"])
