"""What stands above a Markdown text between lines of its own: YAML, TOML, or Pandoc's lines."""

import re
import tomllib
from dataclasses import dataclass, field
from typing import Any

import yaml

MOST = 200_000
YAML = re.compile(
    r"\s*---[ \t]*\n(?P<data>.*?)\n?^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
TOML = re.compile(
    r"\s*\+\+\+[ \t]*\n(?P<data>.*?)\n?^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
PANDOC = re.compile(r"%[ \t]?(?P<title>[^\n]*(?:\n[ \t]+[^\n]+)*)\n"
                    r"(?:%[ \t]?(?P<author>[^\n]*(?:\n[ \t]+[^\n]+)*)(?:\n|\Z))?"
                    r"(?:%[ \t]?(?P<date>[^\n]*)(?:\n|\Z))?")  # fmt: skip


@dataclass
class FrontMatter:
    """`data` by names in lower case. `problem` says why it could not be read; `text` holds it."""

    data: dict[str, Any] = field(default_factory=dict)
    text: str = ""
    problem: str = ""


class _Loader(yaml.BaseLoader):
    """Everything is a string (`no` is Norwegian), and nothing refers to anything: aliases of
    aliases are how a small file becomes a large one."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


def split(text: str) -> tuple[FrontMatter, str]:
    """The front matter and the text below it."""
    for pattern, read in ((YAML, _yaml), (TOML, _toml)):
        match = pattern.match(text)
        if match and len(match["data"]) <= MOST:
            data, problem = read(match["data"])
            if problem or isinstance(data, dict):
                return FrontMatter(_lower(data), match["data"], problem), text[match.end() :]
    match = PANDOC.match(text)
    if match:
        authors = [name for name in re.split(r"[;\n]", match["author"] or "") if name.strip()]
        said = {"title": match["title"], "author": authors, "date": match["date"] or ""}
        return FrontMatter({k: v for k, v in said.items() if v}, match[0]), text[match.end() :]
    return FrontMatter(), text


def _yaml(data: str) -> tuple[Any, str]:
    try:
        return yaml.load(data, Loader=_Loader) or {}, ""  # noqa: S506  strings only, see _Loader
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        return {}, " ".join(str(error).split())[:300] or "nested too deep"


def _toml(data: str) -> tuple[Any, str]:
    try:
        return tomllib.loads(data), ""
    except (tomllib.TOMLDecodeError, ValueError, RecursionError) as error:
        return {}, str(error)[:300] or "nested too deep"


def _lower(data: Any) -> dict[str, Any]:
    if not isinstance(data, dict):
        return {}
    return {str(name).strip().lower(): value for name, value in data.items()}


def strings(value: Any) -> list[str]:
    """A string, or a list of them; anything else in it as it is written."""
    if value is None or value == "":
        return []
    if isinstance(value, list):
        return [found for item in value for found in strings(item)]
    if isinstance(value, dict):
        return [found for item in value.values() for found in strings(item)]
    return [" ".join(str(value).split())]
