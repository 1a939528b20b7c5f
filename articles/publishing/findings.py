"""What the checklist has to say about a manuscript, one finding at a time."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from articles.text.proofread import Fact
from articles.text.quotes import Quote


class Level(StrEnum):
    ERROR = "error"
    """Stands in the way of publication."""
    WARNING = "warning"
    """Is asked about before publication."""
    HINT = "hint"
    """Is said, and asks for nothing."""


class Spot(NamedTuple):
    """A place in the text that a finding is about."""

    label: str
    quote: Quote


class Finding(NamedTuple):
    level: Level
    code: str
    """The same for the same kind of finding, for ever: programs know it by this."""
    sentence: str
    spots: tuple[Spot, ...] = ()
    field: str = ""
    """The field of the form in which it can be mended."""
    articles: tuple[tuple[int, str], ...] = ()
    """Other articles that it is about: id and title."""


def spots(facts: Iterable[Fact]) -> tuple[Spot, ...]:
    return tuple(Spot(fact.about, fact.quote) for fact in facts)
