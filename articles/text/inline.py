"""Running text: pieces, each with the formatting around it -> nodes, trimmed and nested."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from articles.text.characters import WHITESPACE, even, is_blank
from articles.text.tree import Node

KEPT_APART = frozenset({"q", "abbr"})
"""Two neighbours of these are two; of all other formatting, two neighbours alike become one."""

REPEATED = 20_000
"""So many characters of attributes one element may cost when it is repeated in every block that it
encloses. A link around a whole chapter must not make it many times as long."""


@dataclass(slots=True, eq=False)
class Format:
    """An element around running text."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    cost: int = 0

    def is_like(self, other: "Format") -> bool:
        if self is other:
            return True
        alike = self.tag == other.tag and self.attributes == other.attributes
        return alike and self.tag not in KEPT_APART

    def is_spent(self) -> bool:
        return self.cost > REPEATED

    def node(self) -> Node:
        self.cost += sum(map(len, self.attributes.values()))
        return Node(self.tag, dict(self.attributes))


class Run(NamedTuple):
    """A piece of text, or a mark, picture or line break, and what it stands in."""

    content: str | Node
    formats: tuple[Format, ...] = ()

    def is_break(self) -> bool:
        return isinstance(self.content, Node) and self.content.tag == "br"

    def is_blank(self) -> bool:
        return is_blank(self.content) if isinstance(self.content, str) else self.is_break()

    def stripped(self, *, left: bool, of: str) -> "Run":
        if not isinstance(self.content, str):
            return self
        text = self.content.lstrip(of) if left else self.content.rstrip(of)
        return self._replace(content=text)


def running_text(runs: Iterable[Run], *, preformatted: bool = False) -> list[Node | str]:
    """The content of one paragraph, heading or the like; nothing where there is nothing in it."""
    runs = [_lines_kept(run) if preformatted else _evened(run) for run in runs]
    if all(run.is_blank() for run in runs):
        return []
    _trim(runs, left=False, of=WHITESPACE)
    _trim(runs, left=True, of="\n" if preformatted else WHITESPACE)
    return _nested(run for run in runs if run.content)


def _evened(run: Run) -> Run:
    return run._replace(content=even(run.content)) if isinstance(run.content, str) else run


def _lines_kept(run: Run) -> Run:
    if run.is_break():
        return run._replace(content="\n")
    if isinstance(run.content, str):
        text = run.content.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
        return run._replace(content=text)
    return run


def _trim(runs: list[Run], *, left: bool, of: str) -> None:
    """Take off what shows nothing at the start or the end: whitespace and line breaks."""
    runs.reverse() if left else None
    while runs:
        last = runs.pop().stripped(left=left, of=of)
        if last.content and not last.is_break():
            runs.append(last)
            break
    runs.reverse() if left else None


def _nested(runs: Iterable[Run]) -> list[Node | str]:
    top = Node("")
    path: list[tuple[Format | None, Node]] = [(None, top)]
    for run in runs:
        formats = [form for form in run.formats if not form.is_spent()]
        shared = _shared(path[1:], formats)
        del path[shared + 1 :]
        for form in formats[shared:]:
            node = form.node()
            path[-1][1].children.append(node)
            path.append((form, node))
        path[-1][1].children.append(run.content)
    return _joined(top)


def _shared(path: list[tuple[Format | None, Node]], formats: list[Format]) -> int:
    """How many of the open elements go on in the next piece."""
    count = 0
    for (form, _), wanted in zip(path, formats, strict=False):
        if form is None or not wanted.is_like(form):
            break
        count += 1
    return count


def _joined(node: Node) -> list[Node | str]:
    """The children of `node`, neighbouring strings made one, at every depth of the formatting."""
    joined: list[Node | str] = []
    for is_text, group in groupby(node.children, key=lambda child: isinstance(child, str)):
        if is_text:
            joined.append("".join(str(text) for text in group))
        else:
            joined.extend(group)
    for child in joined:
        if isinstance(child, Node) and child.tag not in {"footnote", "noteref", "img", "br"}:
            child.children = _joined(child)
    return joined
