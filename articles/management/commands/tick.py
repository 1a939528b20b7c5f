from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from articles.models import DailyKey


class Command(BaseCommand):
    help = "Throw away what is no longer needed. For a timer, once a day or more; safe to repeat."

    def handle(self, *_args: Any, **_options: Any) -> None:
        DailyKey.expire()
        call_command("clearsessions")
        call_command("prune_db_task_results", verbosity=0)
