import sys
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from articles.importing import runs
from articles.importing.base import FORMATS, Options, Unreadable
from articles.importing.batches import Outcome
from articles.importing.files import File, Importer, find
from articles.importing.lines import as_line
from articles.importing.progress import Progress
from articles.importing.report import Line, Report
from articles.importing.save import Status
from articles.importing.wordpress.items import is_export
from articles.importing.wordpress.options import Mapping, mapping_from
from articles.models import ImportRun
from articles.text.language import is_language_tag


def language_tag(value: str) -> str:
    if value and not is_language_tag(value):
        raise ArgumentTypeError(f"“{value}” is no language tag, such as en, de or pt-BR.")
    return value


class Command(BaseCommand):
    help = (
        "Import articles from files, folders and exports of WordPress; the same twice changes "
        "nothing, and an import that was killed goes on when it is called again."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
        parser.add_argument("--format", choices=FORMATS, default="", help="default: by suffix")
        parser.add_argument("--publish", action="store_true", help="publish what is imported")
        parser.add_argument("--dry-run", action="store_true", help="say all, write nothing")
        parser.add_argument("--report", type=Path, metavar="FILE", help="JSON, one line an article")
        parser.add_argument(
            "--language", type=language_tag, default="", help="BCP 47; default: recognised"
        )
        parser.add_argument(
            "--uploads", type=Path, metavar="DIR", help="of WordPress: a copy of wp-content/uploads"
        )
        parser.add_argument(
            "--mapping",
            type=Path,
            metavar="FILE",
            help="of WordPress: JSON that says which categories are sections, which types articles",
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
                if is_export(found.path) and not options["format"]:
                    self.import_export(found, report, options)
                else:
                    report.add(importer.take(found))
            report.close()
        if failed := report.totals[Status.FAILED]:
            raise CommandError(f"{failed} of {report.totals.total()} could not be imported.")

    def import_export(self, file: File, report: Report, options: dict[str, Any]) -> None:
        """Import all that is in an export of WordPress."""
        uploads: Path | None = options["uploads"]
        if uploads and not uploads.is_dir():
            raise CommandError(f"There is no folder “{uploads}”.")
        try:
            mapping = mapping_from(options["mapping"]) if options["mapping"] else Mapping()
        except Unreadable as error:
            raise CommandError(str(error)) from error
        run = ImportRun.objects.create(
            source=file.source[-300:],
            path=str(file.path.resolve()),
            uploads=str(uploads.resolve()) if uploads else "",
            mapping=mapping.as_json(),
            language=options["language"],
            publishes=options["publish"],
            is_rehearsal=options["dry_run"],
            state=ImportRun.State.RUNNING,
        )
        progress = Progress(sys.stderr)

        def tell(run: ImportRun, outcomes: Sequence[Outcome]) -> None:
            progress.clear()
            for outcome in outcomes:
                report.add(as_line(outcome))
            progress.show(run.position, run.total)

        runs.work(run, tell)
        progress.clear()
        self.conclude(run, file, report)

    def conclude(self, run: ImportRun, file: File, report: Report) -> None:
        """Say what concerns the file as a whole."""
        if run.said:
            report.add(Line(file.source, Status.FAILED, warnings=(run.said,)))
        if left_out := run.about.get("left_out"):
            kinds = ", ".join(f"{number} {kind}" for kind, number in left_out.items())
            report.say(f"No articles, left out: {kinds}.")
        if run.before:
            pairs = (f"{run.after[name]:,} of {run.before[name]:,} {name}" for name in run.before)
            report.say(f"In the archive, of the source: {', '.join(pairs)}.")
        if run.is_rehearsal:
            run.delete()
