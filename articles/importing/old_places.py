"""Where the pages of the old site that were no articles lead to: its categories, authors, feeds."""

from collections.abc import Iterable

from django.urls import reverse

from articles.models import Author, Section, Tag
from articles.publishing.redirects import lead_to_path

from .names import comparable
from .wordpress.places import Place


def keep_places(places: Iterable[Place]) -> None:
    """Let each lead to what is here for it; where nothing is, nothing is promised."""
    rows = {
        "author": Author.objects.values_list("name", "slug"),
        "tag": Tag.objects.values_list("name", "slug"),
        "section": Section.objects.values_list("name", "slug"),
    }
    here = {kind: {comparable(name): slug for name, slug in found} for kind, found in rows.items()}
    for place in places:
        if place.kind == "path":
            lead_to_path(place.old, place.name)
        elif slug := here[place.kind].get(comparable(place.name)):
            lead_to_path(place.old, reverse(place.kind, args=[slug]))
            if "?" not in place.old:
                feed = reverse(f"{place.kind}_feed_atom", args=[slug])
                lead_to_path(f"{place.old}feed/", feed)
