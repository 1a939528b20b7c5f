"""python -m bench.addresses: which pages of the archive in DATA_DIR are measured, as JSON.

Deep in a list means nine tenths of the way to its end.
"""

import json
import random
import sys

import django

ARTICLES, PAGES = 500, 100
DEEP = 0.9


def addresses() -> dict[str, list[str]]:
    # Models can be imported only now.
    from articles.models import Edition, EditionTag, Tag, Tally  # noqa: PLC0415
    from articles.reading.shelves import LENGTH  # noqa: PLC0415

    def deep(path: str, keys: list[tuple[object, int]]) -> list[str]:
        """Pages around the deep one, each by the key that the page before it ends with."""
        ends = keys[LENGTH - 1 :: LENGTH] or keys[-1:]
        last = max(1, int(len(ends) * DEEP))
        return [
            f"{path}?before={day}.{number}" for day, number in ends[max(0, last - PAGES) : last]
        ]

    public = Edition.objects.public()
    every = [edition.get_absolute_url() for edition in public.only("filed_year", "slug")]
    ids = Tally.objects.filter(kind=Tally.Kind.TAG).order_by("-count").values_list("ref", flat=True)
    tag = Tag.objects.get(pk=ids[0])
    tagged = EditionTag.objects.filter(tag=tag).order_by("-sort_date", "-article_id")
    order = "sort_date", "article_id"
    return {
        "articles": random.Random(1).sample(every, min(ARTICLES, len(every))),
        "front": ["/"],
        "list": deep("/articles/", list(public.newest_first().values_list(*order))),
        "tag": deep(tag.get_absolute_url(), list(tagged.values_list(*order))),
        "feed": ["/feed.xml"],
    }


if __name__ == "__main__":
    django.setup()
    json.dump(addresses(), sys.stdout)
