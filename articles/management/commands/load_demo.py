from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.demo.load import NotEmpty, load


class Command(BaseCommand):
    help = "Fill an empty archive with articles of an invented organisation, to look around in."

    def handle(self, *_args: Any, **_options: Any) -> None:
        try:
            number = load()
        except NotEmpty:
            raise CommandError(
                "This archive is in use already: the demo goes into an empty one only."
            ) from None
        self.stdout.write(f"Loaded the demo archive: {number} articles.")
