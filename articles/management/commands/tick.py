import time
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connections
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.importing import runs
from articles.models import DailyKey, FormSave, Presence
from articles.publishing import bulk, counts, images, mail
from articles.search import index as search_index

TASKS_KEPT = timedelta(days=14)  # long enough to look into one that failed

PICTURES = 200  # that get what they lack at one time


class Command(BaseCommand):
    help = "Throw away what is no longer needed. For a timer, once a day or more; safe to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--every",
            type=int,
            metavar="SECONDS",
            help="keep running and do it again and again, where there is no timer",
        )

    def handle(self, *_args: Any, every: int | None = None, **_options: Any) -> None:
        tick()
        while every:
            connections.close_all()  # nobody should keep one open for an hour
            time.sleep(every)
            tick()


def tick() -> None:
    """Do what is due. Each line may run twice, and beside another tick."""
    DailyKey.expire()
    Presence.objects.filter(seen_at__lt=timezone.now() - timedelta(days=1)).delete()
    FormSave.expire()
    counts.settle_due()
    bulk.resume()
    bulk.clean_up()
    runs.resume()
    mail.send_waiting()
    images.catch_up(PICTURES)
    search_index.catch_up()
    call_command("clearsessions")
    finished = DBTaskResult.objects.finished()
    finished.filter(finished_at__lt=timezone.now() - TASKS_KEPT).delete()
