"""python -m bench.screens: what an administrator's screens cost, each beside one of Django's own.

The known one is the admin's page for a new password: the same frame, session and rights, and
nothing of Broadside on it. Both are opened in turn, so that what else the machine does meets both.
Writes a JSON object, name → ``{"ratio", "cpu_ms", "queries"}``, the middle of all rounds.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import partial
from statistics import median

import django
from django.db.backends.signals import connection_created

from bench.queries import Counter

PER_ROUND = 6  # visits
KNOWN = "/admin/password_change/"


def addresses() -> dict[str, str]:
    from django.urls import reverse  # noqa: PLC0415  needs what django.setup() makes

    from articles.models import Article, Tag  # noqa: PLC0415

    changelist = reverse("admin:articles_article_changelist")
    alone = Article.objects.filter(series=None, translation_of=None, translations=None)
    article = alone.order_by("pk")[10]
    rare = Tag.objects.order_by("-pk")[0]
    return {
        "start page": reverse("admin:index"),
        "list of articles": changelist,
        "list, page 15": f"{changelist}?p=15",
        "list, one tag": f"{changelist}?tag={rare.pk}",
        "list, one year": f"{changelist}?printed_from__year={article.filed_year}",
        "list, two words": f"{changelist}?q={'+'.join(article.title.split()[:2])}",
        "form of an article": reverse("admin:articles_article_change", args=[article.pk]),
    }


def main(rounds: int) -> None:
    counter = Counter()
    connection_created.connect(counter.watch)
    django.setup()
    visit = visitor()
    found = {}
    for name, address in addresses().items():
        visit(address)  # prepares what is prepared once
        visit(KNOWN)
        pairs = [
            (seconds(visit, KNOWN), seconds(visit, address)) for _ in range(rounds * PER_ROUND)
        ]
        found[name] = {
            "ratio": round(median(screen / known for known, screen in pairs), 1),
            "cpu_ms": round(median(screen for _, screen in pairs) * 1000, 1),
            "queries": counter.of(partial(visit, address)),
        }
    json.dump(found, sys.stdout)


def visitor() -> Callable[[str], None]:
    """Opens addresses as an administrator; a page that can't be opened ends the measurement."""
    from django.contrib.auth import get_user_model  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=True)
    client.force_login(get_user_model().objects.filter(is_superuser=True)[0])

    def visit(address: str) -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answers {answer.status_code}")

    return visit


def seconds(visit: Callable[[str], None], address: str) -> float:
    begun = time.process_time()
    visit(address)
    return time.process_time() - begun


if __name__ == "__main__":
    main(int(sys.argv[1]))
