"""Tags that a text asks for: known ones, and those whose synonyms occur in it."""

from collections.abc import Collection
from functools import lru_cache

from articles.models import Tag, TagSynonym
from articles.text.clean import read
from articles.text.occurrences import Terms
from articles.text.tree import text_blocks, text_without_notes

MOST = 12  # suggestions: more are not read

Pairs = tuple[tuple[str, str], ...]


def suggest(title: str, standfirst: str, body: str, *, chosen: Collection[str] = ()) -> list[str]:
    """The names of tags that occur in what was written, most often first, but for the chosen."""
    has = {name.casefold() for name in chosen}
    text = "\n".join(text_without_notes(block.children) for block in text_blocks(read(body)))
    found = terms(known()).found_in(title, standfirst, text)
    return [name for name in found if name.casefold() not in has][:MOST]


def known() -> Pairs:
    """Every word for a tag with the tag's name, tags before synonyms."""
    names = Tag.objects.order_by("pk").values_list("name", "name")
    synonyms = TagSynonym.objects.order_by("pk").values_list("name", "tag__name")
    return (*names, *synonyms)


@lru_cache(maxsize=1)
def terms(pairs: Pairs) -> Terms:
    """Made anew only when a word has changed: thousands of them take longer than the text."""
    return Terms(dict(reversed(pairs)))
