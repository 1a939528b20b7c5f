"""The labels of lists and numbered headings, which Word counts and does not write."""

from dataclasses import dataclass, field

from articles.importing.docx.parts import Part, W, value
from articles.importing.packages import Xml

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
         (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
FORMATS = {
    "lowerLetter": "alpha-lower",
    "upperLetter": "alpha-upper",
    "lowerRoman": "roman-lower",
    "upperRoman": "roman-upper",
    "bullet": "bullet",
}
BULLET = "•"
LARGEST = 100_000


@dataclass(frozen=True)
class Level:
    form: str = "decimal"
    text: str = ""
    start: int = 1


@dataclass(frozen=True)
class Label:
    text: str
    form: str  # as Word's HTML calls it, "" for plain numbers
    list_id: str  # lists that count on share it
    level: int


@dataclass
class Numbering:
    part: Part | None
    _levels: dict[str, list[Level]] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.part is None:
            return
        abstract = {
            a.get(f"{W}abstractNumId", ""): a for a in self.part.root.iter(f"{W}abstractNum")
        }
        for number in self.part.root.iter(f"{W}num"):
            key, of = number.get(f"{W}numId", ""), value(number, "abstractNumId")
            levels = [_level(abstract.get(of), depth) for depth in range(9)]
            restarts = False
            for override in number.iter(f"{W}lvlOverride"):
                depth = _number(override.get(f"{W}ilvl", ""), 0)
                start = value(override, "startOverride")
                if depth < 9 and start:
                    levels[depth] = Level(levels[depth].form, levels[depth].text, _number(start, 1))
                    restarts = True
            self._levels[key] = levels
            self._abstract[key] = f"{of}-{key}" if restarts else of

    def label(self, key: str, level: int) -> Label | None:
        """The label of the next paragraph in a list; None where there is no such list."""
        levels = self._levels.get(key)
        if levels is None:
            return None
        name = self._abstract[key]
        counts = self._counts.setdefault(name, {})
        for deeper in [depth for depth in counts if depth > level]:
            del counts[deeper]
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        form = FORMATS.get(levels[level].form, "")
        if form == "bullet":
            return Label(BULLET, form, name, level)
        if levels[level].form == "none":
            return None
        return Label(_written(levels, counts, level), form, name, level)


def _level(abstract: Xml | None, depth: int) -> Level:
    for row in abstract.iter(f"{W}lvl") if abstract is not None else ():
        if row.get(f"{W}ilvl", "") == str(depth):
            start = _number(value(row, "start"), 1)
            return Level(value(row, "numFmt") or "decimal", value(row, "lvlText"), start)
    return Level("decimal", f"%{depth + 1}.")


def _written(levels: list[Level], counts: dict[int, int], level: int) -> str:
    """`%1.%2` with the numbers of the levels above."""
    text = levels[level].text
    for depth in range(9):
        sign = f"%{depth + 1}"
        if sign in text:
            count = counts.get(depth, levels[depth].start)
            text = text.replace(sign, number_in(levels[depth].form, count))
    return text


def number_in(form: str, count: int) -> str:
    if not 0 < count < LARGEST:
        return str(count)
    letters = chr(ord("a") + (count - 1) % 26) * min(9, (count - 1) // 26 + 1)
    match form:
        case "lowerLetter" | "upperLetter":
            return letters.upper() if form == "upperLetter" else letters
        case "lowerRoman" | "upperRoman":
            return roman(count).upper() if form == "upperRoman" else roman(count)
        case "decimalZero":
            return f"{count:02}"
    return str(count)


def roman(count: int) -> str:
    found = ""
    for worth, sign in ROMAN:
        found += sign * (count // worth)
        count %= worth
    return found


def _number(text: str, otherwise: int) -> int:
    return int(text[:6]) if text[:6].isdecimal() and text.isascii() else otherwise
