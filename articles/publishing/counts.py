"""The tallies: how many articles readers find in each place of the archive.

They change in the transaction of the act that changes them. A scheduled edition needs no act when
its minute has come: whoever asks for a number first, or the next tick, has ``settle_due`` count it.
"""

from collections import Counter
from functools import partial

from django.db import connection, transaction
from django.db.models import F, Q

from articles.models import Article, Edition, Tally

from .signals import edition_appeared

Place = tuple[str, int]  # a kind and a ref of Tally
LOCK = "LOCK TABLE articles_edition, articles_tally IN SHARE ROW EXCLUSIVE MODE"
SIZE = 500  # editions that a recount reads at once


def places(edition: Edition) -> set[Place]:
    """Where readers find an edition."""
    year = edition.filed_year or 0
    found: set[Place] = {(Tally.Kind.ARCHIVE, 0), (Tally.Kind.YEAR, year)}
    if edition.filed_month:
        found.add((Tally.Kind.MONTH, year * 100 + edition.filed_month))
    if edition.section_id:
        found.add((Tally.Kind.SECTION, edition.section_id))
    if edition.series_id:
        found.add((Tally.Kind.SERIES, edition.series_id))
    if edition.issue:
        found.add((Tally.Kind.SERIES, edition.issue.series_id))
    found |= {(Tally.Kind.TAG, row.tag_id) for row in edition.tagged.all()}
    found |= {(Tally.Kind.AUTHOR, row.author_id) for row in edition.contributions.all()}
    return found


def settle(article: Article) -> None:
    """Count the article by the edition that readers have now. Call it in the act's transaction."""
    shown = Edition.objects.public().filter(article=article).without_texts().first()
    counted = article.editions.filter(is_counted=True).without_texts().first()
    if shown == counted:
        return
    change = difference(counted, shown)
    article.editions.filter(is_counted=True).update(is_counted=False)
    if shown:
        article.editions.filter(pk=shown.pk).update(is_counted=True)
    apply(change)


def settle_due() -> None:
    """Count every scheduled edition whose minute has come."""
    for edition in Edition.objects.due().only("article_id"):
        with transaction.atomic():
            article = Article.objects.select_for_update(no_key=True).get(pk=edition.article_id)
            settle(article)
            told = partial(edition_appeared.send_robust, Edition, edition=edition)
            transaction.on_commit(told)


def difference(before: Edition | None, after: Edition | None) -> Counter[Place]:
    """By how much each tally changes when readers get one edition instead of another."""
    change: Counter[Place] = Counter(places(after) if after else ())
    change.subtract(places(before) if before else ())
    return Counter({place: number for place, number in change.items() if number})


def apply(change: Counter[Place]) -> None:
    """Add to the tallies, in one order for all, so that two acts never wait for each other."""
    ordered = sorted(change)
    Tally.objects.bulk_create(
        [Tally(kind=kind, ref=ref) for kind, ref in ordered], ignore_conflicts=True
    )
    for step in sorted(set(change.values())):
        here = Q(pk__in=[])
        for kind, ref in ordered:
            if change[kind, ref] == step:
                here |= Q(kind=kind, ref=ref)
        Tally.objects.filter(here).update(count=F("count") + step)


def pass_on(kind: Tally.Kind, gone: int, kept: int, gained: int) -> None:
    """Let one place take over another's articles, of which ``gained`` are new to it."""
    Tally.objects.bulk_create([Tally(kind=kind, ref=kept)], ignore_conflicts=True)
    Tally.objects.filter(kind=kind, ref=kept).update(count=F("count") + gained)
    Tally.objects.filter(kind=kind, ref=gone).delete()


@transaction.atomic
def recount() -> None:
    """Count everything anew: after a restored copy, or rows written by other programs."""
    if connection.vendor == "postgresql":  # SQLite's transactions wait for each other anyway
        with connection.cursor() as cursor:
            cursor.execute(LOCK)
    Tally.objects.all().delete()
    Edition.objects.filter(is_counted=True).update(is_counted=False)
    total: Counter[Place] = Counter()
    public = Edition.objects.public().without_texts().select_related("issue")
    for edition in public.prefetch_related("tagged", "contributions").iterator(SIZE):
        total.update(places(edition))
    Edition.objects.public().update(is_counted=True)
    Tally.objects.bulk_create(
        (Tally(kind=kind, ref=ref, count=number) for (kind, ref), number in total.items()),
        batch_size=SIZE,
    )
