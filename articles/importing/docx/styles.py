"""What the styles of a Word file say of paragraphs and runs.

Word writes the names of its own styles in English (`heading 1`) whatever its language; the ids are
translated (`berschrift1`), and other programs translate the names as well.
"""

import re
from dataclasses import dataclass, field, replace

from articles.importing.docx.parts import Part, W, is_on, value
from articles.importing.packages import Xml

HEADING = re.compile(
    r"(?:heading|überschrift|titre|título|titolo|rubrik|kop|nagłówek|başlık|заголовок|العنوان|عنوان"
    r"|כותרת)\s*([1-9])",
    re.IGNORECASE,
)
TITLE = re.compile(
    r"(?:document )?title|titel|titre|título|titolo|название|العنوان|כותר(?: טקסט)?", re.IGNORECASE
)
SUBTITLE = re.compile(
    r"subtitle|untertitel|sous-titre|subtítulo|подзаголовок|عنوان فرعي|כותרת משנה", re.IGNORECASE
)
QUOTE = re.compile(
    r"quot|block ?text|zitat|citation|citat|\bcitas?\b|citaz|цитат|اقتباس|ציטוט", re.IGNORECASE
)
CAPTION = re.compile(r"caption|beschriftung|légende|leyenda|название объекта|תיאור", re.IGNORECASE)
CONTENTS = re.compile(
    r"(?:toc|verzeichnis|оглавление)\s*\d|toc heading|inhaltsverzeichnis", re.IGNORECASE
)
AUTHOR = re.compile(r"(?:author|autor|auteur|автор|byline|date|datum)s?", re.IGNORECASE)
MOST_ANCESTORS = 20
TOGGLES = ("b", "i", "strike", "dstrike", "vanish", "webHidden")


@dataclass(frozen=True)
class Paragraph:
    role: str = ""  # title, subtitle, quote, caption, contents, note
    level: int = 0  # of a heading
    is_rtl: bool | None = None
    list_id: str = ""
    list_level: int = 0
    left: int = 0  # twentieths of a point
    right: int = 0
    first_line: int = 0
    is_centred: bool = False


@dataclass(frozen=True)
class Run:
    toggles: frozenset[str] = frozenset()
    raised: str = ""  # sup, sub
    language: str = ""
    language_rtl: str = ""


@dataclass
class Styles:
    part: Part | None
    _by_id: dict[str, Xml] = field(default_factory=dict)
    _paragraphs: dict[str, Paragraph] = field(default_factory=dict)
    _runs: dict[str, Run] = field(default_factory=dict)
    _default: str = ""

    def __post_init__(self) -> None:
        for style in self.part.root.iter(f"{W}style") if self.part else ():
            key = style.get(f"{W}styleId", "")
            self._by_id.setdefault(key, style)
            is_default = style.get(f"{W}default", "") in {"1", "true", "on"}
            if is_default and style.get(f"{W}type") == "paragraph":
                self._default = key

    @property
    def language(self) -> str:
        """The language of the document by its defaults."""
        root = self.part.root if self.part else None
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr") if root is not None else None
        return value(defaults, "lang")

    def paragraph(self, properties: Xml | None) -> Paragraph:
        """With what its style says, and the styles that this one is based on."""
        key = value(properties, "pStyle") or self._default
        if key not in self._paragraphs:
            self._paragraphs[key] = self._paragraph_style(key)
        return _with(self._paragraphs[key], properties)

    def _paragraph_style(self, key: str) -> Paragraph:
        found = Paragraph()
        chain = self._chain(key)
        for style in reversed(chain):
            found = _with(found, style.find(f"{W}pPr"))
        names = [value(style, "name") for style in chain] if chain else [key]
        for name in names:  # its own name first, then that of what it is based on
            role, level = role_of(name.strip())
            if role or level:
                return replace(found, role=role, level=level or found.level)
        return found

    def run(self, properties: Xml | None) -> Run:
        key = value(properties, "rStyle")
        if key not in self._runs:
            found = Run()
            for style in reversed(self._chain(key)):
                found = _run_with(found, style.find(f"{W}rPr"))
            self._runs[key] = found
        return _run_with(self._runs[key], properties)

    def hides(self, properties: Xml | None) -> bool:
        """Whether the style of a paragraph hides its text."""
        chain = self._chain(value(properties, "pStyle"))
        said = (is_on(style.find(f"{W}rPr"), "vanish") for style in chain)
        return next((hidden for hidden in said if hidden is not None), False)

    def _chain(self, key: str) -> list[Xml]:
        """The style and those that it is based on, nearest first."""
        chain: list[Xml] = []
        while key in self._by_id and len(chain) < MOST_ANCESTORS:
            style = self._by_id[key]
            if style in chain:
                break
            chain.append(style)
            key = value(style, "basedOn")
        return chain


def role_of(name: str) -> tuple[str, int]:
    """Role and level of heading that a style's name says."""
    if match := HEADING.match(name):
        return "", int(match[1])
    for role, pattern in (("title", TITLE), ("subtitle", SUBTITLE), ("author", AUTHOR)):
        if pattern.fullmatch(name):
            return role, 0
    for role, pattern in (("contents", CONTENTS), ("caption", CAPTION), ("quote", QUOTE)):
        if pattern.search(name):
            return role, 0
    return "", 0


def _with(found: Paragraph, properties: Xml | None) -> Paragraph:
    if properties is None:
        return found
    changed: dict[str, object] = {}
    outline = value(properties, "outlineLvl")
    if outline.isdecimal():
        changed["level"] = int(outline[:1]) + 1 if int(outline[:2]) < 9 else 0
    if (is_rtl := is_on(properties, "bidi")) is not None:
        changed["is_rtl"] = is_rtl
    if key := value(properties, "numPr/numId"):
        changed["list_id"] = "" if key == "0" else key
    if (level := value(properties, "numPr/ilvl")).isdecimal():
        changed["list_level"] = min(8, int(level[:2]))
    indent = properties.find(f"{W}ind")
    if indent is not None:
        changed |= _indents(indent)
    if alignment := value(properties, "jc"):
        changed["is_centred"] = alignment == "center"
    return replace(found, **changed) if changed else found  # type: ignore[arg-type]


def _indents(indent: Xml) -> dict[str, object]:
    said: dict[str, object] = {}
    for name, attributes in (("left", ("start", "left")), ("right", ("end", "right"))):
        for attribute in attributes:
            if (number := _twips(indent.get(f"{W}{attribute}", ""))) is not None:
                said[name] = number
    hanging, first = (_twips(indent.get(f"{W}{n}", "")) for n in ("hanging", "firstLine"))
    if hanging or first:
        said["first_line"] = -hanging if hanging else first
    return said


def _twips(text: str) -> int | None:
    try:
        return max(-100_000, min(100_000, int(float(text)))) if text[:1] in "-0123456789" else None
    except ValueError:
        return None


def _run_with(found: Run, properties: Xml | None) -> Run:
    if properties is None:
        return found
    on = set(found.toggles)
    for name in TOGGLES:
        said = is_on(properties, name)
        if said is not None:
            (on.add if said else on.discard)(name)
    underline = value(properties, "u")
    if underline:
        (on.discard if underline in {"none", "0", "false"} else on.add)("u")
    raised = {"superscript": "sup", "subscript": "sub"}
    vertical = value(properties, "vertAlign")
    return Run(
        frozenset(on),
        raised.get(vertical, "") if vertical else found.raised,
        value(properties, "lang") or found.language,
        value(properties, "lang", "bidi") or found.language_rtl,
    )
