"""Typed readers for the environment: a value of the right kind, or one sentence on what is wrong.

An empty variable counts as unset. Every variable NAME may be given as NAME_FILE instead, a file
that holds the value, so that secrets can stay out of process listings and unit files.

Standard library only: the launcher reads PORT and DATA_DIR before anything is installed.
"""

import os
import re
from collections.abc import Collection
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from zoneinfo import ZoneInfo

_ON, _OFF = ("on", "true", "yes", "1"), ("off", "false", "no", "0")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?", re.IGNORECASE)
READABLE = 4.5  # contrast of text
_HOST = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]", re.IGNORECASE)


class SettingError(ValueError):
    """A setting holds something that it must not; the message is one sentence for the keeper."""


def text(name: str, default: str = "") -> str:
    """One line of text."""
    value = _read(name)
    if value is not None and "\n" in value:
        raise SettingError(f"{name} holds several lines: give it in one line.")
    return default if value is None else value


def flag(name: str, *, default: bool) -> bool:
    value = _read(name)
    if value is None:
        return default
    if value.lower() not in _ON + _OFF:
        raise _refusal(name, value, f"one of {', '.join(_ON + _OFF)}")
    return value.lower() in _ON


def integer(name: str, default: int, *, low: int, high: int) -> int:
    value = _read(name)
    if value is None:
        return default
    if not re.fullmatch(r"-?[0-9]{1,18}", value) or not low <= int(value) <= high:
        raise _refusal(name, value, f"a whole number from {low} to {high}")
    return int(value)


def choice(name: str, default: str, allowed: Collection[str]) -> str:
    value = _read(name)
    if value is None:
        return default
    if value not in allowed:
        raise _refusal(name, value, f"one of {', '.join(allowed)}")
    return value


def url(name: str, default: str, schemes: Collection[str]) -> str:
    """An address with one of the schemes. The refusal never shows a password that stands in it."""
    value = _read(name) or default
    example = f"an address that begins with {' or '.join(f'{scheme}://' for scheme in schemes)}"
    try:
        parts = urlsplit(value)
        _ = parts.port
    except ValueError:
        raise _refusal(name, "(not shown)", example) from None
    if parts.scheme not in schemes or "://" not in value or re.search(r"\s", value):
        raise _refusal(name, value, example)
    return value


def site_url(name: str, default: str) -> SplitResult:
    """The address of a whole site: http or https, a host, and nothing behind it."""
    parts = urlsplit(url(name, default, ["http", "https"]))
    if not parts.hostname or parts.username is not None:
        raise _refusal(name, parts.geturl(), "an address with a host, as in https://example.org")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise _refusal(name, parts.geturl(), "an address without a path: a site has its own host")
    return parts._replace(path="")


def hosts(name: str) -> list[str]:
    """Host names separated by commas; `.example.org` stands for every subdomain too."""
    names = [host.strip() for host in text(name).split(",") if host.strip()]
    for host in names:
        if not _HOST.fullmatch(host):
            raise _refusal(name, host, "host names separated by commas, as in example.org, [::1]")
    return names


def time_zone(name: str, default: str) -> str:
    value = text(name, default)
    try:
        ZoneInfo(value)
    except (KeyError, OSError, ValueError):  # not found, a folder, a path
        raise _refusal(name, value, "the name of a time zone, as in Europe/Vienna") from None
    return value


def language(name: str, default: str, known: Collection[str]) -> str:
    """A BCP 47 tag out of the known ones, in lower case."""
    value = text(name, default)
    if not _LANGUAGE.fullmatch(value):
        raise _refusal(name, value, "a language tag, as in en, de or pt-br")
    if value.lower() not in known:
        raise _refusal(name, value, "a language that the interface speaks, as in en, ar or pt-br")
    return value.lower()


def colour(name: str, default: str, *, on: str) -> str:
    """A colour as #rrggbb that text in it can be read on the colour ``on`` (WCAG 2.2, 1.4.3)."""
    value = text(name, default).lower()
    if not re.fullmatch(r"#[0-9a-f]{6}", value):
        raise _refusal(name, value, "a colour as in #a31616")
    if (ratio := contrast(value, on)) < READABLE:
        raise SettingError(
            f"{name} is {value!r}; against {on} its contrast is {ratio:.2f}, and readers need"
            f" {READABLE}: choose one that is {'darker' if luminance(on) > 0.5 else 'lighter'}."
        )
    return value


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)


def luminance(value: str) -> float:
    """The relative luminance of #rrggbb, 0 to 1 (WCAG 2.2, "relative luminance")."""
    channels = [int(value[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def file(name: str, suffixes: Collection[str]) -> Path | None:
    """The path of a file of one of the kinds; None when the variable is not set."""
    value = _read(name)
    if value is None:
        return None
    allowed = f"the path of a readable file that ends in {' or '.join(suffixes)}"
    try:
        found = Path(value).expanduser().resolve()
    except (RuntimeError, ValueError):  # ~ of nobody, a null byte
        raise _refusal(name, value, allowed) from None
    if found.suffix.lower() not in suffixes or not found.is_file() or not os.access(found, os.R_OK):
        raise _refusal(name, value, allowed)
    return found


def path(name: str, default: Path) -> Path:
    """A path; a relative one counts from the folder of the default, `~` is the home folder."""
    value = _read(name)
    if value is None:
        return default
    if "\0" in value:
        raise _refusal(name, value, "the path of a folder")
    return (default.parent / Path(value).expanduser()).resolve()


def _read(name: str) -> str | None:
    value = os.environ.get(name, "").strip()
    file = os.environ.get(f"{name}_FILE", "").strip()
    if value and file:
        raise SettingError(f"{name} and {name}_FILE are both set: keep one of them.")
    if file:
        try:
            value = Path(file).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingError(f"{name}_FILE is {file!r}, which can't be read: {error}.") from None
    return value or None


def _refusal(name: str, value: str, allowed: str) -> SettingError:
    shown = re.sub(r"//[^/]*@", "//***@", value)  # user and password of an address
    return SettingError(f"{name} is {shown!r}; it must be {allowed}.")
