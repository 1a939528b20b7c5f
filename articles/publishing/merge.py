"""Two states of a manuscript that grew from one, put together: each field by its own rule.

A field that one side changed is as that side has it. Where both changed the same field, the text
has both versions where they differ, lists have the entries of both, and any other field is yours:
theirs is the manuscript that is saved, and stays in the history.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from articles.models import Article, Revision
from articles.text.merge import Labels
from articles.text.merge import merge as merge_bodies
from articles.text.threeway import regions

from .content import Content

Outcome = Literal["same", "theirs", "yours", "both", "conflict"]
Entry = dict[str, str]  # of the byline

MISSING = object()


@dataclass(frozen=True)
class Merged:
    content: Content
    outcomes: dict[str, Outcome]
    """``both``: put together without a doubt; ``conflict``: to be looked at."""
    passages: int
    """How many places of the text have both versions, marked."""

    @property
    def is_yours(self) -> bool:
        """Whether the other side changed nothing that you don't have."""
        return set(self.outcomes.values()) <= {"same", "yours"}


def merge(base: Content | None, theirs: Content, yours: Content, labels: Labels) -> Merged:
    """``base`` is what both had opened; None where that isn't known, so that all is kept."""
    found: Content = {}
    outcomes: dict[str, Outcome] = {}
    passages = 0
    for key in theirs.keys() | yours.keys():
        was: Any = base.get(key) if base is not None else MISSING
        their_value: Any = theirs.get(key)
        your_value: Any = yours.get(key)
        outcomes[key] = outcome = side(key, was, their_value, your_value)
        found[key] = their_value if outcome == "theirs" else your_value
        if outcome != "conflict":
            continue
        if key == "body":
            text = merge_bodies(
                was if isinstance(was, str) else "", their_value, your_value, labels
            )
            found[key], passages = text.body, text.conflicts
            outcomes[key] = "conflict" if passages else "both"
        elif rule := LISTS.get(key):
            found[key] = rule(was if isinstance(was, list) else [], their_value, your_value)
            outcomes[key] = "both"
        elif key in PROSE:
            found[key] = one_after_the_other(their_value, your_value, labels)
    return Merged(found, outcomes, passages)


def side(key: str, was: Any, theirs: Any, yours: Any) -> Outcome:
    """Whose value it is."""
    alike = ALIKE.get(key, lambda value: value)
    was, theirs, yours = (value if value is MISSING else alike(value) for value in
                          (was, theirs, yours))  # fmt: skip
    if theirs == yours:
        return "same"
    if was == theirs:
        return "yours"
    return "theirs" if was == yours else "conflict"


def one_after_the_other(theirs: str, yours: str, labels: Labels) -> str:
    """Both of two short texts; an empty one says nothing."""
    if not theirs or not yours:
        return theirs or yours
    return f"{theirs}\n{labels.yours}: {yours}"


def merge_tags(base: Sequence[str], theirs: Sequence[str], yours: Sequence[str]) -> list[str]:
    """What either added is there; what either took away is not."""
    names = {name.casefold(): name for name in (*base, *theirs, *yours)}
    was, them, you = ({name.casefold() for name in side} for side in (base, theirs, yours))
    kept = (was & them & you) | (them - was) | (you - was)
    return sorted(names[name] for name in kept)


def merge_bylines(
    base: Sequence[Entry], theirs: Sequence[Entry], yours: Sequence[Entry]
) -> list[Entry]:
    """The row of authors with the changes of both; one author in one role once."""
    found: list[Entry] = []
    for region in regions(*(list(map(credit, side)) for side in (base, theirs, yours))):
        if region.outcome in {"theirs", "conflict"}:
            found += theirs[region.theirs]
        if region.outcome != "theirs":
            found += yours[region.yours]
    known = set(map(credit, base))
    once: dict[tuple[str, str], Entry] = {}
    for entry in found:
        name = entry["author"], entry["role"]
        if name not in once or credit(entry) not in known:  # what was changed is newer
            once[name] = entry
    return list(once.values())


def credit(entry: Entry) -> tuple[str, str, str]:
    """What a credit is, whatever its author is called by now."""
    return entry["author"], entry["role"], entry["affiliation"]


def credits_of(entries: list[Entry] | None) -> list[tuple[str, str, str]]:
    return [credit(entry) for entry in entries or ()]


def folded(tags: list[str] | None) -> list[str]:
    return sorted(tag.casefold() for tag in tags or ())


ALIKE: dict[str, Callable[[Any], Any]] = {"byline": credits_of, "tags": folded}
LISTS: dict[str, Callable[..., Any]] = {"byline": merge_bylines, "tags": merge_tags}
PROSE = frozenset({"standfirst", "provenance"})


def base_of(article: Article, number: int | None, checksum: str) -> Content | None:
    """The state that a form was opened with, or the nearest one before it.

    Autosaves of one sitting go into one revision, so the very state may be gone by now. Both sides
    grew from every earlier one as well: with that as the base nothing is lost, only more is shown.
    """
    states = article.revisions.exclude(kind=Revision.Kind.ASIDE)
    if number is None:
        return None
    opened = states.filter(number=number, checksum=checksum).first()
    opened = opened or states.filter(number__lt=number).order_by("-number").first()
    return opened.content if opened else None
