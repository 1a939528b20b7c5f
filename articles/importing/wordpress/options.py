"""What an archivist decides about a WordPress export before it is imported."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from articles.importing.base import Unreadable

POSTS = frozenset({"post", "page"})


@dataclass(frozen=True)
class Mapping:
    """Where categories go, and which other types of posts are articles.

    A category that is not named becomes a tag.
    """

    sections: dict[str, str] = field(default_factory=dict)
    """By slug of the category the name of a section."""
    tags: dict[str, str] = field(default_factory=dict)
    """By slug the name of another tag; an empty one: the category is left out."""
    types: frozenset[str] = frozenset()

    @property
    def taken(self) -> frozenset[str]:
        return POSTS | self.types

    def as_json(self) -> dict[str, Any]:
        return {
            "sections": self.sections,
            "tags": self.tags,
            "types": sorted(self.types),
        }


def mapping(given: Any) -> Mapping:
    """Read what ``as_json`` wrote, or a person; raises Unreadable."""
    if not isinstance(given, dict) or set(given) - {"sections", "tags", "types"}:
        raise Unreadable('The mapping must be an object with "sections", "tags" and "types".')
    sections, tags, types = (given.get(name) or {} for name in ("sections", "tags", "types"))
    if not (_is_names(sections) and _is_names(tags)):
        raise Unreadable('"sections" and "tags" must name, by the slug of a category, what it is.')
    if not all(isinstance(name, str) for name in types):
        raise Unreadable('"types" must be a list of the names of types.')
    return Mapping(sections, tags, frozenset(types))


def mapping_from(path: Path) -> Mapping:
    try:
        return mapping(json.loads(path.read_text("utf-8")))
    except OSError as error:
        raise Unreadable(f"The mapping can't be read: {error.strerror}.") from error
    except ValueError as error:
        raise Unreadable(f"The mapping is no JSON: {error}.") from error


def _is_names(given: Any) -> bool:
    return isinstance(given, dict) and all(
        isinstance(slug, str) and isinstance(name, str) for slug, name in given.items()
    )


@dataclass(frozen=True)
class Given:
    """All that is given beside the file."""

    mapping: Mapping = field(default_factory=Mapping)
    uploads: Path | None = None
    """A copy of wp-content/uploads."""
    language: str = ""
