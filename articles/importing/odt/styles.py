"""What the styles of an OpenDocument text say, by name, with what they are based on."""

from dataclasses import dataclass, replace

from articles.importing.docx.styles import role_of
from articles.importing.packages import Xml

NAMES = {
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
}
MOST_ANCESTORS = 20


def named(prefix: str, name: str) -> str:
    return f"{{{NAMES[prefix]}}}{name}"


@dataclass(frozen=True)
class Style:
    role: str = ""
    is_bold: bool = False
    is_italic: bool = False
    is_struck: bool = False
    is_underlined: bool = False
    is_hidden: bool = False
    raised: str = ""  # sup, sub
    is_rtl: bool | None = None
    left: str = ""  # lengths as CSS has them
    right: str = ""
    language: str = ""


class Styles:
    def __init__(self, *roots: Xml | None) -> None:
        self._elements = {
            (style.get(named("style", "family"), ""), style.get(named("style", "name"), "")): style
            for root in roots
            if root is not None
            for style in root.iter(named("style", "style"))
        }
        self._known: dict[tuple[str, str], Style] = {}
        defaults = [
            style
            for root in roots
            if root is not None
            for style in root.iter(named("style", "default-style"))
            if style.get(named("style", "family")) == "paragraph"
        ]
        self.language = next(
            filter(None, (_with(Style(), style).language for style in defaults)), ""
        )
        numbering = [
            element
            for root in roots
            if root is not None
            for element in root.iter(named("text", "list-style"))
        ]
        self._lists = {element.get(named("style", "name"), ""): element for element in numbering}

    def of(self, family: str, name: str) -> Style:
        key = (family, name)
        if key not in self._known:
            self._known[key] = self._read(family, name)
        return self._known[key]

    def _read(self, family: str, name: str) -> Style:
        chain: list[tuple[str, Xml]] = []
        at = name
        while (family, at) in self._elements and len(chain) < MOST_ANCESTORS:
            style = self._elements[family, at]
            chain.append((at, style))
            at = style.get(named("style", "parent-style-name"), "")
        found = Style()
        for _, style in reversed(chain):
            found = _with(found, style)
        names = [style.get(named("style", "display-name"), own) for own, style in chain]
        for shown in (*names, at):  # a style that is not said here may still have a known name
            role, level = role_of(shown.replace("_20_", " "))
            if role or level:
                return replace(found, role=role)
        return found

    def is_ordered(self, name: str, level: int) -> bool:
        style = self._lists.get(name)
        for row in style if style is not None else ():
            if row.get(named("text", "level")) == str(level):
                return str(row.tag).endswith("list-level-style-number")
        return False


def _with(found: Style, style: Xml) -> Style:
    said: dict[str, object] = {}
    for properties in style:
        fo, own = f"{{{NAMES['fo']}}}", f"{{{NAMES['style']}}}"
        get = properties.get
        if weight := get(f"{fo}font-weight"):
            said["is_bold"] = weight in {"bold", "600", "700", "800", "900"}
        if slant := get(f"{fo}font-style"):
            said["is_italic"] = slant in {"italic", "oblique"}
        if line := get(f"{own}text-line-through-style"):
            said["is_struck"] = line != "none"
        if line := get(f"{own}text-underline-style"):
            said["is_underlined"] = line != "none"
        if position := get(f"{own}text-position"):
            said["raised"] = _raised(position)
        if display := get(f"{named('text', 'display')}"):
            said["is_hidden"] = display == "none"
        if way := get(f"{own}writing-mode"):
            said["is_rtl"] = way.startswith("rl") if way[:2] in {"rl", "lr"} else None
        if language := get(f"{fo}language"):
            country = get(f"{fo}country") or "none"
            tag = language if country == "none" else f"{language}-{country}"
            said["language"] = "" if language == "none" else tag
        said |= {n: get(f"{fo}margin-{n}") for n in ("left", "right") if get(f"{fo}margin-{n}")}
    return replace(found, **said)  # type: ignore[arg-type]


def _raised(position: str) -> str:
    if position.startswith("super"):
        return "sup"
    if position.startswith("sub"):
        return "sub"
    number = position.partition("%")[0]
    try:
        return "sup" if float(number) > 0 else "sub" if float(number) < 0 else ""
    except ValueError:
        return ""
