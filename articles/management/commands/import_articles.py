from argparse import ArgumentParser, ArgumentTypeError
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.importing.base import FORMATS, Options
from articles.importing.files import Importer, find
from articles.importing.report import Report
from articles.importing.save import Status
from articles.text.language import is_language_tag


def language_tag(value: str) -> str:
    if value and not is_language_tag(value):
        raise ArgumentTypeError(f"“{value}” is no language tag, such as en, de or pt-BR.")
    return value


class Command(BaseCommand):
    help = "Import articles from files and folders; the same file twice changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--format", choices=FORMATS, default="", help="default: by suffix")
        parser.add_argument("--publish", action="store_true", help="publish what is imported")
        parser.add_argument("--dry-run", action="store_true", help="say all, write nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="JSON, one line an article")
        parser.add_argument(
            "--language", type=language_tag, default="", help="BCP 47; default: recognised"
        )
        order = parser.add_mutually_exclusive_group()
        order.add_argument(
            "--day-first", action="store_true", default=None, help="6/12/2021 is in December"
        )
        order.add_argument(
            "--month-first", action="store_false", dest="day_first", help="6/12/2021 is in June"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        day_first = options["day_first"]
        importer = Importer(
            format_name=options["format"],
            options=Options(
                day_first=settings.DAY_FIRST if day_first is None else day_first,
                language=options["language"],
            ),
            publish=options["publish"],
            dry_run=options["dry_run"],
        )
        try:
            opened = options["report"].open("w", encoding="utf-8") if options["report"] else None
        except OSError as error:
            raise CommandError(f"The report can't be written: {error}") from error
        with opened or nullcontext() as file:
            report = Report(self.stdout.write, file)
            for found in find(options["paths"]):
                report.add(importer.take(found))
            report.close()
        if failed := report.totals[Status.FAILED]:
            raise CommandError(f"{failed} of {report.totals.total()} could not be imported.")
