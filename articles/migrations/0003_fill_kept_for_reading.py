"""Give existing rows what freezing gives new ones, and count the archive.

A step of its own, as PostgreSQL alters no table in which a transaction has just changed rows.
"""

from collections import Counter

from django.db import migrations
from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone

from articles.text import dates
from articles.text.footnotes import read_footnotes


def fill(apps, schema_editor):
    Edition = apps.get_model("articles", "Edition")
    place_rows(apps, Edition)
    for edition in Edition.objects.only(
        "language", "printed_date", "printed_label", "body"
    ).iterator(200):
        notes = read_footnotes(edition.body, edition.language)
        words = edition.printed_label
        if edition.printed_date and not words:
            words = dates.label(edition.printed_date, edition.language)
        Edition.objects.filter(pk=edition.pk).update(
            printed_words=words,
            cited_urls=list(dict.fromkeys(url for note in notes for url in note.urls)),
        )
    apps.get_model("articles", "Generation").objects.get_or_create(pk=1)
    count(apps, Edition)


def place_rows(apps, Edition):
    """Let the rows of authors and tags know where their edition stands in the archive."""
    of_edition = Edition.objects.filter(pk=OuterRef("edition"))
    for name in ("EditionContribution", "EditionTag"):
        apps.get_model("articles", name).objects.update(
            article=Subquery(of_edition.values("article")[:1]),
            sort_date=Subquery(of_edition.values("sort_date")[:1]),
        )


def count(apps, Edition):
    now = timezone.now()
    public = Edition.objects.filter(
        Q(visible_until__isnull=True) | Q(visible_until__gt=now),
        is_withheld=False,
        visible_from__lte=now,
    )
    total = Counter()
    fields = ["filed_year", "filed_month", "section", "series", "issue__series"]
    for edition in public.select_related("issue").only(*fields).prefetch_related(
        "contributions", "tagged"
    ).iterator(200):
        year = edition.filed_year or 0
        total.update({("archive", 0), ("year", year)})
        if edition.filed_month:
            total["month", year * 100 + edition.filed_month] += 1
        if edition.section_id:
            total["section", edition.section_id] += 1
        series = {edition.series_id, edition.issue and edition.issue.series_id} - {None}
        total.update(("series", key) for key in series)
        total.update({("tag", row.tag_id) for row in edition.tagged.all()})
        total.update({("author", row.author_id) for row in edition.contributions.all()})
    public.update(is_counted=True)
    Tally = apps.get_model("articles", "Tally")
    Tally.objects.bulk_create(
        (Tally(kind=kind, ref=ref, count=number) for (kind, ref), number in total.items()),
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [("articles", "0002_kept_for_reading")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
