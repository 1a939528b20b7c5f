from argparse import ArgumentParser
from collections import Counter
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.test import Client

from articles.addresses import OLD_QUERIES

MOST_STEPS = 5


class Fate(NamedTuple):
    """What a reader gets who follows an old address."""

    word: str  # ok, redirect, gone, missing, broken
    target: str = ""


class Command(BaseCommand):
    help = (
        "Follow each address of a list, one a line, as a reader would, and say what becomes of it: "
        "ok, redirect, gone (410), missing (404), broken. Ends with 1 if one is missing or broken."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")

    def handle(self, *_args: Any, file: Path, **_options: Any) -> None:
        try:
            lines = file.read_text("utf-8", errors="replace").splitlines()
        except OSError as error:
            raise CommandError(f"The list can't be read: {error.strerror}.") from error
        parts = urlsplit(settings.SITE_URL)
        client = Client(raise_request_exception=False, headers={"host": parts.netloc})
        totals: Counter[str] = Counter()
        for line in filter(None, map(str.strip, lines)):
            fate = fate_of(line, client, secure=parts.scheme == "https")
            totals[fate.word] += 1
            arrow = f" → {fate.target}" if fate.target else ""
            self.stdout.write(f"{fate.word:<9} {line}{arrow}")
        counts = ", ".join(f"{number} {word}" for word, number in sorted(totals.items()))
        self.stdout.write(f"{totals.total()} in all: {counts or 'none'}.")
        if lost := totals["missing"] + totals["broken"]:
            raise CommandError(f"{lost} of {totals.total()} lead nowhere.")


def fate_of(address: str, client: Client, *, secure: bool) -> Fate:
    """Follow an address, path or URL, on this site: its own host doesn't matter."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return Fate("broken")
    path = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    target = ""
    for _step in range(MOST_STEPS):
        response = client.get(path, secure=secure)
        if response.status_code not in {301, 302, 307, 308}:
            break
        path = response["Location"]
        target = unquote(path)
    if response.status_code == HTTPStatus.OK and not target and asks_for_old(parts.query):
        return Fate("missing")  # the front page answers, and does not know what was asked for
    word = {200: "redirect" if target else "ok", 410: "gone", 404: "missing"}
    return Fate(word.get(response.status_code, "broken"), target)


def asks_for_old(query: str) -> bool:
    """Whether a query names a page of WordPress, as `?p=123` does."""
    return not parse_qs(query).keys().isdisjoint(OLD_QUERIES)
