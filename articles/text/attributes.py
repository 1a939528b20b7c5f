"""The value of each attribute that a body may carry: as we write it, or None to leave it out."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote

from articles.text.characters import without_controls
from articles.text.elements import CLASSES, ELEMENTS, EVERYWHERE, IMAGE_PREFIX, NOTE_KINDS
from articles.text.language import normalise_tag
from articles.text.urls import UNWRITTEN, safe_link

LONGEST_KEY = 100
RENDERED_IDS = ("note-", "noteref-")


def language(value: str) -> str | None:
    try:
        return normalise_tag(value)
    except ValueError:
        return None


def text(value: str) -> str | None:
    return " ".join(without_controls(value).split()) or None


def alternative(value: str) -> str:
    return text(value) or ""


def web_address(value: str) -> str | None:
    url = safe_link(value)
    return url if url and url.startswith(("http://", "https://")) else None


def own_image(value: str) -> str | None:
    """A path below IMAGE_PREFIX and nowhere else, whatever way it spells `..`."""
    path = without_controls(value).strip()
    plain = unquote(path)
    if path.startswith(IMAGE_PREFIX) and "/.." not in plain and "\\" not in plain:
        return path.translate(UNWRITTEN)
    return None


def note_key(value: str) -> str | None:
    """A note's own name: a letter, then letters, digits, `-` and `_`; never a rendered id."""
    name = re.sub(r"[^\w-]+", "-", value.strip()).strip("-")[:LONGEST_KEY].rstrip("-")
    if name and (not name[0].isalpha() or name.startswith(RENDERED_IDS)):
        name = f"n-{name}"[:LONGEST_KEY].rstrip("-")
    return name or None


def one_of(*allowed: str) -> Callable[[str], str | None]:
    return lambda value: value.strip().lower() if value.strip().lower() in allowed else None


def whole_number(low: int, high: int) -> Callable[[str], str | None]:
    def number(value: str) -> str | None:
        if not re.fullmatch(r"\s*-?[0-9]{1,9}\s*", value, re.ASCII):
            return None
        return str(int(value)) if low <= int(value) <= high else None

    return number


def list_type(value: str) -> str | None:
    return value if value in {"a", "A", "i", "I"} else None


VALUES: dict[str, Callable[[str], str | None]] = {
    "lang": language,
    "dir": one_of("ltr", "rtl", "auto"),
    "id": note_key,
    "data-kind": one_of(*NOTE_KINDS[1:]),
    "href": safe_link,
    "src": own_image,
    "alt": alternative,
    "title": text,
    "cite": web_address,
    "scope": one_of("col", "row", "colgroup", "rowgroup"),
    "colspan": whole_number(2, 1000),
    "rowspan": whole_number(2, 1000),
    "start": whole_number(-999_999, 999_999),
    "value": whole_number(-999_999, 999_999),
    "type": list_type,
    "reversed": lambda _: "",
}


def allowed_attributes(tag: str, given: Mapping[str, str]) -> dict[str, str]:
    """Those of `given` that `tag` may have, as we write them; `class` is the caller's to read."""
    kept = {}
    for name in (*ELEMENTS[tag], *EVERYWHERE):
        value = VALUES[name](given[name]) if name in given and name in VALUES else None
        if value is not None:
            kept[name] = value
    return kept


def known_class(tag: str, given: Mapping[str, str]) -> str:
    """The class of ours that the element carries, "" where there is none."""
    classes = given.get("class", "").split()
    return next((name for name in CLASSES.get(tag, ()) if name in classes), "")
