from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from articles.models import DailyKey

TASKS_KEPT = timedelta(days=14)  # long enough to look into one that failed


class Command(BaseCommand):
    help = "Throw away what is no longer needed. For a timer, once a day or more; safe to repeat."

    def handle(self, *_args: Any, **_options: Any) -> None:
        DailyKey.expire()
        call_command("clearsessions")
        finished = DBTaskResult.objects.finished()
        finished.filter(finished_at__lt=timezone.now() - TASKS_KEPT).delete()
