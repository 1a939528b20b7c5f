from typing import Any

from django.core.management.base import BaseCommand

from articles.models import Generation, Tally
from articles.publishing import counts, standing


class Command(BaseCommand):
    help = "Count the archive anew, after rows were written by other programs; safe to repeat."

    def handle(self, *_args: Any, **_options: Any) -> None:
        before = set(Tally.objects.filter(count__gt=0).values_list("kind", "ref", "count"))
        counts.recount()
        standing.keep_all()
        Generation.advance(*Generation.Of)
        after = set(Tally.objects.values_list("kind", "ref", "count"))
        wrong = len({(kind, ref) for kind, ref, _count in before ^ after})
        self.stdout.write(f"{len(after)} numbers counted, {wrong} of them were wrong.")
