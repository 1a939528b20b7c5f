from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.search import index


class Command(BaseCommand):
    help = "Write the search index anew from the texts; searches go on meanwhile. Safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--missing",
            action="store_true",
            help="write only what is not in it, as after a move from a release without an index",
        )

    def handle(self, *_args: Any, missing: bool, **_options: Any) -> None:
        number = index.catch_up() if missing else index.rebuild()
        self.stdout.write(f"{number} texts written into the search index.")
